"""How a client calls: with which credential, where to, how patiently."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraph.clients.steps import Steps
    from paraph.core.credential import Credential
    from paraph.core.message import Request

OnWait = Callable[[float, str], None]
Lacking = Callable[["Request"], "Iterator[str]"]


@dataclass(frozen=True, slots=True)
class Retry:
    """How long a call is repeated: at most `tries` times, and until its pauses would add up to `budget` seconds.

    `first` is the first pause if the server names none; it doubles each time, up to a minute. Only what the server did
    not get, and 429, is repeated for all methods; other failures only for methods that may arrive twice.
    """

    tries: int = 8
    budget: float = 180.0
    first: float = 1.0


class Limiter:
    """Keeps calls apart: for each kind of call, the fewest seconds between two.

    The kinds are the groups of the catalogues, such as ``logs``. Without an entry, calls are not kept apart. Share one
    limiter among clients of the same account.
    """

    def __init__(self, seconds: Mapping[str, float] | None = None) -> None:
        self._seconds = dict(seconds or {})
        self._next: dict[str, float] = {}
        self._lock = Lock()

    def reserve(self, kind: str, now: float) -> float:
        """Return how long a call of that kind must wait, and take its place."""
        apart = self._seconds.get(kind, 0.0)
        if apart <= 0:
            return 0.0
        with self._lock:
            start = max(now, self._next.get(kind, now))
            self._next[kind] = start + apart
        return start - now


def nothing_lacking(_request: Request) -> Iterator[str]:
    """Yield nothing: what a call needs is not known."""
    return iter(())


def ignore_wait(_seconds: float, _reason: str) -> None:
    """Do nothing about a pause."""


def nothing_to_renew(_request: Request) -> bool:
    """Return False: a signature is new for each try in any case."""
    return False


Authorise = Callable[["Settings", "Request"], "Steps[Request]"]
"""Signs a request, or adds a token to it that may have to be asked for first."""


def signed_by(scheme: str, **options: Any) -> Authorise:
    """Return what signs each request by a scheme, with a new date and nonce."""

    def authorise(settings: Settings, request: Request) -> Steps[Request]:
        from paraph.signing import sign

        yield from ()  # nothing has to be asked for
        return sign(request, settings.credential, scheme, now=int(settings.now()), **options)

    return authorise


@dataclass(frozen=True, slots=True)
class Settings:
    """What a client needs for its calls.

    `origin` is what the server calls itself: scheme, host, and a path before that of the calls; it is what is signed.
    `renew` gives up the token of a refused request, and returns whether another one can be had. `is_signed` says whether
    requests carry a signature, and not a token. `member` is the member of an answer that holds the result, empty if it is
    the whole. `lacking` yields sentences on the permissions that a refused call needs. `added` are parameters that each
    call has. `timeout` is in seconds; None leaves it to the call. `now` gives Unix seconds, `on_wait` is called with the
    seconds and the reason of each pause. Raises ValueError for a time-out that is not positive.
    """

    credential: Credential
    origin: str
    scheme: str
    authorising: Authorise
    renew: Callable[[Request], bool] = nothing_to_renew
    is_signed: bool = True
    member: str = ""
    lacking: Lacking = nothing_lacking
    retry: Retry = Retry()
    limiter: Limiter = field(default_factory=Limiter)
    timeout: float | None = None
    added: Mapping[str, str] = field(default_factory=dict)
    now: Callable[[], float] = time.time
    on_wait: OnWait = ignore_wait

    def __post_init__(self) -> None:
        if self.timeout is not None and not (isfinite(self.timeout) and self.timeout > 0):
            raise ValueError(
                f"timeout is in seconds, more than 0, not {self.timeout!r}; without it, each call has its own"
            )

    def authorise(self, request: Request) -> Steps[Request]:
        """Return the request with what proves its sender."""
        return self.authorising(self, request)

    def changed(self, **changes: Any) -> Settings:
        """Return settings with some of them changed."""
        return replace(self, **changes)
