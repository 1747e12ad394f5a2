"""Finds the place in the user's own code where something happens."""

from __future__ import annotations

import ast
import linecache
import os
import sys
import sysconfig
from functools import cache
from typing import TYPE_CHECKING

from paraph.core.message import wire_text
from paraph.tracing.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_OWN = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120 - before the user's imports
_LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")} | {_OWN})
MESSAGE = {"new": 1, "HMAC": 1, "digest": 1}
"""Which argument of the functions of :mod:`hmac` is the message."""


def users_place(what: str) -> Place | None:
    """Return the innermost line of the user's code that is running now; None if there is none."""
    frame = next(users_frames(), None)
    return None if frame is None else place_in(frame, frame.f_lineno, what)


def users_frames() -> Iterator[FrameType]:
    """Yield the running calls of the user's code, the innermost first."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the documented way to look at the stack
    while frame is not None:
        if is_users(frame.f_code.co_filename):
            yield frame
        frame = frame.f_back


@cache
def is_users(file: str) -> bool:
    """Return whether a file is the user's own: not a library, not frozen into Python, not typed in."""
    return not file.startswith(("<", *_LIBRARIES)) and "site-packages" not in file


def place(file: str, line: int, function: str, what: str) -> Place:
    """Return a line of a file with its source."""
    return Place(file, line, function, what, linecache.getline(file, line).strip())


def place_in(frame: FrameType, line: int, what: str) -> Place:
    """Return a line of the function that is running in a frame."""
    return place(frame.f_code.co_filename, line, frame.f_code.co_qualname, what)


def place_of_message(message: bytes) -> Place | None:
    """Return the line that made a message which a variable or argument of the user's code holds now, as bytes or text."""
    text = wire_text(message)

    def holds(value: object) -> bool:
        # nothing else is compared, since that could run the user's code
        return value == message if type(value) is bytes else type(value) is str and value == text

    given = False
    for frame in users_frames():
        held = frozenset(name for name, value in dict(frame.f_locals).items() if holds(value))
        line = last_assignment(frame.f_code.co_filename, frame.f_lineno, held)
        if line is not None or (given and not held):  # a value without a name was made in the call's own argument
            return place_in(frame, line or frame.f_lineno, "built")
        given = not held.isdisjoint(frame.f_code.co_varnames[: frame.f_code.co_argcount])
    return None


@cache
def building_place(signed: Place) -> Place | None:
    """Return the line that assigned the name which was signed at `signed`, in the same function."""
    tree = parse_file(signed.file)
    if tree is None:
        return None
    names = frozenset(
        node.id
        for call in calls_at(enclosing(tree, signed.line), signed.line)
        for argument in messages(call)
        for node in ast.walk(argument)
        if isinstance(node, ast.Name)
    )
    line = last_assignment(signed.file, signed.line, names)
    return None if line is None else place(signed.file, line, signed.function, "built")


@cache
def last_assignment(file: str, line: int, names: frozenset[str]) -> int | None:
    """Return the last line before another that assigns one of the names, in the same function."""
    tree = parse_file(file) if names else None
    if tree is None:
        return None
    lines = [
        node.lineno
        for node in ast.walk(enclosing(tree, line))
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign)
        and node.lineno < line
        and names & {target.id for target in ast.walk(node) if isinstance(target, ast.Name) and is_assigned(target)}
    ]
    return max(lines, default=None)


def is_assigned(name: ast.Name) -> bool:
    """Return whether a value is assigned to a name here."""
    return isinstance(name.ctx, ast.Store)


@cache
def parse_file(file: str) -> ast.Module | None:
    """Return the syntax tree of a file; None if it has none."""
    try:
        return ast.parse("".join(linecache.getlines(file)))
    except SyntaxError:
        return None


def enclosing(tree: ast.Module, line: int) -> ast.AST:
    """Return the innermost function around a line, or the module."""
    inside = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(inside, key=lambda node: node.lineno, default=tree)


def calls_at(scope: ast.AST, line: int) -> Iterator[ast.Call]:
    """Yield the calls on a line."""
    for node in ast.walk(scope):
        if isinstance(node, ast.Call) and node.lineno <= line <= (node.end_lineno or 0):
            yield node


def messages(call: ast.Call) -> Iterator[ast.expr]:
    """Yield the message that a call of :mod:`hmac` signs."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    index = MESSAGE.get(name)
    if index is not None:
        yield from call.args[index : index + 1]
        yield from (keyword.value for keyword in call.keywords if keyword.arg in ("msg", "message"))
