"""What a scheme has when it says nothing else, and how mistakes are registered."""

from collections.abc import Iterator
from typing import Any

import pytest

from paraph import Credential, Request, request_for
from paraph.core.deviation import Deviation, Deviations, Sweep, Way
from paraph.core.diagnosis import SignedText
from paraph.core.policy import Coverage, Policy
from paraph.core.scheme import UNKNOWN_CREDENTIAL, Checks, OpenedSignature, Output, Scheme, Wire, is_same_text
from paraph.core.secret import KeyKind
from paraph.core.trace import Trace, run

FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
GET = request_for("GET", "https://h.example/x?a=%31&b")


class Claims:
    key_id = "id"


def text(value: str) -> str:
    """A stage."""
    return value


def scheme(**fields: Any) -> Scheme[Any]:
    """A scheme with no more than it needs, and these fields of its groups."""
    plain: dict[str, Any] = dict.fromkeys(("prepare", "attach", "parse"), lambda *_: None)
    checks = {name: fields.pop(name) for name in tuple(fields) if name in Checks.__dataclass_fields__}
    output = {name: fields.pop(name) for name in tuple(fields) if name in Output.__dataclass_fields__}
    return Scheme(
        name="n", label="N", title="t", derive=fields.pop("derive", lambda *_: "right"), **plain,
        wire=Wire(lambda _: True, "somewhere"), output=Output(text, "hex", **output),
        checks=Checks(frozenset(("v",)), Policy(), lambda *_: Coverage(), **checks), **fields,
    )  # fmt: skip


def test_a_scheme_has_shared_secrets_and_no_parameters_of_its_own() -> None:
    usual, claims = scheme(), Claims()
    checks = usual.checks
    assert checks.key_kinds(claims) == (KeyKind.SHARED,)
    assert checks.bound(claims, Credential.of("other", "x", "token"))
    assert checks.unknown_credential(claims) is UNKNOWN_CREDENTIAL
    assert checks.digest_fault(GET, claims) == ""
    assert usual.output.opened("s", claims, UNKNOWN_CREDENTIAL) is None
    assert not usual.output.reveals_secret(claims)
    assert usual.output.subject == "text"
    assert (checks.window, checks.has_nonce, checks.https_only, checks.names_key) == (300, False, frozenset(), True)
    assert usual.home == "n"
    assert scheme(room="r").home == "r"
    assert not usual.wire.usual_for("h.example", "id")
    assert usual.wire.detach(GET.with_header("Authorization", "x")) == GET


def test_a_diagnosis_reads_nothing_back_where_it_says_nothing_else() -> None:
    reader: SignedText[Any] = SignedText()
    claims = Claims()
    assert list(reader.fields("text")) == []
    assert reader.parameters(("a=1",)) == ()
    assert reader.host(("h",)) == ""
    assert reader.credential(claims, b"key") == Credential.of("id", "key")


def test_a_key_of_nobody_has_no_id_and_is_no_empty_key() -> None:
    assert UNKNOWN_CREDENTIAL.key_id == ""
    assert UNKNOWN_CREDENTIAL.secret


@pytest.mark.parametrize(
    ("headers", "form"), [(FORM, (("f", "2"), ("é\udcff", ""))), ((), ()), ((("Content-Type", "text/plain"),), ())]
)
def test_the_parameters_are_those_of_query_and_form(headers: Any, form: Any) -> None:
    request = Request("POST", "/x?a=%31&b", headers, b"f=2&%C3%A9\xff")
    assert scheme().checks.parameters(request, Claims()) == ((("a", "1"), ("b", "")), form)


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
    assert is_same_text(one, other) is same


def test_a_signature_holds_when_it_is_derived_or_opened() -> None:
    given: list[Any] = []

    def derive(*args: Any) -> str:
        given[:] = args
        return "right"

    usual, claims = scheme(derive=derive), Claims()
    assert usual.holds(GET, claims, UNKNOWN_CREDENTIAL, "right")
    assert given == [GET, claims, UNKNOWN_CREDENTIAL, run]
    assert not usual.holds(GET, claims, UNKNOWN_CREDENTIAL, "wrong")
    asked: list[Any] = []

    step = Trace()

    def opened(*args: Any) -> OpenedSignature:
        asked[:] = args
        return OpenedSignature("right", step, b"")

    by_key = scheme(derive=derive, opened=opened)
    assert by_key.holds(GET, claims, UNKNOWN_CREDENTIAL, "received")
    assert asked == ["received", claims, UNKNOWN_CREDENTIAL]
    assert given == [GET, claims, UNKNOWN_CREDENTIAL, step]
    assert not scheme(derive=lambda *_: "else", opened=opened).holds(GET, claims, UNKNOWN_CREDENTIAL, "received")


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
