"""Texts with a gap are the texts that the fields give."""

from hypothesis import given
from hypothesis import strategies as st

from paraph.core.trace import LEFT_OUT
from paraph.explaining.search.levels import Level
from paraph.explaining.search.texts import Block
from paraph.explaining.search.tree import Node
from paraph.schemes.duo import signing as duo


def level(*values: str) -> Level:
    made = Level()
    for value in values:
        made.add(value, (value,))
    return made


LINES = st.lists(st.sampled_from(["GET", "", "a=1&b=2", "é", "x" * 70]), min_size=1, max_size=9, unique=True)


def joining(count: int) -> Node:
    return Node(duo.canonical_string, duo.canonical_string, tuple(Node(None, None, (), ()) for _ in range(count)), ())


@given(st.tuples(LINES, LINES, LINES))
def test_a_gap_filled_is_the_text(fields: tuple[list[str], ...]) -> None:
    block = Block(joining(3), None, [level(*field) for field in fields])
    plain = {text.encode(): block.path(number, way) for text, number, way in block.texts()}
    place = block.gap
    assert (place is None) == (max(map(len, fields)) < 6)
    if place is not None:
        values = block.levels[place].encoded()
        filled = {
            frame.before + value + frame.after: block.path_in_gap(place, frame, index)
            for frame in block.frames(place)
            for index, value in enumerate(values)
        }
        assert filled == plain


def test_a_text_left_out_is_not_joined() -> None:
    block = Block(joining(3), None, [level("date"), level(LEFT_OUT), level("path")])
    texts = [text for text, *_ in block.texts()]
    assert texts == ["date\npath"]
