"""Encoders: wrong ones and the right one."""

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.encoding import percent, percent_safe
from paraph.deviations.encoder_family import FAMILY, WHOLE_ENCODERS
from paraph.deviations.encoders import DECODED_PLUS, DECODED_TWICE, RAW, TEXT_ENCODERS, VALUES_RAW, characters
from paraph.deviations.oauth1.encoding import STYLES

ENCODERS = (*TEXT_ENCODERS, *WHOLE_ENCODERS, RAW, VALUES_RAW, DECODED_TWICE, DECODED_PLUS, *STYLES)
ANY = st.text(max_size=12) | st.text("aB9-._~ !'()*+%/?&=@:;,#$é€😀\n\0", max_size=12)


def assert_right_without_needed(encoder: Any, pair: tuple[str, str]) -> None:
    """The pair without the characters that the encoder says it needs is encoded right."""
    needed = encoder.needs.union(*encoder.traits)
    name, value = ("".join(char for char in text if needed.isdisjoint(characters(char))) for text in pair)
    assert encoder.pairs(((name, value),)) == ((percent(name), percent(value)),)


@pytest.mark.parametrize("encoder", ENCODERS, ids=lambda encoder: f"{encoder.id} {encoder.detail}")
@settings(max_examples=60)
@given(st.tuples(ANY, ANY))
def test_an_encoder_is_right_without_the_characters_it_needs(encoder: Any, pair: tuple[str, str]) -> None:
    assert_right_without_needed(encoder, pair)


@settings(max_examples=300)
@given(st.sampled_from(FAMILY), st.tuples(ANY, ANY))
def test_the_family_is_right_without_the_characters_it_needs(encoder: Any, pair: tuple[str, str]) -> None:
    assert_right_without_needed(encoder, pair)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text("-._~!'()*+/?&=@:;,#$%", max_size=8))
def test_percent_encoding_is_what_the_library_does(text: str, safe: str) -> None:
    assert percent(text) == quote(text, safe="~")
    assert percent_safe(text, safe) == quote(text, safe=safe).translate(
        {} if set("-._~") <= set(safe) else {ord(char): f"%{ord(char):02X}" for char in set("-._~") - set(safe)}
    )
