"""A well-formed OAuth header is read at once; any other one is read with what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.encoding import unpercent
from paraph.core.oauth_header import oauth_header, oauth_parameters, usual_parameters

NAMES = st.text('abc_%é=", ', min_size=1, max_size=6)
VALUES = st.text('abc+/= ,"%\0\1é', max_size=8)


@given(st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=5).map(tuple))
def test_reading_undoes_writing(pairs: tuple[tuple[str, str], ...]) -> None:
    assert oauth_parameters(oauth_header(pairs, None).removeprefix("OAuth ")) == (pairs, "")


@given(st.text("%23BDF+=", max_size=12))
def test_a_value_is_decoded_once(value: str) -> None:
    assert oauth_parameters(f'a="{value}"') == ((("a", unpercent(value)),), "")


PIECES = st.sampled_from(["OAuth ", "oauth ", "oauth_a", "oauth_", "oauth_B", "realm", "a%5Fb", '="', '"', "=", ", ", ",", " ", "v", "%2B", "%22",
                          "%", "\t", "\n", "é", "\0"])  # fmt: skip
PARAMETERS = st.lists(
    st.sampled_from(['oauth_a="1"', 'oauth_b="%2B, "', 'oauth_c=""', 'realm="r"', "oauth_d=1", 'oauth_e="'])
)


@given(st.lists(PIECES).map("".join) | PARAMETERS.map(", ".join) | PARAMETERS.map(",".join))
def test_the_usual_form_is_read_as_any_form_is(text: str) -> None:
    pairs = usual_parameters(f"OAuth {text}")
    if pairs:
        assert oauth_parameters(text) == (pairs, "")
        assert all(name.startswith("oauth_") for name, _ in pairs)


@pytest.mark.parametrize(
    ("header", "pairs"),
    [
        ('OAuth oauth_a="1"', (("oauth_a", "1"),)),
        ('OAuth oauth_a="%2B%C3%A9", oauth_b=""', (("oauth_a", "+é"), ("oauth_b", ""))),
        (
            'OAuth oauth_a="%3D", oauth_b="%253D=", oauth_c="="',
            (("oauth_a", "="), ("oauth_b", "%3D="), ("oauth_c", "=")),
        ),
        ('OAuth oauth_a="1",oauth_b="2"', ()),
        ('OAuth oauth_a="1", realm="r"', ()),
        ('OAuth oauth_a="1", oauth_b="2" ', ()),
        ('OAuth oauth_a="1", oauth_b="2",', ()),
        ('OAuth oauth_a="1"\n', ()),
        ('oauth oauth_a="1"', ()),
        ("OAuth ", ()),
        ("", ()),
    ],
)
def test_the_usual_form(header: str, pairs: tuple[tuple[str, str], ...]) -> None:
    assert usual_parameters(header) == pairs


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


@pytest.mark.parametrize("marks", ["“”", "„“", "””", "«»", "″″", "\udc93\udc94", '“"', '"”'])
def test_typographic_marks_are_read_as_plain_ones(marks: str) -> None:
    pairs, wrong = oauth_parameters(f"oauth_a={marks[0]}1%2B{marks[1]}, oauth_b={marks[0]}2{marks[1]}")
    assert pairs == (("oauth_a", "1+"), ("oauth_b", "2"))
    assert "typographic" in wrong


def test_a_typographic_mark_within_a_value_stays() -> None:
    assert oauth_parameters('oauth_a="x“y", oauth_b="2"') == ((("oauth_a", "x“y"), ("oauth_b", "2")), "")
