"""Values in other forms, and repeated names reduced to one."""

import pytest

from paraph.deviations.parameters import array_free_collapses, line_ends
from paraph.deviations.rarity import SELDOM


def test_repeated_names_are_joined_with_comma_and_space() -> None:
    ways = {way.value: way.rarity for way in array_free_collapses((("a", "3"), ("b", "2"), ("a", "1")))}
    assert ways[("a", "3,1"), ("b", "2")] == 0.0
    assert ways[("a", "3, 1"), ("b", "2")] == SELDOM


@pytest.mark.parametrize(
    ("sent", "signed"),
    [("a\nb", "a\r\nb"), ("a\r\nb", "a\nb"), ("a\n", "a"), ("a\r\nb", "a\rb"), ("a\r\nb\n", "a\r\nb\r\n")],
)
def test_values_have_other_line_ends(sent: str, signed: str) -> None:
    assert (("n", signed),) in [way.value for way in line_ends((("n", sent),))]
