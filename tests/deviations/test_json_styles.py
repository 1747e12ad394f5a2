"""The grammar of JSON writers: its points are what the writers of the languages make of a value."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.deviations.json_styles import CHOICES, LANGUAGES, REWRITERS, JsonStyle, describe, parse, write
from paraph.mistakes import MISTAKES

SENT = '{"b": 10.0, "a": "Zoë </&>\'", "n": {}, "l": [null, 1.50], "z": {"y": null, "x": 5}}'
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
PRESERVING = ("[] for {}", "no members that are null")
"""What changes the value, and not only its text."""


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (JsonStyle(), '{"b":10.0,"a":"Zoë </&>\'","n":{},"l":[null,1.5],"z":{"y":null,"x":5}}'),
        (
            JsonStyle("blanks after commas and colons", "\\u escapes"),
            '{"b": 10.0, "a": "Zo\\u00eb </&>\'", "n": {}, "l": [null, 1.5], "z": {"y": null, "x": 5}}',
        ),
        (
            JsonStyle(escapes="\\u escapes", slashes="escaped slashes", values="[] for {}"),
            '{"b":10.0,"a":"Zo\\u00eb <\\/&>\'","n":[],"l":[null,1.5],"z":{"y":null,"x":5}}',
        ),
        (
            JsonStyle(markup="escapes for <, > and &", keys="sorted keys"),
            '{"a":"Zoë \\u003c/\\u0026\\u003e\'","b":10.0,"l":[null,1.5],"n":{},"z":{"x":5,"y":null}}',
        ),
        (
            JsonStyle(escapes="\\u escapes in upper case", markup="escapes for <, >, &, + and '"),
            '{"b":10.0,"a":"Zo\\u00EB \\u003C/\\u0026\\u003E\\u0027","n":{},"l":[null,1.5],"z":{"y":null,"x":5}}',
        ),
        (
            JsonStyle(values="numbers as they were sent"),
            '{"b":10.0,"a":"Zoë </&>\'","n":{},"l":[null,1.50],"z":{"y":null,"x":5}}',
        ),
        (
            JsonStyle(values="numbers as JavaScript writes them"),
            '{"b":10,"a":"Zoë </&>\'","n":{},"l":[null,1.5],"z":{"y":null,"x":5}}',
        ),
        (
            JsonStyle(values="whole numbers with .0"),
            '{"b":10.0,"a":"Zoë </&>\'","n":{},"l":[null,1.5],"z":{"y":null,"x":5.0}}',
        ),
        (
            JsonStyle(values="no members that are null"),
            '{"b":10.0,"a":"Zoë </&>\'","n":{},"l":[null,1.5],"z":{"x":5}}',
        ),
        (
            JsonStyle(keys="its outermost keys in the reverse order"),
            '{"z":{"y":null,"x":5},"l":[null,1.5],"n":{},"a":"Zoë </&>\'","b":10.0}',
        ),
    ],
)
def test_a_style_writes_as_its_language_does(style: JsonStyle, text: str) -> None:
    assert write(style, SENT) == text


@given(VALUES)
def test_every_style_writes_the_same_value(value: Any) -> None:
    text = json.dumps({"value": value})
    for option in REWRITERS:
        style = option.value.args[0]  # type: ignore[attr-defined]
        if style.values not in PRESERVING:
            assert parse(option.value(text)) == {"value": value}


@pytest.mark.parametrize("text", ["", "a=1&b=2", "12", '"text"', "{", "[" * 100_000])
def test_what_is_no_object_and_no_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a JSON|too deep|Expecting"):
        parse(text)


def test_each_language_is_an_option_and_each_option_has_a_sentence() -> None:
    assert {describe(style) for style in LANGUAGES} <= {option.detail for option in REWRITERS}
    assert all(option.detail.endswith(".") for option in REWRITERS)
    assert {option.id for option in REWRITERS} <= set(MISTAKES)
    for style in LANGUAGES:
        assert all(name in choice for name, choice in zip(style, CHOICES, strict=True))
