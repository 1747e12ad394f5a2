"""Searches that take more than one look."""

import math
from typing import Any

import pytest

from paraph import Credential, explain, request_for, sign
from paraph.core.case import Case
from paraph.core.message import Pairs, Request
from paraph.core.trace import LEFT_OUT, Trace
from paraph.explaining.search.setup import prepare_search
from paraph.schemes import scheme_named
from paraph.schemes.duo import signing as duo
from paraph.schemes.oauth1 import signing as oauth1
from tests.samples import samples

NOW = 1773739805
DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
CLIENT = Credential.of("ck-0123456789", "consumer-secret")


def signed(scheme: str, request: Request, credential: Credential, wrong: dict[Any, Any], **options: Any) -> Request:
    chosen = scheme_named(scheme)
    prepared, claims = chosen.prepare(request, credential, now=NOW, nonce="7d8f3e4a9c01b2aa", **options)
    return chosen.attach(prepared, claims, chosen.derive(prepared, claims, credential, Trace(wrong)))


def crlf(*lines: str) -> str:
    return "\r\n".join(lines)


def left_out(*_: Any) -> str:
    return LEFT_OUT


def query_first(header: Pairs, query: Pairs, form: Pairs) -> Pairs:
    return oauth1.collected_parameters(query, header, form)


def shouted(encoded: oauth1.Encoded) -> Pairs:
    return encoded.pairs


USERS = request_for("GET", "https://api-example0.duosecurity.com/admin/v1/users")
FORM = request_for("POST", "https://shop.example.com/orders?b=2&a=1",
                   (("Content-Type", "application/x-www-form-urlencoded"),), b"0=zero&c=3")  # fmt: skip
SETS: list[Any] = [
    ({"join-crlf", "params-line-missing-when-empty"},
     signed("duo", USERS, DUO, {duo.canonical_string: crlf, duo.canonical_parameters: left_out}, version=2), DUO),
    ({"join-crlf", "host-omitted"}, signed("duo", USERS, DUO, {duo.canonical_string: crlf, duo.host: left_out}), DUO),
    ({"hash-algorithm"}, signed("duo", USERS, DUO, {duo.hmac_sha512: duo.hmac_sha1}), DUO),
    ({"date-signed-differs-from-sent"},
     signed("duo", USERS, DUO, {duo.date: lambda _: "Mon, 16 Mar 2026 10:11:12 -0000"}), DUO),
    ({"ord-unsorted"},
     signed("oauth1", FORM, CLIENT, {oauth1.collected_parameters: query_first, oauth1.sorted_parameters: shouted}), CLIENT),
]  # fmt: skip


@pytest.mark.parametrize(("mistakes", "request_", "credential"), SETS)
def test_sets_that_take_more_than_one_look(mistakes: set[str], request_: Request, credential: Credential) -> None:
    explanation = explain(request_, credential, now=NOW)
    assert {entry.id for entry in explanation.mistakes} == mistakes


@pytest.mark.parametrize(
    ("write", "mistake"),
    [
        (lambda mac: mac[:-1], "out-truncated"),
        (lambda mac: " ".join(mac[i : i + 2] for i in range(0, len(mac), 2)), "out-hex-separators"),
        (lambda mac: " ".join(mac[i : i + 2] for i in range(0, len(mac), 2)).upper(), "out-hex-separators"),
    ],
)
def test_forms_of_hex(write: Any, mistake: str) -> None:
    scheme = scheme_named("duo")
    prepared, claims = scheme.prepare(USERS, DUO, now=NOW)
    right = scheme.derive(prepared, claims, DUO, Trace({}))
    explanation = explain(scheme.attach(prepared, claims, write(right)), DUO, now=NOW)
    assert [entry.id for entry in explanation.mistakes] == [mistake]


@pytest.mark.parametrize("limit", [14, 26])
def test_a_low_limit_streams_what_is_stored_already(limit: int) -> None:
    for sample in samples():
        scheme = scheme_named(sample.scheme)
        request = sign(
            sample.request, sample.credential, sample.scheme, now=NOW, nonce="7d8f3e4a9c01b2aa", **sample.options
        )
        other = Credential.of(sample.credential.key_id, "quite-another-secret-0001")
        case = Case(request, other, scheme, scheme.parse(request), now=NOW)
        search = prepare_search(case, math.inf, limit=limit).search
        assert search.run(limit) is None
        assert search.cost == limit


def test_trees_grow_when_the_time_is_up() -> None:
    sample = next(iter(samples()))
    scheme = scheme_named(sample.scheme)
    request = sign(
        sample.request, sample.credential, sample.scheme, now=NOW, nonce="7d8f3e4a9c01b2aa", **sample.options
    )
    other = Credential.of(sample.credential.key_id, "quite-another-secret-0001")
    case = Case(request, other, scheme, scheme.parse(request), now=NOW)
    roots = [len(prepare_search(case, deadline).roots) for deadline in (-math.inf, math.inf)]
    assert roots[0] >= roots[1] > 1
