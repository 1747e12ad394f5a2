"""OAuth 1.0a: what is signed and where it travels, what is read out of a request, and what a signature covers."""

import base64
import hashlib
import hmac
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph import BadKey, Credential, Malformed, Request, request_for, sign
from paraph.core.message import wire_bytes
from paraph.core.policy import NOTHING_COVERED, Coverage
from paraph.core.scheme import UNKNOWN_CREDENTIAL
from paraph.core.secret import KeyKind
from paraph.core.trace import Trace, run
from paraph.schemes.oauth1 import OAUTH1, wire
from paraph.schemes.oauth1.readings import (
    credential_for_key,
    other_readings,
    text_fields,
    text_host,
    text_parameters,
)
from paraph.schemes.oauth1.signing import METHODS, OAuthClaims, encoded_parameters, sorted_parameters
from paraph.schemes.oauth1.verifying import UNKNOWN_PUBLIC_KEY

NOW = 1_773_739_805
CLIENT = Credential.of("k y", "s&t", "t k", "é")
BARE = Credential.of("KEY", "s3cret")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
JSON = ("Content-Type", "application/json")
GET = request_for("GET", "https://h.example/x?a=1")
POST = request_for("POST", "https://h.example/x", (FORM,), b"a=1")
DIGESTS = {"HMAC-SHA1": "sha1", "HMAC-SHA256": "sha256", "HMAC-SHA512": "sha512"}


def protocol_of(method: str = "HMAC-SHA1", **more: str) -> tuple[tuple[str, str], ...]:
    """The parameters of a client without a token, in the order in which they are sent."""
    own = {"oauth_consumer_key": "KEY", "oauth_signature_method": method, "oauth_timestamp": str(NOW)}
    return tuple({**own, "oauth_nonce": "n", "oauth_version": "1.0", **more}.items())


def header_of(pairs: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    quoted = (f'{quote(name, "~")}="{quote(value, "~")}"' for name, value in pairs)
    return "Authorization", "OAuth " + ", ".join(quoted)


def text_signed(request: Request, claims: OAuthClaims, credential: Credential = BARE) -> str:
    trace = Trace()
    OAUTH1.derive(request, claims, credential, trace)
    return str(next(value for stage, value in trace.values if stage.__name__ == "base_string"))


@pytest.mark.parametrize("method", DIGESTS)
def test_method_uri_and_sorted_parameters_are_signed_under_both_secrets(method: str) -> None:
    url = "http://EXAMPLE.com:80/r%20v/X?b5=%3D%253D&a3=a&c%40=&a2=r%20b"
    post = request_for("post", url, (FORM,), b"c2&a3=2+q")
    request, claims = OAUTH1.prepare(post, CLIENT, now=NOW, nonce="n/", method=method)
    own = f"oauth_consumer_key=k%20y&oauth_nonce=n%2F&oauth_signature_method={method}&oauth_timestamp={NOW}"
    pairs = f"a2=r%20b&a3=2%20q&a3=a&b5=%3D%253D&c%40=&c2=&{own}&oauth_token=t%20k&oauth_version=1.0"
    text = f"POST&{quote('http://example.com/r%20v/X', '')}&{quote(pairs, '~')}"
    assert text_signed(request, claims, CLIENT) == text
    mac = hmac.new(b"s%26t&%C3%A9", text.encode(), DIGESTS[method]).digest()
    assert OAUTH1.derive(request, claims, CLIENT, run) == base64.b64encode(mac).decode()


@pytest.mark.parametrize(
    ("scheme", "host", "authority"),
    [
        ("https", "H.example", "h.example"),
        ("https", "h.example:443", "h.example"),
        ("https", "h.example:0443", "h.example"),
        ("HTTPS", "h.example:443", "h.example"),
        ("https", "h.example:80", "h.example:80"),
        ("http", "h.example:80", "h.example"),
        ("http", "h.example:443", "h.example:443"),
        ("https", "h.example:", "h.example"),
        ("https", "h.example:x", "h.example:x"),
        ("https", "h.example:\u0664\u0664\u0663", "h.example:\u0664\u0664\u0663"),
        ("https", "[::1]:443", "[::1]"),
        ("https", "[::1]:8443", "[::1]:8443"),
        ("ftp", "h.example:21", "h.example:21"),
    ],
)
def test_the_uri_has_no_default_port(scheme: str, host: str, authority: str) -> None:
    request = Request("GET", "", (("Host", host),), scheme=scheme)
    uri = text_signed(request, OAuthClaims(protocol_of())).split("&")[1]
    assert uri == quote(f"{scheme.lower()}://{authority}/", "~")


@pytest.mark.parametrize("place", ["header", "query", "body"])
def test_parameters_are_signed_once_wherever_they_travel(place: str) -> None:
    other = header_of((("oauth_stray", "1"),)) if place != "header" else ("X-A", "b")
    post = POST._replace(headers=(*POST.headers, other))
    request, claims = OAUTH1.prepare(post, BARE, now=NOW, nonce="n", placement=place)
    signed = OAUTH1.attach(request, claims, "SIG")
    assert text_signed(request, claims) == text_signed(signed, claims)
    assert text_signed(signed, claims).split("&")[2].count("oauth_nonce") == 1
    assert "oauth_stray" not in text_signed(signed, claims)
    assert OAUTH1.parse(signed).signature == "SIG"
    assert OAUTH1.parse(signed).readings == (claims,)


@pytest.mark.parametrize(
    ("header", "body", "line"),
    [(FORM, b"a=1", "a%3D1%26"), (FORM, b"", ""), (JSON, b"a=1", ""), (("X-A", "b"), b"a=1", "")],
)
def test_only_a_form_has_parameters(header: tuple[str, str], body: bytes, line: str) -> None:
    request = request_for("POST", "https://h.example/x", (header,), body)
    assert text_signed(request, OAuthClaims(protocol_of())).split("&")[2].startswith(f"{line}oauth_consumer_key")


@pytest.mark.parametrize(
    ("token", "sent", "key"),
    [("tk", "tk", "s3cret&ts"), ("tk", "", "s3cret&"), ("", "", "s3cret&ts"), ("", "tk", "s3cret&ts")],
)
def test_the_secret_of_a_token_is_only_used_with_the_token(token: str, sent: str, key: str) -> None:
    claims = OAuthClaims(protocol_of("PLAINTEXT", **({"oauth_token": sent} if sent else {})))
    assert OAUTH1.derive(GET, claims, Credential.of("KEY", "s3cret", token, "ts"), run) == key


def test_a_method_that_nobody_knows_is_refused_and_not_shown_whole() -> None:
    said = f"oauth_signature_method {'X' * 24!r} is none of {', '.join(METHODS)}"
    with pytest.raises(Malformed, match=f"^{said}$"):
        OAUTH1.derive(GET, OAuthClaims(protocol_of("X" * 99)), BARE, run)


def test_what_is_prepared_is_all_that_was_asked_for_in_order() -> None:
    usual = dict(protocol_of())
    _, claims = OAUTH1.prepare(GET, BARE, now=NOW, nonce="n")
    assert claims == OAuthClaims(tuple(usual.items()))
    _, claims = OAUTH1.prepare(
        GET, CLIENT, now=NOW, nonce="n", version=None, realm="r", callback="oob", verifier="v", body_hash=True
    )
    assert claims.realm == "r"
    assert claims.protocol == (
        ("oauth_consumer_key", "k y"),
        ("oauth_token", "t k"),
        ("oauth_signature_method", "HMAC-SHA1"),
        ("oauth_timestamp", str(NOW)),
        ("oauth_nonce", "n"),
        ("oauth_callback", "oob"),
        ("oauth_verifier", "v"),
        ("oauth_body_hash", base64.b64encode(hashlib.sha1(b"").digest()).decode()),
    )
    with pytest.raises(ValueError, match=f"^unknown signature method 'MD5': choose one of {', '.join(METHODS)}$"):
        OAUTH1.prepare(GET, BARE, now=NOW, nonce="n", method="MD5")


HASHES = {**DIGESTS, **{name.replace("HMAC", "RSA"): digest for name, digest in DIGESTS.items()}, "PLAINTEXT": "sha1"}


def body_hash_fault(method: str, digest: str) -> str:
    post = request_for("POST", "https://h.example/", (), b"{}")
    stated = base64.b64encode(hashlib.new(digest, b"{}").digest()).decode()
    return OAUTH1.checks.digest_fault(post, OAuthClaims(protocol_of(method, oauth_body_hash=stated)))


def test_sha1_is_a_right_body_hash_for_every_method_and_another_digest_for_its_own_alone() -> None:
    assert not body_hash_fault("HMAC-SHA256", "sha1")
    assert not body_hash_fault("RSA-SHA512", "sha1")
    assert body_hash_fault("HMAC-SHA1", "sha256")
    assert body_hash_fault("HMAC-SHA256", "sha512")


@pytest.mark.parametrize("method", HASHES)
def test_a_body_hash_is_made_with_the_digest_of_the_method(method: str) -> None:
    post = request_for("POST", "https://h.example/x", (JSON,), b"{}")
    _, claims = OAUTH1.prepare(post, BARE, now=NOW, nonce="n", method=method, body_hash=True)
    assert claims.value("oauth_body_hash") == base64.b64encode(hashlib.new(HASHES[method], b"{}").digest()).decode()
    assert OAUTH1.checks.digest_fault(post, claims) == ""
    assert OAUTH1.checks.digest_fault(post._replace(body=b"{ }"), claims) == (
        "the body is not the one of oauth_body_hash, which was signed"
    )
    assert OAUTH1.checks.digest_fault(post, OAuthClaims(protocol_of(method, oauth_body_hash="")))
    assert OAUTH1.checks.digest_fault(post, OAuthClaims(protocol_of(method, oauth_body_hash="\udc80")))
    assert OAUTH1.checks.digest_fault(post, OAuthClaims(protocol_of(method))) == ""
    for request, options in ((post, {}), (POST, {"body_hash": True})):
        _, claims = OAUTH1.prepare(request, BARE, now=NOW, nonce="n", method=method, **options)
        assert claims.value("oauth_body_hash") == ""


def test_each_placement_puts_the_parameters_where_it_says() -> None:
    own = "oauth_consumer_key=KEY&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1773739805&oauth_nonce=n&oauth_version=1.0"

    def sent(request: Request, placement: str, **options: Any) -> Request:
        prepared, claims = OAUTH1.prepare(request, BARE, now=NOW, nonce="n", placement=placement, **options)
        return OAUTH1.attach(prepared, claims, "S/")

    assert sent(GET, "query") == GET._replace(target=f"/x?a=1&{own}&oauth_signature=S%2F")
    assert sent(GET._replace(target="/x"), "query").target == f"/x?{own}&oauth_signature=S%2F"
    assert sent(POST, "body") == POST._replace(body=f"a=1&{own}&oauth_signature=S%2F".encode())
    bare = request_for("POST", "https://h.example/x")
    assert sent(bare, "body") == bare._replace(
        headers=(*bare.headers, FORM), body=f"{own}&oauth_signature=S%2F".encode()
    )
    value = sent(GET, "header", realm="a b").header("Authorization")
    quoted = ", ".join(f'{name}="{text}"' for name, _, text in (pair.partition("=") for pair in own.split("&")))
    assert value == f'OAuth realm="a b", {quoted}, oauth_signature="S%2F"'
    assert sent(GET, "header").target == GET.target
    assert sent(GET, "header").headers[-1][0] == "Authorization"
    with pytest.raises(ValueError, match="only when it is a form: choose header or query$"):
        sent(POST.with_header(*JSON), "body")
    with pytest.raises(ValueError, match="^unknown placement 'cookie': choose header, query, body or json$"):
        sent(GET, "cookie")


def sent(
    header: str | None = None, query: str = "", body: bytes = b"", form: bool = True, method: str = "POST"
) -> Request:
    headers = (("Host", "h.example"), *((FORM,) if form else ()))
    own = (("Authorization", header),) if header is not None else ()
    return Request(method, f"/x?{query}" if query else "/x", (*headers, *own), body)


FULL = "&".join(f"{name}={value}" for name, value in protocol_of()) + "&oauth_signature=S"
FULL_HEADER = header_of((*protocol_of(), ("oauth_signature", "S")))[1]
Wanted = tuple[str, tuple[tuple[str, str], ...], str | None, str, list[tuple[str, str]]]
TYPO, TWICE = "place-oauth-name-typo", "params-in-both-places"
NO_SIGNATURE = (TYPO, "There is no oauth_signature.")
READ: dict[str, tuple[Request, Wanted]] = {
    "header": (sent(FULL_HEADER), ("header", protocol_of(), None, "S", [])),
    "query": (sent(query=f"a=1&{FULL}&Realm=r"), ("query", protocol_of(), None, "S", [])),
    "names with escapes": (
        sent(FULL_HEADER, FULL.replace("oauth_", "%6fauth%5F")),
        (
            "header",
            protocol_of(),
            None,
            "S",
            [(TWICE, "There are oauth_ parameters in two places: header and query.")],
        ),
    ),
    "a query that only resembles": (sent(FULL_HEADER, "a=%6F%2Fauth"), ("header", protocol_of(), None, "S", [])),
    "body": (sent(body=f"a=1&{FULL}&realm=r".encode()), ("body", protocol_of(), None, "S", [])),
    "realm": (
        sent(FULL_HEADER.replace("OAuth ", 'oauth REALM="a%20b", x="y", ')),
        ("header", (("x", "y"), *protocol_of()), "a b", "S", []),
    ),
    "two places": (
        sent(FULL_HEADER, FULL, FULL.encode()),
        (
            "header",
            protocol_of(),
            None,
            "S",
            [(TWICE, "There are oauth_ parameters in two places: header and query and body.")],
        ),
    ),
    "the signature is elsewhere": (
        sent(header_of(protocol_of())[1], query=FULL),
        (
            "query",
            protocol_of(),
            None,
            "S",
            [(TWICE, "There are oauth_ parameters in two places: header and query.")],
        ),
    ),
    "no signature": (
        sent(header_of(protocol_of())[1], body=b"oauth_nonce=m"),
        (
            "header",
            protocol_of(),
            None,
            "",
            [(TWICE, "There are oauth_ parameters in two places: header and body."), NO_SIGNATURE],
        ),
    ),
    "a body that is no form": (
        sent(FULL_HEADER, body=FULL.encode(), form=False),
        ("header", protocol_of(), None, "S", []),
    ),
    "not in quotes": (
        sent(FULL_HEADER.replace('"n"', "n")),
        (
            "header",
            protocol_of(),
            None,
            "S",
            [("place-auth-header-form", "The value of oauth_nonce is not in double quotes.")],
        ),
    ),
    "another word": (
        sent("My own header has a long " + FULL_HEADER[6:]),
        (
            "header",
            protocol_of(),
            None,
            "S",
            [("place-auth-header-form", "The header begins with 'My own header ha', not with 'OAuth '.")],
        ),
    ),
    "a nonce twice": (
        sent(query=f"{FULL}&oauth_nonce=m&oauth_timestamp=1"),
        (
            "query",
            (*protocol_of(), ("oauth_nonce", "m"), ("oauth_timestamp", "1")),
            None,
            "S",
            [
                ("nonce-regenerated", "oauth_timestamp comes more than once."),
                ("nonce-regenerated", "oauth_nonce comes more than once."),
            ],
        ),
    ),
    "a signature twice": (
        sent(query=f"{FULL}&oauth_signature=T"),
        ("query", protocol_of(), None, "S", [(TWICE, "oauth_signature comes more than once.")]),
    ),
    "the application's own parameter twice": (sent(query=f"a=1&{FULL}&a=1"), ("query", protocol_of(), None, "S", [])),
    "names missing": (
        sent('OAuth oauth_token="t"'),
        (
            "header",
            (("oauth_token", "t"),),
            None,
            "",
            [
                (TYPO, "Missing: oauth_consumer_key, oauth_signature_method, oauth_timestamp, oauth_nonce."),
                NO_SIGNATURE,
            ],
        ),
    ),
    "PLAINTEXT needs less": (
        sent(query="oauth_signature_method=PLAINTEXT&oauth_signature=S"),
        ("query", (("oauth_signature_method", "PLAINTEXT"),), None, "S", [(TYPO, "Missing: oauth_consumer_key.")]),
    ),
    "another version": (
        sent(query=FULL.replace("1.0", "2.0")),
        (
            "query",
            protocol_of(oauth_version="2.0"),
            None,
            "S",
            [("params-oauth-version-toggle", "oauth_version has to be 1.0 or absent.")],
        ),
    ),
    "no version": (
        sent(query=FULL.replace("&oauth_version=1.0", "")),
        ("query", protocol_of()[:4], None, "S", []),
    ),
    "another method": (
        sent(query=FULL.replace("HMAC-SHA1", "M" * 30)),
        (
            "query",
            protocol_of("M" * 30),
            None,
            "S",
            [("hash-announced-differs", f"No server knows {'M' * 24!r} as a method.")],
        ),
    ),
}


@pytest.mark.parametrize("name", READ)
def test_parameters_are_read_from_one_place_and_each_flaw_is_named(name: str) -> None:
    request, (place, protocol, realm, signature, flaws) = READ[name]
    parsed = OAUTH1.parse(request)
    assert parsed.readings == (OAuthClaims(protocol, place, realm),)
    assert parsed.signature == signature
    assert [(flaw.id, flaw.detail) for flaw in parsed.flaws] == flaws
    assert OAUTH1.wire.recognises(request)


@pytest.mark.parametrize(
    "request_",
    [
        GET,
        sent("Basic x"),
        sent("OAuth "),
        sent(body=FULL.encode(), form=False),
        sent(query="a=oauth2", body=b"oauth-nonce=1"),
    ],
)
def test_without_any_parameter_there_is_nothing_to_read(request_: Request) -> None:
    with pytest.raises(Malformed, match="^no oauth_ parameters in Authorization header, query or form body$") as caught:
        OAUTH1.parse(request_)
    assert caught.value.id == "place-header-stripped"
    assert not OAUTH1.wire.recognises(request_)


USUAL = [("oauth_consumer_key", "k"), ("oauth_signature_method", "HMAC-SHA1"), ("oauth_timestamp", "1"),
         ("oauth_nonce", "n"), ("oauth_version", "1.0"), ("oauth_signature", "S%3D")]  # fmt: skip
UNUSUAL = [("oauth_version", "2"), ("oauth_signature_method", "M"), ("oauth_token", "%22"), ("realm", "r"), ("a", "1"),
           ("oauth_signature", "T"), ("oauth_nonce", "m"), ("oauth_B", "")]  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(
    st.permutations(USUAL).flatmap(lambda pairs: st.integers(4, 6).map(lambda size: pairs[:size])),
    st.lists(st.sampled_from(UNUSUAL), max_size=2),
    st.sampled_from(["", "a=1", "oauth_token=t", "%6Fauth_nonce=1"]),
    st.sampled_from([b"", b"a=1", b"oauth_nonce=1"]),
    st.sampled_from([", ", ","]),
)
def test_a_usual_request_is_read_as_any_other(
    usual: list[tuple[str, str]], unusual: list[tuple[str, str]], query: str, body: bytes, comma: str
) -> None:
    text = comma.join(f'{name}="{value}"' for name, value in (*usual, *unusual))
    request = Request("POST", f"/x?{query}", (("Host", "h"), ("Authorization", f"OAuth {text}"), FORM), body)
    read = OAUTH1.parse(request)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wire, "usual_parameters", lambda _: ())
        patched.setattr(wire, "has_usual_values", lambda _: False)
        assert OAUTH1.parse(request) == read


def test_claims_name_their_key_method_time_and_nonce() -> None:
    claims = OAuthClaims(protocol_of(oauth_token="t k"))
    assert (claims.key_id, claims.method, claims.variant, claims.rarity) == ("KEY", "HMAC-SHA1", "HMAC-SHA1", 0)
    assert (claims.time, claims.timed, claims.timeless) == (NOW, True, False)
    assert claims.nonce == f"{NOW} 3 t k n"
    assert OAuthClaims((("a", "1"), ("a", "2"))).value("a") == "1"
    assert OAuthClaims(()).value("a") == ""


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("1", 1),
        ("9" * 15, 10**15 - 1),
        *((text, None) for text in ("9" * 16, "0", "01", "+1", "1.0", "", "\u0661", "x")),
    ],
)
def test_a_timestamp_is_a_plain_positive_number(text: str, time: int | None) -> None:
    claims = OAuthClaims(protocol_of(oauth_timestamp=text))
    assert (claims.time, claims.timed, claims.timeless) == (time, text != "", False)


def test_plaintext_has_no_nonce_and_may_have_no_time() -> None:
    claims = OAuthClaims(protocol_of("PLAINTEXT"))
    assert (claims.nonce, claims.time, claims.timeless) == ("", NOW, False)
    assert OAuthClaims(protocol_of("PLAINTEXT", oauth_timestamp="")).timeless
    assert not OAuthClaims(protocol_of("HMAC-SHA1", oauth_timestamp="")).timeless


def others(method: str, placement: str) -> list[tuple[str, str, str, str, str]]:
    """Method, id and detail of each reading that the wire does not allow; the method that it announces, and its text."""
    prepared, claims = OAUTH1.prepare(POST, BARE, now=NOW, nonce="n", placement=placement)
    renamed = tuple((name, method if name == "oauth_signature_method" else value) for name, value in claims.protocol)
    request = prepared._replace(
        target=prepared.target.replace("HMAC-SHA1", method),
        body=prepared.body.replace(b"HMAC-SHA1", method.encode()),
    )
    own = claims._replace(protocol=renamed)
    found = []
    for reading in other_readings(request, OAUTH1.parse(OAUTH1.attach(request, own, "S"))):
        assert reading.claims.protocol == tuple(
            (name, reading.claims.method if name == "oauth_signature_method" else value) for name, value in renamed
        )
        trace = Trace(reading.replacements)
        with suppress(BadKey):
            OAUTH1.derive(request, reading.claims, BARE, trace)
        texts = [value for stage, value in trace.values if stage.__name__ == "base_string"]
        announced = texts[0].partition("oauth_signature_method%3D")[2].partition("%26")[0] if texts else ""
        found.append((reading.claims.method, reading.id, reading.detail, announced, reading.claims.placement))
    return found


@pytest.mark.parametrize("place", ["header", "query", "body"])
@pytest.mark.parametrize("method", METHODS[:3])
def test_another_hash_may_have_been_signed_with_and_announced_in_what_was_signed(method: str, place: str) -> None:
    wanted = [
        (
            other,
            "hash-announced-differs",
            f"{other} was announced in what was signed, {method} in what was sent.",
            other,
            place,
        )
        for other in METHODS[:3]
        if other != method
    ]
    said = f"oauth_signature_method says {method}, the signature is PLAINTEXT."
    assert others(method, place) == [*wanted, ("PLAINTEXT", "plaintext-for-hmac", said, "", place)]


@pytest.mark.parametrize("place", ["header", "query", "body"])
def test_any_method_may_have_been_signed_with_where_plaintext_is_announced(place: str) -> None:
    assert others("PLAINTEXT", place) == [
        (
            other,
            "plaintext-for-hmac",
            f"oauth_signature_method says PLAINTEXT, the signature is {other}.",
            "PLAINTEXT",
            place,
        )
        for other in METHODS[:-1]
    ]


@pytest.mark.parametrize("place", ["header", "query", "body"])
def test_a_method_that_nobody_knows_may_stand_for_any_hmac(place: str) -> None:
    known = [
        (
            other,
            "hash-announced-differs",
            f"It was signed with {other}, but the method announced is {'M' * 24!r}.",
            "M" * 30,
            place,
        )
        for other in METHODS[:3]
    ]
    said = f"oauth_signature_method says {'M' * 30}, the signature is PLAINTEXT."
    assert others("M" * 30, place) == [*known, ("PLAINTEXT", "plaintext-for-hmac", said, "", place)]


def test_a_missing_method_is_added_where_another_reading_has_one() -> None:
    request = sent(header_of((("oauth_consumer_key", "KEY"), ("oauth_signature", "S")))[1])
    readings = list(other_readings(request, OAUTH1.parse(request)))
    assert [reading.claims.protocol for reading in readings[:2]] == [
        (("oauth_consumer_key", "KEY"), ("oauth_signature_method", method)) for method in METHODS[:2]
    ]


@pytest.mark.parametrize("count", range(1, 4))
def test_pairs_are_encoded_and_then_sorted_beside_the_plain_ones(count: int) -> None:
    plain = (("b ", "é"), ("a/", "2"), ("a/", "1"))[-count:]
    encoded = encoded_parameters(plain)
    assert encoded == ((("b%20", "%C3%A9"), ("a%2F", "2"), ("a%2F", "1"))[-count:], plain)
    assert sorted_parameters(encoded) == (("a%2F", "1"), ("a%2F", "2"), ("b%20", "%C3%A9"))[:count]


def test_a_base_string_is_taken_apart() -> None:
    text = "GET&https%3A%2F%2Fh.example%3A8443%2Fx%252Fy&a%3D1%2B2%26b%3D%2526"
    parts = ("GET", "https%3A%2F%2Fh.example%3A8443%2Fx%252Fy", "a%3D1%2B2%26b%3D%2526")
    assert list(text_fields(text)) == [parts]
    assert list(text_fields("P%C3%A9&u&a&b")) == [("Pé", "u", "a&b")]
    assert list(text_fields("GET&x")) == []
    assert text_parameters(parts) == (("a", "1+2"), ("b", "&"))
    assert text_host(parts) == "h.example:8443"
    assert text_host(("GET", "http%3A%2F%2Fh", "a")) == "h"
    assert text_host(("GET", "http%3A%2F%2Fh")) == "h"
    assert text_host(("GET", "https%3A%2F%2Fh%2Fx%3A%2F%2Fy", "a")) == "h"
    assert text_host(("GET",)) == ""


def test_a_key_is_taken_apart_into_the_secrets_of_client_and_token() -> None:
    keyed = credential_for_key(OAuthClaims(protocol_of(oauth_token="tk")), b"s%26t&%C3%A9&x")
    assert (keyed.key_id, keyed.token, keyed.secret.text, keyed.token_secret.text) == ("KEY", "tk", "s&t", "é&x")
    assert credential_for_key(OAuthClaims(protocol_of()), b"\xff").secret.value == b"\xff"


@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_has_a_key_of_the_right_kind(method: str) -> None:
    claims = OAuthClaims(protocol_of(method))
    is_rsa = method.startswith("RSA")
    assert OAUTH1.checks.unknown_credential(claims) is (UNKNOWN_PUBLIC_KEY if is_rsa else UNKNOWN_CREDENTIAL)
    kinds = {KeyKind.PUBLIC, KeyKind.PRIVATE} if is_rsa else {KeyKind.SHARED}
    assert set(OAUTH1.checks.key_kinds(claims)) == kinds
    assert (OAUTH1.output.opened("AAAA", claims, UNKNOWN_PUBLIC_KEY) is None) == (not is_rsa)
    if is_rsa:
        shown = OAUTH1.output.opened("no base64!", claims, UNKNOWN_PUBLIC_KEY)
        assert shown
        assert (shown.value, shown.digest) == ("right" if method == "RSA-PSS" else "", b"")
        assert not OAUTH1.holds(GET, claims, UNKNOWN_PUBLIC_KEY, "no base64!")


@pytest.mark.parametrize(
    ("named", "held"), [("t", "t"), ("", ""), ("t", ""), ("", "t"), ("t", "T"), ("é\udc80", "é\udc80")]
)
def test_a_credential_is_bound_to_its_token(named: str, held: str) -> None:
    claims = OAuthClaims(protocol_of(**({"oauth_token": named} if named else {})))
    assert OAUTH1.checks.bound(claims, Credential.of("KEY", "s", held)) == (named == held)
    assert wire_bytes(named).decode("utf-8", "surrogateescape") == named


BEARER = ("Authorization", "Bearer x")
HASHED = protocol_of(oauth_body_hash="x")
COVERED: list[tuple[OAuthClaims, Request, Coverage]] = [
    (OAuthClaims(protocol_of()), GET, Coverage()),
    (OAuthClaims(protocol_of()), POST, Coverage()),
    (OAuthClaims(HASHED), POST, Coverage(body=True)),
    (OAuthClaims(HASHED), GET, Coverage()),
    (OAuthClaims(protocol_of()), POST.with_header(*BEARER), Coverage()),
    (OAuthClaims(protocol_of(), "query"), GET.with_header(*BEARER), Coverage(exposed=("headers",))),
    (OAuthClaims(protocol_of(), "body"), POST.with_header(*BEARER), Coverage(exposed=("headers",))),
    (OAuthClaims(protocol_of(), "body"), POST, Coverage()),
    (OAuthClaims(protocol_of()), POST._replace(target="/x?a=2"), Coverage(exposed=("repeated names",))),
    (OAuthClaims(protocol_of()), POST._replace(target="/x?b=2"), Coverage()),
    (OAuthClaims(protocol_of()), POST._replace(target="/x?a=2").with_header(*JSON), Coverage()),
    (OAuthClaims(protocol_of()), POST._replace(target="/x?oauth_n=2", body=b"oauth_n=2"), Coverage()),
    (
        OAuthClaims(HASHED, "query"),
        POST._replace(target="/x?a=2").with_header(*BEARER),
        Coverage(body=True, exposed=("headers", "repeated names")),
    ),
    (OAuthClaims(protocol_of("PLAINTEXT")), POST, NOTHING_COVERED),
]


@pytest.mark.parametrize(("claims", "request_", "wanted"), COVERED)
def test_what_is_covered_follows_from_method_placement_and_body(
    claims: OAuthClaims, request_: Request, wanted: Coverage
) -> None:
    assert OAUTH1.checks.coverage(request_, claims) == wanted


def test_the_parameters_of_the_application_are_the_others() -> None:
    signed = sign(POST._replace(target="/x?b=2"), BARE, "oauth1", placement="body", now=NOW)
    assert OAUTH1.checks.parameters(signed, OAuthClaims(())) == ((("b", "2"),), (("a", "1"),))
    assert OAUTH1.checks.safe == set(METHODS) - {"PLAINTEXT"}
    assert OAUTH1.checks.https_only == {"PLAINTEXT"}
