"""The values of one node that have the same cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.trace import LEFT_OUT
from paraph.explaining.search.choices import Path, PathStep, SweepStep

if TYPE_CHECKING:
    from collections.abc import Callable


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
            index = next((index for index, value in enumerate(self.values) if value is LEFT_OUT), None)
            self._parts = [self] if index is None else self._split_at(index)
        return self._parts

    def _split_at(self, index_left_out: int) -> list[Level]:
        present, left_out = Level(), Level()
        for index, (value, path) in enumerate(zip(self.values, self.paths, strict=True)):
            (left_out if index == index_left_out else present).add(value, path)
        return [present, left_out] if present.values else [left_out]

    def encoded(self, encode: Callable[[str], bytes]) -> list[bytes]:
        """Return the values, which are texts, as bytes; they are encoded once."""
        if not self._encoded:
            self._encoded = [encode(text) for text in self.values]
        return self._encoded


EMPTY = Level()
"""The level without values, shared by all nodes; nothing is added to it."""
