"""Small requests to Duo on which, between them, every mistake changes something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.credential import Credential, Secret
from paraph.core.diagnosis import Sample
from paraph.core.encoding import FORM_TYPE, form_text
from paraph.core.message import Request
from paraph.schemes.sample_pairs import PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = Credential(
    "DIEXAMPLE00000000000", Secret(b"exampleSecretKey0123456789abcdefABCDEF00"),
    others={"an old secret": Secret(b"0ldSecretKey0123456789abcdefABCDEF000000")},
)  # fmt: skip
HOST = ("Host", "API-Example0.DuoSecurity.com")
FORM, TEXT, JSON = (("Content-Type", kind) for kind in (FORM_TYPE, "text/plain", "application/json"))


def samples() -> Iterator[Sample]:
    """Yield the requests: version 2 with query and form, then version 5."""
    older, newer = {"version": 2}, {"version": 5}
    query = form_text(PAIRS)
    trace = (("X-Duo-Trace", "t1"), ("x-duo-alpha", "a1"))
    yield Sample(Request("GET", "/admin/v1/users", (HOST,)), KEY, older)
    yield Sample(Request("GET", "/admin/v1/users?a=x&username=lena", (HOST,)), KEY, older)
    yield Sample(Request("GET", f"/admin/v1/users?{query}", (HOST,)), KEY, older)
    yield Sample(Request("POST", "/admin/v1/users", (HOST, FORM), query.encode()), KEY, older)
    yield Sample(Request("POST", "/auth/v2/auth?username=lena", (HOST,)), KEY, older)
    yield Sample(Request("POST", "/auth/v2/auth", (HOST, TEXT), b"b=1&a=2"), KEY, older)
    body = b'{"b":"x/y","a":"\\u00e9"}'
    yield Sample(Request("POST", "/admin/v1/users", (HOST, JSON, *trace), body), KEY, newer)
    yield Sample(Request("POST", "/accounts/v1/account/list", (HOST, JSON), b"{}"), KEY, newer)
    yield Sample(Request("GET", "/auth/v2/check", (HOST,)), KEY, newer)
