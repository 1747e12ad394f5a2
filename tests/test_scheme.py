"""What a scheme has when it says nothing else, and how mistakes are registered."""

from collections.abc import Iterator
from typing import Any

import pytest

from paraph import Credential, Request, request_for
from paraph.core.policy import Coverage, Policy
from paraph.core.scheme import (
    NOBODY,
    Deviation,
    Deviations,
    Opened,
    Parsed,
    Scheme,
    Sweep,
    Way,
    same_text,
)
from paraph.core.secret import KeyKind
from paraph.core.trace import Trace, run

FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
GET = request_for("GET", "https://h.example/x?a=%31&b")


class Claims:
    key_id = "id"


def scheme(**fields: Any) -> Scheme[Any]:
    """A scheme with no more than it needs, and these fields."""
    plain: dict[str, Any] = dict.fromkeys(
        ("prepare", "attach", "parse", "recognises", "coverage"), lambda *_: Coverage()
    )
    usual = {"derive": lambda *_: "right", "safe": frozenset(("v",)), "habits": Policy()}
    return Scheme(name="n", title="t", **{**plain, **usual, **fields})


def test_a_scheme_has_shared_secrets_one_reading_and_no_parameters_of_its_own() -> None:
    usual, claims = scheme(), Claims()
    assert list(usual.other_readings(GET, Parsed((claims,), "s"))) == []
    assert list(usual.fields("text")) == []
    assert usual.meant(("a=1",)) == ()
    assert usual.addressed(("h",)) == ""
    assert usual.keyed(claims, b"key") == Credential.of("id", "key")
    assert usual.key_kinds(claims) == (KeyKind.SHARED,)
    assert usual.bound(claims, Credential.of("other", "x", "token"))
    assert usual.stranger(claims) is NOBODY
    assert usual.digest_fault(GET, claims) == ""
    assert usual.opened("s", claims, NOBODY) is None
    assert (usual.window, usual.nonces, usual.https_only) == (300, False, frozenset())


def test_a_key_of_nobody_has_no_id_and_is_no_empty_key() -> None:
    assert NOBODY.key_id == ""
    assert NOBODY.secret


@pytest.mark.parametrize(
    ("headers", "form"), [(FORM, (("f", "2"), ("é\udcff", ""))), ((), ()), ((("Content-Type", "text/plain"),), ())]
)
def test_the_parameters_are_those_of_query_and_form(headers: Any, form: Any) -> None:
    request = Request("POST", "/x?a=%31&b", headers, b"f=2&%C3%A9\xff")
    assert scheme().parameters(request, Claims()) == ((("a", "1"), ("b", "")), form)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("", "", True),
        ("a", "", False),
        ("é\udcff", "é\udcff", True),
        ("é", "\udcff", False),
    ],
)
def test_texts_are_compared_whatever_their_characters(one: str, other: str, same: bool) -> None:
    assert same_text(one, other) is same


def test_a_signature_holds_when_it_is_derived_or_opened() -> None:
    given: list[Any] = []

    def derive(*args: Any) -> str:
        given[:] = args
        return "right"

    usual, claims = scheme(derive=derive), Claims()
    assert usual.holds(GET, claims, NOBODY, "right")
    assert given == [GET, claims, NOBODY, run]
    assert not usual.holds(GET, claims, NOBODY, "wrong")
    asked: list[Any] = []

    step = Trace()

    def opened(*args: Any) -> Opened:
        asked[:] = args
        return Opened("right", step, b"")

    by_key = scheme(derive=derive, opened=opened)
    assert by_key.holds(GET, claims, NOBODY, "received")
    assert asked == ["received", claims, NOBODY]
    assert given == [GET, claims, NOBODY, step]
    assert not scheme(derive=lambda *_: "else", opened=opened).holds(GET, claims, NOBODY, "received")


def stage(text: str) -> str:
    return text


def other(text: str) -> str:
    return text


def test_a_mistake_is_registered_with_what_it_does() -> None:
    found = Deviations()

    @found.deviates(stage, "upper")
    def upper(text: str) -> str:
        """It was in capitals.

        More.
        """
        return text.upper()

    @found.deviates(stage, "bare", rarity=2.0, coupled={other: upper}, needs="ab", joins=True)
    def bare(text: str) -> str:
        return text[1:]

    assert upper("a") == "A"
    first, second = found
    assert (first.id, first.stage, list(first.ways("a"))) == ("upper", stage, [Way("A", "It was in capitals.", 0.0)])
    assert (first.coupled, first.rarity, first.needs, first.joins) == ({}, 0.0, frozenset(), False)
    assert (first.sweeps, first.constant, first.algorithm) == (None, False, "")
    assert (second.id, list(second.ways("ab"))) == ("bare", [Way("b", "")])
    assert (second.coupled, second.rarity, second.needs, second.joins) == ({other: upper}, 2.0, frozenset("ab"), True)


def test_a_family_of_ways_is_registered() -> None:
    found = Deviations()

    @found.family(stage, "many", rarity=1.0, coupled={other: stage}, needs=("x",), joins=True)
    def many(text: str) -> Iterator[Way[str]]:
        yield Way(text * 2, "twice")
        yield Way(text * 3, "three times", 1.0)

    @found.family(stage, "plain")
    def plain(text: str) -> Iterator[Way[str]]:
        yield Way(text)

    first, second = found
    assert (first.id, first.stage, first.ways) == ("many", stage, many)
    assert (first.coupled, first.rarity, first.needs, first.joins) == ({other: stage}, 1.0, frozenset("x"), True)
    assert (second.ways, second.coupled, second.rarity) == (plain, {}, 0.0)
    assert (second.needs, second.joins) == (frozenset(), False)


def test_a_sweep_makes_its_values_when_they_are_asked_for() -> None:
    found = Deviations()

    @found.sweeping(stage, "counted")
    def counted(text: str) -> Iterator[Sweep[str]]:
        yield Sweep(lambda: (f"{text}{n}" for n in range(2)), lambda value: f"It was {value}.", 1.0)
        yield Sweep(lambda: iter("z"), lambda value: value)

    (made,) = found
    assert isinstance(made, Deviation)
    assert (made.id, made.stage, made.sweeps) == ("counted", stage, counted)
    assert list(made.ways("a")) == [Way("a0", "It was a0.", 1.0), Way("a1", "It was a1.", 1.0), Way("z", "z", 0.0)]
