"""A server that judges what it receives, and the calls that are sent to it."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from paraph import Credential, Request, judge, sign
from paraph.codegen.call import call_of
from paraph.schemes import code_of, recognised
from tests.exactly import Exactly, Loopback
from tests.policies import EVERYTHING

if TYPE_CHECKING:
    from paraph.verifying.verdict import Verdict

DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
OAUTH = Credential.of("8DE52B1D4C2A0F0key", "sec&ret ~é$`\"'\\", "tok/en", "to&k%en")
ALONE = Credential.of("8DE52B1D4C2A0F0key", "sec&ret ~é$`\"'\\")
SECRETS = {
    "DUO_SKEY": DUO.secret.text,
    "OAUTH_CONSUMER_SECRET": OAUTH.secret.text,
    "OAUTH_TOKEN_SECRET": OAUTH.token_secret.text,
}
API = ("Host", "api-example0.duosecurity.com")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
JSON = ("Content-Type", "application/json")
HARD = "z=1&a1=2&a=b+c&a=%C3%A9%20%2B%26%3D%25&A=%7E*%27()!%22%24%60%5C&empty=&b%5B0%5D=%F0%9F%98%80&n=l%0Ar&p=%23%7B1%7D%24x"
NOW = 1773739805


def signed(request: Request, credential: Credential, scheme: str, **options: Any) -> Request:
    return sign(request, credential, scheme, now=NOW, nonce="stale", **options)


SAMPLES = {
    "duo-get": signed(Request("GET", f"/admin/v1/users?{HARD}", (API, ("Accept", "application/json"))), DUO, "duo"),
    "duo-get-sha1": signed(Request("GET", "/auth/v2/check", (API,)), DUO, "duo", digest="sha1"),
    "duo-delete": signed(Request("DELETE", "/admin/v1/users/DU%20X?a=1", (API, ("X-Duo-B", "2"))), DUO, "duo"),
    "duo-form": signed(Request("POST", "/admin/v1/users", (API, FORM), HARD.encode()), DUO, "duo"),
    "duo-json": signed(
        Request("POST", "/admin/v1/users", (API, JSON), '{"name": "Léna \'O\' $HOME `x` \\"q\\" \\\\ #{1}", "n": [1]}'.encode()),
        DUO, "duo",
    ),
    "duo-empty-post": signed(Request("POST", "/admin/v1/logout", (API,)), DUO, "duo", version=2),
    "oauth-get": signed(
        Request("GET", f"/photos?{HARD}", (("Host", "shop.example.com:8443"),)), OAUTH, "oauth1", realm="Pho$tos"
    ),
    "oauth-alteryx": signed(
        Request("GET", "/api/v1/users/?pageSize=20&pageIndex=0&search=a%20b", (("Host", "gallery.example.com:443"),)),
        ALONE, "oauth1", placement="query",
    ),
    "oauth-form": signed(
        Request("POST", "/1/update.json?include_entities=true", (("Host", "api.example.com"), FORM), HARD.encode()),
        OAUTH, "oauth1", method="HMAC-SHA256",
    ),
    "oauth-body": signed(
        Request("POST", "/1/update", (("Host", "api.example.com"), FORM), b"c=x+y&a=0"), ALONE, "oauth1", placement="body"
    ),
    "oauth-json": signed(
        Request("PUT", "/v1/things/1", (("Host", "api.example.com"), JSON), '{"é": "\'$x`"}'.encode()),
        OAUTH, "oauth1", method="HMAC-SHA512", body_hash=True,
    ),
    "oauth-empty-hash": signed(
        Request("DELETE", "/v1/things/1", (("Host", "api.example.com"),)), ALONE, "oauth1", body_hash=True
    ),
    "oauth-plaintext": signed(
        Request("GET", "/v1/things?a=1", (("Host", "api.example.com"),)), ALONE, "oauth1", method="PLAINTEXT"
    ),
}  # fmt: skip


class Judge(Loopback):
    """Answers 200 to a request that holds and 401 to any other; `seen` are the requests and what came of them."""

    def __init__(self, offset: int = 0) -> None:
        super().__init__(Handler)
        self.offset = offset
        self.seen: list[tuple[Request, Verdict]] = []


class Handler(Exactly):
    server: Judge

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = tuple((name, value) for name, value in self.headers.items())
        request = Request(self.command, self.path, headers, body, "https")
        keys = [DUO, OAUTH, ALONE]
        verdict = judge(request, keys, now=int(time.time()) + self.server.offset, policy=EVERYTHING)
        self.server.seen.append((request, verdict))
        said = json.dumps({"valid": verdict.valid, "detail": verdict.detail}).encode()
        self.send_response(200 if verdict.valid else 401)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said if self.command != "HEAD" else b"")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def judging(offset: int = 0) -> Iterator[Judge]:
    """A judge on a free port, its clock `offset` seconds ahead."""
    with Judge(offset) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def meaning(request: Request) -> Any:
    """What two requests for the same thing have in common."""
    scheme = recognised(request)
    facts = code_of(scheme)(request, scheme)
    assert facts.message is not None
    call = call_of(facts.message)
    kept = tuple((n.lower(), v) for n, v in call.other_headers if n.lower() in ("accept", "x-duo-b"))
    accept = kept if "application/json" in dict(kept).values() else ()
    query, form = (tuple(sorted(pairs)) for pairs in (call.query, call.form))
    own = {"headers": ()} if scheme.name == "duo" else {"query": query, "form": form}
    plain = {"headers_text": "", "headers_hash": ""} if scheme.name == "duo" else {}
    signing = facts.signing._replace(**own, **plain)
    return call._replace(other_headers=accept, query=query, form=form), signing
