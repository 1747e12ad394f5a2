"""What a scheme knows besides its rules: how its signers go wrong, and what its servers say. Only explaining loads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple

from paraph.core.claims import C, Reason
from paraph.core.clues import Clues
from paraph.core.credential import Credential

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from paraph.core.case import Case
    from paraph.core.claims import Flaw, Parsed, Reading
    from paraph.core.message import Pairs, Request
    from paraph.core.servers import KnownClient, Server


def no_items(*_: object) -> Iterator[Any]:
    """Yield nothing."""
    return iter(())


def no_parameters(_fields: tuple[str, ...]) -> Pairs:
    """Return no parameters."""
    return ()


def no_host(_fields: tuple[str, ...]) -> str:
    """Return no host."""
    return ""


def no_claims(_parsed: Parsed[Any]) -> Any:
    """Return None: no name can be misspelt."""
    return None


def no_code(_reason: Reason) -> ServerError | None:
    """Return None: these servers have no codes."""
    return None


def key_as_secret(claims: Any, key: bytes) -> Credential:
    """Return a credential whose secret is the key itself."""
    return Credential.of(claims.key_id, key)


class ServerError(NamedTuple):
    """An error that a server answered: its own `code` and `message`, their meaning, and our reason if there is one.

    `problem` is the id of the catalogue if the answer shows a problem of the request, and `fix` is what to do then if it
    is not what the catalogue says.
    """

    code: str
    message: str
    meaning: str = ""
    reason: Reason | None = None
    problem: str = ""
    fix: str = ""


class Refusal(NamedTuple):
    """A request that paraph signed as `scheme`, and the server's answer; `sent_to` is an address in the place of its host."""

    request: Request
    status: int
    headers: Pairs
    body: bytes
    scheme: str
    sent_to: str = ""


class Sample(NamedTuple):
    """A small request that shows mistakes, its credential, and the options of the scheme's `prepare`."""

    request: Request
    credential: Credential
    options: dict[str, Any] = {}


class WorkedExample(NamedTuple):
    """A request that a person could bring, and what was done wrong when it was signed.

    `title` says in the person's words what does not work. `mistakes` are the ids of what was done to the signature of
    `request`, made at `signed_at`; if it was sent with the time `sent_at`, it keeps the signature of the earlier time, and
    that is the mistake. `now` is when the person asks. All times are in Unix seconds. `options` are those of the scheme's
    `prepare`, and `form` is how the person has the request ("raw", "curl", "har", "http" or "httpie"). `clues` and the
    server's `response` are what else the person knows.
    """

    title: str
    request: Request
    credential: Credential
    scheme: str
    mistakes: tuple[str, ...]
    signed_at: int
    sent_at: int = 0
    now: int = 0
    nonce: str = ""
    options: dict[str, Any] = {}
    form: str = "raw"
    clues: Clues = Clues()
    response: str = ""


class Probe(NamedTuple):
    """A call that changes nothing, and the kind of API that answers it."""

    method: str
    target: str
    api: str


@dataclass(frozen=True, slots=True)
class SignedText(Generic[C]):
    """How to read back a text that a client says it signed.

    `fields` yields the ways to split it; `parameters` and `host` find these in such fields; `credential` returns the
    credential that makes a recorded key.
    """

    fields: Callable[[str], Iterable[tuple[str, ...]]] = no_items
    parameters: Callable[[tuple[str, ...]], Pairs] = no_parameters
    host: Callable[[tuple[str, ...]], str] = no_host
    credential: Callable[[C, bytes], Credential] = key_as_secret


@dataclass(frozen=True, slots=True)
class Advice:
    """Sentences for a person: if the signature is right, if nothing explains it, and about a secret without showing it.

    `code` introduces the command that prints code.
    """

    valid: Callable[[Case[Any]], Iterator[str]] = no_items
    unexplained: Callable[[Case[Any]], Iterator[str]] = no_items
    secret: Callable[[Credential], Iterator[str]] = no_items
    code: str = "Code that makes this call with a correct signature:"


@dataclass(frozen=True, slots=True)
class Servers:
    """What the scheme's usual servers answer.

    `error` reads an answer (status, headers, body), None if it says nothing known. `code` is what they answer for a
    reason; `refusal` the status and the JSON of that answer; `empty` the JSON of an answer with nothing in it.
    `advice` says what to do when they refuse a request that was signed rightly. `probes` are calls that change nothing,
    one for each kind of key; `vendor` names the catalogue of their endpoints, empty if there is none.
    """

    error: Callable[[int, Pairs, bytes], ServerError | None]
    refusal: Callable[[Reason], tuple[int, Any]]
    advice: Callable[[Refusal, ServerError, Credential], Iterator[str]] = no_items
    code: Callable[[Reason], ServerError | None] = no_code
    empty: Any = ()
    probes: tuple[Probe, ...] = ()
    vendor: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis(Generic[C]):
    """What a scheme knows besides its rules.

    `other_readings` yields readings that the scheme does not allow, but that the signer may have meant; `problems` what
    is wrong without changing the signature. `claims_as_meant` returns the claims of a request whose signature is right,
    with right names for misspelt ones; None if no name is misspelt. `samples` are small requests on which every mistake of the
    scheme shows. `known_servers` and `known_clients` are those with ways of their own.
    `worked_examples` are requests with mistakes that show how a person learns what went wrong.
    """

    other_readings: Callable[[Request, Parsed[C]], Iterable[Reading[C]]]
    problems: Callable[[Case[C], C], Iterable[Flaw]]
    samples: Callable[[], Iterable[Sample]]
    signed_text: SignedText[C]
    advice: Advice
    servers: Servers
    worked_examples: Callable[[], Iterable[WorkedExample]]
    known_servers: tuple[Server, ...] = ()
    known_clients: tuple[KnownClient, ...] = ()
    claims_as_meant: Callable[[Parsed[C]], C | None] = no_claims
