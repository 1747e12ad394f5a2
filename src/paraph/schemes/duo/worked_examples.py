"""Requests to Duo as people bring them who cannot see why they are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.clues import Clues
from paraph.core.credential import Credential, Secret
from paraph.core.diagnosis import WorkedExample
from paraph.core.encoding import FORM_TYPE
from paraph.core.message import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNED = 1772442000
"""Mon, 02 Mar 2026 09:00:00 +0000."""
HOST = ("Host", "api-example0.duosecurity.com")
SHA1, SHA512 = {"version": 2, "digest": "sha1"}, {"version": 2, "digest": "sha512"}
INVALID = '{"code": 40103, "message": "Invalid signature in request credentials", "stat": "FAIL"}'
BAD_TIME = '{"code": 40105, "message": "Bad request timestamp", "stat": "FAIL"}'


def worked_examples() -> Iterator[WorkedExample]:
    """Yield a reused signature, parameters in another order, and parameters that were signed and not sent."""
    key = Credential("DIEXAMPLE00000000000", Secret(b"exampleSecretKey0123456789abcdefABCDEF00"))
    form = ("Content-Type", FORM_TYPE)
    yield WorkedExample(
        "preauth works and auth does not: it has several parameters",
        Request("POST", "/auth/v2/auth", (HOST, form), b"username=lena.okafor&factor=push&device=auto&async=1"),
        key,
        "duo",
        ("ord-unsorted",),
        SIGNED,
        now=SIGNED + 3,
        options=SHA1,
        form="curl",
        response=INVALID,
    )
    yield WorkedExample(
        "Postman gets 40105: its date and signature come from an earlier run",
        Request("GET", "/admin/v1/logs/administrator", (HOST, ("User-Agent", "PostmanRuntime/7.43.0"))),
        key,
        "duo",
        ("date-signed-differs-from-sent",),
        SIGNED - 2860,
        sent_at=SIGNED - 2660,
        now=SIGNED + 3,
        options=SHA1,
        response=BAD_TIME,
    )
    yield WorkedExample(
        "The log of authentications is refused as soon as it is asked for a time range",
        Request("GET", "/admin/v2/logs/authentication", (HOST,)),
        key,
        "duo",
        ("params-signed-not-sent",),
        SIGNED,
        now=SIGNED + 3,
        options=SHA512,
        form="har",
        clues=Clues(parameters=(("mintime", "1772355600000"), ("maxtime", "1772442000000"))),
        response=INVALID,
    )
