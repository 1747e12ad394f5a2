"""Two requests with one signed text: equal forms, or one of them is refused.

The pairs are made to meet: a few names, values and separators, cut and put together at other places, so that a text that
was joined without care reads the same. The signature of the first is put on the second.
"""

import random

from paraph import Credential, Request, judge
from paraph.core.trace import run
from paraph.schemes import scheme_named
from tests.trust.equal_forms import plain_form
from tests.trust.signed import CLIENT, DUO_KEY, FORM, JSON, NOW

TOKENS = (
    "a",
    "b",
    "=",
    "&",
    "/",
    "?",
    "%26",
    "%3D",
    "%2F",
    "%0A",
    "%00",
    "%25",
    "%",
    "+",
    "%20",
    ";",
    "#",
    "\0",
    "=&",
    "&=",
    "x-duo-a",
)
HOSTS = ("h.example", "h.example:443", "H.example", "h.example%2F", "h.example&a")
VERSIONS = {"sha1": (2,), "sha512": (2, 4, 5)}


def cut(tokens: list[str], draws: random.Random, count: int) -> list[str]:
    """The tokens joined after they were cut into that many pieces, at places of chance."""
    places = sorted(draws.choices(range(len(tokens) + 1), k=count - 1))
    return ["".join(tokens[a:b]) for a, b in zip([0, *places], [*places, len(tokens)], strict=True)]


def made(tokens: list[str], draws: random.Random, scheme: str) -> Request:
    """An unsigned request out of the tokens, in this order, spread over path, query, body and headers."""
    path, query, body, name, value = cut(tokens, draws, 5)
    method = draws.choice(("GET", "POST", "DELETE", "PUT"))
    kind = draws.choice((FORM, JSON, ()))
    headers = [("Host", draws.choice(HOSTS[:3]) if draws.random() < 0.95 else draws.choice(HOSTS)), *kind]
    if scheme == "duo" and draws.random() < 0.5:
        headers += [(f"X-Duo-{name or 'A'}", value), ("X-Duo-C", "d")][: draws.randrange(1, 3)]
    target = "/" + path + (f"?{query}" if query else "")
    return Request(method, target, tuple(headers), body.encode() if draws.random() < 0.6 else b"")


def changed(tokens: list[str], draws: random.Random) -> list[str]:
    """Nearly the same tokens: one dropped, doubled, exchanged with its neighbour, or none."""
    other, at = list(tokens), draws.randrange(len(tokens))
    kind = draws.randrange(4)
    if kind == 0:
        del other[at]
    elif kind == 1:
        other.insert(at, draws.choice(TOKENS))
    elif kind == 2:
        other[at : at + 2] = other[at : at + 2][::-1]
    return other


def signatures(request: Request, scheme: str, draws: random.Random) -> tuple[Request, Credential]:
    """The request as signed by somebody who signs anything, whatever a careful signer would refuse."""
    chosen = scheme_named(scheme)
    if scheme == "duo":
        digest = draws.choice(("sha1", "sha512"))
        options = {"version": draws.choice(VERSIONS[digest]), "digest": digest}
        prepared, claims = chosen.prepare(request, DUO_KEY, now=NOW, **options)
        return chosen.attach(prepared, claims, chosen.derive(prepared, claims, DUO_KEY, run)), DUO_KEY
    prepared, claims = chosen.prepare(request, CLIENT, now=NOW, nonce="n", method="HMAC-SHA1")
    return chosen.attach(prepared, claims, chosen.derive(prepared, claims, CLIENT, run)), CLIENT


def run_collisions(scheme: str, seed: int, count: int) -> tuple[list[str], int]:
    """Make that many pairs; the collisions found, and how many pairs had one signed text at all."""
    draws = random.Random(f"{scheme} {seed}")
    faults, met = [], 0
    for _ in range(count):
        tokens = draws.choices(TOKENS, k=draws.randrange(2, 8))
        first, credential = signatures(made(tokens, draws, scheme), scheme, draws)
        own = ("authorization", "date")
        carried = tuple(pair for pair in first.headers if pair[0].lower() in own)
        second = made(changed(tokens, draws), draws, scheme)
        second = second._replace(headers=(*second.headers, *carried))
        if not judge(second, credential, scheme, now=NOW).valid:
            continue
        met += 1
        both = judge(first, credential, scheme, now=NOW).valid
        if both and plain_form(first, scheme) != plain_form(second, scheme):
            faults.append(f"one signature for {first!r}\n  and {second!r}")
    return faults, met
