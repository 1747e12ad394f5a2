"""Bodies that are no set of parameters are refused as wrong parameters, whatever is in them."""

import pytest

from paraph import Credential, request_for, sign
from paraph.emulator import demo_keys
from paraph.http.handler import Response
from tests.emulator.duo.in_process import HOST, Duo

KEY = Credential.of(demo_keys.DUO_DEMO.id, demo_keys.DUO_DEMO.secret)


@pytest.mark.parametrize(
    "body",
    [b"[", b"[]", b'"ada"', b'{"username":"\xff"}', b'{"username":"\\ud800"}', b'{"username":NaN}', b'{"counter":' + b"9" * 5000 + b"}",
     b'{"username":' + b"[" * 100_000 + b"]" * 100_000 + b"}"],
    ids=["cut", "list", "text", "no UTF-8", "surrogate", "NaN", "huge number", "deep"],
)  # fmt: skip
def test_a_body_that_is_no_object_of_json(duo: Duo, body: bytes) -> None:
    url, kind = f"https://{HOST}/admin/v1/users", (("Content-Type", "application/json"),)
    answer = duo.local(sign(request_for("POST", url, kind, body), KEY, now=int(duo.now)))
    assert isinstance(answer, Response)
    assert answer.status == 400
    assert b"40002" in answer.body
