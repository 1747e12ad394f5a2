"""The forgeries, replays and shapes of the trust table through each framework: the same verdicts as those of `judge`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from paraph import Credential, MemoryNonces, Policy, Reason, Request, judge
from paraph.core.message import wire_bytes, wire_text
from tests.middleware.doors import DOORS, WSGI_DOORS, Outcome
from tests.trust import faces
from tests.trust.edits import accepted_sample, edited
from tests.trust.shapes import SHAPES
from tests.trust.signed import PLACEMENTS
from tests.verifying.test_policy import AMBIGUOUS, signed_requests

NOW = 1_773_739_805
assert faces.NOW == NOW
EDITS = 60
"""Edits of requests of one placement."""
SHAPE_SIZE = 3_000


class Row(NamedTuple):
    """A request, and what it is judged by."""

    name: str
    request: Request
    credential: Credential
    scheme: str | None


def ambiguous() -> Iterator[Row]:
    """What can be read in two ways."""
    for name, change in AMBIGUOUS.items():
        for request, credential, scheme in signed_requests():
            yield Row(name, change(request), credential, scheme)


def forgeries(placement: str) -> Iterator[Row]:
    """Signed requests of one placement, and such that were changed by one edit."""
    draws = random.Random(f"middleware {placement}")
    for number in range(EDITS):
        if number % 20 == 0:
            sample = accepted_sample(placement, draws)
            yield Row("signed", sample.request, sample.credential, sample.scheme)
        changed = edited(sample.request, draws)
        if changed is not None:
            yield Row(f"edit {number}", changed, sample.credential, sample.scheme)


def shapes() -> Iterator[Row]:
    """Hostile shapes in the target, in Authorization, and in a form."""
    for name, shape in SHAPES.items():
        data = shape(SHAPE_SIZE)
        fields = faces.OAUTH_FIELDS + ", " + wire_text(data)
        yield Row(name, faces.target_of(data, (("Authorization", faces.OAUTH_FIELDS),)), faces.OAUTH, None)
        yield Row(name, faces.get((("Authorization", fields),)), faces.OAUTH, None)
        yield Row(name, faces.post((faces.FORM, ("Date", faces.DATE), faces.DUO_LOGIN), data), faces.DUO, "duo")


def comes_from_bytes(request: Request) -> bool:
    """Whether a server can receive this request."""
    texts = (request.method, request.target, *(text for pair in request.headers for text in pair))
    return all(wire_text(wire_bytes(text)) == text for text in texts)


def sent_rows(rows: Iterator[Row]) -> list[Row]:
    return [row for row in rows if comes_from_bytes(row.request)]


TABLE = {
    "ambiguous": sent_rows(ambiguous()),
    "shapes": sent_rows(shapes()),
    **{f"forgeries of {placement}": sent_rows(forgeries(placement)) for placement in PLACEMENTS},
}


def differs(door: str, row: Row, outcome: Outcome) -> str:
    """How the outcome differs from the verdict of `judge`; empty if it does not."""
    verdict = judge(row.request, row.credential, row.scheme, now=NOW)
    reasons = [refusal.reason for refusal in outcome.refusals]
    said = f"{row.name}: {verdict.reason} but {outcome.status} {reasons} {row.request!r}"
    if verdict.valid:
        return "" if outcome.accepted or stricter(door, row.request) else said
    if outcome.accepted or outcome.status not in (401, 400, 413):
        return said
    same = reasons == [verdict.reason.value] or outcome.status != 401 or door in WSGI_DOORS
    return "" if same or (stricter(door, row.request) and reasons == [Reason.MALFORMED.value]) else said


def stricter(door: str, request: Request) -> bool:
    """Whether a framework cannot read such a request as it was sent, so that it is refused although it is right."""
    if door in WSGI_DOORS:
        return False
    return request.target[:1] != "/" or ("Django" in door and any("_" in name for name, _ in request.headers))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("group", TABLE)
def test_the_verdict_is_that_of_judge(door: str, group: str) -> None:
    wrong = []
    for row in TABLE[group]:
        outcome = DOORS[door](
            row.request, keys=row.credential, scheme=row.scheme, policy=Policy(), now=lambda: NOW, nonces=None
        )
        wrong.append(differs(door, row, outcome))
    assert [each for each in wrong if each] == []
    assert len(wrong) > EDITS // 2


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("placement", PLACEMENTS)
def test_a_replay_is_refused_if_the_scheme_has_a_nonce(door: str, placement: str) -> None:
    sample = accepted_sample(placement, random.Random(f"replays {placement}"))
    ours, judges = MemoryNonces(), MemoryNonces()
    for _ in range(3):
        verdict = judge(sample.request, sample.credential, now=NOW, nonces=judges)
        outcome = DOORS[door](sample.request, keys=sample.credential, policy=Policy(), now=lambda: NOW, nonces=ours)
        assert outcome.accepted == verdict.valid
        assert [refusal.reason for refusal in outcome.refusals] == [verdict.reason.value] * (not verdict.valid)
