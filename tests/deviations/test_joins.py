"""Names, values and pairs are joined in wrong ways: what each option gives."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.encoding import percent
from paraph.core.message import Pairs
from paraph.deviations.grammar import single_signers
from paraph.deviations.joins import (
    PAIR_DIMENSIONS,
    SEPARATORS,
    as_json,
    bare_names,
    join_pairs,
    number_repeated,
    other_joins,
    separators,
    values_alone,
)
from paraph.mistakes import MISTAKES

PAIRS = (("a", "1"), ("b", "2%20x"))
RIGHT: Any = tuple(dimension.right for dimension in PAIR_DIMENSIONS)
ENCODED = st.lists(st.tuples(st.text(min_size=1, max_size=4), st.text(max_size=4)), min_size=1, max_size=4).map(
    lambda pairs: tuple((percent(name), percent(value)) for name, value in pairs)
)


def test_the_right_choices_give_the_right_text() -> None:
    assert join_pairs(PAIRS, *RIGHT) == "a=1&b=2%20x"
    assert join_pairs((), *RIGHT) == ""


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("joined with ','", "a=1,b=2%20x"),
        ("joined with ':' instead of '='", "a:1&b:2%20x"),
        ("single quotes around them", "a='1'&b='2%20x'"),
        ("an & after the last", "a=1&b=2%20x&"),
        ("a ? before the first", "?a=1&b=2%20x"),
        ("braces", "{a=1&b=2%20x}"),
    ],
)
def test_a_wrong_choice(said: str, text: str) -> None:
    texts = {s.mistakes[0][1]: join_pairs(PAIRS, *s.values) for s in single_signers(PAIR_DIMENSIONS)}
    assert text in [joined for detail, joined in texts.items() if said in detail]


@given(ENCODED)
def test_each_single_choice_changes_the_text_or_has_no_place(pairs: Pairs) -> None:
    right = "&".join(f"{name}={value}" for name, value in pairs)
    for signer in single_signers(PAIR_DIMENSIONS):
        is_between = signer.values[0] != "&"
        assert (join_pairs(pairs, *signer.values) == right) == (is_between and len(pairs) == 1)


def test_options_are_named_and_their_sentences_differ() -> None:
    for dimension in PAIR_DIMENSIONS:
        assert all(option.id in MISTAKES and option.detail.endswith(".") for option in dimension.wrong)
        assert len({option.detail for option in dimension.wrong}) == len({option.value for option in dimension.wrong})


def test_separators_leave_out_the_right_one_and_others() -> None:
    wrong = separators("\n", "The lines were", but=("%26", "?"))
    assert {option.value for option in wrong} == {*SEPARATORS, "&"} - {"\n", "%26", "?"}
    assert wrong[0].detail == "The lines were joined with '' instead of '\\n'."


@given(ENCODED)
def test_json_texts_are_of_the_values_before_encoding(pairs: Pairs) -> None:
    (compact, _), (spaced, _), *_ = as_json((*pairs, ("n", "a%20b")))
    assert json.loads(compact) == json.loads(spaced)
    assert json.loads(compact)["n"] == "a b"
    assert compact == json.dumps(json.loads(compact), separators=(",", ":"))


@pytest.mark.parametrize("texts", [other_joins, values_alone, as_json])
def test_each_text_comes_with_a_sentence(texts: Any) -> None:
    assert all(text and detail.endswith(".") for text, detail in texts(PAIRS))


def test_values_and_names_stand_alone() -> None:
    texts = dict(values_alone(PAIRS))
    assert texts["12%20x"] == "Only the values were signed, joined with ''."
    assert texts["a&b"] == "Only the names were signed, joined with '&'."


def test_forms_that_people_write() -> None:
    texts = dict(other_joins(PAIRS))
    assert {"a1b2%20x", "a:1\nb:2%20x\n", 'a="1", b="2%20x"', 'a="1"&b="2%20x"'} <= set(texts)


def test_names_without_value_stand_without_an_equals_sign() -> None:
    pairs = (("a", ""), ("b", "1"), ("c", ""))
    assert list(bare_names(pairs)) == [
        ("a&b=1&c", "a, c without value was signed without an equals sign."),
        ("a&b=1&c=", "a without value was signed without an equals sign."),
        ("a=&b=1&c", "c without value was signed without an equals sign."),
    ]
    assert [text for text, _ in bare_names(pairs[:2])] == ["a&b=1"]


def test_repeated_names_are_numbered_in_their_final_order() -> None:
    texts = [text for text, _ in number_repeated((("a", "1"), ("b", "2"), ("a", "3")))]
    assert texts == ["a%5B0%5D=1&b=2&a%5B1%5D=3", "a[0]=1&b=2&a[1]=3"]
    assert list(number_repeated(PAIRS)) == []
