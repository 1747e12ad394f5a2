"""What a person does wrong in one place is explained as one mistake: signers of OAuth 1.0a in plain string code."""

import base64
import hashlib
import hmac
from urllib.parse import quote

import pytest

from paraph import Credential, Explanation, request_for
from paraph.explaining.explain import explain

URL, NOW = "https://api.example.com/v1//a_b-c.json", 1773739805
CLIENT, TOKEN = Credential.of("ck", "s3cret"), Credential.of("ck", "s3cret", "tok", "t0ken")
KEY = "s3cret&t0ken"


def encode(text: str) -> str:
    """Encode as RFC 3986 wants it."""
    return quote(text, safe="~")


def parameters(name: str = "first%20name", value: str = "%7Ba%20b%7D%5Bc%5D", **changed: str) -> str:
    """Return the normalized parameters, with other values for some that are oauth_."""
    values = {
        "oauth_consumer_key": "ck", "oauth_nonce": "n%2B1%3D", "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(NOW), "oauth_token": "tok", "oauth_version": "1.0",
    } | changed  # fmt: skip
    return "&".join([f"{name}={value}", *(f"{key}={text}" for key, text in values.items())])


def find_mistakes(text: str, key: str | bytes = KEY, credential: Credential = TOKEN) -> list[str]:
    """Return the ids of the mistakes of a request whose signature is the HMAC of the text."""
    return [mistake.id for mistake in explain_text(text, key, credential).mistakes]


QUERY = "first%20name=%7Ba%20b%7D%5Bc%5D"


def explain_text(text: str, key: str | bytes = KEY, credential: Credential = TOKEN, query: str = QUERY) -> Explanation:
    """Explain a request whose signature is the HMAC of the text."""
    octets = key if isinstance(key, bytes) else key.encode()
    mac = hmac.digest(octets, text.encode(), "sha1")
    return explain_signature(base64.b64encode(mac).decode(), credential, query)


def explain_signature(signature: str, credential: Credential = TOKEN, query: str = QUERY) -> Explanation:
    """Explain a request with this signature."""
    fields = f'oauth_consumer_key="ck", oauth_nonce="n%2B1%3D", oauth_signature="{encode(signature)}"'
    rest = f'oauth_signature_method="HMAC-SHA1", oauth_timestamp="{NOW}", oauth_version="1.0"'
    token = ', oauth_token="tok"' if credential is TOKEN else ""
    headers = (("Authorization", f"OAuth {fields}, {rest}{token}"),)
    request = request_for("GET", f"{URL}?{query}", headers)
    return explain(request, credential, "oauth1", now=NOW, budget=60)


def base_string(normalized: str, url: str = URL) -> str:
    """Return the base string."""
    return f"GET&{encode(url)}&{encode(normalized)}"


RIGHT, MARKS = parameters(), {"-": "%2D", ".": "%2E", "_": "%5F"}


def test_the_right_text_has_no_mistake() -> None:
    assert find_mistakes(base_string(RIGHT)) == []


@pytest.mark.parametrize(
    ("normalized", "mistake"),
    [
        (parameters(oauth_signature_method="HMAC-SHA-1"), ""),
        (parameters(oauth_version="1.0a"), "params-oauth-version-toggle"),
        (parameters(oauth_nonce="n%252B1%253D"), ""),
        (parameters(value="%7Ba%20b%7D[c]"), "enc-reserved-kept"),
        (parameters(value="{a%20b}%5Bc%5D"), "enc-reserved-kept"),
        (parameters(name="first+name"), "enc-space-as-plus"),
        (RIGHT.replace("_", "%5F"), "enc-tilde-encoded"),
    ],
)
def test_wrong_parameters(normalized: str, mistake: str) -> None:
    assert find_mistakes(base_string(normalized)) == [mistake]


def test_two_changes_of_what_was_collected_are_two_mistakes() -> None:
    """A timestamp with decimals, and both parameters of the query twice."""
    text = base_string(parameters(oauth_timestamp=f"{NOW}.0").replace(QUERY, "a=1&a=1&b=2&b=2"))
    mistakes = explain_text(text, query="a=1&b=2").mistakes
    assert {mistake.id for mistake in mistakes} == {"timestamp-unit", "params-in-both-places"}


@pytest.mark.parametrize("mark", MARKS)
def test_an_unreserved_character_is_encoded(mark: str) -> None:
    uri, joined = encode(URL), encode(RIGHT)
    wrong_uri, wrong_joined = uri.replace(mark, MARKS[mark]), joined.replace(mark, MARKS[mark])
    for text in (f"GET&{wrong_uri}&{joined}", f"GET&{uri}&{wrong_joined}"):
        assert find_mistakes(text) == ["enc-tilde-encoded"]
    whole = encode(base_string(RIGHT)).replace(mark, MARKS[mark])
    assert find_mistakes(whole) == ["enc-twice"]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        (base_string(RIGHT, URL.replace("v1//", "v1/")), ""),
        (base_string(RIGHT, "/v1//a_b-c.json?first%20name=%7Ba%20b%7D%5Bc%5D"), ""),
        (encode(f"{URL}?{RIGHT}"), "enc-whole-query-once"),
        (f"GET&{encode(URL)}&{RIGHT.replace('&', '&amp;')}", "enc-none"),
        (f"GET&{encode(encode(URL))}&"
         + encode(encode(parameters(encode("first%20name"), encode("%7Ba%20b%7D%5Bc%5D"), oauth_nonce="n%252B1%253D"))),
         "enc-twice"),
    ],
)  # fmt: skip
def test_wrong_base_string(text: str, mistake: str) -> None:
    assert find_mistakes(text) == [mistake]


@pytest.mark.parametrize(
    "key", ["s3cret%0A&t0ken%0A", "s3cret\n&t0ken", "s3cret\n&t0ken\n", "s3cret%0D%0A&t0ken%0D%0A"]
)
def test_line_ends_in_the_key(key: str) -> None:
    assert find_mistakes(base_string(RIGHT), key) == ["secret-trailing-newline"]


@pytest.mark.parametrize(
    ("key", "mistake"),
    [
        (hashlib.sha1(KEY.encode()).digest(), ""),
        (hashlib.sha256(KEY.encode()).digest(), ""),
        (hashlib.md5(b"s3cret").hexdigest() + "&t0ken", ""),
        (hashlib.sha256(b"s3cret").hexdigest() + "&t0ken", ""),
        ('"s3cret"&t0ken', "secret-shell-artifact"),
        ('"s3cret"&"t0ken"', "secret-shell-artifact"),
        ("b's3cret&t0ken'", ""),
        ("b's3cret'&b't0ken'", ""),
        ("b%27s3cret%27&b%27t0ken%27", ""),
        ("s3cret&n%2B1%3D", "key-wrong-field"),
        ("ck&s3cret&", "key-wrong-field"),
        ("s3c&t0ken", "secret-cut-short"),
    ],
)
def test_wrong_keys(key: str | bytes, mistake: str) -> None:
    assert find_mistakes(base_string(RIGHT), key) == [mistake]


MAC = hmac.digest(KEY.encode(), base_string(RIGHT).encode(), "sha1")
BASE64 = base64.b64encode(MAC).decode()


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        (BASE64.lower(), "The signature was put in lower case."),
        (BASE64.upper(), "The signature was put in upper case."),
        ("".join(map(str, MAC)), "The bytes were written as decimal numbers without a separator."),
        (f"{BASE64}  -", "'  -' stands after the signature."),
    ],
)
def test_wrong_outputs(signature: str, said: str) -> None:
    assert [mistake.detail for mistake in explain_signature(signature).mistakes] == [said]


@pytest.mark.parametrize("key", ["ck&s3cret&&", "s3cret&&ck&"])
def test_four_parts_without_a_token(key: str) -> None:
    without_token = RIGHT.replace("&oauth_token=tok", "")
    assert find_mistakes(base_string(without_token), key, CLIENT) == ["key-wrong-field"]
