"""Explaining with evidence: the text that a client says it signed, compared field by field with the right one.

If a known text and key give the observed signature, they *are* the explanation, and nothing has to be searched for.
The text is split into the fields that the scheme joins. Each field that differs is compared with the values that
mistakes can produce for it; fields are independent, so their numbers of values add up and do not multiply.
"""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.case import Case
from paraph.core.clues import Clues
from paraph.core.deviation import Deviation, Way
from paraph.core.mac import hmac_text
from paraph.core.trace import LEFT_OUT, present_texts
from paraph.deviations import load
from paraph.deviations.search_cache import search_cache
from paraph.explaining.explain import verified_outcome
from paraph.explaining.mac_forms import DIGEST_SIZES
from paraph.explaining.outcome import Outcome
from paraph.explaining.report import report
from paraph.explaining.search.choices import PathStep, choices_along, iter_ways
from paraph.explaining.search.costs import WrongStage
from paraph.explaining.search.setup import prepare_search, target_of
from paraph.explaining.search.target import Solution, is_hmac
from paraph.schemes import diagnosis_of, scheme_named
from paraph.verifying.misplaced_secrets import scheme_of, sent_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paraph.core.credential import Credential, Secret
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.explaining.result import Explanation
    from paraph.explaining.search.choices import Path
    from paraph.explaining.search.target import Root, Target
    from paraph.explaining.search.tree import Node

MAX_COST, MAX_COST_OF_LEAF = 28, 46
"""How far the values of a field are searched: up to two mistakes, or all dates if no other stage feeds the field."""
BUDGET = 60.0
"""Seconds for comparing the fields."""
UNNAMED_WEIGHT = 30.0
"""How unlikely a mistake without a name is, in nats."""
NO_CLUES = Clues()


class Evidence(NamedTuple):
    """What a client put into its HMAC: `text`, and the `key` and the hash (`algorithm`), if they are known."""

    text: str
    key: Secret | None = None
    algorithm: str = ""


def explain_signed(
    request: Request,
    credential: Credential,
    evidence: Evidence,
    scheme: str | Scheme[Any] | None = None,
    *,
    clues: Clues = NO_CLUES,
    now: int | None = None,
) -> Explanation | None:
    """Explain `request` by the text that was signed; None if that text does not give the signature.

    Parameters that were signed and not sent are taken from the text. Raises Malformed as :func:`paraph.explain` does.
    """
    chosen = scheme_named(scheme) if isinstance(scheme, str) else scheme or scheme_of(request, credential)
    load(chosen)
    started = time.monotonic()
    if is_too_long(evidence.text, request):
        return None
    case = Case(request, credential, chosen, chosen.parse(request), clues, int(time.time()) if now is None else now)
    if sent_secrets(case.claims, credential):
        return None  # that is the mistake, whatever was signed
    with search_cache():
        outcome = verified_outcome(case) or compare_fields(case, evidence)
    return None if outcome is None else replace(report(case, outcome), seconds=time.monotonic() - started)


def compare_fields(case: Case[Any], evidence: Evidence) -> Outcome | None:
    """Return which fields of the text are wrong, and how; None if text and key do not give the signature."""
    if not gives_signature(evidence, target_of(case)):
        return None
    reader = diagnosis_of(case.scheme).signed_text
    splits = list(reader.fields(evidence.text))
    signed = dict.fromkeys(pair for fields in splits if len(fields) > 1 for pair in reader.parameters(fields))
    clues = replace(case.clues, parameters=case.clues.parameters or tuple(signed))
    hosts = tuple(dict.fromkeys(filter(None, map(reader.host, splits))))
    for more, unnamed in ((clues, False), (replace(clues, hosts=(*clues.hosts, *hosts)), False), (clues, True)):
        search, roots, target = prepare_search(replace(case, clues=more), time.monotonic() + BUDGET)
        if more is clues and not unnamed and not any_key_signs(roots, evidence, target):
            return None
        solution = next(find_solutions(roots, splits, evidence, target, unnamed=unnamed), None)
        if solution is not None:
            return Outcome("explained", solution.root.claims, solution, (), search.candidates, not search.stopped)
    return None


def is_too_long(text: str, request: Request) -> bool:
    """Return whether no mistake makes so long a text of a request: twice encoded, with some parameters more."""
    sent = len(request.target) + len(request.body) + sum(len(name) + len(value) for name, value in request.headers)
    return len(text) > 4096 + 10 * sent


def any_key_signs(roots: Sequence[Root], evidence: Evidence, target: Target) -> bool:
    """Return whether any possible key gives the signature with the text, whatever its fields are.

    If none does, the fields need not be compared, which takes far longer. Most readings of a request have the same
    keys, and a text may be long, so no key is tried twice for one way of signing.
    """
    tried: set[tuple[object, ...]] = set()
    for signed in (root.signed for root in roots if is_hmac(root.signed)):
        kind = (signed.function, *(wrong.deviation for wrong in signed.wrong_stages))
        for key, _ in possible_keys(signed.children[0], evidence.key):
            if (*kind, key) in tried:
                continue
            tried.add((*kind, key))
            if next(mac_paths(signed, key, evidence.text, (), target), None) is not None:
                return True
    return False


def gives_signature(evidence: Evidence, target: Target) -> bool:
    """Return whether text and key give the signature; True without a key, which is then tried later."""
    if evidence.key is None:
        return True
    names = [evidence.algorithm] if evidence.algorithm else sorted(set(DIGEST_SIZES.values()))
    return any(target.match(hmac_text(name, evidence.key, evidence.text)) is not None for name in names)


class Guess(NamedTuple):
    """A reading of the request, and the text split so that each of its fields has a value."""

    root: Root
    fields: tuple[str, ...]

    @property
    def wrong_fields(self) -> int:
        """How many of the fields differ from the right ones."""
        nodes = self.root.signed.children[1].children
        return sum(field not in node.level(0).values for node, field in zip(nodes, self.fields, strict=True))


def find_solutions(
    roots: Sequence[Root],
    splits: Sequence[tuple[str, ...]],
    evidence: Evidence,
    target: Target,
    *,
    unnamed: bool = False,
) -> Iterator[Solution]:
    """Yield the sets of mistakes that lead to the text and the key, those with the fewest wrong fields first.

    With `unnamed` a field may have a value that no known mistake leads to.
    """
    guesses = [
        Guess(root, placed)
        for root in roots
        if is_hmac(root.signed)
        for fields in splits
        for placed in placements(fields, len(root.signed.children[1].children))
    ]
    for root, fields in sorted(guesses, key=lambda guess: (guess.wrong_fields, guess.root.cost)):
        key_node, text_node = root.signed.children
        for text_path, (key, key_path) in product(
            text_paths(text_node, evidence.text, fields, unnamed=unnamed), possible_keys(key_node, evidence.key)
        ):
            for path, output_mistakes in mac_paths(root.signed, key, evidence.text, (text_path, key_path), target):
                yield Solution(root, (*root.reading_choices, *choices_along(path)), output_mistakes)


def possible_keys(node: Node, key: Secret | None) -> Iterator[tuple[Secret, Path]]:
    """Yield the known `key` with its path; if it is not known, every key that one mistake can give."""
    for cost in range(MAX_COST + 1):
        level = node.level(cost)
        for value, path in zip(level.values, level.paths, strict=True):
            if key is None or value == key:
                yield value, path
                if key is not None:
                    return
        if key is None and cost > MAX_COST // 2:
            return


def mac_paths(
    signed: Node, key: Secret, text: str, inputs: Path, target: Target
) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield the ways to make a MAC of text and key that give the signature, with the mistakes in writing it."""
    output_mistakes = target.match(signed.function(key, text))
    if output_mistakes is not None:
        yield inputs, output_mistakes
        return
    for wrong in signed.wrong_stages:
        for position, way in enumerate(iter_ways(wrong.deviation, (key, text))):
            output_mistakes = target.match(way.value)
            if output_mistakes is not None:
                yield PathStep(inputs, wrong, signed.stage, position, way), output_mistakes
                return


def text_paths(node: Node, text: str, placed: tuple[str, ...], *, unnamed: bool = False) -> Iterator[Path]:
    """Yield the paths that lead to the text: those of each field, and the way in which the fields were joined."""
    fields = present_texts(placed)
    steps = [
        (wrong, position, way)
        for wrong in node.wrong_stages
        for position, way in enumerate(iter_ways(wrong.deviation, fields))
        if way.value == text
    ]
    is_joined_right = node.function(*fields) == text
    if not steps and not is_joined_right:
        return
    inputs = field_paths(node.children, placed, unnamed=unnamed)
    if inputs is not None:
        if is_joined_right:
            yield inputs
        for wrong, position, way in steps:
            yield PathStep(inputs, wrong, node.stage, position, way)


def field_paths(nodes: Sequence[Node], fields: tuple[str, ...], *, unnamed: bool) -> Path | None:
    """Return the paths of all fields; None if one has none. With `unnamed` every field that is there has one."""
    paths: list[Path] = []
    for node, field in zip(nodes, fields, strict=True):
        path = find_path(node, field)
        if path is None and unnamed and field is not LEFT_OUT:
            path = unnamed_path(node, field)
        if path is None:
            return None
        paths.append(path)
    return tuple(paths)


def placements(fields: tuple[str, ...], count: int) -> Iterator[tuple[str, ...]]:
    """Yield the fields in their places; if some are missing, each way to leave out as many."""
    if len(fields) == count:
        yield fields
    elif 0 < count - len(fields) < 3:
        for index in range(len(fields) + 1):
            yield from placements((*fields[:index], LEFT_OUT, *fields[index:]), count)


def find_path(node: Node, value: str) -> Path | None:
    """Return how the cheapest mistakes lead a node to a value; None if no known mistake does."""
    for cost in range((MAX_COST if node.children else MAX_COST_OF_LEAF) + 1):
        level = node.level(cost)
        for index, own in enumerate(level.values):
            if own is value if value is LEFT_OUT else own == value:
                return level.path(index)
    return None


def unnamed_path(node: Node, value: str) -> Path:
    """Make the path of a value that no known mistake leads to: it was signed instead of the one that was sent."""
    right = node.level(0).values[0]
    way = Way(value, f"{value!r} was signed where {right!r} had to be.")
    deviation = Deviation("", node.stage, lambda *_: (way,))
    return PathStep((), WrongStage(deviation, UNNAMED_WEIGHT, round(UNNAMED_WEIGHT)), node.stage, 0, way)
