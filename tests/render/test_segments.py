"""A text as parts: whatever it contains, what a page gets of it can be shown as it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.render.segments import LONGEST, segment_pair, segments

ANY_TEXT = st.text(
    st.characters(categories=None) | st.sampled_from("\u202e\u200b\ufeff\x00\x1b\udc80 \t\r\nа"), max_size=60
)
NAMES = [
    ("\u202e", "", "[U+202E]", "right-to-left override"),
    ("\u200b", "", "[U+200B]", "zero width space"),
    ("\ufeff", "", "[BOM]", "zero width no-break space"),
    ("\x00", "", "␀", "a NUL"),
    ("\udc80", "", "[80]", "the byte 0x80, which is not UTF-8"),
    ("\ud800", "", "[U+D800]", "the character U+D800"),
    ("\u3164", "", "[U+3164]", "hangul filler"),
    ("\u0301", "", "[U+0301]", "combining acute accent"),
    ("а", "а", "", "cyrillic small letter a"),
    ("–", "–", "", "en dash"),
    ("\u00a0", "", "[U+00A0]", "no-break space"),
    (" ", " ", "·", "a space"),
    ("\n", "\n", "⏎", "a line feed"),
    ("\r", "\r", "␍", "a carriage return"),
]


@pytest.mark.parametrize(("char", "text", "mark", "name"), NAMES)
def test_characters_that_cannot_be_told_by_eye_have_names(char: str, text: str, mark: str, name: str) -> None:
    assert segments(char)["parts"] == [[text, 0, mark, name]]


@given(ANY_TEXT)
def test_nothing_that_acts_on_a_page_is_left_in_a_text(text: str) -> None:
    for part in segments(text)["parts"]:
        for char in part[0]:
            assert char in " \t\r\n" or unicodedata.category(char)[0] in "LNPS"
        assert part[0] or part[2]


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_plain_text_is_all_there(text: str) -> None:
    assert "".join(part[0] for part in segments(text)["parts"]) == text


@given(ANY_TEXT, ANY_TEXT)
def test_what_does_not_differ_is_the_same_on_both_sides(old: str, new: str) -> None:
    sides = segment_pair(old, new)
    same = [[part[0] + (part[2] if len(part) > 2 else "") for part in side["parts"] if len(part) < 2 or not part[1]]
            for side in sides]  # fmt: skip
    assert "".join(same[0]) == "".join(same[1])
    if old != new:
        assert any(len(part) > 1 and part[1] for side in sides for part in side["parts"])


def test_a_long_text_begins_near_its_first_difference() -> None:
    old = "x" * 50_000 + "a=1" + "y" * 50_000
    shown, _ = segment_pair(old, old.replace("a=1", "a=2"))
    assert shown["length"] == len(old)
    assert shown["cut"] == len(old) - LONGEST
    assert [part for part in shown["parts"] if len(part) > 1] == [["1", 1]]
