"""How the texts of a search are signed, and how their MACs are looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.credential import Secret
from paraph.explaining.search.choices import PathStep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paraph.explaining.search.choices import Path
    from paraph.explaining.search.costs import WrongStage
    from paraph.explaining.search.levels import Level
    from paraph.explaining.search.target import Target
    from paraph.explaining.search.tree import Node

Match = tuple["Path", tuple[str, ...]]
"""The path to a MAC that is wanted, and the mistakes in writing it."""


class Signer(NamedTuple):
    """How texts are signed: the HMAC `node`, or the wrong stage `wrong` in its place, and the keys to try."""

    node: Node
    wrong: WrongStage | None
    keys: Level

    @property
    def algorithm(self) -> str:
        """The hash, if this is an HMAC of the text under the key; else empty."""
        algorithm: str = self.wrong.deviation.algorithm if self.wrong else self.node.stage.algorithm
        return algorithm

    def extend_paths(self, matches: Iterator[Match]) -> Iterator[Match]:
        """Yield matches whose path leads to text and key, with the path to the MAC."""
        for path, output_mistakes in matches:
            if self.wrong is None:
                yield path, output_mistakes
            else:
                (way,) = self.wrong.deviation.ways(Secret(b""), "")
                yield PathStep(path, self.wrong, self.node.stage, 0, way), output_mistakes


class MacMatcher:
    """Looks very many HMACs, or the MACs of wrong stages in their place, up among those that the target wants."""

    __slots__ = ("_macs", "_target")

    def __init__(self, target: Target) -> None:
        self._macs = target.macs
        self._target = target

    def first(self, texts: list[bytes], inner: Any, outer: Any) -> tuple[int, tuple[str, ...]] | None:
        """Return the index of the first text whose HMAC is wanted, and the mistakes in writing it; None if none is.

        `inner` and `outer` are the hashes of an HMAC; `inner` has read what all texts begin with. This loop is where a
        search spends its time.
        """
        if self._target.sizes:
            return self._first_beginning(texts, inner, outer)
        copy_inner, copy_outer, wanted = inner.copy, outer.copy, self._macs
        for text in texts:
            hashed = copy_inner()
            hashed.update(text)
            mac = copy_outer()
            mac.update(hashed.digest())
            if mac.digest() in wanted:
                return texts.index(text), wanted[mac.digest()]
        return None

    def first_mac(self, macs: Iterable[bytes]) -> tuple[int, tuple[str, ...]] | None:
        """Return the index of the first MAC that is wanted, and the mistakes in writing it; None if none is."""
        wanted = self._macs
        for index, mac in enumerate(macs):
            if mac in wanted:
                return index, wanted[mac]
        return None

    def _first_beginning(self, texts: list[bytes], inner: Any, outer: Any) -> tuple[int, tuple[str, ...]] | None:
        """Return the same as :meth:`first` if MACs are wanted of which only the beginning is there, or can be read."""
        match = self._target.match
        for index, text in enumerate(texts):
            hashed = inner.copy()
            hashed.update(text)
            mac = outer.copy()
            mac.update(hashed.digest())
            mistakes = match(mac.digest())
            if mistakes is not None:
                return index, mistakes
        return None
