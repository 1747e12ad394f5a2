"""Converts dates of HTTP headers (RFC 2822, RFC 9110) to and from Unix seconds, whatever the locale."""

from __future__ import annotations

import re
import time

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(
    rf"(?:(?:{'|'.join(DAYS)}), )?([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}}) "
    r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))? (?:([+-])([0-9]{2})([0-9]{2})|GMT|UTC|UT|Z)",
    re.ASCII,
)
_MONTH_STARTS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def day_text(day: int) -> str:
    """Return the date part of that day since 1970-01-01, such as ``Tue, 17 Mar 2026``."""
    at = time.gmtime(day * 86400)
    return f"{DAYS[at.tm_wday]}, {at.tm_mday:02} {MONTHS[at.tm_mon - 1]} {at.tm_year:04}"


def date_text(seconds: int, zone: str = "-0000", offset: int = 0) -> str:
    """Return an RFC 2822 date such as ``Tue, 17 Mar 2026 09:30:05 -0000``.

    `zone` is the text at the end, `offset` its distance from UTC in seconds.
    """
    day, second = divmod(seconds + offset, 86400)
    return f"{day_text(day)} {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02} {zone}"


def date_seconds(text: str) -> int | None:
    """Return the Unix seconds of an RFC 2822 or HTTP date with English names; None for any other text, or if the day does not exist."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    day, month, year, hour, minute = int(found[1]), MONTHS.index(found[2]), int(found[3]), int(found[4]), int(found[5])
    second = int(found[6] or 0)
    if not 1 <= day <= 31 or hour > 23 or minute > 59 or second > 60 or year < 1900:
        return None
    days = days_since_epoch(year, month, day)
    if day > 28 and days >= days_since_epoch(year + month // 11, (month + 1) % 12, 1):
        return None
    if text[3] == "," and text[:3] != DAYS[(days + 3) % 7]:  # 1970-01-01 was a Thursday
        return None
    return days * 86400 + hour * 3600 + minute * 60 + second - zone_seconds(text)


def zone_seconds(text: str) -> int:
    """Return the distance from UTC, in seconds, of the zone at the end of a date; 0 for a named zone."""
    sign, digits = text[-5:-4], text[-4:]
    if sign not in "+-" or not digits.isdigit():
        return 0
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -seconds if sign == "-" else seconds


def days_since_epoch(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01; `month` counts from 0."""
    before = year - 1
    leap_days = before // 4 - before // 100 + before // 400 - 477
    leap_now = month > 1 and (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return (year - 1970) * 365 + leap_days + _MONTH_STARTS[month] + leap_now + day - 1
