"""Explaining: which mistakes reproduce the signature that was sent, and what else is wrong with the request."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import Malformed
from paraph.core.library_requests import request_of
from paraph.core.redaction import redacted
from paraph.core.trace import P, T, Trace, summary, title
from paraph.deviations import Clues, deviations_for, forget, load
from paraph.explaining.advice import hints_for
from paraph.explaining.mac_forms import possible_macs
from paraph.explaining.problems import problems_of
from paraph.explaining.search.picks import LEAST, Always, Nth, Pick, Rival, iter_ways, way_cost, weight_of
from paraph.explaining.search.refining import RARITY_IN_PART, branches, reduced, ties_of
from paraph.explaining.search.target import Root, Target
from paraph.explaining.search.tree import Deadline, Grower, characters
from paraph.explaining.search.walk import Search
from paraph.mistakes import MISTAKES
from paraph.schemes import scheme_named
from paraph.verifying.misplaced_secrets import held_as, mended_claims, scheme_of, sent_secrets, signed_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Deviation, Parsed, Scheme
    from paraph.explaining.search.target import Found

BUDGET = 10.0
LIMIT = 46
"""How far a search goes, in nats: three usual mistakes, with some room."""
REFINED = 5
"""How much further a search goes for a part of a set that was found."""
NO_CLUES = Clues()


class Named(NamedTuple):
    """A mistake or a problem, as it is told; `id` is the catalogue's, empty where it has no entry."""

    id: str
    stage: str
    title: str
    detail: str
    fix: str

    @property
    def headline(self) -> str:
        """The title with the id."""
        return f"{self.title} [{self.id}]" if self.id else self.title

    @classmethod
    def of(cls, mistake_id: str, detail: str = "") -> Named:
        """The catalogue's entry, with what was seen in this request."""
        known = MISTAKES[mistake_id]
        return cls(known.id, known.stage, known.title, detail or known.story, known.fix)

    @classmethod
    def unnamed(cls, pick: Pick) -> Named:
        """A difference that is seen and has no entry in the catalogue; its id is empty."""
        said = f"Another {title(pick.stage)} was signed"
        return cls("", title(pick.stage), said, pick.detail, "Sign what the request holds as it is sent.")


class Shown(NamedTuple):
    """The value of one stage; `summary` says what it is."""

    name: str
    value: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found out about a request.

    `verdict` is "valid", "explained" or "unexplained". `mistakes` reproduce the observed signature together, and
    each of `alternatives` does so as well. `observed` are the stages as the client went through them, `expected`
    as it had to; `request` is the request rightly signed, with the time and nonce that were sent.
    """

    verdict: str
    scheme: str
    variant: str
    mistakes: tuple[Named, ...] = ()
    problems: tuple[Named, ...] = ()
    alternatives: tuple[tuple[Named, ...], ...] = ()
    observed_signature: str = ""
    expected_signature: str = ""
    observed: tuple[Shown, ...] = ()
    expected: tuple[Shown, ...] = ()
    request: Request | None = None
    hints: tuple[str, ...] = ()
    candidates: int = 0
    seconds: float = 0.0
    exhausted: bool = True
    reached: str = ""
    credential: Credential | None = field(default=None, repr=False)

    @property
    def subject(self) -> str:
        """The name of the stage that holds the text which is signed."""
        return "base string" if self.scheme == "oauth1" else "canonical string"


def explain(
    request: Any,
    credential: Credential,
    scheme: str | Scheme[Any] | None = None,
    *,
    clues: Clues = NO_CLUES,
    now: int | None = None,
    budget: float = BUDGET,
    share: Callable[[Search, int, int], Found | None] | None = None,
) -> Explanation:
    """Find out why `request`, signed with `credential`, is rejected.

    `request` is a :class:`~paraph.Request`, or whatever :func:`paraph.core.library_requests.request_of` takes: a prepared request or
    a response of requests, niquests, httpx or httpx2.

    `budget` bounds the search in seconds. `now` is in Unix seconds. A deep search is handed to `share`, for instance
    :func:`paraph.explaining.two_processes.on_two`, which forks and so is not for programs with threads. Raises Malformed when no scheme is named and
    none is recognised.
    """
    request = request_of(request)
    chosen = scheme_named(scheme) if isinstance(scheme, str) else scheme or scheme_of(request, credential)
    load(chosen.name)  # importing is not searching
    started = time.monotonic()
    clock = int(time.time()) if now is None else now
    try:
        parsed = chosen.parse(request)
    except Malformed as error:
        return unreadable(credential, chosen, error)
    claims = parsed.readings[0]
    shows_secret = claims.variant in chosen.https_only  # then the signature is made of it
    if sent_secrets(claims, credential) or (not shows_secret and held_as(parsed.signature, (credential,))):
        return told_mixed_up(request, credential, chosen, parsed, clock, started)
    valid = next((claims for claims in parsed.readings if holds(chosen, request, claims, credential, parsed)), None)
    if valid is not None:
        return told(request, credential, chosen, parsed, valid, None, (), clock, started)
    search, roots, target = prepared_search(request, credential, chosen, parsed, clues, started + budget)
    try:
        found = search.run(LIMIT, share)
    finally:
        forget()
    if found is None:
        return told(request, credential, chosen, parsed, parsed.readings[0], None, (), clock, started, search)

    def again(allowed: frozenset[str]) -> Search:
        return prepared_search(request, credential, chosen, parsed, clues, time.monotonic() + 0.5, allowed)[0]

    found = reduced(found, roots, target, again, search.cost + 1)
    found, *ties = sorted([found, *ties_of(found, roots, target)], key=lambda one: one.weight)
    return told(request, credential, chosen, parsed, found.root.claims, found, tuple(ties), clock, started, search)


def holds(scheme: Scheme[Any], request: Request, claims: Any, credential: Credential, parsed: Parsed[Any]) -> bool:
    """Whether the signature is right under this reading; one that cannot be derived is not."""
    try:
        return scheme.holds(request, claims, credential, parsed.signature)
    except Malformed:
        return False


def prepared_search(
    request: Request,
    credential: Credential,
    scheme: Scheme[Any],
    parsed: Parsed[Any],
    clues: Clues,
    deadline: float,
    allowed: frozenset[str] | None = None,
) -> tuple[Search, list[Root], Target]:
    """A search over all readings of a request; with `allowed`, over those mistakes alone."""
    deviations = [
        deviation
        for deviation in deviations_for(scheme.name, request, parsed.readings[0], credential, clues)
        if allowed is None or deviation.id in allowed
    ]
    target = target_of(scheme, parsed, credential)
    rarest = math.inf if allowed is None else RARITY_IN_PART
    until = Deadline(deadline)
    quick = load(scheme.name).QUICK
    most = LIMIT if allowed is None else LIMIT + REFINED
    grower = Grower(rivals(deviations, target), quick, rarest, most, until)
    roots = distinct(grown(grower, request, credential, scheme, parsed, deviations, allowed))
    return Search(roots, target, until, quick), roots, target


def rivals(deviations: Sequence[Deviation], target: Target) -> dict[Any, list[Rival]]:
    """The deviations of each stage that stand alone, cheapest first; MACs of a size that was not seen are left out."""
    found: dict[Any, list[Rival]] = {}
    stages: dict[str, set[Any]] = {}
    for deviation in deviations:
        stages.setdefault(deviation.id, set()).add(deviation.stage)
    for deviation in deviations:
        if not deviation.coupled and target.allows(deviation):
            rival = Rival.of(deviation, MISTAKES[deviation.id].seen, len(stages[deviation.id]))
            found.setdefault(deviation.stage, []).append(rival)
    for own in found.values():
        own.sort(key=lambda rival: rival.weight)
    return found


def target_of(scheme: Scheme[Any], parsed: Parsed[Any], credential: Credential) -> Target:
    """What a search has to reproduce."""
    target = Target(texts={parsed.signature: (), parsed.signature.strip(): ("out-base64-newline",)})
    target.texts[parsed.signature] = ()
    for claims in parsed.readings:
        try:
            opened = scheme.opened(parsed.signature, claims, credential)
        except Malformed:
            continue
        if opened is not None and opened.digest:
            target.macs[opened.digest] = ()
            return target
    for written in possible_macs(parsed.signature, "base64" if scheme.name == "oauth1" else "hex"):
        (target.beginnings if written.cut else target.macs).setdefault(written.mac, written.mistakes)
    return target


def grown(
    grower: Grower,
    request: Request,
    credential: Credential,
    scheme: Scheme[Any],
    parsed: Parsed[Any],
    deviations: list[Deviation],
    allowed: frozenset[str] | None,
) -> Iterable[Root]:
    """The trees of all readings: those that the wire allows, those that it does not, and those of coupled mistakes."""
    coupled = [deviation for deviation in deviations if deviation.coupled]

    def tree(claims: Any, exchanged: Mapping[Any, Any]) -> Any:
        return grower.grow(scheme.derive, (request, claims, credential), exchanged)

    for claims in parsed.readings:
        meet = Arguments()
        try:
            yield Root(tree(claims, {}), claims, (), {}, round(claims.rarity))
            scheme.derive(request, claims, credential, meet)
        except Malformed:
            continue
        for deviation in coupled:
            if deviation.stage in meet.met and not is_inert(deviation, meet.met):
                yield from coupled_roots(tree, claims, deviation, meet.met[deviation.stage])
    for reading in scheme.other_readings(request, parsed):
        if allowed is None or reading.id in allowed:
            given = given_pick(reading.id, reading.detail)
            yield Root(
                tree(reading.claims, reading.exchanged),
                reading.claims,
                (given,),
                reading.exchanged,
                LEAST + math.ceil(reading.claims.rarity),
            )


def is_inert(deviation: Deviation, met: Mapping[Any, tuple[Any, ...]]) -> bool:
    """Whether none of the stages that go wrong together has a text with a character that the mistake needs."""
    stages = (deviation.stage, *deviation.coupled)
    return bool(deviation.needs) and all(
        deviation.needs.isdisjoint(characters(met[stage])) for stage in stages if stage in met
    )


def given_pick(mistake: str, detail: str, rarity: float = 0.0) -> Pick:
    """A mistake that a way of reading the request already is."""
    return Pick(mistake, None, Always(None), detail, rarity, weight_of(MISTAKES[mistake].seen, rarity))


def distinct(roots: Iterable[Root]) -> list[Root]:
    """The roots that differ: most coupled mistakes are inert on a request, and sign what is signed without them."""
    kept: list[Root] = []
    seen: set[Any] = set()
    for root in sorted(roots, key=lambda root: (bool(root.given), root.cost)):
        value = (root.signed.stage, *[value for node in branches(root) for value in node.level(0).values])
        if root.given and (len(value) == 1 or value in seen or (value, root.given[0].id) in seen):
            continue
        seen.add((value, root.given[0].id) if root.given else value)
        kept.append(root)
    return kept


class Arguments:
    """A step that remembers with what arguments each stage is called."""

    def __init__(self) -> None:
        self.met: dict[Any, tuple[Any, ...]] = {}

    def __call__(self, stage: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the stage."""
        self.met[stage] = args
        return stage(*args, **kwargs)


def coupled_roots(tree: Any, claims: Any, deviation: Deviation, usual: tuple[Any, ...]) -> Iterable[Root]:
    """The trees in which a mistake holds in all of its stages, one for each way; `usual` are the stage's arguments."""
    for index, way in enumerate(iter_ways(deviation, usual)):
        exchanged = {deviation.stage: Nth(deviation, index), **deviation.coupled}
        given = given_pick(deviation.id, way.detail, deviation.rarity + way.rarity + claims.rarity)
        cost = LEAST + round(deviation.rarity + claims.rarity) + way_cost(way.rarity, index)
        yield Root(tree(claims, exchanged), claims, (given,), exchanged, cost)


def told(
    request: Request,
    credential: Credential,
    scheme: Scheme[Any],
    parsed: Parsed[Any],
    claims: Any,
    found: Found | None,
    ties: tuple[Found, ...],
    now: int,
    started: float,
    search: Search | None = None,
) -> Explanation:
    """The explanation of what was found."""
    expected_claims = claims if claims in parsed.readings else parsed.readings[0]
    right, expected_signature = traced(request, expected_claims, credential, scheme, {})
    observed = right
    if found is not None:
        observed, _ = traced(request, found.root.claims, credential, scheme, exchanges(found))
    verdict = "valid" if search is None else "unexplained" if found is None else "explained"
    mended = None if verdict == "valid" else resigned(request, expected_claims, scheme, expected_signature)
    explanation = Explanation(
        verdict=verdict,
        scheme=scheme.name,
        variant=claims.variant,
        mistakes=named_mistakes(found, observed) if found else (),
        problems=tuple(Named.of(*flaw) for flaw in problems_of(request, parsed, claims, credential, scheme, now)),
        alternatives=tuple(named_mistakes(tie, observed) for tie in ties),
        observed_signature=shown_signature(parsed.signature, claims),
        expected_signature=shown_signature(expected_signature, claims),
        observed=() if verdict == "unexplained" else shown(observed, right),
        expected=shown(right, observed),
        request=mended,
        hints=hints_for(verdict, request, claims, credential, scheme, parsed.signature),
        candidates=search.candidates if search else len(parsed.readings),
        seconds=time.monotonic() - started,
        exhausted=search is None or not search.stopped,
        reached=search.reached() if search and found is None else "",
        credential=credential,
    )
    return hidden(explanation)


def hidden(explanation: Explanation) -> Explanation:
    """The explanation without any secret of its credential, whatever was sent or signed; the catalogue's words stay."""
    without: Explanation = redacted(explanation, explanation.credential)

    def kept(plain: tuple[Named, ...], clean: tuple[Named, ...]) -> tuple[Named, ...]:
        return tuple(own._replace(detail=other.detail) for own, other in zip(plain, clean, strict=True))

    return replace(
        without,
        mistakes=kept(explanation.mistakes, without.mistakes),
        problems=kept(explanation.problems, without.problems),
        alternatives=tuple(map(kept, explanation.alternatives, without.alternatives)),
    )


def told_mixed_up(
    request: Request, credential: Credential, scheme: Scheme[Any], parsed: Parsed[Any], now: int, started: float
) -> Explanation:
    """The explanation of a request that names a secret as its key id or token: that is the mistake, and none is searched for."""
    found = signed_with(request, parsed, credential, scheme)
    claims, used, said = found or (parsed.readings[0], credential, "")
    mended = mended_claims(claims, credential)
    observed, _ = traced(request, claims, used, scheme, {})
    right, signature = traced(request, mended, credential, scheme, {})
    explanation = told(request, credential, scheme, parsed, claims, None, (), now, started)
    named = [problem for problem in explanation.problems if problem.id == "key-wrong-field"]
    others = tuple(problem for problem in explanation.problems if problem not in named)
    mistakes = tuple(problem._replace(detail=f"{problem.detail} {said}") for problem in named)
    return hidden(
        replace(
            explanation,
            verdict="explained" if found else "unexplained",
            mistakes=mistakes if found else (),
            problems=others if found else explanation.problems,
            observed=shown(observed, right) if found else (),
            expected=shown(right, observed),
            expected_signature=shown_signature(signature, mended),
            request=resigned(request, mended, scheme, signature),
            hints=() if found else (MIXED_UP,),
            candidates=0,
        )
    )


MIXED_UP = "Send the key id, not the secret, and explain the next request: whether anything else is wrong was not searched for."


def exchanges(found: Found) -> dict[Any, Any]:
    """What stands in the place of which stage in a set of mistakes."""
    return {**found.root.exchanged, **{pick.stage: pick.function for pick in found.picks if pick.stage}}


def traced(
    request: Request, claims: Any, credential: Credential, scheme: Scheme[Any], exchanged: Mapping[Any, Any]
) -> tuple[list[tuple[Any, Any]], str]:
    """Every stage with its value, and the signature; what cannot be derived ends the list."""
    trace = Trace(exchanged)
    try:
        return trace.values, scheme.derive(request, claims, credential, trace)
    except (ValueError, Malformed):
        return trace.values, ""


def named_mistakes(found: Found, observed: list[tuple[Any, Any]]) -> tuple[Named, ...]:
    """The mistakes of a set, in the order in which a signer makes them."""
    order = {stage: index for index, (stage, _) in enumerate(observed)}
    picks = sorted(found.picks, key=lambda pick: order.get(pick.stage, -1))
    details: dict[str, list[str]] = {}
    known = ((pick.id, pick.detail) for pick in picks if pick.id)
    for mistake, detail in (*known, *((written, "") for written in found.written)):
        details.setdefault(mistake, []).append(detail)
    named = (Named.of(mistake, " ".join(dict.fromkeys(said)).strip()) for mistake, said in details.items())
    return (*named, *(Named.unnamed(pick) for pick in picks if not pick.id))


def shown(values: list[tuple[Any, Any]], beside: list[tuple[Any, Any]]) -> tuple[Shown, ...]:
    """The stages whose values are text, pairs or a body; key and MAC are not shown."""
    common = {stage for stage, _ in beside}
    return tuple(
        Shown(title(stage), text, summary(stage))
        for stage, value in values
        if (text := value_text(value)) is not None and not stage.writes and (stage in common or not beside)
    )


def value_text(value: Any) -> str | None:
    """A stage's value as text: pairs one a line, a body as UTF-8; None for keys and MACs."""
    if isinstance(value, str):
        return value
    pairs = getattr(value, "pairs", value)
    if isinstance(pairs, tuple) and all(is_pair(pair) for pair in pairs):
        return "\n".join(f"{name}={text}" for name, text in pairs)
    return None


def is_pair(value: Any) -> bool:
    """Whether a value is a name and a value, both text."""
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(text, str) for text in value)


def shown_signature(signature: str, claims: Any) -> str:
    """The signature, or what stands for it where it is the secrets themselves."""
    return "(the secrets themselves; not shown)" if claims.variant == "PLAINTEXT" and signature else signature


def resigned(request: Request, claims: Any, scheme: Scheme[Any], signature: str) -> Request | None:
    """The request as it had to be sent; None where the signature would show the secret."""
    if claims.variant == "PLAINTEXT" or not signature:
        return None
    return scheme.attach(without_signature(request), claims, signature)


def without_signature(request: Request) -> Request:
    """The request with any oauth_signature taken out of its query and form body."""
    if "oauth_signature=" not in request.target and b"oauth_signature=" not in request.body:
        return request
    path, mark, query = request.target.partition("?")
    kept = "&".join(part for part in query.split("&") if not part.startswith("oauth_signature="))
    body = request.body
    if b"oauth_signature=" in body:
        body = b"&".join(part for part in body.split(b"&") if not part.startswith(b"oauth_signature="))
    return request._replace(target=path + mark + kept, body=body)


def unreadable(credential: Credential, scheme: Scheme[Any], error: Malformed) -> Explanation:
    """The explanation of a request whose signature cannot even be found."""
    problems = (Named.of(error.id, f"{str(error)[:1].upper()}{str(error)[1:]}."),) if error.id in MISTAKES else ()
    return hidden(
        Explanation("unexplained", scheme.name, "", problems=problems, hints=(str(error),), credential=credential)
    )
