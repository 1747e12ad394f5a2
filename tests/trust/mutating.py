"""The mutants of a module: each is one small change inside one function, as mutmut's operators make it.

mutmut itself leaves out every decorated function, and the stages of the schemes are decorated; so only its operators are
used here. Not changed are annotations, decorators, and strings with a blank in them, which are sentences for people.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators


class Mutant(NamedTuple):
    """One change: the function it is in, such as ``Secret.kind``, line and column from its start, and both texts."""

    path: Path
    function: str
    line: int
    column: int
    before: str
    after: str
    source_hash: str
    outer: cst.FunctionDef
    old: cst.CSTNode
    new: cst.CSTNode

    @property
    def place(self) -> str:
        """The function with its module, such as ``core.secret.Secret.kind``."""
        inside = self.path.with_suffix("").parts
        return ".".join((*inside[inside.index("paraph") + 1 :], self.function))

    @property
    def source(self) -> str:
        """The function alone with the change, without decorators, in a bare class where it is a method."""
        changed = self.outer.deep_replace(self.old, self.new)
        assert isinstance(changed, cst.FunctionDef)
        body: cst.FunctionDef | cst.ClassDef = changed.with_changes(decorators=(), leading_lines=())
        for name in reversed(self.function.split(".")[:-1]):
            body = cst.ClassDef(cst.Name(name), cst.IndentedBlock([body]))
        return "from __future__ import annotations\n" + cst.Module([body]).code

    @property
    def key(self) -> str:
        """Names the change, as long as its function stays as it is."""
        said = (
            f"{self.path} {self.function} {self.line} {self.column} {self.before!r} {self.after!r} {self.source_hash}"
        )
        return hashlib.sha256(said.encode()).hexdigest()[:16]


class Finder(cst.CSTVisitor):
    """Collects the mutants of one module."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, path: Path, module: cst.Module) -> None:
        super().__init__()
        self.path, self.module = path, module
        self.names: list[str] = []
        self.functions: list[tuple[cst.FunctionDef, str, int, str]] = []
        self.found: list[Mutant] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Make the mutants of a node of a function; False where nothing below it is changed."""
        if isinstance(node, cst.ClassDef | cst.FunctionDef):
            self.names.append(node.name.value)
        if isinstance(node, cst.FunctionDef) and not self.functions:
            text = self.module.code_for_node(node)
            line = self.get_metadata(PositionProvider, node).start.line
            self.functions.append((node, ".".join(self.names), line, hashlib.sha256(text.encode()).hexdigest()))
        elif isinstance(node, cst.FunctionDef):
            self.functions.append(self.functions[-1])
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom):
            return False
        if isinstance(node, cst.SimpleString) and " " in node.value:
            return False
        if self.functions:
            self.collect(node)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        """Forget the names that end here."""
        if isinstance(original_node, cst.ClassDef | cst.FunctionDef):
            self.names.pop()
        if isinstance(original_node, cst.FunctionDef):
            self.functions.pop()

    def collect(self, node: cst.CSTNode) -> None:
        """Every change that an operator makes of this node."""
        outer, name, start, text_hash = self.functions[-1]
        for kind, operator in mutation_operators:
            for new in operator(node) if isinstance(node, kind) else ():
                before, after = (self.module.code_for_node(each).strip() for each in (node, new))
                if before != after:
                    place = self.get_metadata(PositionProvider, node).start
                    where = name, place.line - start, place.column
                    self.found.append(Mutant(self.path, *where, before, after, text_hash, outer, node, new))


def mutants_of(path: Path) -> list[Mutant]:
    """All mutants of the functions and methods of a module."""
    wrapper = MetadataWrapper(cst.parse_module(path.read_text("utf-8")))
    finder = Finder(path, wrapper.module)
    wrapper.visit(finder)
    return finder.found
