"""Command lines and program text, cut and changed: whatever comes of them is entries or Unreadable."""

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers import test_httpie, test_javascript, test_powershell, test_python_source, test_wget
from tests.readers.broken import assert_entries_or_unreadable, assert_every_cut, changed

FORMS = [test_httpie, test_javascript, test_powershell, test_python_source, test_wget]
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__.rpartition("test_")[2])

LONG = 6000
"""Characters: deeper than any recursion goes; how readers grow beyond that is a part of the campaigns."""


@each_form
def test_a_text_cut_anywhere_is_entries_or_unreadable(form: ModuleType) -> None:
    assert_every_cut(form.SAMPLES)


@each_form
@settings(max_examples=400, deadline=None)
@given(st.data(), st.integers(0, 1 << 16), st.binary(max_size=4), st.integers(0, 4))
def test_a_changed_text_is_entries_or_unreadable(
    form: ModuleType, data: st.DataObject, at: int, put: bytes, cut: int
) -> None:
    assert_entries_or_unreadable(changed(data.draw(st.sampled_from(form.SAMPLES)), at, put, cut))


@each_form
@settings(max_examples=300, deadline=None)
@given(st.data(), st.integers(0, 1 << 16), st.integers(0, 20))
def test_a_text_with_a_piece_put_in_is_entries_or_unreadable(
    form: ModuleType, data: st.DataObject, at: int, cut: int
) -> None:
    sample, put = data.draw(st.sampled_from(form.SAMPLES)), data.draw(st.sampled_from(form.PIECES))
    assert_entries_or_unreadable(changed(sample, at, put, cut))


@pytest.mark.parametrize(
    ("form", "piece"),
    [pytest.param(form, piece, id=f"{form.__name__} {piece!r}") for form in FORMS for piece in form.PIECES],
)
def test_deep_and_long_texts_come_to_an_end(form: ModuleType, piece: bytes) -> None:
    for sample in form.SAMPLES:
        for start in form.DEEP:
            assert_entries_or_unreadable(sample + b"\n" + start + piece * (LONG // len(piece)))
