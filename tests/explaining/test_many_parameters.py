"""What stands around a search grows linearly: calls are counted, for few parameters and headers and for eight times as many."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from paraph import Credential, Request, explain, request_for, sign
from paraph.core.secret import Secret
from paraph.explaining.pipeline import sent_parts
from paraph.explaining.probed_request import MOST_HEADERS, PROBED_BYTES, both_ends, first_and_last, probed_request
from paraph.render.as_json import explanation_json
from paraph.render.picture import explanation_picture
from paraph.render.text import explanation_text
from paraph.schemes import scheme_named

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

FEW, TIMES = 500, 8
NOW = 1773739805
KEYS = {
    "duo": Credential.of("DIABCDEFGHIJKLMNOPQR", "s" * 40),
    "oauth1": Credential.of("key", "secret+/=", token="token", token_secret="token/secret"),
}
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
Shape = tuple[str, tuple[tuple[str, str], ...], bytes]
SHAPES: dict[str, Callable[[int], Shape]] = {
    "query": lambda count: ("?" + pairs(count), (), b""),
    "form": lambda count: ("", FORM, pairs(count).encode()),
    "equal names": lambda count: ("", FORM, "&".join(f"a={number}" for number in range(count)).encode()),
    "headers": lambda count: ("", tuple((f"X-{number}", "v") for number in range(count)), b""),
    "signed headers": lambda count: ("", tuple((f"X-Duo-{number}", "v") for number in range(count)), b""),
}


def pairs(count: int) -> str:
    """Return parameters that are not sorted."""
    return "&".join(f"k{count - number}=v%20{number}" for number in range(count))


def signed(scheme: str, shape: Shape) -> Request:
    """Return a signed request."""
    query, headers, body = shape
    url = f"https://api-0123.duosecurity.com/admin/v1/users{query}"
    return sign(request_for("POST" if body else "GET", url, headers, body), KEYS[scheme], scheme, now=NOW)


def calls_of(work: Callable[[], object]) -> int:
    """Return how many functions are called, those written in C too."""
    count = 0

    def profile(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def everything(request: Request, credential: Credential) -> None:
    """Explain a request without time for a search, and show the explanation in every way."""
    explanation = explain(request, credential, now=NOW, budget=0)
    explanation_json(explanation)
    explanation_text(explanation, request)
    explanation_picture(explanation, request)


@pytest.mark.parametrize("is_right", [True, False])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("scheme", KEYS)
def test_explaining_and_showing_grow_linearly(scheme: str, shape: str, *, is_right: bool) -> None:
    key = KEYS[scheme] if is_right else replace(KEYS[scheme], secret=Secret("another secret"))
    few, many = (signed(scheme, SHAPES[shape](count)) for count in (FEW, FEW * TIMES))
    everything(few, key)  # what is imported and compiled once is no work of a question
    before, after = (calls_of(partial(everything, request, key)) for request in (few, many))
    assert after <= before * TIMES * 1.2


def test_a_probed_request_has_the_headers_that_matter() -> None:
    headers = (*((f"X-{number}", "v") for number in range(5000)), ("Wanted", "1"))
    request = Request("GET", "/", headers, b"x" * (PROBED_BYTES + 1))
    tried: list[int] = []

    def values(shorter: Request) -> object:
        tried.append(len(shorter.headers))
        return shorter.header("Wanted")

    probed = probed_request(request, lambda _: True, values)
    assert probed.header("Wanted") == "1"
    assert len(probed.headers) <= MOST_HEADERS
    assert 0 < len(probed.body) <= PROBED_BYTES
    assert sum(tried) < 20 * len(headers)


@pytest.mark.parametrize("place", ["first", "middle", "last"])
@pytest.mark.parametrize("where", ["query", "form"])
def test_a_signature_among_many_parameters_is_found_wherever_it_stands(where: str, place: str) -> None:
    bare = request_for("POST", "https://api.example/photos", FORM, b"a=1")
    claims = "oauth_consumer_key=key&oauth_token=token&oauth_nonce=n&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1773739805&oauth_signature=c2ln"
    many = pairs(FEW)
    text = {"first": f"{claims}&{many}", "middle": f"{many}&{claims}&{many}", "last": f"{many}&{claims}"}[place]
    request = bare._replace(target=f"/photos?{text}") if where == "query" else bare._replace(body=text.encode())
    parts = sent_parts(request, scheme_named("oauth1"), KEYS["oauth1"])
    assert {part.label for part in parts["base string"]} == {"method", "path", "query", "body", "Host"}


@pytest.mark.parametrize("count", [0, 1, MOST_HEADERS, MOST_HEADERS + 1, 5000])
def test_of_many_headers_the_first_and_the_last_are_probed(count: int) -> None:
    places = first_and_last(count, MOST_HEADERS)
    assert len(places) == min(count, MOST_HEADERS)
    assert places == sorted(set(places))
    assert {0, count - 1} <= set(places) or not count


@pytest.mark.parametrize("is_last", [True, False])
def test_the_picture_of_many_signed_headers_still_shows_the_host(*, is_last: bool) -> None:
    host = (("Host", "api-0123.duosecurity.com"),)
    many = tuple((f"X-Duo-{number}", "v") for number in range(MOST_HEADERS + 50))
    request = Request("GET", "/admin/v1/users", (*many, *host) if is_last else (*host, *many), b"")
    request = sign(request, KEYS["duo"], "duo", now=NOW)
    parts = sent_parts(request, scheme_named("duo"), KEYS["duo"])
    assert [part.label for part in parts["host"]] == ["Host"]


@pytest.mark.parametrize("query", ["", "a=1&b=2", "a=1&" + "b=2&" * 5000 + "c=3", "x" * 9000, "é=1&" * 4000])
def test_a_long_query_keeps_both_ends(query: str) -> None:
    short = both_ends(query)
    assert len(short) <= PROBED_BYTES
    assert query.startswith(short.partition("&")[0])
    assert query.endswith(short.rpartition("&")[2])
    assert short == query or len(query) > PROBED_BYTES
