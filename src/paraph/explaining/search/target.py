"""Where a search starts (Root), what it has to reproduce (Target), and what it finds (Solution)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from paraph.core.credential import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from paraph.core.deviation import Deviation
    from paraph.explaining.mac_forms import MacForm
    from paraph.explaining.search.choices import Choice
    from paraph.explaining.search.tree import Node

_SAMPLE_KEY = Secret(b"key")


def never() -> bool:
    """Return False."""
    return False


@dataclass(frozen=True, slots=True)
class Root:
    """One way to read the request: its tree, and what that reading costs.

    `reading_choices` are the mistakes that this reading stands for, and `replacements` the functions that it fixes in
    the place of stages. If it `is_one_stage`, another root gives the same with one wrong stage, and more mistakes are searched
    only there; asking takes time, so it is asked when more mistakes are affordable.
    """

    top: Node
    claims: Any
    reading_choices: tuple[Choice, ...]
    replacements: Mapping[Any, Any]
    cost: int
    is_one_stage: Callable[[], bool] = never

    @property
    def signed(self) -> Node:
        """The node whose value the signature shows: below the stage that encodes the MAC, if there is one."""
        return self.top.children[0] if self.top.children and self.top.stage.writes else self.top


def is_hmac(node: Node) -> bool:
    """Return whether a node is an HMAC of a text under a key."""
    return bool(node.stage.algorithm) and node.function is node.stage


@dataclass(slots=True)
class Solution:
    """A set of mistakes that reproduces the signature; `output_mistakes` are those in how the MAC was written."""

    root: Root
    choices: tuple[Choice, ...]
    output_mistakes: tuple[str, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The catalogue ids of all mistakes; the detail of a mistake that has none."""
        named = [mistake or detail for choice in self.choices for mistake, detail in choice.mistakes]
        return frozenset(named) | frozenset(self.output_mistakes)

    @property
    def named(self) -> frozenset[str]:
        """The catalogue ids alone."""
        ids = [mistake for choice in self.choices for mistake, _ in choice.mistakes if mistake]
        return frozenset(ids) | frozenset(self.output_mistakes)

    @property
    def unnamed(self) -> int:
        """The number of mistakes without a catalogue id."""
        return sum(not mistake for choice in self.choices for mistake, _ in choice.mistakes)

    @property
    def weight(self) -> float:
        """How unlikely the set is, in nats."""
        return sum(choice.weight for choice in self.choices)


@dataclass(slots=True)
class Target:
    """What has to be reproduced, each with the mistakes in writing it that it implies.

    `macs` are whole MACs, `beginnings` are MACs cut short, `texts` are signatures that are no MAC at all. `lossy` are
    beginnings of MACs of which the signature lost a part: whether it stands for a MAC that begins so, each form says. If
    `has_opened` is set, `macs` has the digest that a public key shows inside the signature, which no HMAC can give.
    """

    macs: dict[bytes, tuple[str, ...]] = field(default_factory=dict)
    beginnings: dict[bytes, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lossy: dict[bytes, MacForm] = field(default_factory=dict)
    has_opened: bool = False
    sizes: tuple[int, ...] = field(init=False)
    """The sizes of the beginnings."""

    def __post_init__(self) -> None:
        self.sizes = tuple(sorted({len(start) for start in (*self.beginnings, *self.lossy)}))

    @classmethod
    def of(cls, forms: Iterable[MacForm], texts: dict[str, tuple[str, ...]]) -> Target:
        """Return the target for all MACs that signatures can stand for, likeliest first, and for the texts themselves."""
        macs: dict[bytes, tuple[str, ...]] = {}
        beginnings: dict[bytes, tuple[str, ...]] = {}
        lossy: dict[bytes, MacForm] = {}
        for form in forms:
            if form.confirms is not None:
                lossy.setdefault(form.mac, form)
            else:
                (beginnings if form.cut else macs).setdefault(form.mac, form.mistakes)
        return cls(macs, beginnings, texts, lossy)

    def has_size_of(self, signed: Node) -> bool:
        """Return whether the right stage gives MACs of a size that can match."""
        size = len(signed.function(_SAMPLE_KEY, "text"))
        return bool(self.sizes) or any(len(mac) == size for mac in self.macs)

    def allows(self, deviation: Deviation) -> bool:
        """Return whether a deviation can match; a MAC of another size than the observed one cannot."""
        if not deviation.stage.algorithm or self.sizes:
            return True
        sizes = {len(mac) for mac in self.macs}
        return any(len(way.value) in sizes for way in deviation.ways(_SAMPLE_KEY, "text"))

    def match(self, value: Any) -> tuple[str, ...] | None:
        """Return the mistakes in writing `value` that give the observed signature; None if it does not match."""
        if isinstance(value, str):
            return self.texts.get(value)
        mistakes = self.macs.get(value)
        if mistakes is None and isinstance(value, bytes):
            return self.match_beginning(value)
        return mistakes

    def match_beginning(self, mac: bytes) -> tuple[str, ...] | None:
        """Return the same for a MAC of which only the beginning is wanted, or has to be confirmed."""
        for size in self.sizes:
            start = mac[:size]
            if start in self.beginnings:
                return self.beginnings[start]
            if start in self.lossy and self.lossy[start].fits(mac):
                return self.lossy[start].mistakes
        return None
