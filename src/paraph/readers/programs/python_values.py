"""Evaluates Python expressions that consist of literals, without running anything.

A name has a value if it is assigned once in the function or module; items that are set right after that count too. If
the program would have to run, the error names the expression.
"""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any

from paraph.core.encoding import base64_text, percent_safe
from paraph.core.errors import Unreadable
from paraph.readers.programs.client_requests import join_form
from paraph.readers.programs.python_scopes import dotted_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.readers.programs.python_scopes import Scope

STEPS = 8_000
"""Steps that all expressions may take, and one more for every 16 characters of the text."""
MOST_DEPTH = 100
TRACE = "put its value in its place, or run the program with `paraph trace`"
_FIELD = re.compile(r"\{\{|\}\}|\{([A-Za-z_0-9]*)\}|[{}]")
_CONVERSION = re.compile(r"%(?:\((\w+)\))?([sd%])|%")


class Values:
    """Evaluates expressions; one budget of steps for a whole text, so that no text takes long."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.steps = STEPS + len(text) // 16

    def fault(self, node: ast.expr, message: str) -> Unreadable:
        """Return an error at an expression."""
        line = self.lines[node.lineno - 1] if node.lineno <= len(self.lines) else ""
        column = len(line.encode()[: node.col_offset].decode("utf-8", "replace")) + 1
        return Unreadable(message, node.lineno, column)

    def unknown(self, node: ast.expr, why: str = "is known only when the program runs") -> Unreadable:
        """Return an error that names an expression."""
        return self.fault(node, f"`{expression_text(node)}` {why}: {TRACE}")

    def value(self, node: ast.expr, scope: Scope, depth: int = 0) -> Any:
        """Return the value of an expression; raises Unreadable, with line and column, if it is unknown."""
        self.steps -= 1
        if self.steps < 0 or depth > MOST_DEPTH:
            raise self.unknown(node, "is too long to work out")

        def part(inner: ast.expr) -> Any:
            return self.value(inner, scope, depth + 1)

        result: Any
        match node:
            case ast.Constant():
                result = node.value
            case ast.Name():
                return self.of_name(node, scope, depth)
            case ast.JoinedStr():
                result = "".join(part(piece) for piece in node.values)
            case ast.FormattedValue(conversion=-1 | 115, format_spec=None):
                result = python_text(part(node.value))
            case ast.Dict():
                result = self.table(node, part)
            case ast.List() | ast.Tuple():
                result = [part(item) for item in node.elts]
            case ast.UnaryOp(op=ast.USub()):
                result = -part(node.operand)
            case ast.BinOp(op=ast.Add()):
                result = part(node.left) + part(node.right)
            case ast.BinOp(op=ast.Mod()):
                result = self.format_percent(node, part(node.left), part(node.right))
            case ast.Subscript():
                result = part(node.value)[part(node.slice)]
            case ast.Call():
                result = self.call_result(node, part)
            case _:
                raise self.unknown(node)
        if isinstance(result, str | bytes):
            self.steps -= len(result) // 100
        return result

    def of_name(self, node: ast.Name, scope: Scope, depth: int) -> Any:
        """Return the value of a name, with the items that were set in it before."""
        holder = scope.holder(node.id)
        assigned = holder.names[node.id] if holder else None
        if holder is None or assigned is None:
            raise self.unknown(node, "is not assigned once, to a literal" if holder else "is not assigned in this text")
        if node.id in holder.changed:
            raise self.unknown(node, "is changed after it was assigned")
        value = self.value(assigned, holder, depth + 1)
        self.steps -= len(holder.items.get(node.id, ())) // 20
        for key, item in holder.items.get(node.id, ()):
            if key.lineno < node.lineno or holder is not scope:
                value[self.value(key, holder, depth + 1)] = self.value(item, holder, depth + 1)
        return value

    def table(self, node: ast.Dict, part: Callable[[ast.expr], Any]) -> dict[Any, Any]:
        """Return a dict, with ``**others`` merged."""
        result: dict[Any, Any] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                result |= part(value)
            else:
                result[part(key)] = part(value)
        return result

    def format_percent(self, node: ast.expr, pattern: Any, given: Any) -> str:
        """Return ``pattern % given`` with %s and %d."""
        if not isinstance(pattern, str):
            raise self.unknown(node)
        waiting = iter(given if isinstance(given, list) else [given])

        def fill(found: re.Match[str]) -> str:
            if found[0] == "%%":
                return "%"
            if found[2] is None:
                raise self.unknown(node)
            return python_text(given[found[1]]) if found[1] else python_text(next(waiting))

        try:
            return _CONVERSION.sub(fill, pattern)
        except StopIteration:
            raise self.unknown(node, "has too few values") from None

    def call_result(self, node: ast.Call, part: Callable[[ast.expr], Any]) -> Any:
        """Return the result of a known function."""
        if any(isinstance(argument, ast.Starred) for argument in node.args):
            raise self.unknown(node)
        name = dotted_name(node.func)
        options = {keyword.arg: part(keyword.value) for keyword in node.keywords if keyword.arg is not None}
        if len(options) != len(node.keywords):
            raise self.unknown(node)
        if name == "dict" and not node.args:
            return options
        if name.rpartition(".")[2] in FUNCTIONS and name in FULL_NAMES and len(node.args) == 1:
            self.refuse_options(node, options, FULL_NAMES[name])
            return FUNCTIONS[name.rpartition(".")[2]](part(node.args[0]), options)
        if isinstance(node.func, ast.Attribute):
            return self.method(node, node.func, part, options)
        raise self.unknown(node)

    def refuse_options(self, node: ast.Call, options: dict[str, Any], names: tuple[str, ...]) -> None:
        """Raise Unreadable for options whose effect is unknown."""
        if not set(options) <= set(names):
            raise self.unknown(node)

    def method(
        self, node: ast.Call, function: ast.Attribute, part: Callable[[ast.expr], Any], options: dict[str, Any]
    ) -> Any:
        """Return the result of a method of a text."""
        target = part(function.value)
        arguments = [part(argument) for argument in node.args]
        if function.attr == "format" and isinstance(target, str):
            return self.format_braces(node, target, arguments, options)
        if function.attr in ("encode", "decode") and isinstance(target, str | bytes) and not options:
            if [str(argument).lower() for argument in arguments] not in ([], ["utf-8"], ["utf8"], ["ascii"]):
                raise self.unknown(node)
            return target.encode() if isinstance(target, str) else target.decode()
        if function.attr in ("strip", "lower", "upper") and isinstance(target, str) and not arguments:
            return getattr(target, function.attr)()
        if function.attr == "join" and isinstance(target, str) and len(arguments) == 1:
            return target.join(arguments[0])
        raise self.unknown(node)

    def format_braces(self, node: ast.expr, pattern: str, given: list[Any], named_: dict[str, Any]) -> str:
        """Return ``pattern.format(...)`` with {}, {0} and {name}."""
        waiting = iter(given)

        def fill(found: re.Match[str]) -> str:
            if found[0] in ("{{", "}}"):
                return found[0][0]
            if found[1] is None:
                raise self.unknown(node)
            if not found[1]:
                return python_text(next(waiting))
            return python_text(given[int(found[1])] if found[1].isdigit() else named_[found[1]])

        try:
            return _FIELD.sub(fill, pattern)
        except (StopIteration, LookupError):
            raise self.unknown(node, "has too few values") from None


def python_text(value: Any) -> str:
    """Return str() of a value that can stand in a text; raises TypeError for the rest."""
    if isinstance(value, str | int | float) or value is None:
        return str(value)
    raise TypeError(f"{type(value).__name__} in a text")


def json_text(value: Any, options: dict[str, Any]) -> str:
    """Return json.dumps of a value; a list that was a tuple looks the same."""
    separators = options.get("separators")
    return json.dumps(
        value,
        ensure_ascii=bool(options.get("ensure_ascii", True)),
        separators=(separators[0], separators[1]) if separators else None,
        indent=min(options["indent"], 16) if options.get("indent") is not None else None,
        sort_keys=bool(options.get("sort_keys", False)),
    )


def pairs_of(value: Any, write: Callable[[Any], str] = python_text) -> tuple[tuple[str, str], ...]:
    """Return names and values of a dict or of a list of pairs; a list as value stands for several pairs."""
    rows = list(value.items()) if isinstance(value, dict) else value
    return tuple(
        (write(key), write(item))
        for key, several in rows
        for item in (several if isinstance(several, list) else [several])
    )


def base64_value(value: Any) -> bytes:
    """Return base64.b64encode of bytes; raises TypeError for a text, as Python does."""
    if not isinstance(value, bytes):
        raise TypeError("base64 of a text")
    return base64_text(value).encode()


FUNCTIONS: dict[str, Callable[[Any, dict[str, Any]], Any]] = {
    "dumps": json_text,
    "b64encode": lambda value, _: base64_value(value),
    "urlencode": lambda value, _: join_form(pairs_of(value)),
    "quote": lambda value, options: percent_safe(value, "-._~" + options.get("safe", "/")),
    "quote_plus": lambda value, options: percent_safe(value, "-._~" + options.get("safe", ""), space="+"),
    "str": lambda value, _: python_text(value),
}
FULL_NAMES: dict[str, tuple[str, ...]] = {
    "json.dumps": ("ensure_ascii", "separators", "indent", "sort_keys"),
    "base64.b64encode": (),
    "b64encode": (),
    "urllib.parse.urlencode": (),
    "urlencode": (),
    "urllib.parse.quote": ("safe",),
    "quote": ("safe",),
    "urllib.parse.quote_plus": ("safe",),
    "quote_plus": ("safe",),
    "str": (),
}


def expression_text(node: ast.expr) -> str:
    """Return an expression as text, on one line and short; of a very large one, only its kind."""
    if (node.end_lineno or 0) - node.lineno > 40 or (node.end_col_offset or 0) > 10_000:
        return type(node).__name__
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 60 else f"{text[:57]}..."
