"""Duo: what is read out of a request, what it may have been signed as, and what its signature covers."""

import base64
import hashlib
import hmac
from typing import Any

import pytest

from paraph import Credential, Malformed, Request, request_for, sign
from paraph.core.policy import Coverage
from paraph.core.trace import Trace, run
from paraph.schemes.duo import DUO, readings
from paraph.schemes.duo.readings import text_fields, text_host, text_parameters
from paraph.schemes.duo.signing import (
    QUERY_METHODS,
    DuoClaims,
    encoded_parameters,
    sorted_parameters,
    without_port,
)

NOW = 1_773_739_805
DATE = "Tue, 17 Mar 2026 09:30:05 -0000"
IKEY, SKEY = "DIEXAMPLE00000000000", "s" * 40
KEY = Credential.of(IKEY, SKEY)
HOST = ("Host", "api-1.duosecurity.com")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
JSON = ("Content-Type", "application/json")
SHA1, SHA512 = "1" * 40, "2" * 128


def basic(pair: str) -> str:
    return "Basic " + base64.b64encode(pair.encode()).decode()


def asked(authorization: str | None, *headers: tuple[str, str], method: str = "GET", body: bytes = b"") -> Request:
    """A request with that Authorization, and further headers."""
    own = () if authorization is None else (("Authorization", authorization),)
    return Request(method, "/admin/v1/users?a=1", (HOST, *headers, *own), body)


def signed_by_hand(text: str, digest: str) -> str:
    return hmac.new(SKEY.encode(), text.encode(), digest).hexdigest()


LINES = {
    1: "POST\napi.example.com\n/a%20b\nc%20d=%C3%A9&realname=x",
    2: f"{DATE}\nPOST\napi.example.com\n/a%20b\nc%20d=%C3%A9&realname=x",
}


@pytest.mark.parametrize(("version", "digest"), [(1, "sha1"), (1, "sha512"), (2, "sha1"), (2, "sha512")])
def test_a_form_is_signed_line_by_line(version: int, digest: str) -> None:
    post = request_for("post", "https://API.Example.com:443/a%20b", (FORM,), b"realname=x&c+d=%c3%a9")
    signed = sign(post, KEY, now=NOW, version=version, digest=digest)
    assert signed.header("Authorization") == basic(f"{IKEY}:{signed_by_hand(LINES[version], digest)}")
    assert signed.headers[2:] == (("Date", DATE), ("Authorization", signed.header("Authorization")))


@pytest.mark.parametrize("version", [4, 5])
def test_a_body_is_signed_by_its_hash_and_headers_in_version_5(version: int) -> None:
    headers = (JSON, ("X-Duo-B", "\t b\xa0 "), ("x-DUO-a", "Z"), ("X-Duo-A", "A"), ("Y-Duo-A", "no"), ("X-Other", "no"))
    post = request_for("POST", "https://api.example.com/x", headers, b'{"a":1}')
    lines = [DATE, "POST", "api.example.com", "/x", "", hashlib.sha512(b'{"a":1}').hexdigest()]
    lines += [hashlib.sha512(b"x-duo-a\0Z\0x-duo-a\0A\0x-duo-b\0b\xc2\xa0").hexdigest()] if version == 5 else []
    signed = sign(post, KEY, now=NOW, version=version)
    assert signed.header("Authorization") == basic(f"{IKEY}:{signed_by_hand(chr(10).join(lines), 'sha512')}")


def test_a_form_in_version_4_is_signed_as_a_body_alone() -> None:
    post = request_for("POST", "https://api.example.com/x", (FORM,), b"a=1")
    text = f"{DATE}\nPOST\napi.example.com\n/x\n\n{hashlib.sha512(b'a=1').hexdigest()}"
    assert DUO.derive(post, DuoClaims(IKEY, DATE, 4), KEY, run) == signed_by_hand(text, "sha512")


@pytest.mark.parametrize("date", [None, ""])
def test_without_a_date_its_line_stays_empty(date: str | None) -> None:
    signature = DUO.derive(request_for("POST", "https://h.example/x"), DuoClaims(IKEY, date, 2), KEY, run)
    assert signature == signed_by_hand("\nPOST\nh.example\n/x\n", "sha512")


@pytest.mark.parametrize("count", range(4))
def test_pairs_are_encoded_and_then_sorted_beside_the_plain_ones(count: int) -> None:
    plain = (("b ", "é"), ("a/", "2"), ("a/", "1"))[3 - count :]
    encoded = encoded_parameters(plain)
    assert encoded == ((("b%20", "%C3%A9"), ("a%2F", "2"), ("a%2F", "1"))[3 - count :], plain)
    assert sorted_parameters(encoded) == (("a%2F", "1"), ("a%2F", "2"), ("b%20", "%C3%A9"))[:count]


def test_without_parameters_body_and_headers_the_lines_stay_empty() -> None:
    empty = hashlib.sha512().hexdigest()
    text = f"{DATE}\nGET\napi.example.com\n/\n\n{empty}\n{empty}"
    signed = sign(request_for("GET", "https://api.example.com"), KEY, now=NOW)
    assert signed.header("Authorization") == basic(f"{IKEY}:{signed_by_hand(text, 'sha512')}")


def claims_of(request: Request, **options: Any) -> DuoClaims:
    claims = DUO.prepare(request, KEY, now=NOW, **options)[1]
    assert isinstance(claims, DuoClaims)
    return claims


POSTS = {
    "form": (request_for("POST", "https://h.example/x", (FORM,), b"a=1"), 2),
    "form, but a GET": (request_for("GET", "https://h.example/x", (FORM,), b"a=1"), 2),
    "json": (request_for("POST", "https://h.example/x", (JSON,), b"{}"), 5),
    "no body, but its type": (request_for("POST", "https://h.example/x", (JSON,)), 2),
    "no body": (request_for("put", "https://h.example/x"), 2),
    **{method: (request_for(method, "https://h.example/x"), 5) for method in ("GET", "get", "DELETE", "HEAD")},
}


@pytest.mark.parametrize("name", POSTS)
def test_the_version_follows_from_the_body_unless_it_is_given(name: str) -> None:
    request, version = POSTS[name]
    assert claims_of(request) == DuoClaims(IKEY, DATE, version, "sha512", "Date")
    assert claims_of(request, digest="sha1") == DuoClaims(IKEY, DATE, 2, "sha1", "Date")
    assert claims_of(request, version=4).version == 4


@pytest.mark.parametrize("version", [0, 3, 6])
def test_a_version_that_duo_does_not_have_is_refused(version: int) -> None:
    with pytest.raises(ValueError, match=f"^Duo has no signature version {version}: choose 1, 2, 4 or 5$"):
        claims_of(POSTS["GET"][0], version=version)


@pytest.mark.parametrize(("version", "digest"), [(4, "sha1"), (5, "sha1"), (2, "sha256"), (1, "md5"), (5, "SHA512")])
def test_a_digest_that_does_not_go_with_the_version_is_refused(version: int, digest: str) -> None:
    said = f"^signature version {version} is not made with {digest}: sha512, or sha1 with 1 and 2$"
    with pytest.raises(ValueError, match=said):
        claims_of(POSTS["GET"][0], version=version, digest=digest)


def test_the_date_may_be_given_and_travel_in_another_header() -> None:
    request, claims = DUO.prepare(POSTS["GET"][0], KEY, now=NOW, date="today", date_header="X-Duo-Date")
    assert claims == DuoClaims(IKEY, "today", 5, "sha512", "X-Duo-Date")
    assert (request.header("X-Duo-Date"), request.header("Date")) == ("today", None)


FORMS: dict[str, tuple[str, str, str, str]] = {
    "right": (basic("DI1:abc"), "DI1", "abc", ""),
    "in capitals": (basic("DI1:abc").replace("Basic", "BASIC"), "DI1", "abc", ""),
    "more blanks": (basic("DI1:abc").replace(" ", "   ") + "  ", "DI1", "abc", ""),
    "more colons": (basic("DI1:a:bc"), "DI1", "a:bc", ""),
    "a tab": (basic("DI1:abc").replace(" ", " \t"), "", "\tREkxOmFiYw==", "The text after Basic is not base64"),
    "another word": (
        basic("DI1:abc").replace("Basic", "Bearer"),
        "DI1",
        "abc",
        "begins with 'Bearer'; Duo expects Basic",
    ),
    "a long word": ("Digestdigestdigest DI1:abc", "DI1", "abc", "begins with 'Digestdigest'; Duo expects Basic"),
    "no word": (basic("DI1:abc").partition(" ")[2], "DI1", "abc", "Duo expects Basic"),
    "another word, not encoded": ("Duo DI1:abc", "DI1", "abc", "begins with 'Duo'; Duo expects Basic"),
    "not encoded": ("Basic DI1:abc", "DI1", "abc", "The text after Basic is not base64"),
    "nothing": ("Basic", "", "", "no colon in the Basic pair"),
    "one value": (basic("abc"), "", "abc", "There is no colon in the Basic pair"),
    "no key": (basic(":abc"), "", "abc", "The integration key before the colon is empty."),
}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_of_a_basic_pair_is_read_and_its_flaw_named(name: str) -> None:
    value, key_id, signature, said = FORMS[name]
    parsed = DUO.parse(asked(value, ("Date", DATE)))
    assert (parsed.readings[0].key_id, parsed.signature) == (key_id, signature)
    assert [flaw.id for flaw in parsed.flaws] == (["basic-pair-malformed"] if said else [])
    assert all(said in flaw.detail for flaw in parsed.flaws)


def test_without_authorization_there_is_nothing_to_read() -> None:
    with pytest.raises(Malformed, match="^no Authorization header: the request carries no credentials$") as caught:
        DUO.parse(asked(None, ("Date", DATE)))
    assert caught.value.id == "place-header-stripped"


DATES: dict[str, tuple[tuple[tuple[str, str], ...], str | None, str, list[str]]] = {
    "Date": ((("date", "d"),), "d", "Date", []),
    "X-Duo-Date": ((("x-duo-date", "x"),), "x", "X-Duo-Date", []),
    "both": ((("Date", "d"), ("X-Duo-Date", "x")), "x", "X-Duo-Date", []),
    "X-Duo-Date is empty": ((("Date", "d"), ("X-Duo-Date", "")), "d", "Date", []),
    "none": ((), None, "Date", []),
    "two": ((("Date", "d"), ("date", "e")), "d", "Date", ["There is more than one Date header."]),
    "two X-Duo": (
        (("X-Duo-Date", "x"), ("X-Duo-Date", "x")),
        "x",
        "X-Duo-Date",
        ["There is more than one X-Duo-Date header."],
    ),
}


@pytest.mark.parametrize("name", DATES)
def test_the_date_is_that_of_one_header(name: str) -> None:
    headers, date, header, said = DATES[name]
    parsed = DUO.parse(asked(basic(f"DI1:{SHA512}"), *headers))
    assert {(claims.date, claims.date_header) for claims in parsed.readings} == {(date, header)}
    assert [(flaw.id, flaw.detail) for flaw in parsed.flaws] == [
        ("date-signed-differs-from-sent", text) for text in said
    ]
    assert {claims.timed for claims in parsed.readings} == {date is not None}


def test_two_authorizations_are_a_flaw() -> None:
    parsed = DUO.parse(asked(basic("DI1:abc"), ("Date", DATE), ("authorization", basic("DI1:abc"))))
    assert [(flaw.id, flaw.detail) for flaw in parsed.flaws] == [
        ("basic-pair-malformed", "There is more than one Authorization header.")
    ]


QUERY_512, QUERY_1 = [(5, "sha512"), (2, "sha512"), (4, "sha512"), (1, "sha512")], [(2, "sha1"), (1, "sha1")]
READINGS: dict[str, tuple[str, tuple[str, str], bytes, str, list[tuple[int, str]]]] = {
    **{f"{m}, sha512": (m, JSON, b"", SHA512, QUERY_512) for m in ("GET", "delete", "HEAD")},
    "GET, sha1": ("GET", JSON, b"", SHA1, [*QUERY_1, (5, "sha512"), (4, "sha512")]),
    "GET, neither": (
        "GET",
        JSON,
        b"",
        "x",
        [(5, "sha512"), (2, "sha512"), (2, "sha1"), (4, "sha512"), (1, "sha512"), (1, "sha1")],
    ),
    "form, sha512": ("POST", FORM, b"a=1", SHA512, [(2, "sha512"), (4, "sha512"), (1, "sha512")]),
    "form, sha1": ("POST", FORM, b"a=1", SHA1, [(2, "sha1"), (1, "sha1"), (4, "sha512")]),
    "no body, neither": (
        "POST",
        JSON,
        b"",
        "x" * 64,
        [(2, "sha512"), (2, "sha1"), (4, "sha512"), (1, "sha512"), (1, "sha1")],
    ),
    "json, sha512": ("POST", JSON, b"{}", SHA512, [(5, "sha512"), (4, "sha512")]),
    "json, sha1": ("POST", JSON, b"{}", SHA1, [(5, "sha512"), (4, "sha512")]),
}


@pytest.mark.parametrize("name", READINGS)
def test_a_request_is_read_as_every_version_of_its_form_the_likeliest_first(name: str) -> None:
    method, header, body, signature, wanted = READINGS[name]
    parsed = DUO.parse(asked(basic(f"DI1:{signature}"), ("Date", DATE), header, method=method, body=body))
    assert [(claims.version, claims.digest) for claims in parsed.readings] == wanted
    assert {(claims.key_id, claims.date) for claims in parsed.readings} == {("DI1", DATE)}


def test_claims_name_their_variant_time_and_rarity() -> None:
    claims = DuoClaims("DI1", DATE)
    assert (claims.variant, claims.time, claims.timed, claims.timeless) == ("v5/sha512", NOW, True, False)
    assert (claims.nonce, claims.value("oauth_token")) == ("", "")
    assert {version: claims._replace(version=version).rarity for version in (1, 2, 4, 5)} == {1: 4, 2: 1, 4: 4, 5: 0}
    assert claims._replace(version=2, digest="sha1").rarity == 0
    assert [(claims._replace(date=text).time, claims._replace(date=text).timed) for text in (None, "", "x")] == [
        (None, False),
        (None, False),
        (None, True),
    ]


def other_readings(signature: str, header: tuple[str, str] | None, body: bytes, method: str = "POST") -> list[Any]:
    """Version, digest, id and detail of the readings that the wire does not allow, and the text that each signs."""
    headers = (("Date", DATE), *((header,) if header else ()))
    request = asked(basic(f"DI1:{signature}"), *headers, method=method, body=body)
    found = []
    for reading in readings.other_readings(request, DUO.parse(request)):
        trace = Trace(reading.replacements)
        DUO.derive(request, reading.claims, KEY, trace)
        line = next(value for stage, value in trace.values if stage.__name__ == "canonical_parameters")
        found.append((reading.claims.version, reading.claims.digest, reading.id, reading.detail, line))
    return found


V5 = "The version 5 string was signed, which belongs to a JSON body, but a form was sent."
PLACE = "The parameters were signed as those of a form, but they were sent as JSON."
V3 = "The version 3 string was signed, which Duo withdrew: its last line is the JSON text itself."


@pytest.mark.parametrize("method", QUERY_METHODS)
def test_a_request_without_body_has_no_other_readings(method: str) -> None:
    assert other_readings(SHA512, JSON, b"{}", method) == []


@pytest.mark.parametrize("signature", [SHA1, SHA512, "x"])
def test_a_form_may_have_been_signed_as_json(signature: str) -> None:
    assert other_readings(signature, FORM, b"a=1") == [(5, "sha512", "sig-version-mismatch", V5, "")]


@pytest.mark.parametrize(("signature", "digests"), [(SHA1, ["sha1"]), (SHA512, ["sha512"]), ("x", ["sha1", "sha512"])])
def test_json_may_have_been_signed_as_a_form(signature: str, digests: list[str]) -> None:
    body = b'{"b": [1, "x"], "a": true, "c": {"d": null, "e": 1}}'
    line = "a=true&b=1&b=x&c=%7B%22d%22%3Anull%2C%22e%22%3A1%7D"
    mismatch, wanted = "sig-version-mismatch", []
    for digest in digests:
        for version in (2, 1):
            said = f"The version {version} string was signed, with the JSON members as parameters."
            wanted.append((version, digest, mismatch, said, line))
            wanted.append((version, digest, mismatch, f"The version {version} string, without body, was signed.", ""))
        wanted.append((2, digest, "place-json-for-form", PLACE, line))
        wanted.append((2, digest, mismatch, V3, body.decode()))
    assert other_readings(signature, JSON, body) == wanted


@pytest.mark.parametrize("body", [b"{", b"[1]", b"[" * 100_000, b'"x"'])
def test_json_that_is_no_object_has_no_members(body: bytes) -> None:
    lines = [line for version, _, mistake, said, line in other_readings(SHA512, JSON, body) if said != V3]
    assert lines == [""] * 5


@pytest.mark.parametrize("body", [b"{}", b"[1]"])
def test_a_body_that_begins_as_json_is_json_whatever_its_type(body: bytes) -> None:
    assert len(other_readings(SHA512, None, body)) == 6


@pytest.mark.parametrize(
    ("header", "said"), [(None, "is missing"), (("Content-Type", "text/plain; charset=utf-8"), "is text/plain")]
)
@pytest.mark.parametrize(("signature", "digests"), [(SHA1, ["sha1"]), (SHA512, ["sha512"]), ("x", ["sha1", "sha512"])])
def test_a_form_may_lack_its_content_type(
    header: tuple[str, str] | None, said: str, signature: str, digests: list[str]
) -> None:
    assert other_readings(signature, header, b"b=2&a=%41") == [
        (2, digest, "place-content-type-missing", f"The body is a form, but the Content-Type {said}.", "a=A&b=2")
        for digest in digests
    ]


@pytest.mark.parametrize(
    ("authority", "host"),
    [
        ("h", "h"),
        ("h:443", "h"),
        ("h:", "h"),
        ("h:x", "h:x"),
        ("[::1]", "[::1]"),
        ("[::1]:443", "[::1]"),
        ("a:b:1", "a:b"),
    ],
)
def test_the_port_of_a_host_is_left_out(authority: str, host: str) -> None:
    assert without_port(authority) == host


TEXT = ("date", "GET", "h.example", "/x", "a=1&b=%20")


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\\n"])
@pytest.mark.parametrize("end", [False, True])
def test_a_text_that_was_signed_is_taken_apart(mark: str, end: bool) -> None:
    readings = list(text_fields(mark.join(TEXT) + (mark if end else "")))
    assert TEXT in readings
    assert ((*TEXT, "") in readings) == end
    lines = next(lines for lines in readings if lines == TEXT)
    assert text_parameters(lines) == (("a", "1"), ("b", " "))
    assert text_host(lines) == "h.example"


def test_lines_without_parameters_or_path_give_none() -> None:
    assert text_parameters(("date", "GET", "/x?a=1", "https://h/?a=1")) == ()
    assert text_parameters(("/x?a=1", "b=2", "c=3")) == (("b", "2"),)
    assert text_host(("date", "GET", "x")) == ""
    assert text_host(("h", "/x", "i", "/y")) == "h"


RECOGNISED = [
    ("api-1.duosecurity.com", None, True),
    ("API-1.DuoSecurity.com:443", "Basic x", True),
    ("api-1.duofederal.com", "Bearer x", True),
    ("h.example", basic("DI1:x"), True),
    ("h.example", basic("XDI1:x"), False),
    ("h.example", None, False),
    ("duosecurity.com.evil.example", None, False),
    ("evilduosecurity.com", None, False),
    ("api-1.duosecurity.com", 'oauth oauth_nonce="1"', False),
    ("api-1.duosecurity.com", 'OAuth oauth_nonce="1"', False),
]


@pytest.mark.parametrize(("host", "authorization", "wanted"), RECOGNISED)
def test_duo_is_known_by_its_hosts_and_its_keys(host: str, authorization: str | None, wanted: bool) -> None:
    assert DUO.wire.recognises(asked(authorization).with_header("Host", host)) is wanted


X = ("X-Duo-A", "b")
X_DATE = ("x-duo-date", "d")
COVERED: list[tuple[str, tuple[tuple[str, str], ...], str, bytes, int, Coverage]] = [
    ("GET", (), "/x", b"", 1, Coverage(query=True, form=False, time=False)),
    ("get", (), "/x?a=1", b"", 2, Coverage(query=True, form=False, headers=("date",))),
    ("HEAD", (), "/x", b"", 4, Coverage(query=True, form=False, body=True, headers=("date",))),
    ("DELETE", (X, X_DATE), "/x", b"", 5, Coverage(form=False, body=True, headers=("x-duo-a", "x-duo-date"))),
    ("GET", (X,), "/x", b"", 4, Coverage(form=False, body=True, headers=("date",), exposed=("headers",))),
    ("GET", (X_DATE,), "/x", b"", 1, Coverage(form=False, time=False)),
    ("GET", (FORM,), "/x?a=1", b"a=2", 2, Coverage(form=False, headers=("date",), exposed=("body", "repeated names"))),
    ("GET", (FORM,), "/x?a=1", b"b=2", 2, Coverage(form=False, headers=("date",), exposed=("body",))),
    (
        "POST",
        (FORM,),
        "/x?a=1",
        b"a=2",
        2,
        Coverage(query=False, headers=("date",), exposed=("query", "repeated names")),
    ),
    ("POST", (FORM,), "/x?a=1", b"b=2", 2, Coverage(query=False, headers=("date",), exposed=("query",))),
    ("POST", (JSON,), "/x?a=1", b"a=2", 4, Coverage(query=False, body=True, headers=("date",), exposed=("query",))),
    ("POST", (FORM,), "/x", b"a=2", 4, Coverage(query=False, body=True, headers=("date",), exposed=("content type",))),
    ("POST", (FORM,), "/x", b"", 4, Coverage(query=False, body=True, headers=("date",))),
    ("POST", (JSON,), "/x", b"{}", 5, Coverage(query=False, body=True)),
]


@pytest.mark.parametrize(("method", "headers", "target", "body", "version", "wanted"), COVERED)
def test_what_is_covered_follows_from_version_and_method(
    method: str, headers: tuple[tuple[str, str], ...], target: str, body: bytes, version: int, wanted: Coverage
) -> None:
    request = Request(method, target, (("Host", "h.example"), *headers), body)
    claims = DuoClaims("DI1", DATE, version)
    assert DUO.checks.coverage(request, claims) == wanted
    on_a_port = DUO.checks.coverage(request.with_header("Host", "h.example:8443"), claims)
    assert set(on_a_port.exposed) == {*wanted.exposed, "port"}
    assert DUO.checks.coverage(request.with_header("Host", "h.example:443"), claims) == wanted


def test_the_header_of_the_date_is_the_covered_one() -> None:
    claims = DuoClaims("DI1", DATE, 2, date_header="X-Duo-Date")
    assert DUO.checks.coverage(Request("GET", "/x", (HOST, X_DATE)), claims).headers == ("x-duo-date",)


def test_the_usual_servers_take_more_than_is_safe() -> None:
    assert set(DUO.checks.habits.variants or ()) - DUO.checks.safe == {"v1/sha1", "v1/sha512"}
