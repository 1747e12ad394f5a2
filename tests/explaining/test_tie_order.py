"""Of the names for one signature the narrower and likelier comes first, and one without a name comes never."""

from typing import Any

import pytest

from paraph import Credential
from paraph.core.encoding import percent, percent_safe, unpercent
from paraph.core.message import Request, request_for
from paraph.core.trace import Trace
from paraph.explaining.explain import explain
from paraph.explaining.search.choices import Choice, FixedValue
from paraph.explaining.search.target import Solution
from paraph.explaining.search.ties import rank_solutions
from paraph.schemes import scheme_named
from paraph.schemes.duo import signing as duo
from paraph.schemes.oauth1 import signing as oauth1

NOW = 1773739805
USER = Credential.of("ck-0123456789", "consumer-secret", "token-1", "token-secret")
CLIENT = Credential.of("ck-0123456789", "consumer-secret")
DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
ITEMS = request_for("GET", "https://api.example.com/items?zeta=1&alpha=a%20b%2Fc&name=J%C3%B6rg&t=~*(z)")
TWICE = request_for("POST", "https://api.example.com/items?a=1&b=2", FORM, b"a=1&b=2")
ESCAPED = request_for("GET", "https://api.example.com/items?a=50%2525&b=2")
USERS = request_for("GET", "https://api-example0.duosecurity.com/admin/v1/users?username=amara%20diallo&limit=10")


def encoded_by(encode: Any) -> Any:
    return lambda pairs: oauth1.Encoded(tuple((encode(name), encode(value)) for name, value in pairs), pairs)


def first_answer(scheme: str, request: Request, credential: Credential, wrong: dict[Any, Any]) -> Any:
    chosen = scheme_named(scheme)
    prepared, claims = chosen.prepare(request, credential, now=NOW, nonce="7d8f3e4a9c01b2aa")
    sent = chosen.attach(prepared, claims, chosen.derive(prepared, claims, credential, Trace(wrong)))
    return explain(sent, credential, scheme, now=NOW, budget=60)


CASES: list[tuple[str, str, Request, Credential, dict[Any, Any]]] = [
    ("params-in-both-places", "oauth1", TWICE, USER,
     {oauth1.collected_parameters: lambda header, _, form: oauth1.collected_parameters(header, (), form)}),
    ("enc-decoded-twice", "oauth1", ESCAPED, USER, {oauth1.encoded_parameters: encoded_by(lambda text: percent(unpercent(text)))}),
    ("enc-space-as-plus", "oauth1", ITEMS, USER,
     {oauth1.encoded_parameters: encoded_by(lambda text: percent_safe(text, "-._~", space="+"))}),
    ("enc-slash-bare", "oauth1", ITEMS, USER, {oauth1.encoded_parameters: encoded_by(lambda text: percent_safe(text, "/-._~"))}),
    ("params-not-signed", "oauth1", ITEMS, USER,
     {oauth1.collected_parameters: lambda header, _, form: oauth1.collected_parameters(header, (), form)}),
    ("key-no-ampersand", "oauth1", ITEMS, CLIENT, {oauth1.signing_key: lambda secrets: secrets[0]}),
    ("path-trailing-slash", "oauth1", ITEMS, USER, {oauth1.base_string_uri: lambda *_: "https://api.example.com/items/"}),
    ("host-default-port-kept", "oauth1", ITEMS, USER,
     {oauth1.base_string_uri: lambda *_: "https://api.example.com:443/items"}),
    ("join-crlf", "duo", USERS, DUO, {duo.canonical_string: lambda *lines: "\r\n".join(lines)}),
    ("join-trailing-newline", "duo", USERS, DUO, {duo.canonical_string: lambda *lines: "\n".join(lines) + "\n"}),
    ("path-trailing-slash", "duo", USERS, DUO, {duo.path: lambda *_: "/admin/v1/users/"}),
]  # fmt: skip


@pytest.mark.parametrize(("mistake", "scheme", "request_", "credential", "wrong"), CASES)
def test_the_first_answer(
    mistake: str, scheme: str, request_: Request, credential: Credential, wrong: dict[Any, Any]
) -> None:
    found = first_answer(scheme, request_, credential, wrong)
    assert [entry.id for entry in found.mistakes] == [mistake]
    assert all(entry.id for other in found.alternatives for entry in other)


def test_a_solution_with_a_name_comes_before_a_lighter_one_without() -> None:
    root: Any = None
    named, unnamed = (
        Solution(root, (Choice(mistake, None, FixedValue(None), "It was so.", weight=weight),), ())
        for mistake, weight in (("enc-none", 20.0), ("", 12.0))
    )
    assert rank_solutions([unnamed, named]) == [named]
    assert rank_solutions([unnamed]) == [unnamed]


def test_two_choices_in_one_stage_are_two_mistakes() -> None:
    found = first_answer(
        "oauth1",
        ITEMS,
        USER,
        {oauth1.normalized_parameters: lambda pairs: "?" + ",".join(f"{name}={value}" for name, value in pairs)},
    )
    assert [entry.id for entry in found.mistakes] == ["join-wrong-separator"]
    assert found.mistakes[0].detail == (
        "The parameters were joined with ',' instead of '&'. There is a ? before the first parameter."
    )


def test_parts_that_are_needed_are_not_left_out_for_a_tie() -> None:
    """Where method, URI and parameters are encoded as one text, no tie can do without one of them."""

    def backwards(encoded: Any) -> Any:
        return tuple(sorted(encoded.pairs, reverse=True))

    wrong = {
        oauth1.encoded_uri: str,
        oauth1.parameters_encoded_again: str,
        oauth1.base_string: lambda *parts: percent("&".join(parts)),
        oauth1.sorted_parameters: backwards,
    }
    found = first_answer("oauth1", ITEMS, USER, wrong)
    assert {entry.id for entry in found.mistakes} == {"enc-whole-query-once", "ord-descending-or-reversed"}


def test_a_mistake_without_a_name_is_told_with_before_and_after() -> None:
    found = first_answer("oauth1", ITEMS, USER, {oauth1.base_string: lambda *parts: oauth1.base_string(*parts).lower()})
    (entry,) = found.mistakes
    assert (entry.id, entry.title) == ("", "The base string was signed in lower case")
    assert entry.detail.startswith("It was signed as 'get&https%3a%2f%2fapi.example.com%2fitems")
    assert ", and has to be 'GET&https%3A%2F%2Fapi.example.com%2Fitems&alpha%" in entry.detail
    assert entry.fix.startswith("The rule for the base string: ")


def test_a_named_and_an_unnamed_choice_in_one_stage_are_both_told() -> None:
    def key(secrets: Any) -> Any:
        return type(secrets[0])(b"consumer-secret:token-secret".hex().encode())

    found = first_answer("oauth1", ITEMS, USER, {oauth1.signing_key: key})
    assert [entry.id for entry in found.mistakes] == ["key-no-ampersand", ""]
    assert found.mistakes[0].detail == "The parts were joined with ':'."
    assert found.mistakes[1].title == "The whole key was written as hex"


def earlier(*sources: Any) -> Any:
    pairs = oauth1.collected_parameters(*sources)
    return tuple([(name, str(NOW - 3) if name == "oauth_timestamp" else value) for name, value in pairs])


def test_what_a_fixed_value_hides_is_no_tie() -> None:
    wrong = {oauth1.query_parameters: lambda _: (), oauth1.collected_parameters: earlier}
    found = first_answer("oauth1", ITEMS, USER, wrong)
    sets = [{mistake.id for mistake in one} for one in (found.mistakes, *found.alternatives)]
    assert all(any(mistake.startswith("params-") for mistake in one) for one in sets), sets
