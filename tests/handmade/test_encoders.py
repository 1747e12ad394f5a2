"""Encoders give what their languages give; the expected texts are from their documentation or were run there."""

import pytest

from tests.handmade.encoders import ENCODERS, percent

TEXT = "a b+c/d~e*(f)!'é&="


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("none", TEXT),
        ("Python quote", "a%20b%2Bc/d~e%2A%28f%29%21%27%C3%A9%26%3D"),
        ("Python quote_plus", "a+b%2Bc%2Fd~e%2A%28f%29%21%27%C3%A9%26%3D"),
        ("JavaScript encodeURIComponent", "a%20b%2Bc%2Fd~e*(f)!'%C3%A9%26%3D"),
        ("JavaScript encodeURI", "a%20b+c/d~e*(f)!'%C3%A9&="),
        ("JavaScript escape", "a%20b+c/d%7Ee*%28f%29%21%27%E9%26%3D"),
        ("PHP urlencode", "a+b%2Bc%2Fd%7Ee%2A%28f%29%21%27%C3%A9%26%3D"),
        ("Java URLEncoder", "a+b%2Bc%2Fd%7Ee*%28f%29%21%27%C3%A9%26%3D"),
        ("C# Uri.EscapeDataString, old", "a%20b%2Bc%2Fd~e*(f)!'%C3%A9%26%3D"),
        ("C# HttpUtility.UrlEncode", "a+b%2bc%2fd%7ee*(f)!%27%c3%a9%26%3d"),
        ("Go url.PathEscape", "a%20b+c%2Fd~e%2A%28f%29%21%27%C3%A9&="),
        ("Windows-1252", "a%20b%2Bc%2Fd~e%2A%28f%29%21%27%E9%26%3D"),
        ("twice", "a%2520b%252Bc%252Fd~e%252A%2528f%2529%2521%2527%25C3%25A9%2526%253D"),
    ],
)
def test_an_encoder_gives_what_its_language_gives(name: str, expected: str) -> None:
    assert ENCODERS[name](TEXT) == expected


def test_javascript_escape_writes_large_code_units_with_u() -> None:
    assert ENCODERS["JavaScript escape"]("€😀") == "%u20AC%uD83D%uDE00"


def test_no_encoder_of_the_family_is_always_right() -> None:
    awkward = "".join(map(chr, range(33, 127))) + " é%20"
    assert [name for name, encode in ENCODERS.items() if encode(awkward) == percent(awkward)] == []
