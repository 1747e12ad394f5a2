"""The answers of each tool: the objects that the command line prints with ``--json``. Only their schemas are used."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field


class ReceivedRequest(Struct):
    """A request; a body that is not UTF-8 text is in body_base64."""

    method: str
    url: str
    headers: list[list[str]]
    body: str
    body_base64: str = ""


class Stage(Struct):
    """The value of a stage of signing."""

    name: str
    value: str


class Finding(Struct):
    """A mistake or another problem, and how to fix it."""

    id: str
    stage: str
    title: str
    detail: str
    fix: str


class Observed(Struct):
    """What was sent: the signature, and each stage as the client computed it."""

    signature: str
    steps: list[Stage]


class Expected(Struct):
    """What is right."""

    signature: str
    steps: list[Stage]
    request: ReceivedRequest | None = None


class Search(Struct):
    """How much was searched."""

    candidates: int
    seconds: float
    exhausted: bool


class ExplainAnswer(Struct):
    """An explanation; `mistakes` reproduce the signature exactly if the verdict is explained."""

    schema: Literal["paraph.explain/1"]
    verdict: Literal["valid", "explained", "unexplained"]
    scheme: str
    variant: str
    mistakes: list[Finding]
    problems: list[Finding]
    alternatives: list[list[Finding]]
    observed: Observed
    expected: Expected
    hints: list[str]
    search: Search


class ReadEntry(Struct):
    """A request of the input, or the error about it."""

    number: int
    name: str
    status: int | None
    kind: str
    notes: list[str]
    request: ReceivedRequest | None = None


class ReadAnswer(Struct):
    """The requests of the input as they were understood."""

    schema: Literal["paraph.read/1"]
    entries: list[ReadEntry]


class Problem(Struct):
    """Why a request is rejected, with the vendor's code and message if it has them."""

    id: str
    detail: str
    code: int | None = None
    message: str = ""


class VerifyAnswer(Struct):
    """Whether a server would accept the request; `id` is its key id, `covers` what is signed of it."""

    schema: Literal["paraph.verify/1"]
    valid: bool
    scheme: str
    variant: str
    id: str
    problems: list[Problem]
    covers: dict[str, Any] | None


class SignAnswer(Struct):
    """The signed request, and each stage of signing."""

    schema: Literal["paraph.sign/1"]
    scheme: str
    variant: str
    signature: str
    steps: list[Stage]
    request: ReceivedRequest


class Mistake(Struct):
    """A known mistake: what it is, how it happens, how to fix it."""

    id: str
    stage: str
    title: str
    story: str
    fix: str
    example: list[str] | None


class MistakesAnswer(Struct):
    """The known mistakes."""

    schema: Literal["paraph.mistakes/1"]
    mistakes: list[Mistake]


class SendAnswer(Struct):
    """The answer of the server; `refusal` says why it rejected the request, `truncated` that the body was cut off."""

    schema: Literal["paraph.send/1"]
    status: int
    headers: list[list[str]]
    body: str
    request: ReceivedRequest
    truncated: bool
    body_base64: str = ""
    refusal: list[str] = field(default_factory=list)


ANSWERS: dict[str, type[Struct]] = {
    "read": ReadAnswer,
    "explain": ExplainAnswer,
    "verify": VerifyAnswer,
    "sign": SignAnswer,
    "mistakes": MistakesAnswer,
    "send": SendAnswer,
}
"""The answer of each tool by its name."""
