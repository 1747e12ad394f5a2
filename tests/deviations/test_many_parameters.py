"""What a mistake makes of very many parameters grows linearly, whichever parameters these are.

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
from paraph.deviations.arrays import Arrays
from paraph.deviations.few import MOST_WRITTEN
from paraph.deviations.joins import number_repeated
from paraph.deviations.oauth1.parameters import kept_in_order, protocol_removals
from paraph.deviations.parameters import array_free_collapses, intended
from paraph.deviations.search_cache import search_cache
from paraph.explaining.search.choices import ARGUMENT_ERRORS
from paraph.explaining.search.recording import ArgumentRecorder
from paraph.schemes import scheme_named
from tests.trust.growth import old_objects_frozen

if TYPE_CHECKING:
    from paraph.core.deviation import Deviation

FEW, MANY, TIMES, MOST_WAYS = 40, 320, 12, 20_000
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


def written(deviation: Deviation, args: tuple[Any, ...]) -> int:
    """How many parameters the mistake writes, in all its values together; ten characters of a text count as one."""
    total = 0
    with suppress(*ARGUMENT_ERRORS), search_cache():
        for way in islice(deviation.ways(*args), MOST_WAYS):
            size = len(way.value) if isinstance(way.value, tuple | str | bytes) else 1
            total += size if isinstance(way.value, tuple) else size // 10
    return total


@pytest.mark.parametrize("form", SHAPES)
@pytest.mark.parametrize(("scheme", "place"), [("duo", "query"), ("oauth1", "query"), ("oauth1", "form")])
def test_no_mistake_writes_more_than_linearly(scheme: str, place: str, form: str) -> None:
    one, many = (list(stages(scheme, SHAPES[form], size, in_body=place == "form")) for size in (FEW, MANY))
    excessive = []
    with old_objects_frozen():
        for (deviation, few_args), (_, many_args) in zip(one, many, strict=True):
            before, after = written(deviation, few_args), written(deviation, many_args)
            if after > max(before * TIMES, MOST_WRITTEN * 2):
                excessive.append((deviation.id, str(deviation.ways)[:150], before, after))
    assert excessive == []


def test_no_mistake_of_very_many_equal_names_takes_long() -> None:
    """What is compared with all others, again and again, is not written, but takes time."""
    pairs = tuple(("name", str(number)) for number in range(8000))
    assert next(iter(number_repeated(pairs)))[0].endswith("&name%5B7999%5D=7999")
    assert sum(1 for _ in array_free_collapses(pairs)) == 9
    assert len(kept_in_order(pairs, pairs[::2])) == 4000
    assert len(Arrays(pairs).repeated) == 1
    assert sum(1 for _ in intended(tuple((name, "other") for name, _ in pairs))(pairs)) < 20
    assert sum(1 for _ in intended(tuple(("other", value) for _, value in pairs))(pairs)) < 20


def test_many_parameters_are_not_left_out_in_every_combination() -> None:
    pairs = tuple((f"oauth_{number}", "") for number in range(60))
    assert sum(1 for _ in protocol_removals(pairs, 5)) <= MOST_WRITTEN / 60
