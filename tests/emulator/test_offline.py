"""Local servers that answer for the vendors take every key, wait as long as an answer takes, and know what they do not know."""

import json
import sys
from typing import Any
from urllib.parse import urlencode

import pytest

from paraph import Credential, request_for, sign
from paraph.core.credential import Secret
from paraph.emulator.offline import OfflineVendors
from paraph.http.handler import Response
from tests.emulator.alteryx.simulation import multipart

DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


def asked(stand_in: OfflineVendors, method: str, path: str, key: Credential = DUO, **given: Any) -> Response | None:
    url = f"https://api-example0.duosecurity.com{path}"
    request = request_for(method, url, FORM if given else (), urlencode(given).encode())
    return stand_in(sign(request, key, "duo"), key)


def test_it_takes_every_key_and_remembers() -> None:
    stand_in, other = OfflineVendors(), Credential.of("DIOTHER0000000000000", "another secret")
    made = asked(stand_in, "POST", "/admin/v1/users", username="lena.okafor")
    assert made is not None
    assert made.status == 200
    found = asked(stand_in, "GET", "/admin/v1/users", other)
    assert found is not None
    assert json.loads(found.body)["metadata"]["total_objects"] == 21


def test_a_push_is_answered() -> None:
    reply = asked(OfflineVendors(), "POST", "/auth/v2/auth", username="ada", factor="push", device="auto")
    assert reply is not None
    assert json.loads(reply.body)["response"]["result"] == "allow"


def test_of_what_no_vendor_has_it_says_nothing() -> None:
    assert asked(OfflineVendors(), "GET", "/admin/v9/unheard-of") is None
    assert asked(OfflineVendors(), "GET", "/admin/v1/users", Credential("DINONE", Secret(b""))) is None


def test_keys_are_of_any_bytes_and_can_change() -> None:
    stand_in = OfflineVendors()
    for secret in (b"\xff\xfe", b"another", b"\xff\xfe"):
        reply = asked(stand_in, "GET", "/auth/v2/check", Credential("DIBYTES", Secret(secret)))
        assert reply is not None
        assert reply.status == 200


def test_without_the_parser_of_uploads_it_says_nothing_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    kind, body = multipart({"name": "Made"}, {"file": ("Made.yxzp", b"PK")})
    url = "https://gallery.example.com/gallery/api/admin/v1/workflows/"
    request = sign(request_for("POST", url, (("Content-Type", kind),), body), DUO, "oauth1")
    known = OfflineVendors()(request, DUO)
    assert known is not None
    assert known.status == 400
    monkeypatch.setitem(sys.modules, "python_multipart.exceptions", None)
    assert OfflineVendors()(request, DUO) is None
