"""The grammar of times and message ids."""

import pytest

from paraph import Request
from paraph.deviations.webhooks.times import id_deviations, time_deviations
from paraph.schemes.webhooks.rows import ROWS
from paraph.schemes.webhooks.signing import WebhookClaims

REQUEST = Request("POST", "/", (("Date", "Tue, 17 Mar 2026 09:30:05 GMT"),), b"")


def claims(timestamp: str) -> WebhookClaims:
    return WebhookClaims(ROWS[0], timestamp, "msg_Ab-1")


def forms(timestamp: str) -> dict[str, tuple[str, ...]]:
    made: dict[str, tuple[str, ...]] = {}
    for deviation in sorted(time_deviations(REQUEST), key=lambda each: each.rarity):
        for way in deviation.ways(claims(timestamp)):
            made.setdefault(way.value, tuple(part for part, _ in way.parts) or (deviation.id,))
    return made


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("1773739805000", ("timestamp-unit",)),
        ("1773739805.0", ("timestamp-unit",)),
        ("2026-03-17T09:30:05Z", ("timestamp-unit",)),
        ("2026-03-17 09:30:05", ("timestamp-unit",)),
        ("t=1773739805", ("",)),
        ("", ("timestamp-field-omitted",)),
        ("undefined", ("",)),
        ("1773739806", ("date-signed-differs-from-sent",)),
        ("1773743405", ("timestamp-local-time",)),
        ("1773739806000", ("timestamp-unit", "date-signed-differs-from-sent")),
        ("2026-03-17T09:30:04Z", ("timestamp-unit", "date-signed-differs-from-sent")),
    ],
)
def test_the_time_in_another_form(text: str, mistakes: tuple[str, ...]) -> None:
    assert forms("1773739805")[text] == mistakes


def test_a_time_that_is_no_number_has_only_other_values() -> None:
    assert set(forms("soon").values()) == {("",), ("timestamp-field-omitted",)}
    assert "Tue, 17 Mar 2026 09:30:05 GMT" in forms("soon")


def test_the_message_id_in_another_form() -> None:
    made = {way.value: deviation.id for deviation in id_deviations(REQUEST) for way in deviation.ways(claims("1"))}
    assert {"": "timestamp-field-omitted", "Ab-1": "", "msg_ab-1": "", '"msg_Ab-1"': ""}.items() <= made.items()
