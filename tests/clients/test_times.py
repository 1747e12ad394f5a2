"""Times of any kind become those of the API; what is no time, or evidently in another unit, is refused."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.clients.times import LAST, Unit, in_unit
from tests.clients.script import NOW

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("2h", "s", "1773732800"),
        (" 90 min ", "ms", "1773734600000"),
        (timedelta(hours=2), "ms", "1773732800000"),
        (timedelta(hours=-2), "s", "1773747200"),
        ("now", "iso", "2026-03-17T09:33:20Z"),
        (NOON, "s", "1770120000"),
        (NOON.astimezone(timezone(timedelta(hours=5, minutes=30))), "ms", "1770120000000"),
        (date(2026, 2, 3), "s", "1770076800"),
        ("2026-02-03", "s", "1770076800"),
        ("20260203", "s", "1770076800"),
        ("2026-02-03T12:00:00+02:00", "iso", "2026-02-03T10:00:00Z"),
        (1_770_120_000, "s", "1770120000"),
        ("1770120000", "s", "1770120000"),
        (1_770_120_000_123, "ms", "1770120000123"),
        (1_770_120_000.9, "s", "1770120000"),
        (0, "ms", "0"),
        ("0", "s", "0"),
        (1_770_120_000_000, "iso", "2026-02-03T12:00:00Z"),
    ],
)
def test_a_time(value: Any, unit: Unit, text: str) -> None:
    assert in_unit(value, unit, NOW) == text


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (True, "s", "got true or false"),
        (1_770_120_000, "ms", "looks like seconds, and this call takes milliseconds: 1770120000000"),
        (1_770_120_000_000, "s", "looks like milliseconds, and this call takes seconds: 1770120000"),
        ("1770120000", "ms", "1770120000000"),
        (-7200, "s", "no time between"),
        (float("nan"), "s", "no time between"),
        (float("inf"), "ms", "no time between"),
        (10**400, "ms", "no time between"),
        ("9" * 5000, "s", "expected a time"),
        ("٢h", "s", "expected a time"),
        ("١٧٧٠١٢٠٠٠٠", "s", "expected a time"),
        ("2026", "s", "expected a time"),
        ("-2h", "s", "expected a time"),
        ("yesterday", "s", "expected a time"),
        ("", "s", "expected a time"),
        ("999999999w", "s", "before 1970"),
        (timedelta.max, "iso", "before 1970"),
        (timedelta.min, "iso", "after 9999"),
        (datetime.min.replace(tzinfo=UTC), "iso", "before 1970"),
        (datetime(2026, 2, 3), "s", "no time zone"),  # noqa: DTZ001
        (["2h"], "s", "got a value of type list"),
        (None, "s", "got a value of type NoneType"),
        (b"2h", "s", "got a value of type bytes"),
    ],
)
def test_what_is_refused(value: Any, unit: Unit, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        in_unit(value, unit, NOW)


@given(st.datetimes(datetime(1970, 1, 2), datetime(9999, 12, 30), timezones=st.timezones()))  # noqa: DTZ001
def test_a_datetime_is_the_same_moment_in_each_unit(when: datetime) -> None:
    assert in_unit(when, "s", NOW) == str(int(when.timestamp()))
    assert int(in_unit(when, "ms", NOW)) // 1000 == int(when.timestamp())
    assert datetime.fromisoformat(in_unit(when, "iso", NOW)).timestamp() == int(when.timestamp())


@given(st.one_of(st.text(), st.floats(), st.integers(), st.timedeltas(), st.dates(), st.none(), st.binary()))
def test_anything_else_is_a_time_or_a_value_error(value: Any) -> None:
    try:
        assert 0 <= int(in_unit(value, "s", NOW)) <= LAST
    except ValueError as error:
        assert str(error).isprintable()
