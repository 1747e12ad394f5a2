"""What a scheme is, what a mistake in signing is, and what a verdict can be."""

from __future__ import annotations

import hmac
from dataclasses import KW_ONLY, dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar, TypeVarTuple

from paraph.core.credential import Credential, KeyKind, Secret
from paraph.core.encoding import FORM_TYPE, parse_form
from paraph.core.message import wire_bytes, wire_text
from paraph.core.trace import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from paraph.core.message import Pairs, Request
    from paraph.core.policy import Coverage, Policy
    from paraph.core.trace import Step

Ts = TypeVarTuple("Ts")
T = TypeVar("T")
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
        """When it was signed, in Unix seconds; None when it says nothing that can be read."""
        ...

    @property
    def timed(self) -> bool:
        """Whether it says when it was signed, readable or not."""
        ...

    @property
    def timeless(self) -> bool:
        """Whether no time is needed."""
        ...

    @property
    def nonce(self) -> str:
        """The value that must not come twice; empty when the scheme has none."""
        ...

    def value(self, name: str) -> str:
        """The parameter of the signature of that name, such as ``oauth_token``; empty when there is none."""
        ...


class Flaw(NamedTuple):
    """Something about the form of a message that the scheme does not allow; `id` is the catalogue's."""

    id: str
    detail: str


class Parsed(NamedTuple, Generic[C]):
    """What stands on the wire: the `readings` that it allows, likeliest first, and the signature as received."""

    readings: tuple[C, ...]
    signature: str
    flaws: tuple[Flaw, ...] = ()


class Reading(NamedTuple, Generic[C]):
    """A way to read a request that the wire does not allow, but that its signer may have meant.

    `id` is the mistake that this is; `exchanged` are the stages that go with it.
    """

    claims: C
    id: str
    detail: str
    exchanged: Mapping[Any, Callable[..., Any]] = {}


def no_other_readings(_request: Request, _parsed: Parsed[Any]) -> Iterator[Reading[Any]]:
    """For schemes with one reading."""
    return iter(())


class Opened(NamedTuple):
    """What a public key shows inside a signature: `value`, and `step`, with which ``derive`` ends at that value.

    `digest` is the same as bytes.
    """

    value: str
    step: Step
    digest: bytes


def no_fields(_text: str) -> Iterable[tuple[str, ...]]:
    """For schemes whose text cannot be taken apart."""
    return ()


def no_parameters(_fields: tuple[str, ...]) -> Pairs:
    """For schemes that sign no parameters."""
    return ()


def no_host(_fields: tuple[str, ...]) -> str:
    """For a scheme that does not say where the host stands in what it signs."""
    return ""


def no_credential(claims: Claims, key: bytes) -> Credential:
    """The key itself is the secret."""
    return Credential.of(claims.key_id, key)


SHARED_SECRETS = (KeyKind.SHARED,)
NOBODY = Credential("", Secret(b"a key that nobody has, for equal work"))


def shared_secrets_only(_claims: Any) -> tuple[KeyKind, ...]:
    """For schemes that know no other keys."""
    return SHARED_SECRETS


def any_credential(_claims: Any, _credential: Credential) -> bool:
    """For schemes in which the key id alone names the credential."""
    return True


def nobody(_claims: Any) -> Credential:
    """A key that nobody has."""
    return NOBODY


def no_digests(_request: Request, _claims: Any) -> str:
    """For schemes whose claims hold no digest."""
    return ""


def plain_parameters(request: Request, _claims: Any) -> tuple[Pairs, Pairs]:
    """For schemes that put nothing of their own into query and form."""
    form = parse_form(wire_text(request.body)) if request.media_type == FORM_TYPE else ()
    return parse_form(request.query), form


def not_opened(_received: str, _claims: Any, _credential: Credential) -> None:
    """For signatures that only the secret can make."""
    return


def same_text(expected: str, received: str) -> bool:
    """Whether two texts are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(wire_bytes(expected), wire_bytes(received))


@dataclass(frozen=True, slots=True)
class Scheme(Generic[C]):
    """Four pure functions, and what the walks over them have to know.

    `prepare` makes what will be sent, minus the signature; `derive` is the pipeline; `attach` puts the signature
    where it travels; `parse` reads it back and raises Malformed when there is nothing to read. `window` is how far
    a request's time may lie from now, in seconds, either way; `nonces` whether a request carries a nonce. For a
    text that a client says it signed: `fields` yields the ways to take it apart again, `meant` the parameters in such
    fields, `addressed` the host, and `keyed` the credential that leads to the key it was signed with.

    For a verifier: `safe` are the variants that are accepted by default, `https_only` those that need TLS, `habits` the
    policy of the scheme's usual servers, laxer than ours; `coverage` says what a reading covers; `key_kinds` which keys
    may verify it; `bound` whether a credential is that of everything that it names, such as its token; `stranger` is
    a key of nobody, so that an unknown key takes as long as a known one; `digest_fault` says what is wrong with a digest
    that it states, empty when nothing; `parameters` are those of query and form that are the application's.
    """

    name: str
    title: str
    prepare: Callable[..., tuple[Request, C]]
    derive: Callable[[Request, C, Credential, Step], str]
    attach: Callable[[Request, C, str], Request]
    parse: Callable[[Request], Parsed[C]]
    recognises: Callable[[Request], bool]
    other_readings: Callable[[Request, Parsed[C]], Iterable[Reading[C]]] = no_other_readings
    window: int = 300
    nonces: bool = False
    fields: Callable[[str], Iterable[tuple[str, ...]]] = no_fields
    meant: Callable[[tuple[str, ...]], Pairs] = no_parameters
    addressed: Callable[[tuple[str, ...]], str] = no_host
    keyed: Callable[[C, bytes], Credential] = no_credential
    opened: Callable[[str, C, Credential], Opened | None] = not_opened
    _: KW_ONLY
    safe: frozenset[str]
    habits: Policy
    coverage: Callable[[Request, C], Coverage]
    https_only: frozenset[str] = frozenset()
    key_kinds: Callable[[C], tuple[KeyKind, ...]] = shared_secrets_only
    bound: Callable[[C, Credential], bool] = any_credential
    stranger: Callable[[C], Credential] = nobody
    digest_fault: Callable[[Request, C], str] = no_digests
    parameters: Callable[[Request, C], tuple[Pairs, Pairs]] = plain_parameters

    def holds(self, request: Request, claims: C, credential: Credential, received: str) -> bool:
        """Whether `received` is the signature of `request`, compared in constant time."""
        opened = self.opened(received, claims, credential)
        if opened is None:
            expected = self.derive(request, claims, credential, run)
            return same_text(expected, received)
        return same_text(self.derive(request, claims, credential, opened.step), opened.value)


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


NON_ASCII = "\x80"
"""Stands for every character beyond ASCII where characters are told apart."""


class Way(NamedTuple, Generic[T]):
    """One value that a mistake can have produced.

    `detail` says what was done, to the one who did it. `rarity` is how much rarer this way is than the mistake's
    commonest, in nats (0 = the commonest, 2.3 = ten times rarer).
    """

    value: T
    detail: str = ""
    rarity: float = 0.0


class Sweep(NamedTuple, Generic[T]):
    """Many values of one mistake, alike rare: `values` makes them, `told` says of one of them what was done."""

    values: Callable[[], Iterable[T]]
    told: Callable[[T], str]
    rarity: float = 0.0

    def way(self, value: T) -> Way[T]:
        """One of the values as a way."""
        return Way(value, self.told(value), self.rarity)


@dataclass(frozen=True, slots=True, eq=False)
class Deviation:
    """A stage written wrong on purpose, as real signers get it wrong.

    `ways` takes the stage's arguments and gives every value that the mistake can have produced, likeliest first;
    a value equal to the right one is inert and costs nothing. `coupled` are stages that are wrong together with
    it, such as the second of two encodings done by one wrong encoder. Where the values are very many, `sweeps` gives
    them in the order of their rarity, and they are only made as far as they are needed; such a mistake has no `ways`
    of its own. For the search: one that has `needs` is inert unless its texts hold one of these characters (NON_ASCII
    stands for all that are not ASCII); one that is `constant` does not look at its arguments; `algorithm` names the
    hash of one that is the right HMAC but for its hash; one that `joins` only puts texts together, each as it is or
    not at all.
    """

    id: str
    stage: Any
    ways: Callable[..., Iterable[Way[Any]]]
    coupled: Mapping[Any, Callable[..., Any]] = field(default_factory=dict)
    rarity: float = 0.0
    sweeps: Callable[..., Iterable[Sweep[Any]]] | None = None
    needs: frozenset[str] = frozenset()
    constant: bool = False
    algorithm: str = ""
    joins: bool = False

    @classmethod
    def sweeping(cls, mistake: str, stage: Any, sweeps: Callable[..., Iterable[Sweep[Any]]]) -> Deviation:
        """A mistake with very many values."""

        def ways(*args: Any) -> Iterator[Way[Any]]:
            return (sweep.way(value) for sweep in sweeps(*args) for value in sweep.values())

        return cls(mistake, stage, ways, sweeps=sweeps)


class Deviations(list[Deviation]):
    """The mistakes of one scheme, gathered by decorators."""

    def deviates(
        self,
        stage: Callable[[*Ts], T],
        mistake: str,
        *,
        rarity: float = 0.0,
        coupled: Mapping[Any, Any] | None = None,
        needs: Iterable[str] = (),
        joins: bool = False,
    ) -> Callable[[Callable[[*Ts], T]], Callable[[*Ts], T]]:
        """Put the decorated function in the place of `stage`; its docstring tells what was done."""

        def register(function: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
            said = (function.__doc__ or "").partition("\n")[0]

            def ways(*args: *Ts) -> tuple[Way[T], ...]:
                return (Way(function(*args), said),)

            self.append(Deviation(mistake, stage, ways, coupled or {}, rarity, needs=frozenset(needs), joins=joins))
            return function

        return register

    def family(
        self,
        stage: Callable[[*Ts], T],
        mistake: str,
        *,
        rarity: float = 0.0,
        coupled: Mapping[Any, Any] | None = None,
        needs: Iterable[str] = (),
        joins: bool = False,
    ) -> Callable[[Callable[[*Ts], Iterable[Way[T]]]], Callable[[*Ts], Iterable[Way[T]]]]:
        """Register a function that yields every way of one mistake, likeliest first."""

        def register(function: Callable[[*Ts], Iterable[Way[T]]]) -> Callable[[*Ts], Iterable[Way[T]]]:
            made = Deviation(mistake, stage, function, coupled or {}, rarity, needs=frozenset(needs), joins=joins)
            self.append(made)
            return function

        return register

    def sweeping(
        self, stage: Callable[[*Ts], T], mistake: str
    ) -> Callable[[Callable[[*Ts], Iterable[Sweep[T]]]], Callable[[*Ts], Iterable[Sweep[T]]]]:
        """Register a function that yields the very many values of one mistake, likeliest first."""

        def register(function: Callable[[*Ts], Iterable[Sweep[T]]]) -> Callable[[*Ts], Iterable[Sweep[T]]]:
            self.append(Deviation.sweeping(mistake, stage, function))
            return function

        return register
