"""Where in the user's own code something happens."""

from __future__ import annotations

import ast
import linecache
import os
import sys
import sysconfig
from functools import cache
from typing import TYPE_CHECKING

from paraph.tracing.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_OWN = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - before the user's imports
_LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")} | {_OWN})
MESSAGE = {"new": 1, "HMAC": 1, "digest": 1}
"""Which argument of the functions of :mod:`hmac` is the message."""


def users_place(what: str) -> Place | None:
    """The innermost line of the user's code that is being run now; None when there is none."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the documented way to look at the stack
    while frame is not None:
        file = frame.f_code.co_filename
        if is_users(file):
            return place(file, frame.f_lineno, frame.f_code.co_qualname, what)
        frame = frame.f_back
    return None


@cache
def is_users(file: str) -> bool:
    """Whether a file is the user's own: no library, nothing frozen into Python or typed in."""
    return not file.startswith(("<", *_LIBRARIES)) and "site-packages" not in file


def place(file: str, line: int, function: str, what: str) -> Place:
    """A line of a file with its source."""
    return Place(file, line, function, what, linecache.getline(file, line).strip())


def built(signed: Place) -> Place | None:
    """The line that gave its value to the name that was signed at `signed`, in the same function."""
    tree = parsed(signed.file)
    if tree is None:
        return None
    scope = enclosing(tree, signed.line)
    names = {
        node.id
        for call in calls_at(scope, signed.line)
        for argument in messages(call)
        for node in ast.walk(argument)
        if isinstance(node, ast.Name)
    }
    lines = [
        node.lineno
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign)
        and node.lineno < signed.line
        and names & {target.id for target in ast.walk(node) if isinstance(target, ast.Name) and stored(target)}
    ]
    return place(signed.file, max(lines), signed.function, "built") if lines else None


def stored(name: ast.Name) -> bool:
    """Whether a name is given a value here."""
    return isinstance(name.ctx, ast.Store)


@cache
def parsed(file: str) -> ast.Module | None:
    """The syntax tree of a file; None when there is none."""
    try:
        return ast.parse("".join(linecache.getlines(file)))
    except SyntaxError:
        return None


def enclosing(tree: ast.Module, line: int) -> ast.AST:
    """The innermost function around a line, or the module."""
    inside = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(inside, key=lambda node: node.lineno, default=tree)


def calls_at(scope: ast.AST, line: int) -> Iterator[ast.Call]:
    """The calls that stand on a line."""
    for node in ast.walk(scope):
        if isinstance(node, ast.Call) and node.lineno <= line <= (node.end_lineno or 0):
            yield node


def messages(call: ast.Call) -> Iterator[ast.expr]:
    """The message that a call of :mod:`hmac` signs."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    index = MESSAGE.get(name)
    if index is not None:
        yield from call.args[index : index + 1]
        yield from (keyword.value for keyword in call.keywords if keyword.arg in ("msg", "message"))
