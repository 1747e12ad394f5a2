"""Trees are shared: a tree with other functions is made from the tree without them, and is what a new run gives."""

from typing import Any

from paraph.core.scheme import Scheme
from paraph.explaining.search.proof import subtree
from paraph.explaining.search.recording import TreeBuilder
from paraph.schemes import scheme_named
from paraph.schemes.duo import signing as duo
from tests.explaining.planted import planted


def upper_case(*_: object) -> str:
    return "GET"


def duo_case() -> tuple[Scheme[Any], tuple[Any, ...]]:
    scheme = scheme_named("duo")
    case = next(case for case in planted() if "duosecurity" in case.request.host)
    return scheme, (case.request, scheme.parse(case.request).readings[0], case.credential)


def test_a_rebuilt_tree_is_the_tree_that_a_run_gives() -> None:
    scheme, args = duo_case()
    builder = TreeBuilder({})
    top = builder.build(scheme.derive, args, {})
    replacements = {duo.method: upper_case}
    assert builder.rebuild(top, replacements) is builder.build(scheme.derive, args, replacements)


def test_a_rebuilt_tree_shares_what_no_replacement_changes() -> None:
    scheme, args = duo_case()
    builder = TreeBuilder({})
    top = builder.build(scheme.derive, args, {})
    rebuilt = builder.rebuild(top, {duo.method: upper_case})
    own = {node.stage for node in subtree(rebuilt) if not node.shared}
    common = {*subtree(top)} & {*subtree(rebuilt)}
    assert common
    assert duo.method in own
    assert all(node.shared for node in common)
    assert not own & {node.stage for node in common}
