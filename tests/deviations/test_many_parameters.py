"""What a mistake makes of very many parameters takes linear time, whichever parameters these are.

Each mistake of each scheme runs on the arguments that its stage gets, for few parameters and for eight times as many.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

from paraph import Credential, request_for, sign
from paraph.core.case import Case
from paraph.core.clues import Clues
from paraph.core.errors import Malformed
from paraph.deviations import deviations_for
from paraph.deviations.search_cache import search_cache
from paraph.explaining.search.choices import ARGUMENT_ERRORS
from paraph.explaining.search.recording import ArgumentRecorder
from paraph.schemes import scheme_named
from tests.trust.growth import ENOUGH, TIMES, least_seconds, old_objects_frozen

if TYPE_CHECKING:
    from paraph.core.deviation import Deviation

FEW, TIMES_MORE = 125, 8
NOW = 1773739805
KEYS = {
    "duo": Credential.of("DIABCDEFGHIJKLMNOPQR", "s" * 40),
    "oauth1": Credential.of("key", "secret+/=", token="token", token_secret="token/secret"),
}
SHAPES = {
    "each another": "p{0}=v%20{0}&q{0}=true&r{0}=&s{0}=1.0",
    "arrays": "list[{0}]=a,b&name=v%2F{0}&t{0}[]=%2B",
    "OAuth names": "oauth_{0}=true&oauth_nonce={0}",
}


def stages(scheme: str, form: str, count: int, *, in_body: bool) -> Iterator[tuple[Deviation, tuple[Any, ...]]]:
    """The mistakes of a scheme, each with the arguments that its stage gets for so many parameters."""
    text = "&".join(form.format(number) for number in range(count))
    url = "https://api-0123.duosecurity.com/admin/v1/users" + ("" if in_body else f"?{text}")
    headers = (("Content-Type", "application/x-www-form-urlencoded"),)
    request = request_for("POST", url, headers, text.encode() if in_body else b"")
    signed = sign(request, KEYS[scheme], scheme, now=NOW)
    own = scheme_named(scheme)
    clues = Clues(parameters=(("absent", "1"), ("p1", "other")))
    case = Case(signed, KEYS[scheme], own, own.parse(signed), clues, NOW)
    recorder = ArgumentRecorder()
    for claims in case.parsed.readings:
        with suppress(Malformed):
            case.derive(claims, recorder)
    for deviation in deviations_for(case):
        if deviation.stage in recorder.by_stage:
            yield deviation, recorder.by_stage[deviation.stage]


def run(deviation: Deviation, args: tuple[Any, ...]) -> int:
    """Compute what the mistake makes of its arguments, at most as many values as a search can look at."""
    with suppress(*ARGUMENT_ERRORS), search_cache():
        return sum(1 for _ in islice(deviation.ways(*args), 2000))
    return 0


def seconds(deviation: Deviation, args: tuple[Any, ...], enough: float) -> float:
    """The time that a mistake takes for its arguments."""
    return least_seconds(lambda _: run(deviation, args), b"", enough, 3)


@pytest.mark.parametrize("form", SHAPES)
@pytest.mark.parametrize(("scheme", "place"), [("duo", "query"), ("oauth1", "query"), ("oauth1", "form")])
def test_no_mistake_takes_more_than_linear_time(scheme: str, place: str, form: str) -> None:
    sizes = (FEW, FEW * TIMES_MORE)
    one, many = (list(stages(scheme, SHAPES[form], size, in_body=place == "form")) for size in sizes)
    slow = []
    with old_objects_frozen():
        for (deviation, few_args), (_, many_args) in zip(one, many, strict=True):
            took = seconds(deviation, many_args, ENOUGH)
            most = seconds(deviation, few_args, 0.0) * TIMES if took > ENOUGH else ENOUGH
            if took > most:
                slow.append((deviation.id, str(deviation.ways)[:150], most, took))
    assert slow == []
