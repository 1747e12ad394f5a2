"""Runs the vectors through another signer: a program that reads one JSON request per line and answers one JSON line each."""

from __future__ import annotations

import json
import shlex
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import ParaphError, Unconfigured
from paraph.explaining.explain import explain
from paraph.render.as_json import request_json
from paraph.schemes import scheme_named
from paraph.vectors import Case, can_run, cases, unsigned_request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paraph.core.message import Request

SECONDS = 120


class Answer(NamedTuple):
    """Another signer's answer to a case; `mistakes` explain a differing signature as far as possible."""

    case: Case
    signature: str
    problem: str
    mistakes: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the signature is the expected one."""
        return not self.problem


def question_line(case: Case) -> dict[str, Any]:
    """Return the line for a signer: the request without signature, the claims, and the credential."""
    credential = case.credential
    claims: dict[str, Any] = dict(case.claims)
    parsed = scheme_named(case.scheme).parse(case.request).readings[0]
    if case.scheme == "duo":
        claims |= {"key_id": parsed.key_id, "date": parsed.date, "date_header": parsed.date_header}
    elif case.scheme == "oauth1":
        claims |= {"oauth": [list(pair) for pair in parsed.protocol], "placement": parsed.placement}
        claims |= {"realm": parsed.realm}
    return {
        "id": case.id,
        "scheme": case.scheme,
        "claims": claims,
        "credential": {
            "id": credential.key_id,
            "secret": credential.secret.text,
            "token": credential.token,
            "token_secret": credential.token_secret.text,
        },
        "request": request_json(unsigned_request(case)),
    }


def run_against(command: str, scheme: str | None = None) -> Iterator[Answer]:
    """Return the answers of the program `command` to every valid case; raises Unconfigured if it cannot run."""
    chosen = [case for case in cases(scheme) if case.result == "valid" and can_run(case)]
    lines = "".join(json.dumps(question_line(case)) + "\n" for case in chosen)
    try:
        done = subprocess.run(  # noqa: S603 - the user names the program to run
            shlex.split(command), input=lines.encode(), capture_output=True, timeout=SECONDS, check=False
        )
    except OSError as error:
        raise Unconfigured(f"cannot run the signer {command[:60]!r}: {error.strerror or error}") from None
    except ValueError as error:
        raise Unconfigured(f"cannot split the command of the signer into words: {error}") from None
    except subprocess.TimeoutExpired:
        raise Unconfigured(f"the signer did not end within {SECONDS} seconds") from None
    yield from answers_of(chosen, done.stdout.decode("utf-8", "replace").splitlines())


def answers_of(chosen: Sequence[Case], lines: Sequence[str]) -> Iterator[Answer]:
    """Yield an answer for each case and the line that answers it."""
    for index, case in enumerate(chosen):
        if index >= len(lines):
            yield Answer(case, "", "the signer gave no answer", ())
            continue
        try:
            signature = json.loads(lines[index])["signature"]
        except (ValueError, KeyError, TypeError, RecursionError):
            yield Answer(case, "", "the answer is no JSON object with a signature", ())
            continue
        if signature == case.signature:
            yield Answer(case, signature, "", ())
        else:
            yield Answer(case, str(signature), "another signature", find_mistakes(case, str(signature)))


def find_mistakes(case: Case, signature: str) -> tuple[str, ...]:
    """Return the mistakes that give the returned signature."""
    request = with_signature(case, signature)
    try:
        explanation = explain(request, case.credential, case.scheme, budget=5.0)
    except ParaphError:
        return ()
    return tuple(mistake.id for mistake in explanation.mistakes)


def with_signature(case: Case, signature: str) -> Request:
    """Return the case's request with another signature."""
    scheme = scheme_named(case.scheme)
    claims = scheme.parse(case.request).readings[0]
    return scheme.attach(unsigned_request(case), claims, signature)
