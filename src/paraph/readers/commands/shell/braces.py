"""Brace expansion of bash: ``a{b,c}`` stands for two words, ``ab`` and ``ac``, unless it is quoted.

An atom is a text that stands for itself, or one of the marks ``{``, ``,`` and ``}``. A brace that has no partner, or no
comma at its own level, stands for itself.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from paraph.readers.commands.shell.quotes import without_backslashes

MOST_WORDS, MOST_ATOMS, MOST_DEPTH = 1000, 20_000, 40
SEQUENCE = re.compile(r"\{(?:-?[0-9]{1,9}\.\.-?[0-9]{1,9}|[A-Za-z]\.\.[A-Za-z])(?:\.\.-?[0-9]{1,9})?\}")
_ATOMS = re.compile(r"(?P<mark>[{},])|(?:[^\\{},]++|\\[\s\S]|\\\Z)++")


class TooMany(Exception):
    """The braces stand for more words than are made here."""


class Atom(NamedTuple):
    """A text; `mark`: a brace or comma outside of quotes; `splits`: the value of a variable outside of quotes."""

    text: str
    mark: bool = False
    splits: bool = False


class Group(NamedTuple):
    """Where a pair of braces begins and ends among the atoms, and where its commas stand."""

    start: int
    end: int
    commas: list[int]


def plain_atoms(raw: str, room: int) -> list[Atom]:
    """The atoms of a text outside of quotes, backslashes taken out; no more than `room`."""
    atoms: list[Atom] = []
    for found in _ATOMS.finditer(raw):
        if len(atoms) >= room:
            raise TooMany
        atoms.append(Atom(found[0], True) if found["mark"] else Atom(without_backslashes(found[0])))
    return atoms


def groups(atoms: list[Atom]) -> dict[int, Group]:
    """The pairs of braces that hold a comma, by where they begin."""
    opened: list[tuple[int, list[int]]] = []
    found: dict[int, Group] = {}
    for index, atom in enumerate(atoms):
        if not atom.mark:
            continue
        if atom.text == "{":
            opened.append((index, []))
        elif opened and atom.text == ",":
            opened[-1][1].append(index)
        elif opened and atom.text == "}":
            start, commas = opened.pop()
            if commas:
                found[start] = Group(start, index, commas)
    return found


def expand(atoms: list[Atom]) -> list[list[Atom]]:
    """The words, each as atoms, in bash's order; raises TooMany."""
    return _expand(atoms, 0, len(atoms), groups(atoms), 0)


def _expand(atoms: list[Atom], start: int, end: int, pairs: dict[int, Group], depth: int) -> list[list[Atom]]:
    """The words that a stretch of atoms stands for."""
    if depth > MOST_DEPTH:
        raise TooMany
    made: list[list[Atom]] = [[]]
    index = start
    while index < end:
        group = pairs.get(index)
        if group is None:
            for word in made:
                word.append(atoms[index])
            index += 1
            continue
        choices: list[list[Atom]] = []
        bounds = [group.start, *group.commas, group.end]
        if len(bounds) * len(made) > MOST_WORDS or len(made) * (end - start) > 10 * MOST_ATOMS:
            raise TooMany
        for before, after in pairwise(bounds):
            choices += _expand(atoms, before + 1, after, pairs, depth + 1)
        if len(made) * len(choices) > MOST_WORDS or sum(map(len, choices)) * len(made) > MOST_ATOMS:
            raise TooMany
        made = [word + choice for word in made for choice in choices]
        index = group.end + 1
    return made
