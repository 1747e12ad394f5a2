"""Usage errors in one line, which name the nearest known word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_WORD = 40
"""Characters of an unknown word that are quoted."""
_NUMBER = re.compile(r"(?<=is not )a valid (?:integer|float)(?: range)?$")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like `word`; empty if none is like it."""
    from difflib import get_close_matches

    by_lower = {each.lower(): each for each in known}
    return next((by_lower[each] for each in get_close_matches(word.lower()[:200], by_lower, 1)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean WORD?" with the nearest known word; empty if none is like it."""
    near = nearest(word, known)
    return f"; did you mean {near}?" if near else ""


def unknown(kind: str, word: str, known: Iterable[str], rest: str = "") -> str:
    """Say that a word of that kind is unknown, name the nearest known one, and add `rest` as the next step."""
    guess = did_you_mean(word, known)
    mark = " " if guess else "; "
    return f"unknown {kind} {word[:LONGEST_WORD]!r}{guess}{mark + rest if rest else ''}"


class Choice(click.Choice[str]):
    """A choice whose error names the nearest value and lists all values in one line."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """Say which values there are."""
        known = [self.normalize_choice(choice, ctx) for choice in self.choices]
        return f"{str(value)[:LONGEST_WORD]!r} is not one of {', '.join(known)}{did_you_mean(str(value), known)}"


class SchemeChoice(Choice):
    """A choice among all schemes, which are imported when their names are needed and not before."""

    def __init__(self) -> None:
        super().__init__(())

    @property
    def choices(self) -> tuple[str, ...]:
        """The names of all schemes."""
        from paraph.schemes import scheme_names

        return scheme_names()

    @choices.setter
    def choices(self, names: tuple[str, ...]) -> None:
        """Ignore the names that Click's constructor sets: there are none."""


def usage_text(error: click.UsageError) -> str:
    """Return the message of a usage error, without Click's quotes, lists over several lines and full stops."""
    path = error.ctx.command_path if error.ctx else "paraph"
    if isinstance(error, click.exceptions.NoSuchCommand):
        return unknown("command", error.command_name, verb_names(error.ctx), f"`{path} --help` lists the commands")
    if isinstance(error, click.NoSuchOption):
        known = option_names(error.ctx)
        return unknown_option(error.option_name, known, f"`{path} --help` lists the options")
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"{parameter_name(error.param)} is missing: `{path} --help` shows what to give"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{parameter_name(error.param)}: {_NUMBER.sub('a number', error.message.rstrip('.'))}"
    extra = re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL)
    if extra:
        return f"unexpected argument {extra[1][:LONGEST_WORD]!r}: `{path} --help` shows what to give"
    return error.format_message().rstrip(".")


def unknown_option(name: str, known: Iterable[str], rest: str) -> str:
    """Say that an option is unknown, and name the nearest known one."""
    guess = did_you_mean(name, known)
    return f"unknown option {name[:LONGEST_WORD]}{guess or f'; {rest}'}"


def parameter_name(parameter: click.Parameter) -> str:
    """Return an option as it is written, or the name of an argument."""
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else parameter.human_readable_name


def verb_names(context: click.Context | None) -> list[str]:
    """Return the names of the verbs."""
    command = context.command if context else None
    return command.list_commands(context) if isinstance(command, click.Group) and context else []


def option_names(context: click.Context | None) -> list[str]:
    """Return the options of a command, as they are written."""
    return [name for each in context.command.params for name in each.opts if name[0] == "-"] if context else []
