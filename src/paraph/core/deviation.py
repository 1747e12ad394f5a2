"""Deviations: stages written wrong on purpose, the way real signers get them wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from paraph.core.secret import Secret

    Macs = Callable[[Secret, Iterable[bytes]], Iterator[bytes]]
    """Yields the MACs of texts under a key."""

Ts = TypeVarTuple("Ts")
T = TypeVar("T")
NON_ASCII = "\x80"
"""Stands for every non-ASCII character in a set of characters."""


class Way(NamedTuple, Generic[T]):
    """One value that a mistake can have produced.

    `detail` says to the user what was done. `rarity` is how much rarer this way is than the mistake's
    commonest, in nats (0 = the commonest, 2.3 = ten times rarer). `parts` has the id and the detail of each mistake, if
    the way is several mistakes in one stage.
    """

    value: T
    detail: str = ""
    rarity: float = 0.0
    parts: tuple[tuple[str, str], ...] = ()


class Sweep(NamedTuple, Generic[T]):
    """Many values of one mistake that are equally rare: `values` makes them, `describe` says how one came about."""

    values: Callable[[], Iterable[T]]
    describe: Callable[[T], str]
    rarity: float = 0.0

    def way(self, value: T) -> Way[T]:
        """Return one of the values as a way."""
        return Way(value, self.describe(value), self.rarity)


@dataclass(frozen=True, slots=True, eq=False)
class Deviation:
    """A stage written wrong on purpose, as real signers get it wrong.

    `ways` returns every value that the mistake can have produced for the stage's arguments, likeliest first; a
    value equal to the right one costs nothing. `coupled` are stages that are wrong together with it, such as the second
    of two encodings by the same wrong encoder. If there are very many values, `sweeps` gives them by rarity, and they
    are computed only as far as they are needed; `ways` then lists the same values.

    The other fields save the search work. `needs`: the mistake changes nothing unless a text has one of these
    characters (NON_ASCII stands for all that are not ASCII). `constant`: the values do not depend on the arguments.
    `algorithm`: it is the right HMAC with this hash. `joins`: it only joins texts, each unchanged or left out.
    `macs`: for very many texts as bytes, it yields the MACs of all ways of the first, then of the second, and so on.
    `equally_likely`: the order of its ways does not make the later ones rarer.

    `is_narrow` counts when solutions are ranked: the mistake needs a request of a special kind, so it is likelier than a
    wider one that gives the same bytes.
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
    macs: Macs | None = None
    equally_likely: bool = False
    is_narrow: bool = False

    @classmethod
    def sweeping(cls, mistake: str, stage: Any, sweeps: Callable[..., Iterable[Sweep[Any]]]) -> Deviation:
        """Make a deviation with very many values."""

        def ways(*args: Any) -> Iterator[Way[Any]]:
            return (sweep.way(value) for sweep in sweeps(*args) for value in sweep.values())

        return cls(mistake, stage, ways, sweeps=sweeps)


class Deviations(list[Deviation]):
    """The deviations of one scheme, collected by decorators."""

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
        """Register the decorated function as a deviation of `stage`; its docstring says what was done."""

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
        is_narrow: bool = False,
    ) -> Callable[[Callable[[*Ts], Iterable[Way[T]]]], Callable[[*Ts], Iterable[Way[T]]]]:
        """Register a function that yields every way of one mistake, likeliest first."""

        def register(function: Callable[[*Ts], Iterable[Way[T]]]) -> Callable[[*Ts], Iterable[Way[T]]]:
            made = Deviation(
                mistake,
                stage,
                function,
                coupled or {},
                rarity,
                needs=frozenset(needs),
                joins=joins,
                is_narrow=is_narrow,
            )
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
