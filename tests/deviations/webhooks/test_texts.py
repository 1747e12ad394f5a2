"""The grammar of signed texts: the parts of a vendor in every layout, and what stands around them."""

import pytest

from paraph import Request
from paraph.deviations.webhooks.texts import text_deviations
from paraph.schemes.webhooks.rows import ROWS

BY_NAME = {row.name: row for row in ROWS}
REQUEST = Request("POST", "/in?a=1", (("Host", "hooks.example.com"), ("X-Event", "push")), b"B")
TEXTS = {"standard-webhooks": ("I", "T", "B"), "stripe": ("T", "B"), "slack": ("v0", "T", "B"), "github": ("B",)}


def mistakes_by_text(name: str, most: float = 4.0) -> dict[str, tuple[str, ...]]:
    """Every text that the deviations make of a vendor's parts, with the ids of its mistakes."""
    made: dict[str, tuple[str, ...]] = {}
    for deviation in sorted(text_deviations(BY_NAME[name], REQUEST), key=lambda each: each.rarity):
        if deviation.rarity <= most:
            for way in deviation.ways(*TEXTS[name]):
                made.setdefault(way.value, tuple(part for part, _ in way.parts) or (deviation.id,))
    return made


@pytest.mark.parametrize(
    ("name", "text", "mistake"),
    [
        ("standard-webhooks", "B", "timestamp-field-omitted"),
        ("standard-webhooks", "T.B", "timestamp-field-omitted"),
        ("standard-webhooks", "T:B", "timestamp-field-omitted"),
        ("standard-webhooks", "v0:T:B", "timestamp-field-omitted"),
        ("standard-webhooks", "T.I.B", "join-field-order"),
        ("standard-webhooks", "I\nT\nB", "join-wrong-separator"),
        ("standard-webhooks", "I.T:B", "join-wrong-separator"),
        ("standard-webhooks", "I.T.B\n", "join-trailing-newline"),
        ("standard-webhooks", "/in?a=1I.T.B", ""),
        ("stripe", "BT", "join-field-order"),
        ("stripe", "v1.T.B", ""),
        ("stripe", "POST\nT.B", ""),
        ("stripe", "https://hooks.example.com/in?a=1.T.B", ""),
        ("slack", "T:B", "timestamp-field-omitted"),
        ("slack", "v1:T:B", ""),
        ("slack", "v0:B", "timestamp-field-omitted"),
        ("slack", "T.B", "timestamp-field-omitted"),
        ("github", "v0:B", ""),
        ("github", "sha256=B", ""),
        ("github", "push\nB", ""),
    ],
)
def test_one_choice(name: str, text: str, mistake: str) -> None:
    assert mistakes_by_text(name)[text] == (mistake,)


def test_layout_and_surroundings_are_two_mistakes() -> None:
    assert mistakes_by_text("stripe", 20.0)["T:B\n"] == ("join-wrong-separator", "join-trailing-newline")


@pytest.mark.parametrize("name", list(TEXTS))
def test_the_right_text_is_not_among_the_wrong_ones(name: str) -> None:
    row = BY_NAME[name]
    assert row.joint.join(TEXTS[name]) not in mistakes_by_text(name)
