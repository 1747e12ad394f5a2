"""What servers of OAuth 1.0a answer, and what it means: OAuth Problem Reporting, and the messages of known servers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.answers import answer_text, quote_answer
from paraph.core.claims import Reason
from paraph.core.dates import date_text
from paraph.core.diagnosis import ServerError
from paraph.core.encoding import unpercent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.message import Pairs

REPORTING = "http://wiki.oauth.net/w/page/12238543/ProblemReporting"
ADOBE = "https://adobedocs.github.io/commerce-webapi/commerce/webapi/get-started/authentication/oauth-errors.html"
WOO = "https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-rest-authentication.php"
WP = "https://github.com/WP-API/OAuth1/blob/master/lib/class-wp-rest-oauth1.php"
OAUTH_PHP = "https://github.com/moodle/moodle/blob/MOODLE_405_STABLE/mod/lti/OAuth.php"
MAGENTO = "https://github.com/magento/magento2/blob/2.4-develop/lib/internal/Magento/Framework/Oauth/Oauth.php"
NETSUITE = "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/"
TWITTER = "https://developer.x.com/ja/docs/basics/response-codes"
OAUTH2_PY = "https://github.com/joestump/python-oauth2/issues/111"
ALTERYX = "https://community.alteryx.com/t5/Dev-Space/Cannot-use-Gallery-API-Invalid-Signature/m-p/367731"


class Meaning(NamedTuple):
    """What an answer means: in words, as our reason, and as a problem of the catalogue (empty if it is none)."""

    sentence: str
    reason: Reason
    problem: str = ""
    fix: str = ""


SIGNATURE = Meaning("the server computed another signature", Reason.BAD_SIGNATURE)
METHOD = Meaning("the server does not support the signature method, whether or not the signature is right",
                 Reason.NOT_ALLOWED, "hash-algorithm",
                 "Sign with a method that the server supports: most take HMAC-SHA256 or HMAC-SHA1.")  # fmt: skip
TIME = Meaning("the server refuses the timestamp: it is too old or too new, is not in seconds, or a clock is wrong",
               Reason.BAD_TIME, "clock-skew")  # fmt: skip
NONCE = Meaning("the server has seen this nonce before: make a new nonce and timestamp for every attempt, also when a "
                "program repeats a request", Reason.REPLAYED)  # fmt: skip
KEY = Meaning("the server does not know the consumer key, or does not accept it here", Reason.UNKNOWN_KEY,
              "place-wrong-endpoint-account")  # fmt: skip
KEY_BLOCKED = Meaning("the server knows the consumer key and does not accept it now: it is blocked, or used too often",
                      Reason.FORBIDDEN)  # fmt: skip
TOKEN = Meaning("the server does not accept the token: it is unknown, revoked, or belongs to another consumer key",
                Reason.UNKNOWN_KEY)  # fmt: skip
EXPIRED = Meaning("the token has expired or was used already: ask for a new one", Reason.UNKNOWN_KEY)
VERSION = Meaning("the server refuses oauth_version: it has to be 1.0, or absent", Reason.MALFORMED,
                  "params-oauth-version-toggle")  # fmt: skip
ABSENT = Meaning("the server misses a parameter", Reason.MALFORMED)
REJECTED = Meaning("the server refuses a parameter that it does not expect, or that comes twice", Reason.MALFORMED)
PERMISSION = Meaning("the signature was accepted; this key or user has no permission for the call", Reason.FORBIDDEN,
                     "permission-shown-as-signature")  # fmt: skip
JSON_WANTED = Meaning("the server wants JSON in the body: send it with Content-Type application/json, and leave the body "
                      "out of the signature", Reason.MALFORMED)  # fmt: skip
FORM_WANTED = Meaning("the server wants a form in the body: send it with Content-Type application/x-www-form-urlencoded, "
                      "and sign its fields", Reason.MALFORMED)  # fmt: skip
BODY_HASH = Meaning("the server wants oauth_body_hash, the hash of a body that is not a form, and the request has none: send and "
                    "sign it with the other oauth_ parameters", Reason.MALFORMED)  # fmt: skip
HTTPS = Meaning("the server wants https for this", Reason.NOT_ALLOWED)
NO_OAUTH = Meaning("the server found no OAuth parameters: check that the Authorization header arrives",
                   Reason.NO_CREDENTIALS)  # fmt: skip

PROBLEMS = {
    "version_rejected": VERSION, "parameter_absent": ABSENT, "parameter_rejected": REJECTED,
    "timestamp_refused": TIME, "nonce_used": NONCE, "signature_method_rejected": METHOD, "signature_invalid": SIGNATURE,
    "nonce_rejected": Meaning("the server refuses the form of the nonce: six characters at least, letters and digits",
                              Reason.MALFORMED, "nonce-format"),
    "consumer_key_unknown": KEY, "consumer_key_rejected": KEY, "consumer_key_invalid": KEY,
    "consumer_key_refused": KEY_BLOCKED, "token_used": EXPIRED, "token_expired": EXPIRED, "token_revoked": TOKEN,
    "token_rejected": TOKEN, "token_not_found": TOKEN, "verifier_invalid": TOKEN,
    "permission_unknown": PERMISSION, "permission_denied": PERMISSION, "additional_authorization_required": PERMISSION,
    "user_refused": PERMISSION, "method_not_allowed": PERMISSION,
}  # fmt: skip
"""The values of oauth_problem: those of OAuth Problem Reporting (REPORTING), and of Adobe (ADOBE) and NetSuite."""


class AnswerRow(NamedTuple):
    """A message of a server: the regular expression that finds it, its code if it has one, the meaning, the source."""

    pattern: str
    code: str
    meaning: Meaning
    source: str


ROWS = (
    AnswerRow(r"signature method (?:%1|'?[\w-]+'?)? ?(?:is )?not supported|signature method is invalid", "", METHOD, MAGENTO),
    AnswerRow(r"oauth version '?[^' ]*'? not supported|oauth version isn.?t supported", "", VERSION, OAUTH_PHP),
    AnswerRow(r"nonce already used|nonce has already been used|NonceUsed|json_oauth1_nonce_already_used", "", NONCE, WOO),
    AnswerRow(r"NonceRejected", "NonceRejected", PROBLEMS["nonce_rejected"], NETSUITE + "subsect_156934879823.html"),
    AnswerRow(r"expired timestamp|timestamp out of bounds|invalid timestamp|InvalidTimestamp|json_oauth1_invalid_timestamp",
              "", TIME, OAUTH_PHP),
    AnswerRow(r"woocommerce_(?:rest|api)_authentication_error.{0,200}does not match", "woocommerce_rest_authentication_error",
              SIGNATURE, WOO),
    AnswerRow(r"API key provided does not have (?:read|write)", "woocommerce_rest_authentication_error", PERMISSION, WOO),
    AnswerRow(r"consumer key is (?:invalid|not valid)|invalid consumer|UnknownIntegration|consumer key is missing", "", KEY, WOO),
    AnswerRow(r"IntegrationBlocked", "IntegrationBlocked", KEY_BLOCKED, NETSUITE + "subsect_156934879823.html"),
    AnswerRow(r"consumer secret is invalid", "", SIGNATURE, WOO),
    AnswerRow(r"json_oauth1_signature_mismatch", "json_oauth1_signature_mismatch", SIGNATURE, WP),
    AnswerRow(r"json_oauth1_expired_token", "json_oauth1_expired_token", EXPIRED, WP),
    AnswerRow(r"json_oauth1_(?:consumer_mismatch|invalid_token)", "json_oauth1_invalid_token", TOKEN, WP),
    AnswerRow(r"(?:json_oauth1|woocommerce_rest)_\w*missing_parameter|missing OAuth parameter|parameter is missing", "",
              ABSENT, WP),
    AnswerRow(r"InvalidSignature", "InvalidSignature", SIGNATURE, NETSUITE + "subsect_156934879823.html"),
    AnswerRow(r'"code": ?32\b', "32", SIGNATURE, TWITTER),
    AnswerRow(r'"code": ?89\b', "89", EXPIRED, TWITTER),
    AnswerRow(r'"code": ?135\b', "135", TIME, TWITTER),
    AnswerRow(r'"code": ?215\b', "215", NO_OAUTH, TWITTER),
    AnswerRow(r'"code": ?92\b|SSL is required', "92", HTTPS, TWITTER),
    AnswerRow(r"did not find oauth_body_hash", "", BODY_HASH, "https://github.com/1EdTech/basiclti-util-java/issues/3"),
    AnswerRow(r"must have content-type of application/json", "", JSON_WANTED,
              "https://github.com/abraham/twitteroauth/issues/1082"),
    AnswerRow(r"content.type.{0,40}application/x-www-form-urlencoded", "", FORM_WANTED,
              "https://github.com/postmanlabs/postman-app-support/issues/1874"),
    AnswerRow(r"provided signature ?\(oauth_signature\) is invalid", "", SIGNATURE, ALTERYX),
    AnswerRow(r"invalid (?:request|access) token|token length is invalid|invalid or expired token", "", TOKEN, OAUTH_PHP),
    AnswerRow(r"(?:invalid|incorrect) (?:oauth ?)?signature|signature (?:is )?(?:invalid|incorrect|does not match|mismatch)|"
              r"failed to validate signature|oauth signature", "", SIGNATURE, OAUTH2_PY),
)  # fmt: skip


def read_error(status: int, headers: Pairs, body: bytes) -> ServerError | None:
    """Return what an answer says about a signed request; None if it says nothing known."""
    asked = " ".join(value for name, value in headers if name.lower() == "www-authenticate")
    text = answer_text(body)
    return reported_problem(f"{asked} {text}") or known_message(text) or plain_refusal(status, asked, body)


def reported_problem(text: str) -> ServerError | None:
    """Return the problem of OAuth Problem Reporting in a header or body, with its advice; None if there is none."""
    found = re.search(r"oauth_problem\W{1,4}([a-z_]{4,40})", text)
    if found is None or found[1] not in PROBLEMS:
        return None
    meaning = PROBLEMS[found[1]]
    details = "".join(f"; {detail}" for detail in problem_details(text))
    return ServerError(found[1], "", meaning.sentence + details, meaning.reason, meaning.problem, meaning.fix)


def problem_details(text: str) -> Iterator[str]:
    """Yield what a problem report adds: accepted times and versions, absent parameters, and the server's own advice."""
    if times := re.search(r"oauth_acceptable_timestamps\W{1,4}([0-9]{1,12})-([0-9]{1,12})", text):
        yield f"it accepts timestamps from {times[1]} ({date_text(int(times[1]))}) to {times[2]} ({date_text(int(times[2]))})"
    if versions := re.search(r"oauth_acceptable_versions\W{1,4}([0-9.]{1,8}-[0-9.]{1,8})", text):
        yield f"it accepts the versions {versions[1]}"
    for name, verb in (("absent", "misses"), ("rejected", "refuses")):
        if named := re.search(rf"oauth_parameters_{name}\W{{1,4}}([\w%&.-]{{1,200}})", text):
            yield f"it {verb} {quote_answer(unpercent(named[1]).replace('&', ', '))}"
    if advice := re.search(r"""oauth_problem_advice["']?[=:]\s?["']?([^&"']{1,400})""", text):
        yield f"it says: {quote_answer(unpercent(advice[1].replace('+', ' '))).rstrip('. ')}"


def known_message(text: str) -> ServerError | None:
    """Return the meaning of a known server's message; None if there is none."""
    for row in ROWS:
        found = re.search(row.pattern, text, re.IGNORECASE)
        if found:
            meaning = row.meaning
            said = quote_answer(found[0])
            return ServerError(row.code, said, meaning.sentence, meaning.reason, meaning.problem, meaning.fix)
    return None


def plain_refusal(status: int, asked: str, body: bytes) -> ServerError | None:
    """Return that a 401 is about the signature, if the server asks for OAuth or speaks of it; else None."""
    about = re.search(rb"oauth_|signature|authorization has been denied", body, re.IGNORECASE)
    is_about_signature = status == 401 and (asked[:5].lower() == "oauth" or about is not None)
    return ServerError("", "", "", Reason.BAD_SIGNATURE) if is_about_signature else None
