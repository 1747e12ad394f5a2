"""Where a search begins, what it has to reproduce, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from paraph.core.credential import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.core.deviation import Deviation
    from paraph.explaining.search.picks import Pick
    from paraph.explaining.search.tree import Node

_SAMPLE_KEY = Secret(b"key")


@dataclass(frozen=True, slots=True)
class Root:
    """One way to read the request: its tree, the mistakes that this reading already is, and their cost."""

    top: Node
    claims: Any
    given: tuple[Pick, ...]
    exchanged: Mapping[Any, Any]
    cost: int

    @property
    def signed(self) -> Node:
        """The node whose value the signature shows: below the stage that writes a MAC down, if there is one."""
        return self.top.children[0] if self.top.children and self.top.stage.writes else self.top


def is_hmac(node: Node) -> bool:
    """Whether a node is an HMAC of a text under a key."""
    return bool(node.stage.algorithm) and node.function is node.stage


@dataclass(slots=True)
class Found:
    """A set of mistakes that reproduces the signature."""

    root: Root
    picks: tuple[Pick, ...]
    written: tuple[str, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The catalogue ids, those of writing the signature included."""
        return frozenset([pick.id for pick in self.picks]) | frozenset(self.written)

    @property
    def weight(self) -> float:
        """How unlikely the set is, in nats."""
        return sum(pick.weight for pick in self.picks)


@dataclass(slots=True)
class Target:
    """What has to be reproduced: whole MACs, beginnings of MACs, or (where nothing is signed) the text itself."""

    macs: dict[bytes, tuple[str, ...]] = field(default_factory=dict)
    beginnings: dict[bytes, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def has_size(self, signed: Node) -> bool:
        """Whether a MAC of the size that a stage gives is wanted."""
        size = len(signed.function(_SAMPLE_KEY, "text"))
        return bool(self.beginnings) or any(len(mac) == size for mac in self.macs)

    def allows(self, deviation: Deviation) -> bool:
        """Whether a deviation can give what is wanted; a MAC of a size that was not seen cannot."""
        if not deviation.stage.algorithm or self.beginnings:
            return True
        sizes = {len(mac) for mac in self.macs}
        return any(len(way.value) in sizes for way in deviation.ways(_SAMPLE_KEY, "text"))

    def match(self, value: Any) -> tuple[str, ...] | None:
        """The mistakes of writing with which `value` was observed; None when it was not."""
        if isinstance(value, str):
            return self.texts.get(value)
        hit = self.macs.get(value)
        if hit is None and isinstance(value, bytes):
            for size in self.sizes:
                hit = hit or self.beginnings.get(value[:size])
        return hit

    @property
    def sizes(self) -> set[int]:
        """The sizes of the beginnings."""
        return {len(start) for start in self.beginnings}
