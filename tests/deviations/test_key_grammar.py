"""The grammar of keys: the values that are joined, the sign, the encoding, and what is done to the whole."""

import base64
import hashlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.encoding import percent
from paraph.deviations.key_grammar import ENCODERS, ENDS, SIGNS, arrangements
from paraph.mistakes import MISTAKES

if TYPE_CHECKING:
    from paraph.deviations.grammar import Option

NAMES = ("the client secret", "the token secret", "the consumer key", "the token")


@given(st.integers(1, 4))
def test_each_arrangement_occurs_once_and_the_right_one_never(size: int) -> None:
    names, right = NAMES[:size], NAMES[:2]
    options = list(arrangements(names, right))
    chosen = [option.value for option in options]
    assert right not in chosen
    assert len(set(chosen)) == len(chosen)
    assert {(name,) for name in names} <= {*chosen, right}
    assert {(name, "") for name in names} | {("", name) for name in names} <= set(chosen)
    assert {(name, name) for name in names} <= set(chosen)
    assert all(part in (*names, "") for parts in chosen for part in parts)


def test_more_parts_are_rarer() -> None:
    rarities = [(len(option.value), option.rarity) for option in arrangements(NAMES, NAMES[:2])]
    assert rarities == sorted(rarities)
    assert {size for size, _ in rarities} == {1, 2, 3, 4}


def test_swapped_parts_are_said_in_order() -> None:
    parts = ("the token secret", "the client secret")
    swapped = next(option for option in arrangements(NAMES[:2], NAMES[:2]) if option.value == parts)
    assert swapped.detail == "The key was made of the token secret & the client secret."
    assert swapped.id == "key-wrong-field"


def test_options_are_named_or_say_what_was_done() -> None:
    options: tuple[Option[Any], ...] = (*ENCODERS, *SIGNS, *ENDS)
    for option in options:
        assert not option.id or option.id in MISTAKES
        assert option.detail.endswith(".")


@pytest.mark.parametrize(
    ("detail", "key"),
    [
        ("There is a line feed after the key.", "a/b&c d\n"),
        ("There is an & after the key.", "a/b&c d&"),
        ("The whole key was percent-encoded.", percent("a/b&c d")),
        ("The whole key was base64-encoded.", base64.b64encode(b"a/b&c d").decode()),
        ("The SHA256 of the key was the key, in hex.", hashlib.sha256(b"a/b&c d").hexdigest()),
        ("The key was 'null'.", "null"),
        ("The key was cut at its last &.", "a/b"),
    ],
)
def test_what_is_done_to_the_whole(detail: str, key: str) -> None:
    assert [option.value("a/b&c d") for option in ENDS if option.detail == detail] == [key]


@pytest.mark.parametrize(
    ("detail", "part"),
    [
        ("The parts were not percent-encoded.", "a/b c!~"),
        ("The parts were percent-encoded twice.", "a%252Fb%2520c%2521~"),
        ("The parts were encoded with + for a space.", "a%2Fb+c%21~"),
        ("In the parts, / was left as it is.", "a/b%20c%21~"),
        ("The parts were encoded as Java does.", "a%2Fb+c%21%7E"),
        ("The escapes are in lower-case hex.", "a%2fb%20c%21~"),
    ],
)
def test_how_parts_are_encoded(detail: str, part: str) -> None:
    assert [option.value("a/b c!~") for option in ENCODERS if option.detail == detail] == [part]
