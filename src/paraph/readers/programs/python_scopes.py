"""The names of a Python program: what each is assigned in its module or function."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_BRANCHES = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.Try)
_PLAIN = (ast.expr_context, ast.operator, ast.Constant)
_CHANGES = frozenset(
    ["update", "setdefault", "pop", "popitem", "clear", "append", "extend", "insert", "remove", "sort"]
)


@dataclass
class Scope:
    """The names of a module or function: what each is assigned, and the items that are set in it.

    None stands for a name that is assigned twice, by a loop, or as a parameter. `members` are assignments to
    ``a.b`` or, with a key, to ``a.b[key]``.
    """

    outer: Scope | None = None
    names: dict[str, ast.expr | None] = field(default_factory=dict)
    items: dict[str, list[tuple[ast.expr, ast.expr]]] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    counted: set[ast.Name] = field(default_factory=set)
    calls: list[ast.Call] = field(default_factory=list)
    members: list[tuple[str, ast.expr | None, ast.expr]] = field(default_factory=list)
    imports: list[ast.Import | ast.ImportFrom] = field(default_factory=list)

    def holder(self, name: str) -> Scope | None:
        """Return the innermost scope that has the name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.outer
        return scope


def scopes(tree: ast.Module) -> list[Scope]:
    """Return the scope of the module and of each function in it."""
    found: list[Scope] = []
    waiting: list[tuple[ast.AST, Scope | None]] = [(tree, None)]
    while waiting:
        node, outer = waiting.pop()
        scope = Scope(outer)
        found.append(scope)
        for argument in ast.walk(node.args) if isinstance(node, _INNER) else ():
            if isinstance(argument, ast.arg):
                scope.names[argument.arg] = None
        for inner, branched in within(node):
            if branched:
                scope.changed.update(set_items(inner))
            if isinstance(inner, _INNER):
                waiting.append((inner, scope))
            elif (note := NOTES.get(type(inner))) is not None:
                note(scope, inner)
    for scope in found:
        for name in [*scope.changed, *scope.items]:
            if name not in scope.names and (holder := scope.holder(name)):
                holder.changed.add(name)
    return found


def within(node: ast.AST) -> Iterator[tuple[ast.AST, bool]]:
    """Yield the nodes inside, outermost first, without those inside functions; each with whether it is in a branch or loop."""
    waiting = [(inner, False) for inner in reversed(children(node))]
    while waiting:
        inner, branched = waiting.pop()
        yield inner, branched
        if not isinstance(inner, _INNER):
            below = branched or isinstance(inner, _BRANCHES)
            waiting.extend([(child, below) for child in reversed(children(inner))])


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


def note_assignment(scope: Scope, node: ast.Assign) -> None:
    """Record what is assigned to a name, an item or a member."""
    if len(node.targets) != 1:
        return
    target = node.targets[0]
    if isinstance(target, ast.Name):
        assign(scope, target, node.value)
    elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        scope.items.setdefault(target.value.id, []).append((target.slice, node.value))
    elif isinstance(target, ast.Attribute):
        scope.members.append((dotted_name(target), None, node.value))
    elif isinstance(target, ast.Subscript):
        scope.members.append((dotted_name(target.value), target.slice, node.value))


def note_annotated(scope: Scope, node: ast.AnnAssign) -> None:
    """Record what is assigned to a name with a type."""
    if isinstance(node.target, ast.Name) and node.value is not None:
        assign(scope, node.target, node.value)


def note_context(scope: Scope, node: ast.withitem) -> None:
    """Record what ``with ... as name`` assigns."""
    if isinstance(node.optional_vars, ast.Name):
        assign(scope, node.optional_vars, node.context_expr)


def note_name(scope: Scope, node: ast.Name) -> None:
    """Mark a name that gets a value in any other way as unknown."""
    if not isinstance(node.ctx, ast.Load) and node not in scope.counted:
        scope.names[node.id] = None


def note_deletion(scope: Scope, node: ast.Delete) -> None:
    """Record whose items are deleted."""
    scope.changed |= {name for target in node.targets for name in set_items(target)}


def note_call(scope: Scope, node: ast.Call) -> None:
    """Record a call, and what it changes."""
    scope.calls.append(node)
    function = node.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.attr in _CHANGES:
        scope.changed.add(function.value.id)


def note_import(scope: Scope, node: ast.Import | ast.ImportFrom) -> None:
    """Record an import."""
    scope.imports.append(node)


def set_items(node: ast.AST) -> Iterator[str]:
    """Return the name of which a node sets or deletes an item."""
    if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load) and isinstance(node.value, ast.Name):
        yield node.value.id


def assign(scope: Scope, target: ast.Name, value: ast.expr) -> None:
    """Record a value of a name; a second value makes the name unknown."""
    scope.names[target.id] = None if target.id in scope.names else value
    scope.counted.add(target)


def dotted_name(node: ast.expr) -> str:
    """Return ``a.b.c`` as written; empty for anything else."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(names)]) if isinstance(node, ast.Name) else ""


NOTES: dict[type, Callable[[Scope, Any], None]] = {
    ast.Assign: note_assignment,
    ast.AnnAssign: note_annotated,
    ast.withitem: note_context,
    ast.Name: note_name,
    ast.Delete: note_deletion,
    ast.Call: note_call,
    ast.Import: note_import,
    ast.ImportFrom: note_import,
}
