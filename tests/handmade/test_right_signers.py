"""Right hand-made signers sign what the usual libraries sign."""

from urllib.parse import parse_qs, urlsplit

from duo_client.client import canonicalize
from oauthlib.oauth1.rfc5849 import signature

from tests.handmade import duo, oauth1


def test_oauthlib_signs_the_same_text() -> None:
    for number in range(100):
        drawn = oauth1.draw(f"oauthlib {number}", 0)
        headers = dict(drawn.headers)
        is_form = headers.get("Content-Type") == "application/x-www-form-urlencoded"
        pairs = signature.collect_parameters(urlsplit(drawn.url).query, drawn.body.decode() if is_form else "", headers)
        uri = signature.base_string_uri(drawn.url)
        text = signature.signature_base_string(drawn.method, uri, signature.normalize_parameters(pairs))
        assert text == drawn.signed_text


def test_duo_client_signs_the_same_text() -> None:
    for number in range(100):
        drawn = duo.draw(f"duo_client {number}", 0)
        url, headers, body = urlsplit(drawn.url), dict(drawn.headers), drawn.body.decode()
        is_form = headers.get("Content-Type") == "application/x-www-form-urlencoded"
        parameters = parse_qs(body if is_form else url.query, keep_blank_values=True)
        own = {name: value for name, value in drawn.headers if name.startswith("X-Duo")}
        date = headers.get("Date") or headers["X-Duo-Date"]
        version = 5 if drawn.signed_text.count("\n") == 6 else 2
        text = canonicalize(drawn.method, url.netloc, url.path, parameters, date, version, body, own)
        assert text == drawn.signed_text
