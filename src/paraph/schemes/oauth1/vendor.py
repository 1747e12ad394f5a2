"""OAuth 1.0a servers: what they reject besides a wrong signature, and what Alteryx Gallery and NetSuite add."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from paraph.core.claims import Flaw, Reason
from paraph.core.diagnosis import Advice, Diagnosis, Probe, ServerError, Servers, SignedText
from paraph.core.encoding import base64_bytes
from paraph.core.errors import BadKey
from paraph.core.rsa import key_bytes
from paraph.schemes.clock import clock_skew, duration, sample_time
from paraph.schemes.oauth1.answers import read_error
from paraph.schemes.oauth1.body_hashes import body_hashes, other_bodies, plain_hashes
from paraph.schemes.oauth1.clients import CLIENTS
from paraph.schemes.oauth1.readings import (
    claims_as_meant,
    credential_for_key,
    other_readings,
    text_fields,
    text_host,
    text_parameters,
)
from paraph.schemes.oauth1.samples import samples
from paraph.schemes.oauth1.servers import SERVERS
from paraph.schemes.oauth1.signing import RSA_SIGNATURES
from paraph.schemes.oauth1.verifying import digest_inside
from paraph.schemes.oauth1.worked_examples import worked_examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.case import Case
    from paraph.core.credential import Credential
    from paraph.core.diagnosis import Refusal
    from paraph.core.message import Request
    from paraph.schemes.oauth1.signing import OAuthClaims

QUARTER, HALF_DAY = 900, 14 * 3600
INVALID = "The provided signature(oauth_signature) is invalid."
PROBES = (
    Probe("GET", "/v1/workflows/subscription/?limit=1", "subscription API"),
    Probe("GET", "/admin/v1/users/?page=0&pageSize=1", "admin API"),
)
"""The signature code of an Alteryx Gallery."""
_USUAL_NONCES = re.compile(r"(?i)(nonce|test|abc|xyz|foo|random|string|123|000).{0,4}")
_IN_QUERY = re.compile(r"(?:^|&)(oauth_signature)=([^&]*)")
_IN_HEADER = re.compile(r'\b(oauth_\w+)\s*=\s*"([^"]*)"')
_SIGNED_VALUES = ("oauth_signature", "oauth_nonce", "oauth_body_hash")
_RAW = re.compile(r"[+/=&]")
_RESERVED = re.compile(r"[!#$&'()*+,/:;=?@\[\]]")


def problems(case: Case[OAuthClaims], claims: OAuthClaims) -> Iterator[Flaw]:
    """Yield what else is wrong with an OAuth request: its timestamp, its nonce, its realm, its body hash."""
    yield from timestamp_problems(case, claims)
    yield from nonce_problems(claims.value("oauth_nonce"))
    host = case.request.host.partition(":")[0].lower()
    if host.endswith("netsuite.com"):
        account = host.partition(".")[0].upper().replace("-", "_")
        if claims.realm != account:
            seen = f"The realm is {claims.realm!r}" if claims.realm else "There is no realm"
            fix = f'Write realm="{account}" as the first parameter of the Authorization header; it is not signed.'
            yield Flaw("account-id-form", f"{seen}; for this host it has to be {account!r}.", fix)
    yield from body_hash_problems(case, claims)
    yield from raw_value_problems(case.request)
    yield from rsa_problems(case, claims)


def timestamp_problems(case: Case[OAuthClaims], claims: OAuthClaims) -> Iterator[Flaw]:
    """Report a timestamp that is no number, in another unit, or off by more than the window, perhaps by a time zone."""
    yield from sample_time(claims)
    text = claims.time_text
    if not re.fullmatch("[1-9][0-9]*", text):
        if "oauth_timestamp" in dict(claims.protocol):
            seen = repr(text[:40]) if text else "empty"
            said = f"oauth_timestamp is {seen}; it has to be a positive whole number, the seconds since 1970."
            yield Flaw("timestamp-unit", said)
        return
    if claims.time is None or len(text) not in (9, 10):
        yield Flaw("timestamp-unit", f"{text[:40]} has {len(text)} digits; a timestamp in seconds has 10.")
        return
    yield from clock_skew(case, claims)
    skew = abs(claims.time - case.now)
    if skew > case.scheme.checks.window and (skew + 5) % QUARTER <= 10 and skew <= HALF_DAY + 5:
        yield Flaw("timestamp-local-time", f"The time is off by {duration(skew)}, as a time zone would be.")


def nonce_problems(nonce: str) -> Iterator[Flaw]:
    """Report a nonce that looks constant, or that some servers reject."""
    if looks_constant(nonce):
        yield Flaw("nonce-constant", f"The nonce {nonce!r} looks like a constant; each request needs a new one.")
    elif nonce and (len(nonce) > 64 or not re.fullmatch(r"[!-~]+", nonce)):
        yield Flaw("nonce-format", f"The nonce has {len(nonce)} characters, or others than printable ASCII ones.")


def looks_constant(nonce: str) -> bool:
    """Return whether a nonce looks as if somebody typed it."""
    if not nonce:
        return False
    if len(nonce) < 4 or len(set(nonce)) == 1 or re.fullmatch(r"0{2,}[0-9]*", nonce):
        return True
    in_row = all(ord(after) - ord(before) == 1 for before, after in itertools.pairwise(nonce))
    return in_row or nonce in "12345678901234567890" or bool(_USUAL_NONCES.fullmatch(nonce))


def raw_value_problems(request: Request) -> Iterator[Flaw]:
    """Report values with raw reserved characters in the query or the Authorization header."""
    in_query = [name for name, value in _IN_QUERY.findall(request.query) if _RAW.search(value)]
    if in_query:
        said = f"In the URL, {' and '.join(in_query)} is not percent-encoded; a + there is read as a space."
        yield Flaw("out-not-percent-encoded", said)
        return
    in_header = _IN_HEADER.findall(request.header("authorization") or "")
    yield from raw_in_header("out-not-percent-encoded", [
        (name, _RAW.findall(value)) for name, value in in_header if name in _SIGNED_VALUES])  # fmt: skip
    yield from raw_in_header("place-auth-header-form", [
        (name, _RESERVED.findall(value)) for name, value in in_header if name not in _SIGNED_VALUES])  # fmt: skip


def raw_in_header(mistake: str, found: list[tuple[str, list[str]]]) -> Iterator[Flaw]:
    """Report the parameters of an Authorization header that have raw reserved characters."""
    names = dict.fromkeys(name for name, marks in found if marks)
    if not names:
        return
    characters = list(dict.fromkeys(mark for _, marks in found for mark in marks))
    raw = " or ".join(filter(None, (", ".join(characters[:-1]), characters[-1])))
    said = (
        f"In the Authorization header, {' and '.join(names)} has a raw {raw}. Every value there has to be "
        "percent-encoded (RFC 5849 section 3.5.1); about three servers in ten refuse or misread raw ones."
    )
    fix = f"Percent-encode {' and '.join(names)} in the header; what is signed stays the same."
    yield Flaw(mistake, said, fix if mistake == "place-auth-header-form" else "")


def rsa_problems(case: Case[OAuthClaims], claims: OAuthClaims) -> Iterator[Flaw]:
    """Report an RSA signature that the key pair of the credentials cannot have made."""
    if claims.method not in RSA_SIGNATURES or case.holds(claims):
        return
    signature = base64_bytes(case.parsed.signature) or b""
    try:
        size = key_bytes(case.credential.secret)
        inside = digest_inside(signature, claims.method, case.credential)
    except BadKey:
        return
    if len(signature) != size:
        said = f"The signature has {len(signature)} bytes; this RSA key makes signatures of {size} bytes."
    elif inside and claims.method == "RSA-PSS":
        said = "RSA-PSS is announced, and the signature was made by RSASSA-PKCS1-v1_5, as the other RSA methods are."
    elif not inside and claims.method != "RSA-PSS":
        said = "The RSA key of the credentials did not make this signature: it belongs to another key pair, or was changed."
    else:
        return
    yield Flaw("rsa-method-mismatch", said)


def body_hash_problems(case: Case[OAuthClaims], claims: OAuthClaims) -> Iterator[Flaw]:
    """Report an oauth_body_hash that is not the hash of the body that was sent."""
    sent = claims.value("oauth_body_hash")
    body = case.request.body
    if not sent or sent in plain_hashes(body):
        return
    for mistake, entries in body_hashes(body, claims, case.credential).items():
        for value, said in entries:
            if value == sent and mistake != "body-hash-not-signed":
                yield Flaw(mistake, said.replace("was signed", "was sent"))
                return
    yield other_body(body, sent)


def other_body(body: bytes, sent: str) -> Flaw:
    """Report an oauth_body_hash that no algorithm makes of the body: it belongs to another body."""
    for text, writer in other_bodies(body):
        if sent in plain_hashes(text):
            said = f"oauth_body_hash is the hash of {writer}, not of the body that was sent."
            return Flaw("body-hash-of-other-body", said)
    said = "No algorithm makes oauth_body_hash of the body that was sent: it belongs to another body."
    return Flaw("body-hash-of-other-body", said)


def is_alteryx(request: Request) -> bool:
    """Return whether a request goes to an Alteryx Gallery or Server."""
    return bool(re.search(r"/(?:gallery/)?api/(?:v1|user/v2|admin/v[12])/|/gallery/", request.path + "/"))


def advice_if_valid(_case: Case[OAuthClaims]) -> Iterator[str]:
    """Say why a server may reject a request whose signature is right."""
    yield (
        "If the server still refuses this request, it sees another scheme, host or port than you do (a proxy), "
        "has seen the nonce before, or has another secret for this key."
    )


def advice_if_unexplained(_case: Case[OAuthClaims]) -> Iterator[str]:
    """Name a call that distinguishes a wrong secret from wrong parameters."""
    yield "Sign a GET without parameters. If that fails too, it is the secret; if it works, it is the parameters."


def server_advice(request: Request) -> Iterator[str]:
    """Say what depends on the age of an Alteryx server."""
    if is_alteryx(request):
        yield (
            "Alteryx Server removed OAuth 1.0a in release 2022.1; newer servers expect OAuth 2 at /webapi/. "
            "2021.4 has both."
        )


def refusal(_reason: Reason) -> tuple[int, Any]:
    """Return status and JSON of an Alteryx Gallery's answer to a rejected request."""
    kind = "UnauthorizedException"
    return 401, {"data": None, "exceptionName": kind, "innerExceptionMessage": "", "message": INVALID}


def refusal_advice(refused: Refusal, error: ServerError, _credential: Credential) -> Iterator[str]:
    """Say what to do if a server rejects a request that was signed correctly."""
    request = refused.request
    if error.meaning:
        yield f"The server answered {error.code or repr(error.message)}: {error.meaning}."
    if error.reason is not Reason.BAD_SIGNATURE:
        return
    yield "The server has another secret for this key, or the key belongs to something else."
    if is_alteryx(request):
        is_admin = "/admin/" in request.path
        wanted, other = ("admin", "Private Studio (subscription)")[:: 1 if is_admin else -1]
        yield f"Of Alteryx's two kinds of keys this path needs the {wanted} key; the {other} key is not accepted here."
    yield (
        "Scheme, host and port are signed: behind a proxy the server may know itself by another address than "
        f"{request.scheme}://{request.host}. Sign for that one, and send to this one with --base-url."
    )
    yield from server_advice(request)


DIAGNOSIS = Diagnosis(
    other_readings=other_readings,
    problems=problems,
    samples=samples,
    signed_text=SignedText(text_fields, text_parameters, text_host, credential_for_key),
    advice=Advice(advice_if_valid, advice_if_unexplained),
    servers=Servers(read_error, refusal, refusal_advice, empty=[], probes=PROBES, vendor="alteryx"),
    worked_examples=worked_examples,
    known_servers=SERVERS,
    known_clients=CLIENTS,
    claims_as_meant=claims_as_meant,
)
