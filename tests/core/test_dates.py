"""Dates are read as Python's own library reads them, but by the letter."""

from calendar import timegm
from email.utils import formatdate, parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.dates import DAYS, MONTHS, date_seconds


@given(st.integers(-2_000_000_000, 60_000_000_000))
def test_every_second_is_read_as_it_is_written(seconds: int) -> None:
    assert date_seconds(formatdate(seconds, usegmt=True)) == seconds


@given(st.sampled_from(DAYS), st.integers(1, 31), st.sampled_from(MONTHS), st.integers(1900, 2400))
def test_a_day_that_is_none_is_refused(weekday: str, day: int, month: str, year: int) -> None:
    text = f"{weekday}, {day:02} {month} {year} 09:30:05 -0000"
    try:
        read = parsedate_to_datetime(text)
        right = timegm(read.timetuple()) if DAYS[read.weekday()] == weekday else None
    except ValueError:  # no such day
        right = None
    assert date_seconds(text) == right


@pytest.mark.parametrize(
    "text", ["Wed, 17 Mar 2026 09:30:05 -0000", "30 Feb 2026 09:30:05 -0000", "31 Apr 2026 09:30 Z"]
)
def test_these_are_refused(text: str) -> None:
    assert date_seconds(text) is None
