"""Which parameters a hand-made signer takes, whatever the scheme."""

from collections.abc import Callable
from typing import Protocol

from tests.handmade.pairs import Pair, without


class HasPairs(Protocol):
    """A request with its parameters; `luck` decides which of several is forgotten."""

    @property
    def pairs(self) -> list[Pair]:
        """All parameters that count."""

    @property
    def luck(self) -> int:
        """Any number."""


def leave_out(test: Callable[[Pair], bool], scene: HasPairs) -> list[Pair]:
    """Sign all but the pairs that pass the test."""
    return without(test, scene.pairs)


def leave_one_out(place: str, scene: HasPairs) -> list[Pair]:
    """Forget one parameter of that place."""
    several = [pair for pair in scene.pairs if pair.place == place]
    forgotten = several[scene.luck % len(several)]
    return [pair for pair in scene.pairs if pair is not forgotten]


def leave_last_out(place: str, scene: HasPairs) -> list[Pair]:
    """Sign before the last parameter of that place is added."""
    last = [pair for pair in scene.pairs if pair.place == place][-1]
    return [pair for pair in scene.pairs if pair is not last]


def sign_one_twice(place: str, scene: HasPairs) -> list[Pair]:
    """Take one parameter of that place twice."""
    several = [pair for pair in scene.pairs if pair.place == place]
    return [*scene.pairs, several[scene.luck % len(several)]]


def repeat_place(place: str, scene: HasPairs) -> list[Pair]:
    """Take all parameters of that place twice."""
    return [*scene.pairs, *(pair for pair in scene.pairs if pair.place == place)]


def of_places(places: tuple[str, ...], scene: HasPairs) -> list[Pair]:
    """Sign only the parameters of these places."""
    return [pair for pair in scene.pairs if pair.place in places]


def has_name(*names: str) -> Callable[[Pair], bool]:
    """Return a test for these names."""
    return lambda pair: pair.name in names
