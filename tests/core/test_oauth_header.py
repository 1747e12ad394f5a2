"""A well-formed OAuth header is read at once; any other one is read with what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.encoding import unpercent
from paraph.core.oauth_header import oauth_header, oauth_parameters

NAMES = st.text('abc_%é=", ', min_size=1, max_size=6)
VALUES = st.text('abc+/= ,"%\0\1é', max_size=8)


@given(st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=5).map(tuple))
def test_reading_undoes_writing(pairs: tuple[tuple[str, str], ...]) -> None:
    assert oauth_parameters(oauth_header(pairs, None).removeprefix("OAuth ")) == (pairs, "")


@given(st.text("%23BDF+=", max_size=12))
def test_a_value_is_decoded_once(value: str) -> None:
    assert oauth_parameters(f'a="{value}"') == ((("a", unpercent(value)),), "")


@pytest.mark.parametrize(
    ("text", "pairs", "is_right"),
    [
        ('a="1",b="2"', (("a", "1"), ("b", "2")), True),
        ('a="1, b=2", c="%2C"', (("a", "1, b=2"), ("c", ",")), True),
        ('a="1", b="2",', (("a", "1"), ("b", "2")), False),
        ('a="1" b="2"', (("a", "1"), ("b", "2")), False),
        ("a=1, b=2", (("a", "1"), ("b", "2")), False),
        ('a="1", b="2', (("a", "1"),), False),
        ('a="1", b="2""', (("a", "1"),), False),
        ('a="1", b="2"x"', (("a", "1"),), False),
    ],
)
def test_faults(text: str, pairs: tuple[tuple[str, str], ...], *, is_right: bool) -> None:
    found, fault = oauth_parameters(text)
    assert found[: len(pairs)] == pairs or not is_right
    assert (fault == "") == is_right


def test_a_realm_comes_first() -> None:
    assert oauth_header((("a", "b c"),), "R") == 'OAuth realm="R", a="b%20c"'
    assert oauth_header((), "R") == 'OAuth realm="R"'
    assert oauth_header((), None) == "OAuth "
