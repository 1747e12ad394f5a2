"""Brace expansion of bash: ``a{b,c}`` stands for two words, ``ab`` and ``ac``, unless it is quoted.

An atom is a text that stands for itself, or one of the marks ``{``, ``,`` and ``}``. A brace that has no partner with a
comma between them at its own level stands for itself.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from paraph.readers.commands.shell.quotes import without_backslashes

MOST_WORDS, MOST_ATOMS, MOST_DEPTH = 1000, 10_000, 40
SEQUENCE = re.compile(r"\{(?:-?[0-9]{1,9}\.\.-?[0-9]{1,9}|[A-Za-z]\.\.[A-Za-z])(?:\.\.-?[0-9]{1,9})?\}")
OPEN_BRACE = re.compile(r"(?:[^\\{]++|\\[\s\S])*+\{")
"""Matches a text that has a brace without a backslash before it."""
_ATOMS = re.compile(r"(?P<mark>[{},])|(?:[^\\{},]++|\\[\s\S]|\\\Z)++")


class TooMany(Exception):
    """The braces stand for more words than are made here."""


class Atom(NamedTuple):
    """A text; `mark`: a brace or comma outside of quotes; `splits`: the value of a variable outside of quotes; `dots`: has ``..`` outside of them."""

    text: str
    mark: bool = False
    splits: bool = False
    dots: bool = False


def plain_atoms(raw: str, room: int) -> list[Atom]:
    """The atoms of a text outside of quotes, backslashes taken out; no more than `room`."""
    atoms: list[Atom] = []
    for found in _ATOMS.finditer(raw):
        if len(atoms) >= room:
            raise TooMany
        atoms.append(
            Atom(found[0], True) if found["mark"] else Atom(without_backslashes(found[0]), dots=".." in found[0])
        )
    return atoms


def expand(atoms: list[Atom]) -> list[list[Atom]]:
    """The words, each as atoms, in bash's order; raises TooMany."""
    return Expander().expand(atoms, 0, len(atoms), 0)


class Expander:
    """Expands one word; `steps` is how many atoms it may still look at, so that no word takes long."""

    def __init__(self) -> None:
        self.steps = 5 * MOST_ATOMS

    def expand(self, atoms: list[Atom], start: int, end: int, depth: int) -> list[list[Atom]]:
        """The words that a stretch of atoms stands for."""
        if depth > MOST_DEPTH:
            raise TooMany
        made: list[list[Atom]] = [[]]
        index = begun = start
        while index < end:
            group = self.group(atoms, index, end, begun) if atoms[index].mark and atoms[index].text == "{" else None
            if group is None:
                self.spend(len(made))
                for word in made:
                    word.append(atoms[index])
                index += 1
                continue
            close, commas = group
            choices: list[list[Atom]] = []
            if not commas:  # dots that are no sequence: the braces stand for themselves
                choices = [atoms[index : close + 1]]
            for before, after in pairwise([index, *commas, close] if commas else []):
                choices += self.expand(atoms, before + 1, after, depth + 1)
            if len(made) * len(choices) > MOST_WORDS:
                raise TooMany
            made = [word + choice for word in made for choice in choices]
            self.spend(sum(map(len, made)))
            index = begun = close + 1
        return made

    def spend(self, steps: int) -> None:
        """Count steps; raises TooMany."""
        self.steps -= steps
        if self.steps < 0:
            raise TooMany

    def group(self, atoms: list[Atom], start: int, end: int, begun: int) -> tuple[int, list[int]] | None:
        """Where the braces that open at `start` close, and their commas.

        As in bash, a closing brace before the first comma is not counted as the partner, and ``{}`` at the beginning
        of a stretch is no pair of braces.
        """
        if start == begun and start + 1 < end and atoms[start + 1] == Atom("}", mark=True):
            return None
        level, dots, commas = 0, False, list[int]()
        for index in range(start + 1, end):
            self.spend(1)
            atom = atoms[index]
            if not atom.mark:
                dots = dots or (level == 0 and atom.dots)
            elif atom.text == "{":
                level += 1
            elif atom.text == "," and level == 0:
                commas.append(index)
            elif atom.text == "}":
                if level == 0 and (commas or dots):
                    return index, commas
                level = max(level - 1, 0)
        return None
