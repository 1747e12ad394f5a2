"""Evaluates Python expressions that consist of literals, without running anything.

A name has the value of the last assignment before it if that is certain: the statements are straight, one after the
other. Changes of a dict or list (``d[key] = value``, ``d.update(...)``) count up to the moment of the request, since a
dict inside another one is still the same dict. If the program would have to run, the error names the expression, and
the variable that a value can be given to.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from paraph.core.errors import Unreadable
from paraph.readers.common import without_texts
from paraph.readers.programs.python.functions import FUNCTIONS, LONGEST, METHODS, SHORT_NAMES, python_text
from paraph.readers.programs.python.names import Bindings, Moment, in_order, shared_names
from paraph.readers.programs.python.scopes import (
    Change,
    Place,
    Scope,
    dotted_name,
    full_name,
    start_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

STEPS = 8_000
"""Steps that all expressions may take, and one more for every 16 characters of the text."""
MOST_DEPTH = 100
TRACE = "or run the program with `paraph trace FILE`"
_FIELD = re.compile(r"\{\{|\}\}|\{([A-Za-z_0-9]*)(?::([^{}]{0,12}))?\}|[{}]")
_CONVERSION = re.compile(r"%(?:\((\w+)\))?([sd%])|%")
_SPECIFICATION = re.compile(r"[<>^]?0?[0-9]{0,3},?(?:\.[0-9]{1,2})?[sdfxX]?")
_ENVIRONMENT = ("os.environ.get", "os.getenv")


class Unknown(Unreadable):
    """A value that is known only when the program runs; `name` is the variable that stands for it, if there is one."""

    def __init__(self, message: str, line: int, column: int, name: str = "") -> None:
        advice = f"give it with --var {name}=VALUE" if name else "put its value in its place"
        super().__init__(f"{message}: {advice}, {TRACE}", line, column)
        self.bare, self.name = message, name


class Values:
    """Evaluates expressions; one budget of steps for a whole text, so that no text takes long."""

    def __init__(self, text: str, scopes: list[Scope], aliases: dict[str, str], variables: Mapping[str, str]) -> None:
        self.lines = text.split("\n")
        self.steps = STEPS + len(text) // 16
        self.aliases, self.variables = aliases, variables
        self.changes: dict[tuple[int, str], list[Change]] = {}
        for scope in scopes:
            for change in scope.changes:
                name = change.path.partition(".")[0]
                holder = scope.holder(name)
                self.changes.setdefault((id(holder), name), []).append(change)
        self.shared = shared_names(scopes)
        self.ordered: dict[tuple[int, str], Bindings] = {}
        self.owned: dict[int, dict[str, list[ast.Call]]] = {}

    def calls_of(self, scope: Scope, owner: str) -> list[ast.Call]:
        """Return the calls of methods of `owner` in a scope, in the order of the text."""
        if id(scope) not in self.owned:
            found = self.owned.setdefault(id(scope), {})
            for node in sorted(scope.calls, key=start_of):
                found.setdefault(dotted_name(node.func).rpartition(".")[0], []).append(node)
        return self.owned[id(scope)].get(owner, [])

    def fault(self, node: ast.expr, message: str) -> Unreadable:
        """Return an error at an expression."""
        return Unreadable(message, *self.position(node))

    def position(self, node: ast.expr) -> Place:
        """Return line and column of an expression, both counted from 1."""
        line = self.lines[node.lineno - 1] if node.lineno <= len(self.lines) else ""
        return node.lineno, len(line.encode()[: node.col_offset].decode("utf-8", "replace")) + 1

    def unknown(self, node: ast.expr, why: str = "is known only when the program runs", name: str = "") -> Unreadable:
        """Return an error that names an expression, and the variable that can be given."""
        return Unknown(f"`{expression_text(node)}` {why}", *self.position(node), name)

    def value(self, node: ast.expr, scope: Scope, depth: int = 0, when: Moment | None = None) -> Any:
        """Return the value of an expression; raises Unreadable, with line and column, if it is unknown.

        `when` is the moment at which the value is used, if that is later than the expression.
        """
        self.steps -= 1
        if self.steps < 0 or depth > MOST_DEPTH:
            raise self.unknown(node, "is too long to work out")
        moment = when or Moment(start_of(node))

        def value_of(inner: ast.expr) -> Any:
            return self.value(inner, scope, depth + 1, moment)

        result: Any
        match node:
            case ast.Constant():
                result = node.value
            case ast.Name():
                return self.of_name(node, scope, depth, moment)
            case ast.Dict() if all(key is not None for key in node.keys):
                keys = [self.value(key, scope, depth + 1) for key in node.keys if key is not None]
                result = dict(zip(keys, map(value_of, node.values), strict=True))
            case ast.List():
                result = [value_of(item) for item in node.elts]
            case ast.Tuple():
                result = tuple(value_of(item) for item in node.elts)
            case _:
                result = self.worked_out(node, scope, depth)
        if isinstance(result, str | bytes):
            self.steps -= len(result) // 100
        return result

    def worked_out(self, node: ast.expr, scope: Scope, depth: int) -> Any:
        """Return the result of an operation, which takes the values as they are at its place."""

        def part(inner: ast.expr) -> Any:
            return self.value(inner, scope, depth + 1)

        match node:
            case ast.JoinedStr():
                return "".join(part(piece) for piece in node.values)
            case ast.FormattedValue():
                return self.formatted(node, scope, depth)
            case ast.Dict():
                rows: dict[Any, Any] = {}
                for key, value in zip(node.keys, node.values, strict=True):
                    rows.update(part(value) if key is None else {part(key): part(value)})
                return rows
            case ast.UnaryOp(op=ast.USub()):
                return -part(node.operand)
            case ast.BinOp(op=ast.Add()):
                return part(node.left) + part(node.right)
            case ast.BinOp(op=ast.BitOr()) if isinstance(left := part(node.left), dict):
                return left | part(node.right)
            case ast.BinOp(op=ast.Mod()):
                return self.format_percent(node, part(node.left), part(node.right))
            case ast.Subscript() if full_name(node.value, self.aliases) == "os.environ":
                return self.of_environment(node, node.slice, part)
            case ast.Subscript(slice=ast.Slice(lower=lower, upper=upper, step=None)):
                return part(node.value)[part(lower) if lower else None : part(upper) if upper else None]
            case ast.Subscript():
                return part(node.value)[part(node.slice)]
            case ast.Call():
                return self.call_result(node, scope, part)
            case ast.Attribute():
                return self.of_member(node, depth)
        raise self.unknown(node)

    def formatted(self, node: ast.FormattedValue, scope: Scope, depth: int) -> str:
        """Return one value of an f-string."""
        value = self.value(node.value, scope, depth + 1)
        specification = self.value(node.format_spec, scope, depth + 1) if node.format_spec else ""
        if node.conversion == ord("r") and isinstance(value, str | int):
            value = repr(value)
        elif node.conversion not in (-1, ord("s")):
            raise self.unknown(node.value)
        return self.with_specification(node.value, value, specification)

    def with_specification(self, node: ast.expr, value: Any, specification: str) -> str:
        """Return format() of a value."""
        if not specification:
            return python_text(value)
        if not _SPECIFICATION.fullmatch(specification) or not isinstance(value, str | int | float):
            raise self.unknown(node)
        return format(value, specification)

    def of_name(self, node: ast.Name, scope: Scope, depth: int, moment: Moment) -> Any:
        """Return the value of a name at a moment, with its changes."""
        try:
            return self.of_known_name(node, scope, depth, moment)
        except Unreadable as error:
            if node.id in self.variables:
                return self.variables[node.id]
            if isinstance(error, Unknown) and not error.name:
                raise Unknown(error.bare, error.line, error.column, node.id) from None
            raise

    def of_known_name(self, node: ast.Name, scope: Scope, depth: int, moment: Moment) -> Any:
        """Return the value of a name from the text."""
        holder = scope.holder(node.id)
        if holder is None:
            raise self.unknown(node, "is not assigned in this text", node.id)
        inside = holder is scope
        here = Moment(moment.place, moment.outside) if inside else Moment(scope.start, True)
        bound = self.bindings(holder, node.id).at(Moment(start_of(node)) if inside else here)
        if bound is None or bound.value is None:
            given = bound is not None and len(holder.names[node.id]) == 1
            raise self.unknown(
                node, "is given when the program runs" if given else "is not assigned once, to a literal"
            )
        value = self.value(bound.value, holder, depth + 1, here)
        if not isinstance(value, dict | list):
            return value
        if (id(holder), node.id) in self.shared:
            raise self.unknown(node, "has two names, and is changed after it was assigned")
        changes = self.changes.get((id(holder), node.id), ())
        self.steps -= len(changes) // 20
        for change in changes:
            if change.end > bound.end and self.counts(node, change, holder, here):
                value = self.changed(node, value, change, depth)
        return value

    def bindings(self, holder: Scope, name: str) -> Bindings:
        """Return the assignments of a name in its scope."""
        key = (id(holder), name)
        if key not in self.ordered:
            self.ordered[key] = in_order(holder.names[name])
        return self.ordered[key]

    def counts(self, node: ast.expr, change: Change, holder: Scope, moment: Moment) -> bool:
        """Return whether a change has happened at a moment; raises Unreadable if that is not certain."""
        later = change.end > moment.place
        if change.scope is not holder or not change.straight or (later and moment.outside):
            raise self.unknown(node, "is changed after it was assigned")
        return not later

    def changed(self, node: ast.expr, value: Any, change: Change, depth: int) -> Any:
        """Return a dict or list with one change made to it."""

        def part(inner: ast.expr) -> Any:
            return self.value(inner, change.scope, depth + 1)

        given = change.arguments
        if "." not in change.path and change.kind == "item":
            value[part(given[0])] = part(given[1])
        elif change.kind == "update" and isinstance(value, dict) and len(given) < 2:
            value.update(*map(part, given), **self.options(change.keywords, part))
        elif change.kind == "append" and isinstance(value, list) and len(given) == 1:
            value.append(part(given[0]))
        elif change.kind == "extend" and isinstance(value, list) and len(given) == 1:
            value.extend(part(given[0]))
        else:
            raise self.unknown(node, "is changed after it was assigned")
        return value

    def of_member(self, node: ast.Attribute, depth: int) -> Any:
        """Return the value of ``self.name`` if exactly one statement of the text sets it."""
        path = dotted_name(node)
        name = path.partition(".")[0]
        changes = [change for found in self.changes.values() for change in found[:200] if change.path == path]
        self.steps -= len(self.changes) // 20
        if path and len(changes) == 1 and changes[0].kind == "set" and changes[0].straight and name == "self":
            try:
                return self.value(changes[0].arguments[0], changes[0].scope, depth + 1)
            except Unknown as error:
                if node.attr in self.variables:
                    return self.variables[node.attr]
                raise Unknown(error.bare, error.line, error.column, error.name or node.attr) from None
        if path and node.attr in self.variables:
            return self.variables[node.attr]
        raise self.unknown(node, name=node.attr if path else "")

    def of_environment(self, node: ast.expr, key: ast.expr, part: Any) -> str:
        """Return a variable of the environment, if it was given."""
        name = part(key)
        if not isinstance(name, str) or name not in self.variables:
            raise self.unknown(node, "is read from the environment", name if isinstance(name, str) else "")
        return self.variables[name]

    def options(self, keywords: tuple[ast.keyword, ...] | list[ast.keyword], part: Any) -> dict[str, Any]:
        """Return the arguments that are given by name."""
        found: dict[str, Any] = {}
        for keyword in keywords:
            if keyword.arg is None:
                found |= part(keyword.value)
            elif keyword.arg == "quote_via":
                found[keyword.arg] = full_name(keyword.value, self.aliases).rpartition(".")[2]
            else:
                found[keyword.arg] = part(keyword.value)
        return found

    def call_result(self, node: ast.Call, scope: Scope, part: Any) -> Any:
        """Return the result of a known function or method."""
        name = full_name(node.func, self.aliases)
        if name in _ENVIRONMENT and node.args:
            return self.of_environment(node, node.args[0], part)
        if any(isinstance(argument, ast.Starred) for argument in node.args):
            raise self.unknown(node)
        known = name if name in FUNCTIONS else SHORT_NAMES.get(name, "")
        if known and scope.holder(name.partition(".")[0]) is None:
            given, options = [part(argument) for argument in node.args], self.options(node.keywords, part)
            return self.applied(node, FUNCTIONS[known], given, options)
        if not isinstance(node.func, ast.Attribute) or name.partition(".")[0] in self.aliases:
            raise self.unknown(node)
        owner = node.func.value
        if isinstance(owner, ast.Name) and scope.holder(owner.id) is None and owner.id not in self.variables:
            raise self.unknown(node)
        target = part(owner)
        given, options = [part(argument) for argument in node.args], self.options(node.keywords, part)
        if node.func.attr == "format" and isinstance(target, str):
            return self.format_braces(node, target, given, options)
        method = METHODS.get((type(target), node.func.attr))
        if method is None:
            raise self.unknown(node)
        return self.applied(node, method, [target, *given], options)

    def applied(self, node: ast.expr, function: Any, given: list[Any], options: dict[str, Any]) -> Any:
        """Return what a function of Python makes of known values; Unreadable if Python refuses them."""
        try:
            result = function(*given, **options)
        except (TypeError, ValueError, LookupError) as error:
            raise self.unknown(node, f"cannot be worked out ({' '.join(str(error).split())[:100]})") from None
        if isinstance(result, str | bytes | list) and len(result) > LONGEST:
            raise self.unknown(node, "is too long to work out")
        return result

    def format_percent(self, node: ast.expr, pattern: Any, given: Any) -> str:
        """Return ``pattern % given`` with %s and %d."""
        if not isinstance(pattern, str):
            raise self.unknown(node)
        waiting = iter(given if isinstance(given, tuple) else (given,))

        def fill(found: re.Match[str]) -> str:
            if found[0] == "%%":
                return "%"
            if found[2] is None:
                raise self.unknown(node)
            value = given[found[1]] if found[1] else next(waiting)
            return str(int(value)) if found[2] == "d" else python_text(value)

        try:
            return _CONVERSION.sub(fill, pattern)
        except StopIteration:
            raise self.unknown(node, "has too few values") from None

    def format_braces(self, node: ast.expr, pattern: str, given: list[Any], named_: dict[str, Any]) -> str:
        """Return ``pattern.format(...)`` with {}, {0} and {name}."""
        waiting = iter(given)

        def fill(found: re.Match[str]) -> str:
            if found[0] in ("{{", "}}"):
                return found[0][0]
            if found[1] is None:
                raise self.unknown(node)
            value = named_[found[1]] if found[1] and not found[1].isdigit() else None
            value = next(waiting) if not found[1] else given[int(found[1])] if found[1].isdigit() else value
            return self.with_specification(node, value, found[2] or "")

        try:
            return _FIELD.sub(fill, pattern)
        except (StopIteration, LookupError):
            raise self.unknown(node, "has too few values") from None


def expression_text(node: ast.expr) -> str:
    """Return an expression as text, on one line and short; of a very large one, only its kind."""
    if (node.end_lineno or 0) - node.lineno > 40 or (node.end_col_offset or 0) > 10_000:
        return type(node).__name__
    return without_texts(ast.unparse(node))
