"""Values that commands and types make in an expression of PowerShell: objects, JSON, secret texts, and what functions give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from paraph.readers.commands.powershell.objects import SecureText, json_of, made_object, static_result

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.errors import Unreadable
    from paraph.readers.commands.powershell.tokens import Token


class Script(Protocol):
    """What is needed of the script whose values are made here; places are those of tokens."""

    text: str
    tokens: list[Token]

    def command(self, place: int) -> str:
        """Return the word here in lower case."""

    def options(self, place: int, depth: int) -> tuple[dict[str, Any], int]:
        """Return the options of a command, and the place after them."""

    def argument(self, place: int) -> tuple[Any, int]:
        """Return the argument here, and the place after it."""

    def list_value(self, place: int, depth: int) -> tuple[list[Any], int]:
        """Return the list in parentheses, and the place after it."""

    def applied(self, place: int, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return what a function gives; Unreadable at the place where it cannot be known."""

    def unknown(self, place: int) -> Unreadable:
        """Return the error that what is here is known only when the script runs."""


def result_of(script: Script, command: str, place: int) -> tuple[Any, int]:
    """What a command in an expression gives: an object, JSON, or a secret text."""
    if command == "new-object":
        return new_object(script, place)
    options, place = script.options(place, 1)
    if command == "convertto-json":
        rest = {name: value for name, value in options.items() if name not in ("", "inputobject")}
        return script.applied(place, json_of, options.get("inputobject", options.get("")), rest), place
    text = options.get("string", options.get(""))
    if not isinstance(text, str) or "asplaintext" not in options:
        raise script.unknown(place - 1)
    return SecureText(text), place


def new_object(script: Script, place: int) -> tuple[Any, int]:
    """An object made with New-Object, with what it is made from."""
    if script.command(place) in ("-typename", "-type"):
        place += 1
    at, name = place, script.tokens[place].text.strip("'\"[]").lower()
    place += 1
    while (
        script.tokens[place].glued
        and script.tokens[place].kind in ("type", "word", "mark")
        and script.tokens[place].text != "("
    ):
        place += 1
    given: list[Any] = []
    if script.command(place) in ("-argumentlist", "-args"):
        value, place = script.argument(place + 1)
        given = value if isinstance(value, list) else [value]
    elif script.tokens[place].text == "(":
        given, place = script.list_value(place, 1)
    elif script.tokens[place].kind in ("single", "double", "variable"):
        value, place = script.argument(place)
        given = value if isinstance(value, list) else [value]
    made = script.applied(place, made_object, name, given)
    if made is None:
        raise script.unknown(at)
    return made, place


def static(script: Script, name: str, place: int) -> tuple[Any, int]:
    """The result of ``[type]::new(...)`` or of another function of a type."""
    at = place + 1
    while (
        script.tokens[at].kind in ("word", "mark")
        and script.tokens[at].glued
        and script.tokens[at].text != "("
        and at < place + 5
    ):
        at += 1
    member = script.text[script.tokens[place + 1].offset : script.tokens[at].offset].strip().lower().removeprefix("::")
    if script.tokens[at].text != "(":
        raise script.unknown(place)
    given, after = script.list_value(at, 1)
    made = (
        script.applied(place, made_object, name, given)
        if member == "new"
        else script.applied(place, static_result, name, member, given)
    )
    if made is None:
        raise script.unknown(place)
    return made, after
