"""Recorded requests of client libraries, and what oauthlib and paraph say of them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from oauthlib.oauth1.rfc5849.endpoints.base import BaseEndpoint
from oauthlib.oauth1.rfc5849.errors import OAuth1Error

from paraph import Answer, Clues, Credential, Request, Verdict, explain, judge
from paraph.core.encoding import FORM_TYPE
from paraph.readers.files.json_request import read_json
from paraph.schemes import scheme_named
from tests.policies import EVERYTHING

FOLDER = Path(__file__).parent
CREDENTIALS: dict[str, dict[str, str]] = json.loads((FOLDER / "credentials.json").read_text())
CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in json.loads((FOLDER / "cases.json").read_text())}
READ_BY_OAUTHLIB = "=&;:%+~,*@!()/?'$-._"
METHODS = ("HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512", "RSA-SHA1", "RSA-SHA256", "RSA-SHA512", "PLAINTEXT")


class Recorded(NamedTuple):
    """A request of a client library for one case, with the credential that it was signed with."""

    client: str
    way: str
    case: str
    request: Request
    credential: Credential
    scheme: str
    time: int

    @property
    def library(self) -> str:
        """The name of the library without its version, and its registry."""
        return re.sub(r" [0-9]\S*", "", self.client)

    @property
    def name(self) -> str:
        """What a failed test is called by."""
        return f"{self.client}, {self.way}: {self.case}"


def read_recording() -> Iterator[Recorded]:
    """Yield the recorded requests."""
    for line in (FOLDER / "recorded.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        request = read_json(row["request"])
        scheme = "duo" if row["client"].startswith("duo_client") else "oauth1"
        claims = scheme_named(scheme).parse(request).readings[0]
        token = claims.value("oauth_token") if scheme == "oauth1" else ""
        own = CREDENTIALS[row["credential"]]
        secret = row.get("public_key") or own["secret"]
        credential = Credential.of(own["key"], secret, token, own["token_secret"] if token else "")
        yield Recorded(row["client"], row["way"], row["case"], request, credential, scheme, claims.time or 0)


class Validator:
    """The part of oauthlib's RequestValidator that knows the keys; any time and nonce is right."""

    allowed_signature_methods = METHODS
    timestamp_lifetime = 10**10

    def __init__(self, credential: Credential) -> None:
        self.credential = credential

    def check_client_key(self, _key: str) -> bool:
        return True

    def check_nonce(self, _nonce: str) -> bool:
        return True

    def get_client_secret(self, _key: str, _request: Any) -> str:
        return self.credential.secret.text

    def get_access_token_secret(self, _key: str, _token: str, _request: Any) -> str:
        return self.credential.token_secret.text

    def get_rsa_key(self, _key: str, _request: Any) -> str:
        return self.credential.secret.text


def is_accepted_by_oauthlib(recorded: Recorded) -> bool:
    """Return whether oauthlib accepts a request.

    oauthlib reads no raw bracket in a query, so characters that it does not read are percent-encoded for it.
    """
    request = recorded.request
    endpoint = BaseEndpoint(Validator(recorded.credential))
    url, _, query = request.url.partition("?")
    body = request.body.decode() if request.media_type == FORM_TYPE else ""
    try:
        read = endpoint._create_request(
            f"{url}?{readable(query)}" if query else url, request.method, readable(body), dict(request.headers)
        )
        endpoint._check_mandatory_parameters(read)
    except OAuth1Error:
        return False
    return bool(endpoint._check_signature(read))


def readable(form: str) -> str:
    """Percent-encode the characters that oauthlib does not read in a form; their values stay the same."""
    return quote(form, safe=READ_BY_OAUTHLIB)


def judge_recorded(recorded: Recorded) -> Verdict:
    """Return paraph's verdict; parts that are not signed are allowed, as oauthlib allows them."""
    return judge(recorded.request, recorded.credential, recorded.scheme, now=recorded.time, policy=EVERYTHING)


def explain_recorded(recorded: Recorded) -> Answer:
    """Return paraph's explanation, for somebody who says what the program meant to send."""
    case = CASES[recorded.case]
    meant = tuple((name, value) for name, value in (*case.get("query", ()), *case.get("form", ())))
    clues = Clues(parameters=meant)
    return explain(recorded.request, recorded.credential, recorded.scheme, clues=clues, now=recorded.time)
