"""Encoding many texts at once gives what encoding each by itself gives, and what the standard library gives."""

from urllib.parse import parse_qsl, quote, unquote_to_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.encoding import (
    decode_escapes,
    encode_and_join,
    form_text,
    parse_form,
    percent,
    percent_pairs,
    unpercent,
)
from paraph.core.message import wire_bytes

AWKWARD = st.sampled_from(
    ["\0", "\1", "%", "%41", "%2", "%%34", "+", " ", "=", "&", "é", "\udcff", "a", "-._~", "{!*'()"]
)
TEXTS = st.lists(AWKWARD, max_size=6).map("".join)
PAIRS = st.lists(st.tuples(TEXTS, TEXTS), max_size=5).map(tuple)


@given(TEXTS)
def test_percent_is_quote(text: str) -> None:
    assert percent(text) == quote(wire_bytes(text), safe="-._~")


@given(TEXTS)
def test_unpercent_decodes_every_escape_once(text: str) -> None:
    assert wire_bytes(unpercent(text)) == unquote_to_bytes(wire_bytes(text))


@settings(max_examples=1000)
@given(st.lists(st.sampled_from([b"%41", b"%", b"0", b"f", b"F", b"=", b"\n", b"\r", b"_", b" ", b"\xff", b"."])))
def test_octets_are_decoded_as_the_standard_library_does(pieces: list[bytes]) -> None:
    assert decode_escapes(b"".join(pieces)) == unquote_to_bytes(b"".join(pieces))


@pytest.mark.parametrize(
    "octets", [b"%%41", b"%4", b"%", b"%4g%41", b"%\n%41", b"%\r\n41", b"=41%41", b"%3D41", b"%2541", b"=%"]
)
def test_quoted_printable_is_never_read(octets: bytes) -> None:
    assert decode_escapes(octets) == unquote_to_bytes(octets)


@given(PAIRS)
def test_pairs_are_encoded_as_each_text(pairs: tuple[tuple[str, str], ...]) -> None:
    assert percent_pairs(pairs) == tuple((percent(name), percent(value)) for name, value in pairs)


@given(PAIRS)
def test_joined_pairs_are_encoded_as_each_text(pairs: tuple[tuple[str, str], ...]) -> None:
    expected = '", '.join(f'{percent(name)}="{percent(value)}' for name, value in pairs)
    assert encode_and_join(pairs, '="', '", ') == expected


@given(PAIRS)
def test_parse_form_undoes_form_text(pairs: tuple[tuple[str, str], ...]) -> None:
    encoded = form_text(pairs)
    assert [tuple(map(wire_bytes, pair)) for pair in parse_form(encoded)] == [
        tuple(map(wire_bytes, pair)) for pair in pairs
    ]


@given(st.text("ab=&+%0123é\0", max_size=12))
def test_parse_form_is_that_of_the_standard_library(text: str) -> None:
    expected = parse_qsl(text, keep_blank_values=True, errors="surrogateescape")
    assert list(parse_form(text)) == expected


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("a==&b", (("a", "="), ("b", ""))),
        ("a=1&b=2=3&c", (("a", "1"), ("b", "2=3"), ("c", ""))),
        ("a=%00&b=2", (("a", "\0"), ("b", "2"))),
        ("&&a=1&", (("a", "1"),)),
    ],
)
def test_unusual_forms(text: str, pairs: tuple[tuple[str, str], ...]) -> None:
    assert parse_form(text) == pairs
