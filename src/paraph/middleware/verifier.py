"""The options of the middleware, and the decision about one request."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict, cast

from paraph.core.claims import Reason
from paraph.core.credential import Credential
from paraph.core.errors import Malformed, ParaphError, StoreUnavailable
from paraph.core.message import Request, wire_bytes
from paraph.core.policy import DEFAULT, Policy
from paraph.core.redaction import redact
from paraph.core.wellformed import is_authority
from paraph.middleware.refusing import (
    TOO_LARGE,
    UNAVAILABLE,
    UNFRAMED,
    BadBody,
    Refusal,
    answer,
    log_refusal,
    new_refusal,
)
from paraph.middleware.target import encode_path
from paraph.nonces import MemoryNonces
from paraph.schemes import scheme_named
from paraph.verifying.arguments import Keys, Policies, candidates, check_arguments, known_credentials
from paraph.verifying.judge import verify
from paraph.verifying.verdict import Rejected, Verified

if TYPE_CHECKING:
    from paraph.http.handler import Response
    from paraph.nonces import NonceStore

Paths = Collection[str] | Callable[[str], bool]
"""Beginnings of the paths that are verified, or a function that says so of a decoded path."""
COVERED_BODY = Policy(require_body=True)
"""The default: an application reads the body, so the signature has to cover it."""
_PUBLIC_URL = re.compile(r"(https?)://([^/?#\s@]+)((?:/[^?#\s]*)?)")
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"[^\"]*\"")
METHOD_HEADERS = frozenset(("x-http-method-override", "x-http-method", "x-method-override"))
"""Headers from which some applications take the method in place of the one in the request line."""
_DOTS = re.compile(r"(?:^|/)\.{1,2}(?:/|$)")


class Options(TypedDict, total=False):
    """The options besides the keys, as keyword arguments; :class:`Verifier` explains them."""

    scheme: str | None
    policy: Policies
    nonces: NonceStore | None
    paths: Paths
    now: Callable[[], int] | None
    public_url: str
    challenge: str
    report: Callable[[Refusal], None]


class NotVerified(ParaphError, LookupError):
    """Raised if the verified values of a request are read, but no middleware verified it."""

    def __init__(self) -> None:
        super().__init__(
            "this request was not verified: add the middleware to the application, or this path to its option `paths`"
        )


@dataclass(frozen=True, slots=True)
class Verifier:
    """What a middleware accepts, and the decision about each request.

    `keys`, `scheme`, `policy` and `nonces` are those of :func:`paraph.judge`, but by default the body has to be covered,
    and nonces are remembered in this process (None: not at all). `paths` are the beginnings of the paths to verify, or a
    function that says whether to verify a decoded path. `now` returns Unix seconds. `public_url` is the URL under which
    clients call the application, such as ``https://api.example.com/v1``, if a proxy changes scheme, Host or path.
    `challenge` is sent as WWW-Authenticate. `report` receives each refusal; by default it is logged.

    Raises TypeError or ValueError for invalid options.
    """

    keys: Keys
    scheme: str | None = None
    policy: Policies = COVERED_BODY
    nonces: NonceStore | None = field(default_factory=MemoryNonces)
    paths: Paths = ("/",)
    now: Callable[[], int] | None = None
    public_url: str = ""
    challenge: str = "Signature"
    report: Callable[[Refusal], None] = log_refusal

    def __post_init__(self) -> None:
        check_arguments(Request("GET", "/"), self.keys, self.policy, self.nonces, None)
        if not isinstance(self.keys, Credential) and not callable(self.keys):
            object.__setattr__(self, "keys", list(self.keys))
            if not self.keys:
                raise ValueError("keys is empty: every request would be refused")
        if self.scheme is not None:
            scheme_named(self.scheme)
        if isinstance(self.paths, str) or not (callable(self.paths) or all(path[:1] == "/" for path in self.paths)):
            raise ValueError("paths are beginnings of paths with a slash, such as ['/api'], or a function of a path")
        if self.public_url and not _PUBLIC_URL.fullmatch(self.public_url):
            raise ValueError("public_url is a URL such as https://api.example.com or https://api.example.com/v1")
        if not self.challenge.isascii() or not self.challenge.isprintable() or not self.challenge.strip():
            raise ValueError("challenge is the value of the header WWW-Authenticate, such as OAuth")

    @property
    def max_body_bytes(self) -> int:
        """The longest body that is read; a policy by key id is only known after the body."""
        return (self.policy if isinstance(self.policy, Policy) else DEFAULT).max_body_bytes

    def selects(self, path: str) -> bool:
        """Return whether a request for this decoded path is verified; in case of doubt it is."""
        if callable(self.paths):
            return self.paths(path)
        plain = plain_path(path)
        return bool(_DOTS.search(plain)) or any(begins(plain, plain_path(start)) for start in self.paths)

    def check(self, request: Request) -> Verified | Response:
        """Return the verified values of a request, or the answer to it."""
        now = None if self.now is None else self.now()
        keys, known = self.recording_keys()
        called = self.as_called(request)
        try:
            values = verify(called, keys, self.scheme, now=now, nonces=self.nonces, policy=self.policy)
            refuse_other_method(called, values)
            return values
        except Malformed as error:
            return self.refuse(401, Reason.MALFORMED.value, str(error), request.method, request.path, known)
        except Rejected as error:
            verdict = error.verdict
            return self.refuse(401, verdict.reason.value, verdict.detail, request.method, request.path, known)
        except StoreUnavailable as error:
            return self.refuse(503, UNAVAILABLE, str(error), request.method, request.path, known)

    def recording_keys(self) -> tuple[Keys, list[Credential]]:
        """Return the keys, and a list of those that are known; a function of keys adds to it what it returns."""
        if not callable(self.keys):
            return self.keys, list(known_credentials(self.keys))
        known: list[Credential] = []

        def look_up(key_id: str) -> list[Credential]:
            found = candidates(self.keys, key_id)
            known.extend(found)
            return found

        return look_up, known

    def refuse_unreadable(self, error: BadBody | Malformed, method: str, path: str) -> Response:
        """Return the answer to a request whose body or target cannot be reproduced."""
        _, known = self.recording_keys()
        if isinstance(error, BadBody):
            reason = TOO_LARGE if error.status == 413 else UNFRAMED
            return self.refuse(error.status, reason, str(error), method, path, known)
        return self.refuse(401, Reason.MALFORMED.value, str(error), method, path, known)

    def refuse(
        self, status: int, reason: str, detail: str, method: str, path: str, known: list[Credential]
    ) -> Response:
        """Report a refusal and return the answer to it.

        Known secrets are removed from the report. If none are known, nothing of the request is quoted.
        """
        texts = (method, detail, path) if known else ("", _QUOTED.sub("[hidden]", detail), "")
        refusal = new_refusal(status, reason, *redact(texts, known))
        self.report(refusal)
        return answer(refusal, self.challenge)

    def as_called(self, request: Request) -> Request:
        """Return the request as the client sent it to the public URL."""
        public = _PUBLIC_URL.fullmatch(self.public_url)
        if public is None or not is_authority(request.host) or request.target[:1] != "/":
            return request
        scheme, authority, prefix = public[1], public[2], encode_path(wire_bytes(public[3].rstrip("/")))
        called = request.mapped_header("Host", lambda _: authority)
        return called._replace(target=prefix + request.target, scheme=scheme)


def refuse_other_method(request: Request, values: Verified) -> None:
    """Raise Malformed if a header that is not signed asks the application to read another method."""
    covered = {name for name, _ in values.headers}
    for name, value in request.headers:
        if name.lower() in METHOD_HEADERS and name.lower() not in covered and value.strip().upper() != request.method:
            raise Malformed(f"the header {name.title()} names another method than the signed one, and is not signed")


def plain_path(path: str) -> str:
    """Return a path as a lenient router may read it: in one letter case, without repeated slashes."""
    return re.sub("/+", "/", f"/{path}").casefold()


def begins(path: str, start: str) -> bool:
    """Return whether a path is `start` or lies below it."""
    return path == start or path.startswith(start if start.endswith("/") else f"{start}/")


def verified_value(value: object) -> Verified:
    """Return the verified values that a middleware stored; raises NotVerified if there are none."""
    if not isinstance(value, Verified):
        raise NotVerified
    return value


def verifier_from(options: Any) -> Verifier:
    """Return the verifier of a table of options; raises TypeError or ValueError if one is unknown or invalid."""
    return Verifier(**cast("dict[str, Any]", options))
