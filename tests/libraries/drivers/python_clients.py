"""Signs the cases with client libraries for Python, and prints each request as a JSON line.

Each function takes a case and uses its library as the library's documentation says; the first line names the package,
and the kinds of cases for which the library has a place.
"""

import asyncio
import contextlib
import importlib.metadata
import io
import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import wire

BASE = "https://shop.example.com"
CLIENTS: list[tuple[str, frozenset[str], Callable]] = []


def client(package: str, kinds: str):
    """Register the function that signs with a package: the kinds are query, form, json, path, token, keys."""

    def register(function: Callable) -> Callable:
        CLIENTS.append((package, frozenset(kinds.split()), function))
        return function

    return register


def needs(case: SimpleNamespace) -> set[str]:
    """Return the kinds of a case: what a client must be able to do."""
    wanted = {kind for kind in ("query", "form", "json") if getattr(case, kind)}
    wanted |= {"both"} if case.query and (case.form or case.json) else set()
    wanted |= {"path"} if case.path != "/api/Items" else set()
    wanted |= {"verbs"} if case.method not in ("GET", "POST") else set()
    names = [name for name, _ in case.query + case.form]
    wanted |= {"repeats"} if len(set(names)) < len(names) else set()
    wanted |= {"two-legged"} if not case.key.token else set()
    return wanted


def group_values(pairs: list) -> dict:
    """Return pairs as people give them in Python: a repeated name has a list."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return {name: several if len(several) > 1 else several[0] for name, several in values.items()}


def keys_of(case: SimpleNamespace) -> tuple[str, str, str, str]:
    """Return key, secret, token and token secret."""
    return case.key.key, case.key.secret, case.key.token, case.key.token_secret


def url_of(case: SimpleNamespace, base: str = BASE) -> str:
    """Return the address without its query."""
    return base + case.path


def arguments(case: SimpleNamespace) -> dict:
    """Return the arguments of requests and httpx."""
    values = {"params": group_values(case.query), "data": group_values(case.form), "json": case.json}
    return {name: value for name, value in values.items() if value}


ALL = "query form json both path verbs repeats two-legged"


@client("requests-oauthlib", ALL)
def requests_oauthlib(case):
    from requests_oauthlib import OAuth1Session

    key, secret, token, token_secret = keys_of(case)
    OAuth1Session(key, secret, token or None, token_secret or None).request(
        case.method, url_of(case), **arguments(case)
    )


@client("oauthlib", ALL)
def oauthlib_query(case):
    import requests
    from oauthlib.oauth1 import SIGNATURE_TYPE_QUERY
    from requests_oauthlib import OAuth1

    key, secret, token, token_secret = keys_of(case)
    auth = OAuth1(key, secret, token or None, token_secret or None, signature_type=SIGNATURE_TYPE_QUERY)
    requests.request(case.method, url_of(case), auth=auth, timeout=5, **arguments(case))


@client("tweepy", "query form json both verbs repeats")
def tweepy(case):
    import tweepy

    tweepy_auth = tweepy.OAuth1UserHandler(*keys_of(case))
    body = {"json_payload": case.json} if case.json else {"post_data": group_values(case.form)} if case.form else {}
    tweepy.API(tweepy_auth).request(case.method, "search/tweets", params=group_values(case.query), **body)


@client("twython", "query form")
def twython(case):
    from twython import Twython

    Twython(*keys_of(case)).request("search/tweets", params=group_values(case.query + case.form), method=case.method)


@client("TwitterAPI", "query form")
def twitter_api(case):
    from TwitterAPI import TwitterAPI

    endpoint = "statuses/update" if case.form else "search/tweets"
    TwitterAPI(*keys_of(case)).request(endpoint, group_values(case.query + case.form))


@client("birdy", "query form")
def birdy(case):
    from birdy.twitter import UserClient

    resource = UserClient(*keys_of(case)).api.statuses.lookup
    (resource.post if case.form else resource.get)(**group_values(case.query + case.form))


@client("twitter", "query form")
def sixohsix_twitter(case):
    import twitter

    key, secret, token, token_secret = keys_of(case)
    api = twitter.Twitter(auth=twitter.OAuth(token, token_secret, key, secret), retry=False)
    api.search.tweets(_method=case.method, **group_values(case.query + case.form))


@client("flickrapi", "query")
def flickrapi(case):
    import flickrapi

    key, secret, token, token_secret = keys_of(case)
    held = flickrapi.auth.FlickrAccessToken(token, token_secret, "read")
    flickr = flickrapi.FlickrAPI(key, secret, token=held, store_token=False, format="parsed-json")
    flickr.do_flickr_call("flickr.photos.search", **group_values(case.query))


@client("python3-discogs-client", "query form json")
def discogs(case):
    from urllib.parse import urlencode

    import discogs_client

    key, secret, token, token_secret = keys_of(case)
    discogs = discogs_client.Client("recorder/1.0", key, secret, token, token_secret)
    url = f"{discogs._base_url}/database/search" + (f"?{urlencode(case.query)}" if case.query else "")
    discogs._request(case.method, url, data=case.json or group_values(case.form) or None)


@client("Authlib", ALL)
def authlib_requests(case):
    from authlib.integrations.requests_client import OAuth1Session

    key, secret, token, token_secret = keys_of(case)
    OAuth1Session(key, secret, token=token, token_secret=token_secret).request(
        case.method, url_of(case), **arguments(case)
    )


@client("Authlib", ALL)
def authlib_httpx(case):
    from authlib.integrations.httpx_client import OAuth1Client

    key, secret, token, token_secret = keys_of(case)
    with OAuth1Client(key, secret, token=token, token_secret=token_secret) as session:
        session.request(case.method, url_of(case), **arguments(case))


@client("lti", "form two-legged")
def lti(case):
    import requests
    from lti import ToolConsumer

    launch = {"lti_message_type": "basic-lti-launch-request", "lti_version": "LTI-1p0", "resource_link_id": "r1"}
    custom = {f"custom_{name}": value for name, value in group_values(case.form).items()}
    consumer = ToolConsumer(case.key.key, case.key.secret, params={**launch, **custom}, launch_url=url_of(case))
    requests.post(url_of(case), data=consumer.generate_launch_data(), timeout=5)


@client("PyLTI", "json two-legged")
def pylti(case):
    if not case.json:
        return
    from pylti.common import generate_request_xml, post_message

    xml = generate_request_xml("message", "replaceResult", case.json["name"], "0.5")
    post_message({case.key.key: {"secret": case.key.secret}}, case.key.key, url_of(case), xml)


@client("netsuite", "query json both verbs repeats")
def netsuite(case):
    from netsuite import Config, TokenAuth
    from netsuite.rest_api import NetSuiteRestApi

    key, secret, token, token_secret = keys_of(case)
    auth = TokenAuth(consumer_key=key, consumer_secret=secret, token_id=token, token_secret=token_secret)
    api = NetSuiteRestApi(Config(account="1234567_SB1", auth=auth))
    asyncio.run(api._request(case.method, "/record/v1/customer", **arguments(case)))


@client("schoolopy", "query json both")
def schoolopy(case):
    import schoolopy

    session = schoolopy.Schoology(schoolopy.Auth(case.key.key, case.key.secret))
    from urllib.parse import urlencode

    path = "search" + (f"?{urlencode(case.query)}" if case.query else "")
    session._post(path, case.json) if case.json else session._get(path)


@client("PyTumblr", "query form")
def pytumblr(case):
    import pytumblr

    request = pytumblr.TumblrRestClient(*keys_of(case)).request
    (request.post if case.form else request.get)("/v2/blog/b.tumblr.com/post", group_values(case.query + case.form))


@client("jira", "query json both path verbs repeats")
def jira(case):
    import jira

    key, _, token, token_secret = keys_of(case)
    oauth = {"access_token": token, "access_token_secret": token_secret, "consumer_key": key, "key_cert": private_key(),
             "signature_method": "RSA-SHA1"}  # fmt: skip
    session = jira.JIRA(server=BASE, oauth=oauth, get_server_info=False, max_retries=0)._session
    session.request(case.method, url_of(case), **arguments(case))


@client("py-trello", "query json both verbs")
def py_trello(case):
    from trello import TrelloClient

    key, secret, token, token_secret = keys_of(case)
    trello = TrelloClient(key, secret, token, token_secret)
    trello.fetch_json(
        "/search", http_method=case.method, query_params=group_values(case.query), post_args=case.json or {}
    )


@client("mwoauth", "query two-legged")
def mwoauth(case):
    from urllib.parse import urlencode

    from mwoauth import ConsumerToken, Handshaker

    consumer = ConsumerToken(case.key.key, case.key.secret)
    Handshaker(f"{BASE}/w/index.php", consumer, callback=f"{BASE}/back?{urlencode(case.query)}").initiate()


@client("mwclient", "query form")
def mwclient(case):
    import mwclient

    key, secret, token, token_secret = keys_of(case)
    site = mwclient.Site("shop.example.com", consumer_token=key, consumer_secret=secret, access_token=token,
                         access_secret=token_secret, do_init=False, max_retries=0)  # fmt: skip
    site.raw_call("api", group_values(case.query + case.form), retry_on_error=False, http_method=case.method)


@client("aioauth_client", "query form json both verbs repeats")
def aioauth(case):
    from aioauth_client import OAuth1Client

    key, secret, token, token_secret = keys_of(case)
    oauth = OAuth1Client(key, secret, base_url=BASE, oauth_token=token, oauth_token_secret=token_secret)
    asyncio.run(oauth.request(case.method, url_of(case), **arguments(case)))


@client("oauth2", ALL)
def oauth2(case):
    from urllib.parse import urlencode

    import oauth2

    key, secret, token, token_secret = keys_of(case)
    oauth = oauth2.Client(oauth2.Consumer(key, secret), oauth2.Token(token, token_secret) if token else None)
    url = url_of(case) + (f"?{urlencode(case.query)}" if case.query else "")
    body = json.dumps(case.json).encode() if case.json else urlencode(case.form)
    headers = {"Content-Type": "application/json"} if case.json else None
    oauth.request(url, case.method, body=body or b"", headers=headers)


@client("rauth", ALL)
def rauth_header(case):
    from rauth import OAuth1Session

    key, secret, token, token_secret = keys_of(case)
    session = OAuth1Session(key, secret, token or None, token_secret or None)
    headers = {"Content-Type": "application/json"} if case.json else {}
    given = arguments(case)
    if case.json:
        given["data"] = json.dumps(given.pop("json"))
    session.request(case.method, url_of(case), header_auth=True, headers=headers, **given)


@client("rauth", "query form verbs repeats two-legged")
def rauth_query(case):
    from rauth import OAuth1Session

    key, secret, token, token_secret = keys_of(case)
    OAuth1Session(key, secret, token or None, token_secret or None).request(
        case.method, url_of(case), **arguments(case)
    )


@client("goodreads", "query")
def goodreads(case):
    from goodreads.session import GoodreadsSession

    session = GoodreadsSession(*keys_of(case))
    session.oauth_resume()
    session.get("search/index.xml", group_values(case.query))


@client("fatsecret", "query")
def fatsecret(case):
    from fatsecret import Fatsecret

    key, secret, token, token_secret = keys_of(case)
    session = Fatsecret(key, secret, session_token=(token, token_secret), retries=False)
    session._call({"method": "foods.search", **group_values(case.query)})


@client("WooCommerce", "query json both verbs repeats two-legged")
def woocommerce(case):
    from woocommerce import API

    api = API("http://shop.example.com", case.key.key, case.key.secret)
    params = group_values(case.query) or None
    send = getattr(api, case.method.lower())
    send("products", case.json, params=params) if case.method in ("POST", "PUT") else send("products", params=params)


@client("mastercard-oauth1-signer", ALL)
def mastercard(case):
    import requests
    from oauth1.signer import OAuthSigner

    request = requests.Request(case.method, url_of(case), **arguments(case)).prepare()
    requests.Session().send(OAuthSigner(case.key.key, rsa_key()).sign_request(request.url, request))


@client("duo_client", "query form json verbs")
def duo_client(case):
    from duo_client.client import Client

    duo = Client(case.key.key, case.key.secret, "api-example0.duosecurity.com", ca_certs="DISABLE", sig_version=5)
    duo.api_call(case.method, "/admin/v1/users", case.json or group_values(case.query + case.form))


@client("duo_client", "query form")
def duo_client_version_2(case):
    from duo_client.client import Client

    duo = Client(case.key.key, case.key.secret, "api-example0.duosecurity.com", ca_certs="DISABLE", sig_version=2)
    duo.api_call(case.method, "/auth/v2/check", group_values(case.query + case.form))


KEY: list = []


def rsa_key():
    """Return the RSA key of this run; its public part is printed with the requests."""
    from cryptography.hazmat.primitives.asymmetric import rsa

    if not KEY:
        KEY.append(rsa.generate_private_key(65537, 2048))
    return KEY[0]


def private_key() -> str:
    """Return the RSA key in PEM."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return rsa_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_key() -> str:
    """Return the public part of the RSA key in PEM."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def case_of(plain: dict, credentials: dict) -> SimpleNamespace:
    """Return a case with its credential and every member set."""
    pairs = {name: [tuple(pair) for pair in plain.get(name, [])] for name in ("query", "form")}
    own = {"path": "/api/Items", "json": None, "credential": "plain", **plain, **pairs}
    return SimpleNamespace(**own, key=SimpleNamespace(**credentials[own["credential"]]))


def record(package: str, function: Callable, case: SimpleNamespace) -> dict | None:
    """Run one client on one case; return its line, or None with a note on stderr if it sent nothing."""
    wire.sent.clear()
    problem = "nothing was sent"
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            function(case)
    except (Exception, SystemExit) as error:  # what comes after sending is of no interest
        problem = f"{type(error).__name__}: {error}"
    if not wire.sent:
        print(f"{function.__name__} {case.id}: {problem}"[:300], file=sys.stderr)
        return None
    version = importlib.metadata.version(package)
    name = f"{package} {version} (PyPI)"
    return {"client": name, "way": function.__name__, "case": case.id, "credential": case.credential,
            "request": wire.sent[-1]}  # fmt: skip


def main(folder: Path, only: list[str]) -> None:
    """Print a line for each client and case."""
    warnings.simplefilter("ignore")
    wire.install()
    cases = json.loads((folder / "cases.json").read_text())
    credentials = json.loads((folder / "credentials.json").read_text())
    for package, kinds, function in CLIENTS:
        if only and function.__name__ not in only:
            continue
        for case in (case_of(plain, credentials) for plain in cases):
            line = record(package, function, case) if needs(case) <= kinds else None
            if line and "RSA" in json.dumps(line["request"]):
                line["public_key"] = public_key()
            if line:
                print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
