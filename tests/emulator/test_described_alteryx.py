"""The local Alteryx holds to the OpenAPI document that it serves."""

from typing import Any

import requests

from paraph.emulator import demo
from paraph.http.adapters.requests import SignedAuth
from paraph.testing import AlteryxServer
from tests.emulator.described import broken, operations


def test_each_operation_is_answered_as_the_document_says(paraph_alteryx: AlteryxServer) -> None:
    api = next(key for key in demo.ALTERYX_KEYS if key.kind == "api")
    form = {"grant_type": "client_credentials", "client_id": api.id, "client_secret": api.secret}
    token = requests.post(f"{paraph_alteryx.url}/webapi/oauth2/token", data=form, timeout=5).json()["access_token"]
    signed = SignedAuth(paraph_alteryx.credential, "oauth1")

    def auth(prepared: Any) -> Any:
        if "/webapi/" not in prepared.url:
            return signed(prepared)
        if not prepared.url.endswith("/oauth2/token"):
            prepared.headers["Authorization"] = f"Bearer {token}"
        return prepared

    wrong = [said for operation in operations(paraph_alteryx, "alteryx") if (said := broken(operation, auth))]
    assert not wrong, "\n".join(wrong)
