"""The stages of one request as a picture: what feeds what, where two runs begin to differ, and what of the request is in each.

``derive`` never inspects a value, so a run with placeholders in the place of values shows which stage takes the value of
which. Where a stage differs although everything that it takes is the same, something *starts* to go wrong; where only what
it takes differs, the difference *follows*.

Which parts of the request a stage depends on is found by trying: each part is changed a little, the request is read and
derived again, and the stages whose values change depend on it. So no scheme has to describe itself.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import ParaphError
from paraph.core.message import Request, wire_text
from paraph.core.secret import Secret
from paraph.core.trace import Trace, summary, title
from paraph.explaining.probed_request import MOST_HEADERS, first_and_last, probed_request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from paraph.core.case import Case
    from paraph.core.scheme import Scheme

    Values = Sequence[tuple[Any, Any]]

SAME, STARTS, FOLLOWS, UNKNOWN = "same", "starts", "follows", "unknown"
MOST_TOKENS = 24
"""Tokens of a header that are changed one by one."""
RELATED = {"GET": "DELETE", "HEAD": "GET", "DELETE": "GET", "POST": "PUT", "PUT": "POST", "PATCH": "PUT"}
"""Another method whose parameters travel in the same place."""
_TOKEN = re.compile(r"[0-9A-Za-z]+")


class PipelineStage(NamedTuple):
    """A stage of one request.

    `takes` are the names of the stages whose values it takes. `state` is "same", "starts" (it differs, and nothing
    before it does), "follows" (it differs because of what it takes) or "unknown" (nobody knows what was signed, or the client has no such stage). `kind` is "text",
    "secret" (a key), "digest" (bytes) or "signature" (a written MAC); `algorithm` names the hash of a MAC.
    """

    name: str
    summary: str
    source: str
    takes: tuple[str, ...]
    state: str
    kind: str
    algorithm: str = ""


class SentPart(NamedTuple):
    """A part of the request on which a stage depends: "method", "path", "query", "body" or a header, and its text as sent."""

    label: str
    text: str


class Placeholder(NamedTuple):
    """Stands for the value of a stage."""

    stage: Any


def inputs_of(case: Case[Any], claims: Any) -> dict[Any, tuple[Any, ...]]:
    """Return each stage of a reading, in order, with the stages whose values it takes."""
    found: dict[Any, tuple[Any, ...]] = {}

    def step(stage: Any, *inputs: Any) -> Any:
        found[stage] = tuple(item.stage for item in inputs if isinstance(item, Placeholder))
        return Placeholder(stage)

    with suppress(ParaphError, ValueError):
        case.derive(claims, step)
    return found


def pipeline(
    case: Case[Any], claims: Any, observed: Values | None, expected: Values, replaced: Mapping[Any, Any]
) -> tuple[PipelineStage, ...]:
    """Return the stages of a reading; `observed` are the values of the client, None if nobody knows them.

    `replaced` are the stages that were found to be wrong. A stage that only the client has is left out.
    """
    inputs, right = inputs_of(case, claims), dict(expected)
    states = states_of(inputs, observed, right, replaced)
    return tuple(
        PipelineStage(
            title(stage),
            summary(stage),
            getattr(stage, "source", ""),
            tuple(title(item) for item in inputs.get(stage, ())),
            states[stage],
            kind_of(stage, right[stage]),
            stage.algorithm,
        )
        for stage in right
    )


def states_of(
    inputs: Mapping[Any, tuple[Any, ...]],
    observed: Values | None,
    right: Mapping[Any, Any],
    replaced: Mapping[Any, Any],
) -> dict[Any, str]:
    """Return the state of each stage."""
    if observed is None:
        return dict.fromkeys(right, UNKNOWN)
    signed, states = dict(observed), dict[Any, str]()
    for stage, value in right.items():
        is_fed = any(states.get(item, SAME) != SAME for item in inputs.get(stage, ()))
        if stage not in signed:  # the client signed by another variant, or its run ended before
            states[stage] = FOLLOWS if is_fed else UNKNOWN
        elif signed[stage] == value:
            states[stage] = SAME
        else:
            states[stage] = FOLLOWS if is_fed and stage not in replaced else STARTS
    return states


def kind_of(stage: Any, value: Any) -> str:
    """Return what kind of value a stage has."""
    if isinstance(value, Secret) or (isinstance(value, tuple) and any(isinstance(item, Secret) for item in value)):
        return "secret"
    if stage.writes:
        return "signature"
    return "digest" if isinstance(value, bytes) and stage.algorithm else "text"


def sent_parts(
    request: Request, scheme: Scheme[Any], credential: Any, variant: str = ""
) -> dict[str, tuple[SentPart, ...]]:
    """Return for each stage (by name) the parts of the request on which its value depends, as sent.

    Nothing is returned for a request that cannot be read. `variant` names the reading, the likeliest if there is no
    such; a change after which the request has no such reading shows nothing.
    """
    variants_read = variants_of(request, scheme)
    variant = variant if variant in variants_read else next(iter(variants_read), "")
    small = probed_request(
        request,
        lambda shorter: variant in variants_of(shorter, scheme),
        lambda shorter: derived_values(shorter, scheme, credential, variant),
    )
    values = derived_values(small, scheme, credential, variant)
    found: dict[str, dict[str, SentPart]] = {title(stage): {} for stage in values}
    whole = {
        SentPart("query", query_of(small)): SentPart("query", query_of(request)),
        SentPart("body", ""): SentPart("body", wire_text(request.body)),
    }
    for part, changed in variants(small):
        for stage, value in derived_values(changed, scheme, credential, variant).items():
            if stage in values and value != values[stage]:
                found[title(stage)].setdefault(part.label, whole.get(part, part))
    return {name: tuple(telling(parts)) for name, parts in found.items()}


def query_of(request: Request) -> str:
    """Return all that follows the question mark."""
    return request.target.partition("?")[2]


def telling(parts: dict[str, SentPart]) -> Iterator[SentPart]:
    """Yield the parts without the header that only says how the body is to be read, where the body is among them."""
    return (part for part in parts.values() if part.label.lower() != "content-type" or "body" not in parts)


def variants_of(request: Request, scheme: Scheme[Any]) -> list[str]:
    """Return the variants of the readings of a request; none if it cannot be read."""
    try:
        return [claims.variant for claims in scheme.parse(request).readings]
    except ParaphError:
        return []


def derived_values(request: Request, scheme: Scheme[Any], credential: Any, variant: str) -> dict[Any, Any]:
    """Return the values of the stages of a request under the reading of that variant, as far as they can be derived."""
    trace = Trace()
    with suppress(ParaphError, ValueError):
        readings = [claims for claims in scheme.parse(request).readings if claims.variant == variant]
        if readings:
            scheme.derive(request, readings[0], credential, trace)
    return dict(trace.values)


def variants(request: Request) -> Iterator[tuple[SentPart, Request]]:
    """Yield each part of a request, with a request in which this part is a little different."""
    yield SentPart("method", request.method), request._replace(method=RELATED.get(request.method.upper(), "TRACE"))
    path, mark, query = request.target.partition("?")
    for changed in token_changes(path):
        yield SentPart("path", path), request._replace(target=f"{changed}{mark}{query}")
    for changed in (*token_changes(query), f"{query}&zz=zz"):
        yield SentPart("query", query), request._replace(target=f"{path}?{changed}")
    for place in first_and_last(len(request.headers), MOST_HEADERS):
        name, value = request.headers[place]
        for changed in token_changes(value):
            headers = (*request.headers[:place], (name, changed), *request.headers[place + 1 :])
            yield SentPart(name, value), request._replace(headers=headers)
    for body in (request.body + b"&zz=zz", request.body + b"z"):
        yield SentPart("body", ""), request._replace(body=body)


def token_changes(text: str) -> Iterator[str]:
    """Yield the text with one of its first tokens changed, each in turn, so that its form stays."""
    for found, _ in zip(_TOKEN.finditer(text), range(MOST_TOKENS), strict=False):
        yield f"{text[: found.end() - 1]}{other_text(found[0][-1])}{text[found.end() :]}"


def other_text(text: str) -> str:
    """Return a text of the same form with another last character."""
    last = text[-1:]
    first, second = "12" if last.isdigit() else "AB" if last.isupper() else "ab"
    return text[:-1] + (second if last == first else first)
