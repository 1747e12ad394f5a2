"""Known servers: how each is recognised, what its habits say of a request, and that every row has a source."""

import base64
import hashlib
import hmac
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest

from paraph import Clues, Credential, Request, explain, request_for, sign
from paraph.core.case import Case
from paraph.core.claims import Parsed
from paraph.core.encoding import FORM_TYPE
from paraph.core.servers import find_server
from paraph.core.trace import Trace
from paraph.explaining.servers import client_advice
from paraph.mistakes import MISTAKES
from paraph.render.as_json import explanation_json
from paraph.render.html import explanation_html
from paraph.render.text import explanation_text
from paraph.schemes import all_schemes, diagnosis_of, scheme_named
from paraph.schemes.oauth1 import OAUTH1, dialects
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.servers import SERVERS
from tests.cli.running import run

NOW = 1764300000
CLIENT = Credential.of("ck", "cs")
FORM = (("Content-Type", FORM_TYPE),)
PARTS = (("Content-Type", "multipart/form-data; boundary=B"),)
MULTIPART = (
    b'--B\r\nContent-Disposition: form-data; name="title"\r\n\r\nmy cat\r\n'
    b'--B\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\nJPEG\r\n--B--\r\n'
)

RECOGNISED = [
    ("http://shop.example/wc-api/v2/orders", "woocommerce-legacy"),
    ("http://shop.example/sub/wp-json/wc/v3/orders", "woocommerce"),
    ("http://blog.example/wp-json/wp/v2/posts", "wordpress"),
    ("https://shop.example/rest/V1/orders/1", "magento"),
    ("https://shop.example/rest/de_de/V1/orders/1", "magento"),
    ("https://sandbox.api.mastercard.com/p", "mastercard"),
    ("https://api.tumblr.com/v2/blog/x/post", "tumblr"),
    ("https://up.flickr.com/services/upload/", "flickr"),
    ("https://api.bricklink.com/api/store/v1/orders", "bricklink"),
    ("https://apis.garmin.com/training-api/workout/", "garmin"),
    ("https://api.twitter.com/2/tweets", "twitter"),
    ("https://api.x.com:443/1.1/a.json", "twitter"),
    ("https://tool.example/launch?tool_consumer_info_product_family_code=canvas", "canvas"),
    ("https://tool.example/launch?tool_consumer_info_product_family_code=moodle", "moodle"),
    ("https://tool.example/launch?lti_message_type=basic-lti-launch-request", "lti"),
    ("https://1234567.suitetalk.api.netsuite.com/services/rest/record/v1/customer", "netsuite"),
    ("https://team.atlassian.net/x", "jira"),
    ("https://api.xero.com/api.xro/2.0/Invoices", "xero"),
    ("https://api.discogs.com/oauth/identity", "discogs"),
    ("https://gallery.example/gallery/api/v1/workflows/subscription/", "alteryx"),
    ("https://server.example/webapi/v3/users", "alteryx-2022"),
    ("https://example.com/photos", None),
    ("https://nottwitter.com/", None),
]


@pytest.mark.parametrize(("url", "name"), RECOGNISED, ids=[url for url, _ in RECOGNISED])
def test_a_server_is_recognised_by_host_parameters_or_path(url: str, name: str | None) -> None:
    found = find_server(SERVERS, request_for("GET", url), None)
    assert (found.name if found else None) == name


def test_every_server_is_recognised_by_something() -> None:
    assert {name for _, name in RECOGNISED} - {None} == {server.name for server in SERVERS}


@pytest.mark.parametrize(("answer", "name"), [
    (b'{"code":"woocommerce_rest_authentication_error"}', "woocommerce"), (b'{"code":"json_oauth1_x"}', "wordpress"),
    (b"oauth_problem=signature_invalid&debug_sbs=GET", None), (b"", None),
])  # fmt: skip
def test_an_answer_shows_the_server(answer: bytes, name: str | None) -> None:
    found = find_server(SERVERS, request_for("GET", "https://example.com/x"), None, answer)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(("realm", "name"), [
    ("1234567", "netsuite"), ("1234567_SB1", "netsuite"), ("TSTDRV123", "netsuite"), ("Example", None), ("", None), (None, None),
])  # fmt: skip
def test_a_realm_shows_the_server(realm: str | None, name: str | None) -> None:
    found = find_server(SERVERS, request_for("GET", "https://example.com/x"), realm)
    assert (found.name if found else None) == name


def test_a_named_server_counts_before_what_the_request_shows() -> None:
    found = find_server(SERVERS, request_for("GET", "https://api.twitter.com/2/x"), None, b"", "Magento")
    assert found is not None
    assert found.name == "magento"
    assert find_server(SERVERS, request_for("GET", "https://api.twitter.com/2/x"), None, b"", "duo") is None


def test_each_habit_has_a_source_and_each_client_has_known_mistakes() -> None:
    for scheme in all_schemes():
        diagnosis = diagnosis_of(scheme)
        for server in diagnosis.known_servers:
            assert server.habits
            for habit in server.habits:
                assert habit.source.startswith(("https://", "http://"))
                assert not habit.sentence.endswith(".")
        for client in diagnosis.known_clients:
            assert client.ids <= set(MISTAKES)
            assert client.source.startswith("https://github.com/")


def signed_as(request: Request, replaced: dict[Any, Any], **options: Any) -> Request:
    """Sign a request as a server with these stages computes it."""
    prepared, claims = OAUTH1.prepare(request, CLIENT, now=NOW, nonce="n4Xq81LdvE", **options)
    return OAUTH1.attach(prepared, claims, OAUTH1.derive(prepared, claims, CLIENT, Trace(replaced)))


class Dialect(NamedTuple):
    """A request to a server with a dialect, the stages that it computes in its own way, and a word of the hint."""

    request: Request
    server: str
    replaced: dict[Any, Any]
    word: str


DIALECTS = [
    Dialect(request_for("GET", "http://shop.example/wc-api/v2/orders/?a=1"), "WooCommerce (legacy API)",
            {oauth1.path: dialects.path_without_last_slash}, "slash"),
    Dialect(request_for("GET", "http://shop.example/wc-api/v2/orders?a=1%2525"), "WooCommerce (legacy API)",
            {oauth1.encoded_parameters: dialects.parameters_decoded_again}, "decodes"),
    Dialect(request_for("GET", "http://shop.example/wp-json/wc/v3/x?include[]=1&include[]=2&a=1&a=2"), "WooCommerce",
            {oauth1.signed_parameters: dialects.php_parameters}, "numbers names"),
    Dialect(request_for("GET", "http://shop.example/wp-json/wp/v2/x?a=%2525&b%21=1"), "WordPress (OAuth1 plugin)",
            {oauth1.encoded_parameters: dialects.wordpress_parameters}, "brackets"),
    Dialect(request_for("GET", "http://shop.example/rest/V1/x?flag&a=1&a=2&b=c=d"), "Magento (Adobe Commerce)",
            {oauth1.query_parameters: dialects.magento_query}, "exactly one ="),
    Dialect(request_for("POST", "https://api.tumblr.com/v2/blog/x/post", PARTS, MULTIPART), "Tumblr",
            {oauth1.form_parameters: dialects.fields_of_multipart}, "multipart"),
    Dialect(request_for("POST", "https://up.flickr.com/services/upload/", PARTS, MULTIPART), "Flickr",
            {oauth1.form_parameters: dialects.fields_of_multipart}, "except the photo"),
    Dialect(request_for("POST", "https://tool.example/launch?id=3", FORM,
                        b"id=3&tool_consumer_info_product_family_code=canvas"), "Canvas (LTI)",
            {oauth1.collected_parameters: dialects.query_within_form_once}, "signs them once"),
]  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda each: f"{each.server}: {each.word}")
def test_a_right_request_is_refused_by_a_server_with_a_dialect(dialect: Dialect) -> None:
    found = explain(signed_as(dialect.request, {}), CLIENT, "oauth1", now=NOW)
    assert found.verdict == "valid"
    assert found.server is not None
    assert found.server.name == dialect.server
    said = [hint for hint in found.hints if dialect.word in hint]
    assert said[0].startswith("The signature is right by OAuth 1.0a (RFC 5849). ")
    assert "refuses this one" in said[0]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda each: f"{each.server}: {each.word}")
def test_a_request_that_is_right_only_there_is_named(dialect: Dialect) -> None:
    request = signed_as(dialect.request, dialect.replaced)
    found = explain(request, CLIENT, "oauth1", now=NOW, budget=1)
    assert found.verdict != "valid"
    said = [hint for hint in found.hints if hint.startswith(f"The signature is right for {dialect.server}, wrong by")]
    assert len(said) == 1
    assert dialect.word in said[0]
    assert not [hint for hint in found.hints if "another secret" in hint]


def test_a_wrong_secret_is_right_nowhere() -> None:
    request = signed_as(DIALECTS[0].request, DIALECTS[0].replaced)
    found = explain(request, Credential.of("ck", "other"), "oauth1", now=NOW, budget=1)
    assert not [hint for hint in found.hints if "is right for" in hint]


def test_the_legacy_shop_as_its_own_code_computes_it() -> None:
    """The text as in class-wc-api-authentication.php, written out by hand."""
    pairs = {"oauth_consumer_key": "ck", "oauth_nonce": "n4Xq81LdvE", "oauth_signature_method": "HMAC-SHA256",
             "oauth_timestamp": str(NOW), "filter[limit]": "5"}  # fmt: skip
    query = "%26".join(f"{quote(n, '').replace('%', '%25')}%3D{quote(v, '')}" for n, v in sorted(pairs.items()))
    text = f"GET&{quote('http://shop.example/wc-api/v2/orders', '')}&{query}"
    signature = base64.b64encode(hmac.digest(b"cs&", text.encode(), hashlib.sha256)).decode()
    sent = "&".join(f"{quote(name, '')}={quote(value, '')}" for name, value in pairs.items())
    url = f"http://shop.example/wc-api/v2/orders/?{sent}&oauth_signature={quote(signature, '')}"
    found = explain(request_for("GET", url), CLIENT, "oauth1", now=NOW, budget=1)
    assert any(hint.startswith("The signature is right for WooCommerce (legacy API), wrong by") for hint in found.hints)


REFUSED = [
    ("GET", "https://shop.example/rest/V1/x", (), b"", {}, "accepts only HMAC-SHA256"),
    ("GET", "https://shop.example/rest/V1/x", (), b"", {"placement": "query"}, "only from the Authorization header"),
    ("GET", "https://shop.example/wc-api/v3/x", (), b"", {}, "only from the query"),
    ("GET", "https://shop.example/wc-api/v3/x", (), b"", {}, "only over plain http"),
    ("POST", "https://api.twitter.com/2/tweets", FORM, b"text=hi", {}, "wants JSON and not a form"),
    ("POST", "https://api.twitter.com/1.1/statuses/update.json", (("Content-Type", "application/json"),), b"{}", {},
     "wants a form and not JSON"),
    ("POST", "https://apis.garmin.com/training-api/workout/", FORM, b"a=1", {}, "wants JSON and not a form"),
    ("GET", "https://1.suitetalk.api.netsuite.com/x", (), b"", {}, "accepts only HMAC-SHA256"),
    ("GET", "https://team.atlassian.net/rest/api/2/x", (), b"", {}, "accepts only RSA-SHA1"),
    ("POST", "https://sandbox.api.mastercard.com/x", (("Content-Type", "application/json"),), b"{}", {},
     "wants oauth_body_hash"),
    ("GET", "https://api.discogs.com/x", (), b"", {}, "wants a User-Agent"),
    ("GET", "https://server.example/webapi/v3/users", (), b"", {}, "takes only OAuth 2"),
    ("GET", "https://api.bricklink.com/api/store/v1/x", (), b"", {"placement": "query"}, "as JSON"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "url", "headers", "body", "options", "said"), REFUSED, ids=[row[-1] for row in REFUSED]
)
def test_a_server_refuses_a_right_request_for_its_form(
    method: str, url: str, headers: Any, body: bytes, options: dict[str, Any], said: str
) -> None:
    request = sign(request_for(method, url, headers, body), CLIENT, "oauth1", now=NOW, nonce="n4Xq81LdvE", **options)
    found = explain(request, CLIENT, "oauth1", now=NOW)
    assert found.verdict == "valid"
    assert any(said in text for text in (*found.hints, *(problem.detail for problem in found.problems)))


def test_a_method_that_the_host_refuses_is_a_problem() -> None:
    request = sign(request_for("GET", "https://1.suitetalk.api.netsuite.com/x"), CLIENT, "oauth1", now=NOW, nonce="n4Xq81LdvE",
                   realm="1")  # fmt: skip
    (problem,) = explain(request, CLIENT, "oauth1", now=NOW).problems
    assert problem.id == "hash-algorithm"
    assert problem.title == "NetSuite does not take this signature method"
    assert "HMAC-SHA1" in problem.detail


def test_a_path_alone_shows_no_problem_with_the_method() -> None:
    request = sign(request_for("GET", "https://x.example/rest/api/2/x"), CLIENT, "oauth1", now=NOW, nonce="n4Xq81LdvE")
    found = explain(request, CLIENT, "oauth1", now=NOW)
    assert not found.problems
    assert any("Jira accepts only RSA-SHA1" in hint for hint in found.hints)


def test_the_form_of_an_answer_proves_no_dialect() -> None:
    row = next(row for row in DIALECTS if "wp-json/wc" in row.request.target)
    request = signed_as(
        row.request._replace(target=row.request.target.replace("/wp-json/wc", "/shop/wc")), row.replaced
    )
    answer = b'{"code":"woocommerce_rest_authentication_error"}'
    found = explain(request, CLIENT, "oauth1", now=NOW, budget=1, clues=Clues(answer=answer))
    assert found.server is not None
    assert found.server.name == "WooCommerce"
    assert not [hint for hint in found.hints if "is right for" in hint]


@pytest.mark.parametrize(("host", "is_named"), [("api.twitter.com", False), ("sandbox.api.mastercard.com", True),
                                                ("api.example.com", True)])  # fmt: skip
def test_a_client_of_another_vendor_is_not_named(host: str, is_named: bool) -> None:
    request = request_for("GET", f"https://{host}/x")
    case = Case(request, CLIENT, scheme_named("oauth1"), Parsed((), ""))
    server = find_server(SERVERS, request, None)
    said = [*client_advice(case, frozenset(("out-not-percent-encoded",)), server.name if server else "")]
    assert any("mastercard" in line for line in said) == is_named


def test_a_request_that_a_server_takes_gets_no_such_hint() -> None:
    url = "https://api.twitter.com/2/tweets"
    request = sign(request_for("POST", url, (("Content-Type", "application/json"),), b"{}"), CLIENT, "oauth1", now=NOW,
                   nonce="n4Xq81LdvE")  # fmt: skip
    found = explain(request, CLIENT, "oauth1", now=NOW)
    assert not [hint for hint in found.hints if "Twitter" in hint]
    assert found.server is not None


def test_duo_is_recognised() -> None:
    credential = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
    request = sign(request_for("GET", "https://api-example0.duosecurity.com/auth/v2/check"), credential, now=NOW)
    found = explain(request, credential, now=NOW)
    assert found.server is not None
    assert found.server.name == "Duo"


def test_a_clue_names_the_server() -> None:
    request = sign(request_for("GET", "https://example.com/x"), CLIENT, "oauth1", now=NOW, nonce="n4Xq81LdvE")
    assert explain(request, CLIENT, "oauth1", now=NOW).server is None
    found = explain(request, CLIENT, "oauth1", now=NOW, clues=Clues(server="netsuite"))
    assert any("NetSuite accepts only HMAC-SHA256" in problem.detail for problem in found.problems)


def test_a_server_of_another_scheme_has_no_habits_here() -> None:
    request = sign(request_for("GET", "https://example.com/x"), CLIENT, "oauth1", now=NOW, nonce="n4Xq81LdvE")
    found = explain(request, CLIENT, "oauth1", now=NOW, clues=Clues(server="duo"))
    assert found.server is None
    assert found.hints[0] == "No habits of duo are known for OAuth 1.0a."


def test_text_json_and_page_show_the_habits() -> None:
    request = sign(request_for("GET", "https://api.discogs.com/x"), CLIENT, "oauth1", now=NOW, nonce="n4Xq81LdvE")
    found = explain(request, CLIENT, "oauth1", now=NOW)
    assert "Known of this server, Discogs:" in explanation_text(found, request)
    assert "It wants a User-Agent header." in explanation_text(found, request)
    assert "It wants a User-Agent header." in explanation_html(found, request)
    shown = explanation_json(found)["server"]
    assert shown["name"] == "Discogs"
    assert len(shown["habits"]) == len(shown["sources"]) == 2


def test_the_command_line_suggests_the_nearest_server() -> None:
    done = run("explain", "-", "--server", "wocommerce", stdin=b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    assert done.code == 2
    assert done.stderr.startswith("paraph: error: --server: unknown server 'wocommerce'; did you mean woocommerce?")
    assert done.stderr.count("\n") == 1


def test_a_client_with_known_ways_is_named() -> None:
    with_realm = {oauth1.header_parameters: lambda claims: (*claims.protocol, ("realm", "Example"))}
    request = signed_as(request_for("GET", "https://example.com/x"), with_realm, realm="Example")
    found = explain(request, CLIENT, "oauth1", now=NOW)
    assert [mistake.id for mistake in found.mistakes] == ["params-realm-included"]
    assert any("oauth-1.0a (npm)" in hint for hint in found.hints)
