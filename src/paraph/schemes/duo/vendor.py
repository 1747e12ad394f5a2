"""Duo's servers: what they reject besides a wrong signature, the meaning of their codes, and advice.

Source: https://duo.com/docs/adminapi#response-format-and-codes
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from paraph.core.claims import Flaw, Reason
from paraph.core.dates import DAYS, MONTHS, date_seconds, zone_seconds
from paraph.core.diagnosis import Advice, Diagnosis, Probe, ServerError, Servers, SignedText
from paraph.core.encoding import FORM_TYPE
from paraph.schemes.clock import clock_skew, sample_time
from paraph.schemes.duo.readings import other_readings, text_fields, text_host, text_parameters
from paraph.schemes.duo.samples import samples
from paraph.schemes.duo.servers import SERVERS
from paraph.schemes.duo.signing import QUERY_METHODS, without_port
from paraph.schemes.duo.worked_examples import worked_examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.case import Case
    from paraph.core.credential import Credential
    from paraph.core.diagnosis import Refusal
    from paraph.core.message import Pairs
    from paraph.schemes.duo.signing import DuoClaims

CODES = {
    Reason.NO_CREDENTIALS: (40101, "Missing request credentials"),
    Reason.MALFORMED: (40101, "Missing request credentials"),
    Reason.UNKNOWN_KEY: (40102, "Invalid identity in request credentials"),
    Reason.BAD_SIGNATURE: (40103, "Invalid signature in request credentials"),
    Reason.NO_TIME: (40104, "Missing request timestamp"),
    Reason.BAD_TIME: (40105, "Bad request timestamp"),
}
"""What Duo answers for each reason: code and message."""
REASONS = {code: reason for reason, (code, _) in CODES.items()} | {40301: Reason.FORBIDDEN}
MEANINGS = {
    40101: "the server found no credentials at all: check that the Authorization header arrives",
    40102: "the server does not know the integration key, or it belongs to another API or account",
    40103: "the signature is not the one that the server computed: the answer to every mistake in signing, and to a wrong secret",
    40104: "the server found no Date and no X-Duo-Date header",
    40105: "the date cannot be read, or is more than 300 seconds away from the server's clock",
    40301: "the signature was accepted; the application lacks the permission for this call",
    42901: "the signature was accepted; there were too many requests",
}
KINDS = (
    ("/admin/", "an Admin API"), ("/accounts/", "an Accounts API"), ("/auth/", "an Auth API"), ("/device/", "a Device API")
)  # fmt: skip
PROBES = (
    Probe("GET", "/auth/v2/check", "Auth API"),
    Probe("GET", "/admin/v1/info/summary", "Admin API"),
    Probe("POST", "/accounts/v1/account/list", "Accounts API"),
)
KEY_FORM = re.compile(r"DI[A-Z0-9]{18}")
UNUSUAL_KEY = "The integration key is not of the usual form, which is DI and 18 capitals or digits."
EMPTY = {"stat": "OK", "response": [], "metadata": {"total_objects": 0}}


def problems(case: Case[DuoClaims], claims: DuoClaims) -> Iterator[Flaw]:
    """Yield what else is wrong with a request to Duo: its date, its integration key, the place of its parameters."""
    request = case.request
    yield from sample_time(claims)
    yield from clock_skew(case, claims)
    if not claims.date:
        yield Flaw("date-header-missing", "There is neither a Date nor an X-Duo-Date header.")
    elif date_seconds(claims.date) is None:
        yield date_flaw(claims.date)
    elif (wrong := wrong_weekday(claims.date)) is not None:
        yield Flaw("date-formatter-race", f"The date says {claims.date[:3]}, but that day is a {wrong}.")
    if claims.version == 1:
        yield Flaw("sig-version-mismatch", "No date was signed: this is version 1, which has no replay protection.")
    reads_query = request.method.upper() in QUERY_METHODS
    if reads_query and request.body and request.media_type == FORM_TYPE:
        yield Flaw(
            "place-params-url-for-body", "The parameters are in the body; a GET or DELETE carries them in the URL."
        )
    if not reads_query and request.query:
        said = f"The parameters are in the URL; a {request.method.upper()} carries them in the body."
        yield Flaw("place-params-url-for-body", said)


def date_flaw(date: str) -> Flaw:
    """Say why a date is unreadable."""
    words = re.findall(r"[^\W\d_]{2,}", date)
    if any(word not in (*DAYS, *MONTHS, "GMT", "UTC", "UT") for word in words) or not date.isascii():
        return Flaw("date-locale", f"{date[:40]!r} is not in the form of RFC 2822, which has English names.")
    if words:
        return Flaw("date-formatter-race", f"{date[:40]!r} is not a complete date of RFC 2822.")
    return Flaw("date-format-variant", f"{date[:40]!r} is not in the form of RFC 2822, which Duo reads.")


def wrong_weekday(date: str) -> str | None:
    """Return the right name of the day if a date has another one."""
    seconds = date_seconds(date)
    if seconds is None or date[:3] not in DAYS:
        return None
    right = DAYS[((seconds + zone_seconds(date)) // 86400 + 3) % 7]
    return None if right == date[:3] else right


def advice_if_valid(_case: Case[DuoClaims]) -> Iterator[str]:
    """Say why Duo may reject a request whose signature is right."""
    yield (
        "If Duo still refuses this request: the clock (40105), the permission of the application (40301), or a key "
        "of another kind of application or account (40102) is the cause, not the signature."
    )


def advice_if_unexplained(_case: Case[DuoClaims]) -> Iterator[str]:
    """Name a call that distinguishes a wrong secret from wrong parameters."""
    yield (
        "Sign GET /auth/v2/check (Auth API) or GET /admin/v1/info/summary (Admin API), which take no parameters. "
        "If that fails too, it is the secret; if it works, it is the parameters."
    )


def secret_advice(credential: Credential) -> Iterator[str]:
    """Describe what is unusual about a secret key and an integration key, without showing them."""
    text = credential.secret.text
    if len(text.strip()) != 40:
        yield f"The secret has {len(text.strip())} characters; a Duo secret key has 40."
    elif not re.fullmatch(r"[A-Za-z0-9]+", text.strip()):
        yield "The secret has characters other than letters and digits; a Duo secret key has none."
    if credential.key_id and not KEY_FORM.fullmatch(credential.key_id):
        yield UNUSUAL_KEY
    if len(text) > 60 and re.fullmatch(r"[A-Za-z0-9+/=]+", text):
        yield "The secret looks like an encrypted or encoded form of one; use the plain secret key."


def server_error(_status: int, _headers: Pairs, body: bytes) -> ServerError | None:
    """Read the code in Duo's JSON; None if the body is anything else."""
    try:
        table = json.loads(body)
    except (ValueError, RecursionError):
        return None
    code = table.get("code") if isinstance(table, dict) else None
    if type(code) is not int:
        return None
    message = table.get("message")
    said = message if isinstance(message, str) else ""
    return ServerError(str(code), said, MEANINGS.get(code, ""), reason_for(code))


def reason_for(code: int) -> Reason | None:
    """Return our reason for a code of Duo; every other 401xx means a bad signature."""
    return REASONS.get(code) or (Reason.BAD_SIGNATURE if code // 100 == 401 else None)


def code_for(reason: Reason) -> ServerError | None:
    """Return what Duo answers for a reason; None for a reason that it does not know."""
    if reason not in CODES:
        return None
    code, message = CODES[reason]
    return ServerError(str(code), message, MEANINGS[code], reason)


def refusal(reason: Reason) -> tuple[int, Any]:
    """Return status and JSON of Duo's answer to a rejected request."""
    code, message = CODES.get(reason, CODES[Reason.BAD_SIGNATURE])
    return code // 100, {"code": code, "message": message, "stat": "FAIL"}


def refusal_advice(refused: Refusal, error: ServerError, credential: Credential) -> Iterator[str]:
    """Say what to do if Duo rejects a request that was signed correctly, by its code."""
    kind = next((kind for start, kind in KINDS if refused.request.path.startswith(start)), "the right")
    host = without_port(refused.request.host)
    if error.code == "40101":
        yield "The credentials did not reach the server: something on the way removes the Authorization header."
    elif error.code == "40102" and KEY_FORM.fullmatch(credential.secret.text.strip()):
        yield "The integration key and the secret key are exchanged: the one that begins with DI is the integration key."
    elif error.code == "40102":
        if not KEY_FORM.fullmatch(credential.key_id):
            yield UNUSUAL_KEY
        yield (
            f"The server does not know the integration key{name_of(credential)} for {refused.request.path}: it has to be that of "
            f"{kind} application, and {host} has to be the API hostname that the Admin Panel shows for it."
        )
    elif error.code == "40103":
        yield (
            "The server knows the integration key and has another secret key for it: copy the secret key again from the "
            "application's page in the Admin Panel (it changes when somebody resets it)."
        )


def name_of(credential: Credential) -> str:
    """Return an integration key after a blank; empty for one of another form, which may be a secret in the wrong place."""
    return f" {credential.key_id}" if KEY_FORM.fullmatch(credential.key_id) else ""


DIAGNOSIS = Diagnosis(
    other_readings=other_readings,
    problems=problems,
    samples=samples,
    signed_text=SignedText(text_fields, text_parameters, text_host),
    advice=Advice(advice_if_valid, advice_if_unexplained, secret_advice),
    servers=Servers(server_error, refusal, refusal_advice, code_for, EMPTY, PROBES, "duo"),
    worked_examples=worked_examples,
    known_servers=SERVERS,
)
