"""The family of encoders has what the languages' encoders produce, each once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.encoding import percent
from paraph.deviations.encoder_family import (
    ENCODERS,
    TRAITS,
    WHOLE_ENCODERS,
    encoders_apart,
    two_traits,
    whole_encodings,
)
from paraph.deviations.encoders import RAW
from paraph.mistakes import MISTAKES
from tests.handmade.encoders import ENCODERS as LANGUAGES

AWKWARD = "".join(map(chr, range(33, 127))) + " é a+b%20%2F !!''(("
NOT_OF_THE_FAMILY = {
    "only a few by hand": "any list of characters",
    ",: kept": "two marks",
    "@+ kept": "two marks",
    "/? kept": "two marks",
    ":@ kept": "two marks",
    "() kept": "two marks",
    "[] kept": "two marks",
    "{} kept": "marks that nobody keeps",
}
"""Hand-made encoders that take two traits or more, and so are searched as two mistakes."""


def results(text: str) -> set[str]:
    """What one wrong encoder makes of a text."""
    return {encoder.value(text) for encoder in (*ENCODERS, RAW)}


@pytest.mark.parametrize("name", [name for name in LANGUAGES if name not in NOT_OF_THE_FAMILY])
def test_what_a_language_produces_is_in_the_family(name: str) -> None:
    assert LANGUAGES[name](AWKWARD) in results(AWKWARD)


def test_no_encoder_occurs_twice() -> None:
    probe = f"{AWKWARD}€😀"
    assert len({(encoder.name(probe), encoder.value(probe)) for encoder in ENCODERS}) == len(ENCODERS)


def test_each_encoder_is_wrong_and_named() -> None:
    for encoder in (*ENCODERS, *WHOLE_ENCODERS):
        assert encoder.id in MISTAKES
        assert encoder.detail.endswith(".")
        assert encoder.value(f"{AWKWARD}€😀") != percent(f"{AWKWARD}€😀") or encoder.name is not encoder.value


@given(st.text("aé ~/*%-", max_size=8))
def test_an_encoder_that_says_nothing_new_is_left_out(text: str) -> None:
    """Each trait that a sentence names shows in the text."""
    for encoder in ENCODERS:
        ways = list(encoder.ways((("a", text),), lambda pairs, _: pairs))
        said = encoder.detail.lower()
        if "; a space was" in said and " " not in text:
            assert not ways


def test_a_whole_text_is_encoded_by_each_encoder_once() -> None:
    ways = list(whole_encodings("a=b c&d=~*/"))
    assert ways[0].value == percent("a=b c&d=~*/")
    assert [way.value for way in ways[1:]] == [encoder.value("a=b c&d=~*/") for encoder in WHOLE_ENCODERS]


PAIRS = (("n a!", "v b/~"),)


def test_names_and_values_can_have_different_encoders() -> None:
    ways = [way for rank in range(3) for way in encoders_apart(PAIRS, lambda pairs, _: pairs, rank)]
    plus_and_slash = (("n+a%21", "v%20b/~"),)
    assert plus_and_slash in [way.value for way in ways]
    assert all([detail.partition(":")[0] for _, detail in way.parts] == ["Names", "Values"] for way in ways)


def test_two_traits_combine() -> None:
    ways = [way for rank in range(3) for way in two_traits(PAIRS, lambda pairs, _: pairs, rank)]
    lower_slash = (("n%20a%21", "v%20b/%7e"),)
    values = {way.value: way.parts for way in ways}
    assert (("n+a!", "v+b%2F~"),) in values
    assert lower_slash not in values, "three traits"
    assert [mistake for mistake, _ in values[("n+a%21", "v+b/~"),]] == ["enc-space-as-plus", "enc-slash-bare"]


def test_traits_that_exclude_each_other_do_not_combine() -> None:
    plus, raw = (trait for trait in TRAITS if trait.space != "%20")
    assert list(plus.joined_with(raw)) == []
    assert all(first.rank <= second.rank for first, second in pairwise(TRAITS))
