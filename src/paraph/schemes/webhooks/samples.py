"""Small webhooks on which, between them, every mistake changes something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.credential import Credential, Secret
from paraph.core.diagnosis import Sample
from paraph.core.encoding import FORM_TYPE
from paraph.core.message import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = Credential("", Secret(b"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                 others={"the API key": Secret(b"sk_test_0123456789abcdef")})  # fmt: skip
HOST = ("Host", "hooks.example.com")
BODY = '{\n  "id": "evt_1",\n  "amount": 10.0,\n  "note": "Zoë & \\u00e9 a/b",\n  "b": [true, null]\n}'.encode()
COMPACT = '{"id":"evt_1","z":1,"amount":1.50,"url":"https:\\/\\/a.example","note":"é\\u003c"}\n'.encode()
FORM = b"payload=%7B%22id%22%3A%22evt_1%22%7D&team=T1"


def samples() -> Iterator[Sample]:
    """Yield a pretty-printed JSON body, a compact one, and a form."""
    json_type, form_type = (("Content-Type", kind) for kind in ("application/json", FORM_TYPE))
    yield Sample(Request("POST", "/webhooks", (HOST, json_type), BODY), KEY)
    yield Sample(Request("POST", "/webhooks", (HOST, json_type), COMPACT), KEY)
    yield Sample(Request("POST", "/slack/commands", (HOST, form_type), FORM), KEY)
