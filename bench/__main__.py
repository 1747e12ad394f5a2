"""Every row: the same work by paraph and by a peer, in turns, in this run; printed as the ratio of their medians.

Run by `make bench`. The floor is one HMAC-SHA1 of 300 bytes; figures in floors can be compared between machines.
"""

from __future__ import annotations

import hashlib
import hmac
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import duo_client.client as duo_client
from authlib.oauth1.rfc5849.client_auth import ClientAuth
from oauthlib.oauth1 import Client

from bench import explaining, proxying, pulling, reading, recordings, serving, starting
from paraph import Credential, judge, request_for, sign
from paraph.clients.arguments import JSON_TYPE, json_bytes
from paraph.core.case import Case
from paraph.core.encoding import base64_text, form_text
from paraph.explaining.search.costs import COST_LIMIT
from paraph.explaining.search.setup import prepare_search
from paraph.schemes import scheme_named
from paraph.schemes.duo import signing as duo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paraph import Pairs

ROUNDS, SHARE = 15, 0.02
VALUES = ("100", "active", "amara.diallo@example.com", "two words & more", "Jürgen Müller")
KEY = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
OAUTH = Credential.of("ck-0123456789", "cs-abcdef")
HOST, NOW = "api-example0.duosecurity.com", 1773739805
DATE = "Tue, 17 Mar 2026 09:30:05 -0000"


def parameters(count: int) -> dict[str, str]:
    """A realistic mix of plain and escaped values."""
    return {f"name{index}": VALUES[index % len(VALUES)] for index in range(count)}


def timed(work: Callable[[], object], repeat: int) -> float:
    """Seconds for one call, over `repeat` calls."""
    started = time.perf_counter()
    for _ in range(repeat):
        work()
    return (time.perf_counter() - started) / repeat


def compared(name: str, ours: Callable[[], object], theirs: Callable[[], object], peer: str) -> None:
    """Print one row: paraph and the peer in turns, medians, and how many times faster paraph is."""
    for work in (ours, theirs):  # the first call imports what it needs
        work()
    counts = [max(1, int(SHARE / max(timed(work, 3), 1e-7))) for work in (ours, theirs, one_floor)]
    rounds = [
        [timed(work, n) for work, n in zip((ours, theirs, one_floor), counts, strict=True)] for _ in range(ROUNDS)
    ]
    own, other, base = (median(times) for times in zip(*rounds, strict=True))
    ratio = median(times[1] / times[0] for times in rounds)
    print(
        f"{name:44} {own * 1e6:8.1f} {own / base:7.1f} {other * 1e6:9.1f} {other / base:7.1f} {ratio:7.2f}x  {peer}",
        flush=True,
    )


def duo_rows() -> None:
    """Duo: canonicalize and sign, and the whole call less the network."""
    for count in (0, 5, 30):
        pairs = parameters(count)
        lists = duo_client.normalize_params(pairs)
        items = tuple(pairs.items())
        compared(
            f"Duo v2 GET, {count} parameters: sign",
            lambda p=items: duo_authorization(p),
            lambda p=lists: duo_client.sign(
                KEY.key_id, KEY.secret.text, "GET", HOST, "/admin/v1/users", DATE, 2, p, digestmod=hashlib.sha1
            ),
            "duo_client sign()",
        )
    client = Quiet(KEY.key_id, KEY.secret.text, HOST)
    pairs = parameters(5)
    url = f"https://{HOST}/admin/v1/users"
    compared("Duo v5 GET, 5 parameters: whole call",
             lambda: sign(request_for("GET", f"{url}?{form_text(tuple(pairs.items()))}"), KEY),
             lambda: client.api_call("GET", "/admin/v1/users", pairs), "duo_client api_call")  # fmt: skip
    compared("Duo v5 POST JSON, 5 parameters: whole call",
             lambda: sign(request_for("POST", url).with_body(JSON_TYPE, json_bytes(pairs, "body")), KEY),
             lambda: client.api_call("POST", "/admin/v1/users", pairs), "duo_client api_call")  # fmt: skip


def duo_authorization(pairs: Pairs) -> str:
    """What duo_client's sign() makes: the Authorization value, from method, host, path and parameters."""
    line = duo.canonical_parameters(duo.sorted_parameters(duo.encoded_parameters(duo.signed_parameters(pairs))))
    text = duo.canonical_string(DATE, "GET", HOST.lower(), "/admin/v1/users", line)
    signature = duo.hexadecimal(duo.hmac_sha1(duo.signing_key(duo.secret_key(KEY)), text))
    return f"Basic {base64_text(f'{KEY.key_id}:{signature}'.encode())}"


class Quiet(duo_client.Client):
    """A duo_client that stops where the network begins."""

    def _make_request(self, *_: object) -> tuple[None, bytes]:
        return None, b""

    def _connect(self) -> None:
        return


def oauth_rows() -> None:
    """OAuth 1.0a: sign and verify."""
    for count in (0, 5, 30):
        query = urlencode(parameters(count))
        url = "https://shop.example.com/photos" + (f"?{query}" if query else "")
        request = request_for("GET", url)
        peer = Client(OAUTH.key_id, client_secret=OAUTH.secret.text)
        other = ClientAuth(OAUTH.key_id, OAUTH.secret.text)
        compared(f"OAuth HMAC-SHA1, {count} parameters: sign", lambda r=request: sign(r, OAUTH, "oauth1"),
                 lambda u=url, p=peer: p.sign(u), "oauthlib")  # fmt: skip
        compared(f"OAuth HMAC-SHA1, {count} parameters: sign", lambda r=request: sign(r, OAUTH, "oauth1"),
                 lambda u=url, o=other: o.prepare("GET", u, {}, b""), "Authlib")  # fmt: skip
        signed = sign(request, OAUTH, "oauth1", now=NOW)
        compared(f"OAuth HMAC-SHA1, {count} parameters: verify", lambda r=signed: judge(r, OAUTH, "oauth1", now=NOW),
                 lambda r=signed: authlib_verify(r.url, r.header("Authorization") or ""), "Authlib")  # fmt: skip


def authlib_verify(url: str, authorization: str) -> bool:
    """Verify as Authlib does, with the key in memory."""
    from authlib.oauth1.rfc5849.signature import verify_hmac_sha1
    from authlib.oauth1.rfc5849.wrapper import OAuth1Request

    request = OAuth1Request("GET", url, headers={"Authorization": authorization})
    request.client = Held()
    return bool(verify_hmac_sha1(request))


class Held:
    """A client as Authlib wants one."""

    def get_client_secret(self) -> str:
        """The secret."""
        return OAUTH.secret.text


def search_row() -> None:
    """Candidates a second in the search, on one core."""
    request = sign(request_for("GET", f"https://{HOST}/admin/v1/users"), KEY, version=2, digest="sha1", now=NOW)
    stranger = Credential.of(KEY.key_id, "quiteAnotherSecretKey0123456789abcdefghi")
    scheme = scheme_named("duo")
    case = Case(request, stranger, scheme, scheme.parse(request))
    search = prepare_search(case, time.monotonic() + 20).search
    before = timed(one_floor, 50_000)
    seconds = timed(lambda: search.run(COST_LIMIT), 1)
    floor = (before + timed(one_floor, 50_000)) / 2
    rate, floors = search.candidates / seconds, seconds / search.candidates / floor
    print(
        f"search, SHA-1, one core: {floors:.2f} floors a candidate, {rate:,.0f} candidates a second "
        f"({search.candidates:,} tried)"
    )


def one_floor() -> bytes:
    """Compute one HMAC-SHA1 of 300 bytes."""
    return hmac.digest(b"k" * 40, b"m" * 300, "sha1")


def process_rows() -> None:
    """Whole processes: import and command line, with the bytecode made before, beside a bare Python in turns."""
    request, credentials = "examples/requests/duo-auth-unsorted.http", "examples/duo.json"
    commands = {"import paraph.signing": ("-c", "import paraph; paraph.sign"),
                "import duo_client": ("-c", "import duo_client"), "import oauthlib.oauth1": ("-c", "import oauthlib.oauth1"),
                "paraph --help": ("-m", "paraph", "--help"),
                "paraph explain, one mistake": ("-m", "paraph", "explain", request, "--credentials", credentials)}  # fmt: skip
    with starting.bytecode_folder() as env:
        for name, words in commands.items():
            process_seconds(words, env)
            rounds = [(process_seconds(("-c", "pass"), env), process_seconds(words, env)) for _ in range(9)]
            bare, own = (median(times) * 1000 for times in zip(*rounds, strict=True))
            print(f"{name:44} {own:8.1f} ms, bare Python {bare:.1f} ms: {own / bare:.1f}x", flush=True)


def process_seconds(words: Sequence[str], env: dict[str, str]) -> float:
    """Run Python with these words; return the seconds until it ends."""
    return timed(lambda: subprocess.run([sys.executable, *words], env=env, capture_output=True, check=False), 1)


def main() -> None:
    """Print all rows."""
    print(
        f"{'':44} {'paraph':>8} {'floors':>7} {'peer':>9} {'floors':>7} {'faster':>8}  (microseconds; one floor is an HMAC-SHA1)"
    )
    duo_rows()
    oauth_rows()
    search_row()
    explaining.rows()
    serving.rows()
    proxying.rows()
    pulling.rows()
    starting.rows()
    reading.rows()
    recordings.rows()
    process_rows()


if __name__ == "__main__":
    main()
