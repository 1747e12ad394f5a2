"""The names of a Python program: what each is assigned, and what changes its value, in the module and in each function.

A statement that is certainly run once, in its order, is straight; one inside a loop, a condition or a handler is not.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Place = tuple[int, int]
"""Line and column, as the parser counts them."""
_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_BRANCHES = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.ExceptHandler, ast.Match)
_PLAIN = (ast.expr_context, ast.operator, ast.Constant)
CHANGES = frozenset(
    ["update", "setdefault", "pop", "popitem", "clear", "append", "extend", "insert", "remove", "sort", "reverse", "set",
     "add_header", "add_unredirected_header", "remove_header", "putheader", "add", "mount", "set_cookie"]
)  # fmt: skip
"""Methods that change what they are called on."""


class Binding(NamedTuple):
    """A value that a name gets, None if it is not an expression; `end` is where the statement ends."""

    value: ast.expr | None
    end: Place
    straight: bool


class Change(NamedTuple):
    """A statement that changes a value: its path (``h``, ``s.headers``), how, and with what.

    `kind` is "item" (``path[key] = value``), "set" (``path = value``), "passed" (the name is given to a function of this
    text), "other", or the name of a method.
    """

    path: str
    kind: str
    node: ast.AST
    arguments: tuple[ast.expr, ...]
    keywords: tuple[ast.keyword, ...]
    end: Place
    straight: bool
    scope: Scope


@dataclass
class Scope:
    """The names of a module or function: what each is assigned, and the changes, calls and imports in it, in order."""

    outer: Scope | None = None
    start: Place = (0, 0)
    names: dict[str, list[Binding]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    counted: set[ast.Name] = field(default_factory=set)
    calls: list[ast.Call] = field(default_factory=list)
    imports: list[ast.Import | ast.ImportFrom] = field(default_factory=list)

    def holder(self, name: str) -> Scope | None:
        """Return the innermost scope that has the name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.outer
        return scope

    def change(self, node: ast.stmt | ast.expr, path: str, kind: str, straight: bool, *arguments: ast.expr) -> None:
        """Record a change."""
        keywords = tuple(node.keywords) if isinstance(node, ast.Call) else ()
        self.changes.append(Change(path, kind, node, arguments, keywords, end_of(node), straight, self))


def scopes(tree: ast.Module) -> list[Scope]:
    """Return the scope of the module and of each function in it."""
    found: list[Scope] = []
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    waiting: list[tuple[ast.AST, Scope | None]] = [(tree, None)]
    while waiting:
        node, outer = waiting.pop()
        scope = Scope(outer, start_of(node) if isinstance(node, _INNER) else (0, 0))
        found.append(scope)
        for argument in ast.walk(node.args) if isinstance(node, _INNER) else ():
            if isinstance(argument, ast.arg):
                scope.names[argument.arg] = [Binding(None, scope.start, True)]
        for inner, straight in within(node):
            if isinstance(inner, _INNER):
                waiting.append((inner, scope))
            elif (note := NOTES.get(type(inner))) is not None:
                note(scope, inner, straight)
            if isinstance(inner, ast.Call):
                note_passed(scope, inner, straight, functions)
    return found


def within(node: ast.AST) -> Iterator[tuple[ast.AST, bool]]:
    """Yield the nodes inside, outermost first, without those inside functions; each with whether it is straight."""
    waiting = [(inner, True) for inner in reversed(children(node))]
    while waiting:
        inner, straight = waiting.pop()
        yield inner, straight
        if not isinstance(inner, _INNER):
            below = straight and (not isinstance(inner, _BRANCHES) or is_main(inner))
            waiting.extend([(child, below) for child in reversed(children(inner))])


def is_main(node: ast.AST) -> bool:
    """Return whether this is ``if __name__ == "__main__"``, which a program that is run always enters."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Compare) and dotted_name(node.test.left) == "__name__"


def children(node: ast.AST) -> list[ast.AST]:
    """Return the direct child nodes, without those that have no meaning of their own."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found.extend([item for item in value if isinstance(item, ast.AST)])
        elif isinstance(value, ast.AST) and not isinstance(value, _PLAIN):
            found.append(value)
    return found


def start_of(node: Any) -> Place:
    """Return where a node begins."""
    return node.lineno, node.col_offset


def end_of(node: Any) -> Place:
    """Return where a node ends."""
    return node.end_lineno or node.lineno, node.end_col_offset or node.col_offset


def note_assignment(scope: Scope, node: ast.Assign, straight: bool) -> None:
    """Record what is assigned to names, items and members; parts of a tuple are matched one by one."""
    for target in node.targets:
        parts: list[tuple[ast.expr, ast.expr]] = [(target, node.value)]
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            plain = len(target.elts) == len(node.value.elts) and all(isinstance(part, ast.Name) for part in target.elts)
            parts = list(zip(target.elts, node.value.elts, strict=True)) if plain else []
        for goal, value in parts:
            assign(scope, node, goal, value, straight)


def note_annotated(scope: Scope, node: ast.AnnAssign, straight: bool) -> None:
    """Record what is assigned to a name with a type."""
    if node.value is not None:
        assign(scope, node, node.target, node.value, straight)


def note_augmented(scope: Scope, node: ast.AugAssign, straight: bool) -> None:
    """Record ``name += value`` as ``name = name + value``."""
    if isinstance(node.target, ast.Name):
        before = ast.copy_location(ast.Name(node.target.id, ast.Load()), node)
        value = ast.copy_location(ast.BinOp(before, node.op, node.value), node)
        assign(scope, node, node.target, value, straight)
    else:
        scope.change(node, root(node.target), "other", straight)


def assign(scope: Scope, node: ast.stmt, target: ast.expr, value: ast.expr, straight: bool) -> None:
    """Record one assignment."""
    if isinstance(target, ast.Name):
        scope.names.setdefault(target.id, []).append(Binding(value, end_of(node), straight))
        scope.counted.add(target)
    elif isinstance(target, ast.Subscript):
        path = dotted_name(target.value)
        scope.change(node, path or root(target), "item" if path else "other", straight, target.slice, value)
    elif isinstance(target, ast.Attribute):
        path = dotted_name(target)
        scope.change(node, path or root(target), "set" if path else "other", straight, value)


def note_context(scope: Scope, node: ast.withitem, straight: bool) -> None:
    """Record what ``with ... as name`` assigns."""
    if isinstance(node.optional_vars, ast.Name):
        bound = Binding(node.context_expr, end_of(node.optional_vars), straight)
        scope.names.setdefault(node.optional_vars.id, []).append(bound)
        scope.counted.add(node.optional_vars)


def note_name(scope: Scope, node: ast.Name, straight: bool) -> None:
    """Mark a name that gets a value in any other way as unknown from there on."""
    if not isinstance(node.ctx, ast.Load) and node not in scope.counted:
        scope.names.setdefault(node.id, []).append(Binding(None, end_of(node), straight))


def note_handler(scope: Scope, node: ast.ExceptHandler, straight: bool) -> None:
    """Mark the name of a caught error as unknown."""
    if node.name:
        scope.names.setdefault(node.name, []).append(Binding(None, start_of(node), straight))


def note_deletion(scope: Scope, node: ast.Delete, straight: bool) -> None:
    """Record what is deleted."""
    for target in node.targets:
        scope.change(node, root(target), "other", straight)


def note_call(scope: Scope, node: ast.Call, straight: bool) -> None:
    """Record a call, and what it changes."""
    scope.calls.append(node)
    function = node.func
    if isinstance(function, ast.Attribute) and function.attr in CHANGES:
        path = dotted_name(function.value)
        scope.change(node, path or root(function), function.attr if path else "other", straight, *node.args)


def note_passed(scope: Scope, node: ast.Call, straight: bool, functions: set[str]) -> None:
    """Record that names are given to a function of this text, which may change their values."""
    if dotted_name(node.func).rpartition(".")[2] not in functions:
        return
    for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
        if isinstance(argument, ast.Name):
            scope.change(node, argument.id, "passed", straight)


def note_import(scope: Scope, node: ast.Import | ast.ImportFrom, _straight: bool) -> None:
    """Record an import."""
    scope.imports.append(node)


def root(node: ast.AST) -> str:
    """Return the name at the beginning of ``name.a[b].c()``; empty if there is none."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def dotted_name(node: ast.expr) -> str:
    """Return ``a.b.c`` as written; empty for anything else."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(names)]) if isinstance(node, ast.Name) else ""


def import_aliases(nodes: list[ast.Import | ast.ImportFrom]) -> dict[str, str]:
    """Return what each imported name stands for."""
    aliases: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            aliases.update({alias.asname: alias.name for alias in node.names if alias.asname})
            aliases.update(
                {alias.name.split(".")[0]: alias.name.split(".")[0] for alias in node.names if not alias.asname}
            )
        elif node.module and not node.level:
            aliases |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return aliases


def full_name(node: ast.expr, aliases: dict[str, str]) -> str:
    """Return the dotted name with imports resolved."""
    first, dot, rest = dotted_name(node).partition(".")
    return aliases.get(first, first) + dot + rest


NOTES: dict[type, Callable[[Scope, Any, bool], None]] = {
    ast.Assign: note_assignment,
    ast.AnnAssign: note_annotated,
    ast.AugAssign: note_augmented,
    ast.withitem: note_context,
    ast.Name: note_name,
    ast.ExceptHandler: note_handler,
    ast.Delete: note_deletion,
    ast.Call: note_call,
    ast.Import: note_import,
    ast.ImportFrom: note_import,
}
