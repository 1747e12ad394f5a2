"""The grammar of dates: a layout, the text of the zone, and the zone whose clock was read.

Every form is a line of text with fields, so that the tables are all there is to it:

>>> gmt = DateForm("date-format-variant", "{A}, {d}-{b}-{y} {T} GMT", 0, AS_TEXT, ODD)
>>> write_date(gmt, "Tue, 17 Mar 2026 10:30:05 +0100", 1773739805).value
'Tuesday, 17-Mar-26 09:30:05 GMT'
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.dates import MONTHS, date_seconds, date_text, zone_seconds
from paraph.core.deviation import Deviation, Way
from paraph.deviations.rarity import ODD, SELDOM, UNUSUAL, VERY_ODD
from paraph.schemes.duo import signing as duo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FORMAT, ZONE = "date-format-variant", "date-offset-truncated"
SENT = "{sent}"
"""The text of the zone that was sent."""
AS_TEXT = "The date was signed as {text!r}."
AT_END = "The date was signed with {zone} at its end, and sent with {sent}."
IN_ZONE = "The date was signed in the zone {zone}, and sent in {sent}."
IN_UTC = "The date was signed in UTC ({zone}), and sent in {sent}."
UTC_BY_NAME = "The date was signed in UTC, but with {sent} at its end."
NO_WEEKDAY = "The date was signed without the day's name, as {text!r}."
RARE = VERY_ODD
"""A form that is not found together with two usual mistakes."""
VERY_RARE = 2 * ODD


class DateForm(NamedTuple):
    """One wrong way to write a date: the mistake, the text with fields, the zone of the clock, what was done, and how rare it is.

    `offset` is the distance of that clock from UTC in seconds; None means that of the date that was sent.
    """

    mistake: str
    text: str
    offset: int | None
    detail: str
    rarity: float
    zone: str = ""


class Layout(NamedTuple):
    """The order of the fields, with {z} in place of the zone; the zones that it is written with; how rare it is."""

    text: str
    zones: dict[str, float]
    rarity: float = RARE
    detail: str = AS_TEXT


UTC_ZONES = ("-0000", "+0000", "GMT", "UTC")
AT_ENDS = {"": 1.0, "Z": SELDOM, "+00:00": SELDOM, "UT": ODD}
OF_MAIL = {SENT: 0.0, "GMT": 1.0, "-0000": 3.0, "+0000": 3.0, "UTC": 3.0, "": 3.0}
OF_THE_WEB = {SENT: 0.0, "GMT": 1.0, "": SELDOM}
OF_ISO = {"Z": 1.0, "": SELDOM, "+00:00": SELDOM, "+0000": RARE, "-00:00": RARE}
OF_SQL = {"": 0.0, "Z": SELDOM, "+00:00": RARE, " UTC": RARE, " +0000": RARE, " GMT": RARE, " +0000 UTC": RARE}
ALONE = {"": 0.0}
LAYOUTS: tuple[Layout, ...] = (
    Layout("{a}, {d} {b} {Y} {T} {z}", OF_MAIL, 0.0), Layout("{d} {b} {Y} {T} {z}", OF_MAIL, 1.0, NO_WEEKDAY),
    Layout("{a} {d} {b} {Y} {T} {z}", OF_MAIL, SELDOM), Layout("{a}, {e} {b} {Y} {T} {z}", OF_MAIL, 1.0),
    Layout("{e} {b} {Y} {T} {z}", OF_THE_WEB, SELDOM, NO_WEEKDAY), Layout("{a}, {d} {b} {Y} {k}:{M}:{S} {z}", OF_MAIL, SELDOM),
    Layout("{a}, {e} {b} {Y} {k}:{M}:{S} {z}", OF_THE_WEB, ODD), Layout("{a}, {d} {b} {Y} {I}:{M}:{S} {z}", OF_MAIL, SELDOM),
    Layout("{a}, {d} {b} {Y} {H}:{M} {z}", OF_THE_WEB, SELDOM), Layout("{a}, {d} {b} {Y} {I}:{M}:{S} {p} {z}", OF_THE_WEB),
    Layout("{A}, {d} {B} {Y} {T} {z}", OF_MAIL, ODD), Layout("{A}, {d} {b} {Y} {T} {z}", OF_THE_WEB),
    Layout("{a}, {d} {B} {Y} {T} {z}", OF_THE_WEB), Layout("{A}, {d}-{b}-{y} {T} {z}", OF_MAIL, ODD),
    Layout("{A}, {d}-{b}-{Y} {T} {z}", OF_THE_WEB), Layout("{a}, {d}-{b}-{Y} {T} {z}", OF_THE_WEB),
    Layout("{a}, {d} {b} {y} {T} {z}", OF_THE_WEB), Layout("{a}, {d} {b} {Y}", ALONE),
    Layout("{a} {b} {E} {T} {z} {Y}", {"": 0.0, "UTC": 1.0, "GMT": RARE, SENT: RARE, "+0000": RARE}, SELDOM),
    Layout("{a} {b} {d} {T} {z} {Y}", {"": 0.0, "UTC": RARE, "+0000": RARE}, SELDOM),
    Layout("{a} {b} {d} {Y} {T} {z}", {
        "GMT+0000 (Coordinated Universal Time)": 1.0, "GMT+0000": 1.0, "GMT+0000 (UTC)": RARE, "": RARE,
        "GMT+0000 (GMT)": RARE, "GMT+0000 (Greenwich Mean Time)": RARE}, 1.0),
    Layout("{D}T{T}{z}", OF_ISO, 0.0), Layout("{D}T{T}.000{z}", {"Z": 0.0, "": RARE, "+00:00": RARE}, SELDOM),
    Layout("{D}T{T}.000000{z}", {"Z": 0.0, "": 0.0, "+00:00": 0.0}), Layout("{D}T{T}.0000000Z", ALONE),
    Layout("{D}T{H}:{M}Z", ALONE), Layout("{Y}{m}{d}T{H}{M}{S}{z}", {"Z": 0.0, "": 0.0}),
    Layout("{D} {T}{z}", OF_SQL, SELDOM), Layout("{D} {T}.000{z}", {"": 0.0, "Z": 0.0}),
    Layout("{D} {T}.000000{z}", {"": 0.0, "+00:00": 0.0}), Layout("{s}", ALONE, 1.0), Layout("{s}000", ALONE, SELDOM),
    Layout("{s}.0", ALONE), Layout("{s}.000000", ALONE), Layout("{s}000000", ALONE), Layout("{s}000000000", ALONE),
    Layout("{Y}{m}{d}{H}{M}{S}", ALONE), Layout("{D}", ALONE), Layout("{T}", ALONE), Layout("{Y}/{m}/{d} {T}", ALONE),
    Layout("{m}/{d}/{Y} {T}", ALONE), Layout("{m}/{d}/{Y} {I}:{M}:{S} {p}", ALONE), Layout("{d}/{m}/{Y} {T}", ALONE),
    Layout("{d}.{m}.{Y} {T}", ALONE), Layout("{n}/{e}/{Y} {l}:{M}:{S} {p}", ALONE), Layout("{m}/{d}/{y} {T}", ALONE),
    Layout("{n}/{e}/{Y}, {l}:{M}:{S} {p}", ALONE), Layout("{A}, {B} {d}, {Y} {l}:{M}:{S} {p}", ALONE),
)  # fmt: skip
"""The layouts in the letters of strftime, and E, e, k, l and n: day, day, hour, hour of 12 and month without a leading zero."""
LOCAL_LAYOUTS = (Layout("{D}T{T}{z}", ALONE), Layout("{a} {b} {d} {Y} {T} GMT{z}", ALONE))
"""The layouts that are usually written with the clock of a local zone."""
LOCAL_CLOCKS = ("{a} {b} {E} {T} {Y}",)
"""The same without any zone."""
PARTS_OF_HOURS = (-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765)
"""The minutes by which zones of half and quarter hours differ from UTC."""
LOCAL_ZONES = {
    minutes: RARE if minutes % 60 == 0 else VERY_RARE if minutes in PARTS_OF_HOURS else UNUSUAL
    for minutes in range(-12 * 60, 14 * 60 + 1, 15)
    if minutes
}
"""How rare each local zone is, by its distance from UTC in minutes."""


def place_zone(layout: str, zone: str) -> str:
    """Put a zone into a layout; without one there is no blank for it."""
    return layout.replace("{z}", zone) if zone else layout.replace(" {z}", "").replace("{z}", "")


def zone_text(minutes: int, sign: str = "") -> str:
    """Return a distance from UTC as hours and minutes with a sign between them."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{sign}{abs(minutes) % 60:02}"


def other_zones() -> Iterator[DateForm]:
    """Yield the layout that was sent with another zone: the same clock, then that of UTC."""
    for zone in (*UTC_ZONES, "{hours}"):
        yield DateForm(ZONE, f"{{head}} {zone}", None, AT_END, 0.0, zone)
    for zone, rarity in AT_ENDS.items():
        yield DateForm(FORMAT, place_zone("{head} {z}", zone), None, AS_TEXT, rarity)
    for zone in UTC_ZONES:
        yield DateForm(FORMAT, f"{{rfc}} {zone}", 0, AS_TEXT, 0.0, zone)
        yield DateForm(ZONE, f"{{rfc}} {zone}", 0, IN_UTC, 1.0, zone)
    yield DateForm(ZONE, "{rfc} {sent}", 0, UTC_BY_NAME, 1.0)


def local_zones() -> Iterator[DateForm]:
    """Yield dates in the zones of the world: the same instant, or the same clock."""
    for minutes, rarity in LOCAL_ZONES.items():
        for sign, more in (("", 0.0), (":", ODD)):
            zone = zone_text(minutes, sign)
            yield DateForm(ZONE, f"{{rfc}} {zone}", minutes * 60, IN_ZONE, rarity + more, zone)
            yield DateForm(ZONE, f"{{head}} {zone}", None, IN_ZONE, rarity + more + ODD, zone)


def local_layouts() -> Iterator[DateForm]:
    """Yield other layouts with the clock of a local zone, with the zone and without."""
    for minutes, rarity in LOCAL_ZONES.items():
        if rarity == RARE:
            for layout in LOCAL_LAYOUTS:
                zone = zone_text(minutes, "" if "GMT" in layout.text else ":")
                yield DateForm(FORMAT, place_zone(layout.text, zone), minutes * 60, AS_TEXT, UNUSUAL)
            for text in LOCAL_CLOCKS:
                yield DateForm(FORMAT, text, minutes * 60, AS_TEXT, UNUSUAL)


def other_layouts() -> Iterator[DateForm]:
    """Yield each layout with each of its zones, as the clock of UTC shows it, and as that of the zone that was sent."""
    for layout in LAYOUTS:
        for zone, rarity in layout.zones.items():
            text, price = place_zone(layout.text, zone), min(layout.rarity + rarity, RARE)
            for offset in (None,) if zone == SENT else (0, None) if zone == "" else (0,):
                yield DateForm(FORMAT, text, offset, layout.detail, price, zone)


def forms_by_price() -> dict[tuple[str, float], list[DateForm]]:
    """Return all forms by mistake and rarity, the rarest last."""
    forms: dict[tuple[str, float], list[DateForm]] = {}
    for form in (*other_zones(), *other_layouts(), *local_zones(), *local_layouts()):
        forms.setdefault((form.mistake, form.rarity), []).append(form)
    return dict(sorted(forms.items(), key=lambda item: item[0][1]))


def fields_of(sent: int, offset: int) -> dict[str, str]:
    """Return the fields of the layouts, as a clock shows them that differs from UTC by `offset` seconds."""
    at = time.gmtime(sent + offset)
    day, month, name = at.tm_mday, MONTHS[at.tm_mon - 1], DAY_NAMES[at.tm_wday]
    year, hours = f"{at.tm_year:04}", at.tm_hour % 12 or 12
    hour, minute, second = f"{at.tm_hour:02}", f"{at.tm_min:02}", f"{at.tm_sec:02}"
    return {
        "rfc": date_text(sent, "", offset)[:-1], "s": str(sent), "T": f"{hour}:{minute}:{second}",
        "D": f"{year}-{at.tm_mon:02}-{day:02}", "a": name[:3], "A": name, "b": month, "B": MONTH_NAMES[at.tm_mon - 1],
        "d": f"{day:02}", "e": str(day), "E": f"{day:2}", "m": f"{at.tm_mon:02}", "n": str(at.tm_mon), "Y": year, "y": year[2:],
        "H": hour, "k": str(at.tm_hour), "I": f"{hours:02}", "l": str(hours), "M": minute, "S": second,
        "p": "PM" if at.tm_hour > 11 else "AM",
    }  # fmt: skip


def write_date(form: DateForm, date: str, sent: int, fields: dict[str, str] | None = None) -> Way[str]:
    """Write the instant of a date in a form."""
    head, _, zone = date.rpartition(" ")
    hours = f"{zone[:3]}00" if zone[:1] in ("+", "-") else zone
    known = {"head": head, "sent": zone, "hours": hours}
    offset = zone_seconds(date) if form.offset is None else form.offset
    text = form.text.format_map(known | (fields or fields_of(sent, offset)))
    return Way(text, form.detail.format_map(known | {"text": text, "zone": form.zone.format_map(known)}))


def date_ways(forms: Sequence[DateForm], date: str) -> Iterable[Way[str]]:
    """Yield the date in each of some forms; nothing if it cannot be read."""
    sent = date_seconds(date)
    return () if sent is None else [write_date(form, date, sent) for form in forms]


def date_deviations() -> Iterator[Deviation]:
    """Yield the deviations of the date: one for each mistake and rarity."""
    for (mistake, rarity), forms in forms_by_price().items():
        yield Deviation(mistake, duo.date, partial(date_ways, forms), {}, rarity, equally_likely=True)
