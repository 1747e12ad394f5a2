"""The values of one node that have the same cost."""

from __future__ import annotations

from typing import Any

from paraph.core.message import wire_bytes
from paraph.core.trace import LEFT_OUT
from paraph.explaining.search.choices import Path, PathStep, SweepStep


class Level:
    """The values of one cost, each with its path."""

    __slots__ = ("_encoded", "_has_sweeps", "_parts", "_paths", "values")

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._paths: list[Path] = []
        self._has_sweeps = False
        self._encoded: list[bytes] = []
        self._parts: list[Level] = []

    def __len__(self) -> int:
        return len(self.values)

    def add(self, value: Any, path: Path) -> None:
        """Add one value."""
        self.values.append(value)
        self._paths.append(path)

    def add_sweep(self, values: list[Any], step: SweepStep) -> None:
        """Add the values of one sweep, which share their path up to the value itself."""
        self.values += values
        self._paths += [step] * len(values)
        self._has_sweeps = True

    @property
    def paths(self) -> list[Path]:
        """How each value came about."""
        if self._has_sweeps:
            self._paths = [self.path(index) for index in range(len(self.values))]
            self._has_sweeps = False
        return self._paths

    @property
    def pairs(self) -> list[tuple[Any, Path]]:
        """The values, each with how it came about."""
        return list(zip(self.values, self.paths, strict=True))

    def path(self, index: int) -> Path:
        """Return how the value number `index` came about."""
        path = self._paths[index]
        if not isinstance(path, SweepStep):
            return path
        return PathStep(path.inputs, path.wrong, path.stage, 0, path.sweep.way(self.values[index]))

    @property
    def parts(self) -> list[Level]:
        """The level without the value LEFT_OUT, and that value as a level of its own; neither is empty."""
        if not self._parts:
            may_be_there = LEFT_OUT in self.values  # compares texts as such, which is faster than by identity
            places = [index for index, value in enumerate(self.values) if value is LEFT_OUT] if may_be_there else []
            self._parts = self._split_at(places[0]) if places else [self]
        return self._parts

    def _split_at(self, index_left_out: int) -> list[Level]:
        present, left_out = Level(), Level()
        for index, (value, path) in enumerate(zip(self.values, self.paths, strict=True)):
            (left_out if index == index_left_out else present).add(value, path)
        return [present, left_out] if present.values else [left_out]

    def encoded(self) -> list[bytes]:
        """Return the values, which are texts, as bytes; they are encoded once."""
        if not self._encoded:
            self._encoded = utf8_all(self.values)
        return self._encoded


def utf8_all(texts: list[str]) -> list[bytes]:
    """Encode each text as UTF-8, lone surrogates as the bytes that they stand for."""
    try:
        return list(map(str.encode, texts))
    except UnicodeEncodeError:  # a lone surrogate
        return [wire_bytes(text) for text in texts]


EMPTY = Level()
"""The level without values, shared by all nodes; nothing is added to it."""
