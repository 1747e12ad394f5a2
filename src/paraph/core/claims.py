"""What a signed request states: its claims, the readings that the request allows, and the reasons of verdicts."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

C = TypeVar("C", bound="Claims")


class Claims(Protocol):
    """What a request states besides the signature; each scheme has its own."""

    @property
    def key_id(self) -> str:
        """The public name of the key."""
        ...

    @property
    def variant(self) -> str:
        """The dialect in the scheme's own words, such as ``v2/sha1`` or ``HMAC-SHA1``."""
        ...

    @property
    def rarity(self) -> float:
        """How much rarer this reading is than the usual ones, in nats."""
        ...

    @property
    def time(self) -> int | None:
        """When it was signed, in Unix seconds; None if no time can be read."""
        ...

    @property
    def time_text(self) -> str:
        """When it was signed, as sent; empty if the request does not say."""
        ...

    @property
    def timed(self) -> bool:
        """Whether the request says when it was signed, readable or not."""
        ...

    @property
    def timeless(self) -> bool:
        """Whether the request may omit the time."""
        ...

    @property
    def nonce(self) -> str:
        """The value that must not be used twice; empty if the scheme has none."""
        ...

    def with_identity(self, key_id: str, token: str) -> Self:
        """Return the same claims with another key id and token."""
        ...

    def value(self, name: str) -> str:
        """Return the signature's parameter of that name, such as ``oauth_token``; empty if there is none."""
        ...


class Flaw(NamedTuple):
    """A fault in the form of a message, which the scheme does not allow; `id` is the catalogue's.

    `fix` says what to do if it is not what the catalogue says.
    """

    id: str
    detail: str
    fix: str = ""


class Parsed(NamedTuple, Generic[C]):
    """What was read from a request: the `readings` that it allows, likeliest first, and the received signature.

    Some schemes send several signatures; one of them has to be right. `more` are the others.
    """

    readings: tuple[C, ...]
    signature: str
    flaws: tuple[Flaw, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def signatures(self) -> tuple[str, ...]:
        """Every signature that was received."""
        return (self.signature, *self.more)


class Reading(NamedTuple, Generic[C]):
    """A way to read a request that the scheme does not allow, but that its signer may have meant.

    `id` is the mistake that this is; `replacements` are the functions that replace stages in it.
    """

    claims: C
    id: str
    detail: str
    replacements: Mapping[Any, Callable[..., Any]] = {}


class Reason(Enum):
    """Why a request is accepted or refused.

    ``not-allowed``: the policy does not accept this variant or kind of key; ``uncovered``: the signature holds, but
    leaves out a part that is there; ``forbidden`` is a server's word, for a signature that holds.
    """

    VALID = "valid"
    NO_CREDENTIALS = "no-credentials"
    MALFORMED = "malformed"
    UNKNOWN_KEY = "unknown-key"
    NO_TIME = "no-time"
    BAD_TIME = "bad-time"
    BAD_SIGNATURE = "bad-signature"
    REPLAYED = "replayed"
    NOT_ALLOWED = "not-allowed"
    UNCOVERED = "uncovered"
    FORBIDDEN = "forbidden"
