"""What does not change a signature, but gets the request rejected or will bite: clock, nonce, placement, form."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from typing import TYPE_CHECKING, Any

from paraph.core.dates import DAYS, MONTHS, date_seconds, date_text
from paraph.core.encoding import FORM_TYPE
from paraph.core.scheme import Flaw
from paraph.schemes import duo
from paraph.verifying.misplaced_secrets import held_as, misplaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Parsed, Scheme

SAMPLE_DATES = ("Tue, 21 Aug 2012 17:29:18 -0000",)
SAMPLE_TIMESTAMPS = ("137131200", "137131201", "1191242090", "1191242096", "1318622958", "1318467427", "1272323042")
QUARTER, HALF_DAY = 900, 14 * 3600
_USUAL_NONCES = re.compile(r"(?i)(nonce|test|abc|xyz|foo|random|string|123|000).{0,4}")


def problems_of(
    request: Request, parsed: Parsed[Any], claims: Any, credential: Credential, scheme: Scheme[Any], now: int
) -> list[Flaw]:
    """The problems of a request, each once, secrets that were sent first."""
    own = duo_problems if scheme.name == "duo" else oauth_problems
    found = [
        *misplaced(request, claims, credential),
        *parsed.flaws,
        *clock_problems(claims, scheme, now),
        *own(request, claims, credential),
    ]
    return list({flaw.id: flaw for flaw in reversed(found)}.values())[::-1]


def clock_problems(claims: Any, scheme: Scheme[Any], now: int) -> Iterator[Flaw]:
    """A time that lies outside the window, and what it tells about its cause."""
    text = claims.date if scheme.name == "duo" else claims.value("oauth_timestamp")
    if text in (*SAMPLE_DATES, *SAMPLE_TIMESTAMPS):
        yield Flaw("date-hardcoded", f"{text} is the time of a sample in the documentation.")
    if claims.time is None:
        return
    if scheme.name == "oauth1" and len(text) not in (9, 10):
        yield Flaw("timestamp-unit", f"{text} has {len(text)} digits; a timestamp in seconds has 10.")
        return
    skew = claims.time - now
    if abs(skew) <= scheme.window:
        return
    side = "ahead of" if skew > 0 else "behind"
    yield Flaw("clock-skew", f"The request's time is {duration(abs(skew))} {side} the clock used here "
               f"({date_text(now)}); servers take {scheme.window} seconds either way.")  # fmt: skip
    rest = (abs(skew) + 5) % QUARTER
    if rest <= 10 and abs(skew) <= HALF_DAY + 5 and scheme.name == "oauth1":
        yield Flaw("timestamp-local-time", f"The time is off by {duration(abs(skew))}, as a time zone would be.")


def duration(seconds: int) -> str:
    """A length of time for people, in its two largest units."""
    units = (("year", 31_556_952), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))
    parts = []
    for name, size in units:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts[:2]) or "0 seconds"


def duo_problems(request: Request, claims: Any, credential: Credential) -> Iterator[Flaw]:
    """What else is wrong with a request to Duo."""
    if is_foreign(claims, credential):
        said = f"The integration key that was sent is {claims.key_id[:24]!r}; the credential is for another one."
        yield Flaw("basic-pair-malformed", said)
    if not claims.date:
        yield Flaw("date-header-missing", "There is neither a Date nor an X-Duo-Date header.")
    elif date_seconds(claims.date) is None:
        yield date_flaw(claims.date)
    elif (wrong := wrong_weekday(claims.date)) is not None:
        yield Flaw("date-formatter-race", f"The date says {claims.date[:3]}, but that day is a {wrong}.")
    if claims.version == 1:
        yield Flaw("sig-version-mismatch", "No date was signed: this is version 1, which has no replay protection.")
    reads_query = request.method.upper() in duo.QUERY_METHODS
    if reads_query and request.body and request.media_type == FORM_TYPE:
        yield Flaw(
            "place-params-url-for-body", "The parameters are in the body; a GET or DELETE carries them in the URL."
        )
    if not reads_query and request.query:
        said = f"The parameters are in the URL; a {request.method.upper()} carries them in the body."
        yield Flaw("place-params-url-for-body", said)


def is_foreign(claims: Any, credential: Credential) -> bool:
    """Whether a request names another key id than the credential's; one of its secrets is no key id at all."""
    if not claims.key_id or not credential.key_id or claims.key_id == credential.key_id:
        return False
    return not held_as(claims.key_id, (credential,))


def date_flaw(date: str) -> Flaw:
    """Which kind of unreadable a date is."""
    words = re.findall(r"[^\W\d_]{2,}", date)
    if any(word not in (*DAYS, *MONTHS, "GMT", "UTC", "UT") for word in words) or not date.isascii():
        return Flaw("date-locale", f"{date[:40]!r} is not in the form of RFC 2822, which has English names.")
    if words:
        return Flaw("date-formatter-race", f"{date[:40]!r} is not a whole date of RFC 2822.")
    return Flaw("date-format-variant", f"{date[:40]!r} is not in the form of RFC 2822, which Duo reads.")


def wrong_weekday(date: str) -> str | None:
    """The right name of the day, when a date has another one."""
    from paraph.core.dates import zone_seconds

    seconds = date_seconds(date)
    if seconds is None or date[:3] not in DAYS:
        return None
    right = DAYS[((seconds + zone_seconds(date)) // 86400 + 3) % 7]
    return None if right == date[:3] else right


def oauth_problems(request: Request, claims: Any, credential: Credential) -> Iterator[Flaw]:
    """What else is wrong with an OAuth request."""
    if is_foreign(claims, credential):
        said = f"The consumer key that was sent is {claims.key_id[:40]!r}; the credential is for another one."
        yield Flaw("secret-other-environment", said)
    nonce = claims.value("oauth_nonce")
    if looks_constant(nonce):
        yield Flaw("nonce-constant", f"The nonce {nonce!r} looks like a constant; each request needs a new one.")
    elif nonce and (len(nonce) > 64 or not re.fullmatch(r"[!-~]+", nonce)):
        yield Flaw("nonce-format", f"The nonce has {len(nonce)} characters, or others than printable ASCII ones.")
    host = request.host.partition(":")[0].lower()
    if host.endswith("netsuite.com"):
        account = host.partition(".")[0].upper().replace("-", "_")
        if claims.realm != account:
            yield Flaw("account-id-form", f"The realm is {claims.realm!r}; for this host it has to be {account!r}.")
    yield from body_hash_problems(request, claims, credential)
    if raw_signature_in(request):
        yield Flaw(
            "out-not-percent-encoded", "The signature stands unencoded in the URL; with a + in it, it would fail."
        )


def looks_constant(nonce: str) -> bool:
    """Whether a nonce looks like one that somebody typed."""
    if not nonce:
        return False
    if len(nonce) < 4 or len(set(nonce)) == 1 or re.fullmatch(r"0{2,}[0-9]*", nonce):
        return True
    in_row = all(ord(after) - ord(before) == 1 for before, after in itertools.pairwise(nonce))
    return in_row or nonce in "12345678901234567890" or bool(_USUAL_NONCES.fullmatch(nonce))


def raw_signature_in(request: Request) -> bool:
    """Whether the signature in the query has characters that should have been percent-encoded."""
    found = re.search(r"(?:^|&)oauth_signature=([^&]*)", request.query)
    return bool(found and re.search(r"[+/=]", found[1].rstrip("&")))


def body_hash_problems(request: Request, claims: Any, credential: Credential) -> Iterator[Flaw]:
    """An oauth_body_hash that is not the hash of the body that was sent."""
    sent = claims.value("oauth_body_hash")
    if not sent:
        return
    right = {
        base64.b64encode(hashlib.new(name, request.body).digest()).decode() for name in ("sha1", "sha256", "sha512")
    }
    if sent in right:
        return
    from paraph.deviations.oauth1.body_hash import body_hashes

    for mistake, entries in body_hashes(request.body, claims, credential).items():
        for value, said in entries:
            if value == sent and mistake != "body-hash-not-signed":
                yield Flaw(mistake, said.replace("was signed", "was sent"))
                return
    yield Flaw("body-hash-algorithm", "oauth_body_hash is not the hash of the body that was sent.")


def is_alteryx(request: Request) -> bool:
    """Whether a request goes to an Alteryx Gallery or Server."""
    return bool(re.search(r"/(?:gallery/)?api/(?:v1|user/v2|admin/v[12])/|/gallery/", request.path + "/"))
