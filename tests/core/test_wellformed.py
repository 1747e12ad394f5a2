"""The rules that no policy can relax: each with its sentence, and with its nearest neighbour that is allowed."""

from typing import Any

import pytest

from paraph import Malformed, Policy, Request
from paraph.core.policy import PARTS
from paraph.core.wellformed import foreign_port, refuse_ambiguous, without_default_port

HOST = ("Host", "h.example")
FORM_TYPE = "application/x-www-form-urlencoded"
GET = Request("GET", "/x", (HOST,))
LONG = "the request has more or longer headers than this verifier accepts"
LARGE = "the target or the body is longer than this verifier accepts"
MANY = "the request has more parameters than this verifier accepts"
METHOD = "the method is empty, too long, or has invalid characters"
NAME = "there is no header, or the name of one is empty or has invalid characters"
CONTROL = "a header has a control character"
TARGET = "the target has a blank or a control character"
FRAGMENT = "the target has a fragment (#), which requests must not have"
NO_URL = "the target is neither a path nor a URL"
ORIGIN = "the target is a URL of another origin than the Host header and the connection"


def hosted(text: str) -> Request:
    return GET._replace(headers=(("Host", text),))


def headed(*headers: tuple[str, str]) -> Request:
    return GET._replace(headers=(HOST, *headers))


def form(kind: str = FORM_TYPE, body: bytes = b"", target: str = "/x") -> Request:
    return GET._replace(target=target, body=body, headers=(HOST, ("Content-Type", kind)))


def url(text: str, scheme: str = "https", host: str = "h.example") -> Request:
    return Request("GET", text, (("host", host),), scheme=scheme)


def no_host(text: str) -> str:
    return f"the Host header {text[:40]!r} is not a name or address of ASCII characters with a port"


def charset(text: str) -> str:
    return f"a form is read as UTF-8, but its Content-Type says {text[:24]!r}"


RULES: list[tuple[Request, dict[str, Any], str]] = [
    (GET, {}, ""),
    (headed(("A", "")), {"max_headers": 2}, ""),
    (headed(("A", "")), {"max_headers": 1}, LONG),
    (headed(("A", "b" * 7)), {"max_header_size": 21}, ""),
    (headed(("A", "b" * 7)), {"max_header_size": 20}, LONG),
    (GET, {"max_target_size": 2}, ""),
    (GET, {"max_target_size": 1}, LARGE),
    (GET._replace(body=b"abc"), {"max_body_bytes": 3}, ""),
    (GET._replace(body=b"abc"), {"max_body_bytes": 2}, LARGE),
    (form(target="/x?a&b", body=b"c&d&e"), {"max_parameters": 3}, ""),
    (form(target="/x?a&b", body=b"c&d&e"), {"max_parameters": 2}, MANY),
    (form("text/plain", target="/x?a&b", body=b"c&d&e"), {"max_parameters": 1}, ""),
    (form("text/plain", target="/x?a&b", body=b"c&d&e"), {"max_parameters": 0}, MANY),
    (form(f"{FORM_TYPE}; charset=utf-8", target="/x?a&b", body=b"c&d&e"), {"max_parameters": 2}, MANY),
    (GET._replace(method="M" * 64), {}, ""),
    (GET._replace(method="M" * 65), {}, METHOD),
    (GET._replace(method=""), {}, METHOD),
    (GET._replace(method="G T"), {}, METHOD),
    (GET._replace(method="M-SEARCH"), {}, ""),
    (GET._replace(headers=()), {}, NAME),
    (headed(("", "x")), {}, NAME),
    (headed(("A:", "x")), {}, NAME),
    (headed(("X", "a\tb\xe9 \udcff\u2028")), {}, ""),
    (headed(("X", "a\x0bb")), {}, CONTROL),
    (headed(("X", "é\x7f")), {}, CONTROL),
    (headed(("X", "é\x00")), {}, CONTROL),
    *((hosted(host), {}, "") for host in ("h", "h:1", "h:65535", "[::1]:443", "a_b~.c", " \th ")),
    *(
        (hosted(host), {}, no_host(host.strip(" \t")))
        for host in ("", "h:", "h:0", "h:123456", "é", "h\xa0", "h/x", "u@h", "h h" * 30, "[h]", ":1")
    ),
    (GET._replace(headers=(("A", "b"),)), {}, no_host("")),
    (GET._replace(headers=(HOST, ("hOST", "h.example"))), {}, "there is more than one hOST header"),
    (headed(("Date", "a"), ("date", "a")), {}, "there is more than one date header"),
    (headed(("Authorization", "a"), ("AUTHORIZATION", "a")), {}, "there is more than one AUTHORIZATION header"),
    (headed(("Content-Type", "a"), ("Content-type", "a")), {}, "there is more than one Content-type header"),
    (headed(("Cookie", "a"), ("Cookie", "a")), {}, ""),
    (form(f"{FORM_TYPE}; charset=utf-8"), {}, ""),
    (form(f'{FORM_TYPE} ;\tCharset = "UTF8" ; x=y'), {}, ""),
    (form(f"{FORM_TYPE};charset=US-ASCII"), {}, ""),
    (form(f"{FORM_TYPE};boundary=x"), {}, ""),
    (form(f"{FORM_TYPE.upper()}\t ; charset=latin-1"), {}, charset("latin-1")),
    (form(f"{FORM_TYPE};charset={'x' * 99}"), {}, charset("x" * 99)),
    (form(f"{FORM_TYPE};charset="), {}, charset("")),
    (form(f"{FORM_TYPE}; x=y; charset=latin-1"), {}, charset("latin-1")),
    (form(f"{FORM_TYPE}\xa0; charset=latin-1"), {}, ""),
    (form("text/plain; charset=latin-1"), {}, ""),
    (form(f"text/plain; {FORM_TYPE}; charset=latin-1"), {}, ""),
    (GET._replace(target="/x#a"), {}, FRAGMENT),
    (GET._replace(target="/x?a b"), {}, TARGET),
    (GET._replace(target="/x?é"), {}, ""),
    (GET._replace(target="/x?é\u2028"), {}, ""),
    (GET._replace(target="/x?é\x7f"), {}, TARGET),
    (GET._replace(target="/x?\t"), {}, TARGET),
    (GET._replace(target="//other.example/x"), {}, ""),
    (GET._replace(target="x"), {}, NO_URL),
    (GET._replace(target=""), {}, NO_URL),
    *((url(text), {}, "") for text in ("https://h.example/x", "HTTPS://H.EXAMPLE:443/x", "https://h.example?a/b")),
    (url("https://h.example/x", host="H.example:443"), {}, ""),
    (url("https://h.example/x?a#b"), {}, FRAGMENT),
    (url("https://h.example#b"), {}, FRAGMENT),
    (url("http://h.example:80", "http"), {}, ""),
    (url("http://h.example", "http", "h.example:80"), {}, ""),
    (url("ftp://h.example:21", "ftp", "h.example:21"), {}, ""),
    *(
        (url(text), {}, ORIGIN)
        for text in (
            "http://h.example/x",
            "https://other.example/x",
            "https://h.example:80/x",
            "https://u@h.example/x",
            "https:///x",
            "https://h.example://h.example",
        )
    ),
    (url("http://h.example:443", "http"), {}, ORIGIN),
    (url("ftp://h.example:21", "ftp"), {}, ORIGIN),
]


@pytest.mark.parametrize("number", range(len(RULES)))
def test_each_rule_ends_where_it_says(number: int) -> None:
    request, caps, said = RULES[number]
    if not said:
        refuse_ambiguous(request, Policy(**caps))
        return
    with pytest.raises(Malformed) as caught:
        refuse_ambiguous(request, Policy(**caps))
    assert (str(caught.value), caught.value.id) == (said, "")


@pytest.mark.parametrize("host", ["h", "h:443", "[::1]", "[::1]:443", "h:x", "", "h:"])
def test_no_port_or_the_usual_one_is_not_foreign(host: str) -> None:
    assert foreign_port(hosted(host)) is False


@pytest.mark.parametrize(
    ("host", "scheme"), [("h:80", "https"), ("h:443", "http"), ("[::1]:1", "https"), ("h:1", "ftp")]
)
def test_any_other_port_is_foreign(host: str, scheme: str) -> None:
    assert foreign_port(hosted(host)._replace(scheme=scheme)) is True


def test_only_the_default_port_is_left_out() -> None:
    assert [without_default_port("H:80", port) for port in ("80", "443", "")] == ["h", "h:80", "h:80"]
    assert without_default_port("h:", "") == "h:"


def test_a_policy_says_what_is_wrong_with_it() -> None:
    wrong: Any = (
        ({"variants": "v"}, TypeError, "Policy.variants is a set of names, such as {'HMAC-SHA256'} or {'query'}"),
        ({"allow": {5}}, TypeError, "Policy.allow is a set of names, such as {'HMAC-SHA256'} or {'query'}"),
        ({"require_body": "no"}, TypeError, "Policy.require_body is True or False"),
        ({"max_headers": -1}, ValueError, "Policy.max_headers is a whole number, 0 or more"),
        ({"max_body_bytes": "1M"}, ValueError, "Policy.max_body_bytes is a whole number, 0 or more"),
        ({"max_key_id_size": True}, ValueError, "Policy.max_key_id_size is a whole number, 0 or more"),
        (
            {"allow": frozenset(("query", "b", "a"))},
            ValueError,
            f"Policy.allow has no part 'a': choose among {', '.join(sorted(PARTS))}",
        ),
        *(
            ({"window": window}, ValueError, "Policy.window is a whole number of seconds, 0 or more, or None")
            for window in (-1, float("nan"), float("inf"), 300.5, True, "300")
        ),
    )
    for options, error, said in wrong:
        with pytest.raises(error) as caught:
            Policy(**options)
        assert str(caught.value) == said
    assert Policy(allow={"query"}, variants=["HMAC-SHA1"]) == Policy(
        allow=frozenset(("query",)), variants=frozenset(("HMAC-SHA1",))
    )
    assert Policy(window=0, allow=PARTS, variants=frozenset()).window == 0


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_encoding_of_a_form_counts_wherever_its_header_stands(place: int) -> None:
    for charset, fits in (("utf-8", True), ("utf-16", False)):
        headers = [("Host", "h.example"), ("X-A", "b")]
        headers.insert(place, ("Content-Type", f"application/x-www-form-urlencoded; charset={charset}"))
        request = Request("POST", "/", tuple(headers), b"a=1")
        if fits:
            refuse_ambiguous(request, Policy())
        else:
            with pytest.raises(Malformed, match="utf-16"):
                refuse_ambiguous(request, Policy())
