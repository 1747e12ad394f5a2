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


def results(text: str) -> set[str]:
    """What one wrong encoder makes of a text."""
    return {encoder.value(text) for encoder in (*ENCODERS, RAW)}


@pytest.mark.parametrize("name", list(LANGUAGES))
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


@pytest.mark.parametrize(
    ("encode", "text", "expected"),
    [
        ("[ and ] were", "[1, 2]/{a}", "[1%2C%202]%2F%7Ba%7D"),
        ("{ and } were", '{"a": 1}', "{%22a%22%3A%201}"),
        ("( and ) were", "f(x)*!", "f(x)%2A%21"),
        ("/ and ? were", "/a?b=c", "/a?b%3Dc"),
        ("@ and + were", "a+b@c.d:e", "a+b@c.d%3Ae"),
        ("Only spaces and % & = + / were", "a b/ü[50%]+", "a%20b%2Fü[50%25]%2B"),
        ("Only spaces and % & = + were", "a b/ü[50%]+", "a%20b/ü[50%25]%2B"),
    ],
)
def test_an_encoder_with_marks_of_its_own(encode: str, text: str, expected: str) -> None:
    assert [encoder.value(text) for encoder in ENCODERS if encoder.detail.startswith(encode)] == [expected]


@pytest.mark.parametrize(
    ("detail", "text"),
    [
        ("- was encoded.", "a%3Db%2520c%26d-e%3D.~_".replace("-", "%2D")),
        (". was encoded.", "a%3Db%2520c%26d-e%3D%2E~_"),
        ("_ was encoded.", "a%3Db%2520c%26d-e%3D.~%5F"),
        ("& was left as it is.", "a%3Db%2520c&d-e%3D.~_"),
        ("= was left as it is.", "a=b%2520c%26d-e=.~_"),
        ("The escapes are in lower-case hex, and ~ was encoded.", "a%3db%2520c%26d-e%3d.%7e_"),
        ("The text was escaped for HTML instead of percent-encoded.", "a=b%20c&amp;d-e=.~_"),
    ],
)
def test_a_joined_text_encoded_as_a_whole(detail: str, text: str) -> None:
    assert [encoder.value("a=b%20c&d-e=.~_") for encoder in WHOLE_ENCODERS if encoder.detail == detail] == [text]


@pytest.mark.parametrize(
    ("pair", "ways"),
    [
        (("a b", "c d"), [("a+b", "c+d"), ("a%20b", "c+d"), ("a+b", "c%20d")]),
        (("a", "c d"), [("a", "c+d")]),
        (("a b", "c"), [("a+b", "c")]),
    ],
)
def test_an_encoder_of_both_of_the_values_or_of_the_names(pair: tuple[str, str], ways: list[tuple[str, str]]) -> None:
    plus = next(encoder for encoder in ENCODERS if encoder.id == "enc-space-as-plus")
    assert [way.value for way in plus.ways((pair,), lambda pairs, _: pairs[0])] == ways


def test_values_alone_show_two_traits_though_the_names_have_only_one() -> None:
    encoder = next(e for e in ENCODERS if e.detail == "A space was written as +; the escapes are in lower-case hex.")
    values = [way.value for way in encoder.ways((("a/b", "c d/e"),), lambda pairs, _: pairs[0])]
    assert values == [("a%2fb", "c+d%2fe"), ("a%2Fb", "c+d%2fe"), ("a%2fb", "c%20d%2Fe")]


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
