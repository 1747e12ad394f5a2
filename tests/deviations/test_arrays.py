"""Arrays in parameters, written in another notation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.message import Pairs
from paraph.deviations.arrays import array_notations

NAMES = st.sampled_from(["a", "a[]", "a[0]", "a[1]", "b", "oauth_nonce"])
PAIRS = st.lists(st.tuples(NAMES, st.text("x,", max_size=3)), max_size=5).map(tuple)


@pytest.mark.parametrize(
    ("sent", "signed"),
    [
        ("a=1 a=2", "a[]=1 a[]=2"),
        ("a=1 a=2", "a[0]=1 a[1]=2"),
        ("a=1 a=2", "a[1]=1 a[2]=2"),
        ("a[]=1 a[]=2", "a=1 a=2"),
        ("a[]=1 a[]=2", "a[0]=1 a[1]=2"),
        ("a[0]=1 a[1]=2", "a[]=1 a[]=2"),
        ("a[]=1 a[]=2 b=3", "a=1,2 b=3"),
        ("a=1 a=2 b=3", "a=1,2 b=3"),
        ("a=1,2", "a=1 a=2"),
        ("a=1,2 b=3", "a[]=1 a[]=2 b=3"),
        ("a=1 b=2", "a[]=1 b=2"),
        ("a[x]=1", "a=1"),
    ],
)
def test_a_notation(sent: str, signed: str) -> None:
    assert pairs_of(signed) in [way.value for way in array_notations(pairs_of(sent))]


def pairs_of(text: str) -> Pairs:
    return tuple((name, value) for name, _, value in (word.partition("=") for word in text.split()))


@given(PAIRS)
def test_oauth_parameters_and_values_are_kept(pairs: Pairs) -> None:
    nonces = [value for name, value in pairs if name == "oauth_nonce"]
    for way in array_notations(pairs):
        assert way.detail.endswith(".")
        signed = [value for name, value in way.value if name.startswith("oauth_")]
        assert signed == nonces or "joined" in way.detail
        assert sum(len(value.replace(",", "")) for _, value in pairs) == sum(
            len(value.translate({ord(mark): None for mark in ",;| "})) for _, value in way.value
        )
