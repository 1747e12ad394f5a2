"""A local Duo that is called as a function, by requests that are signed as clients sign them."""

import json
from typing import Any
from urllib.parse import urlencode

import jsonschema_rs

from paraph import Credential, request_for, sign
from paraph.apis.catalogue import Endpoint, catalogue
from paraph.emulator import demo_keys
from paraph.emulator.local import LocalVendors
from paraph.http.handler import Response

NOW = 1770114030
HOST = "api-local.example.com"
KEYS = {key.name: (key.id, key.secret) for key in demo_keys.DUO_KEYS}
EVERY, ADMIN, ACCOUNTS, DEVICE = (
    KEYS[name] for name in ("Demonstration (every API)", "Admin API", "Accounts API", "Device API")
)
Found = dict[str, Any]


class Duo:
    """A server of its own, and whoever calls it with a key."""

    def __init__(self) -> None:
        self.now = float(NOW)
        self.local = LocalVendors(("duo",), clock=lambda: self.now, seed=1)

    def send(self, method: str, path: str, key: tuple[str, str] = EVERY, /, **given: Any) -> Response:
        url, body = f"https://{HOST}{path}", b""
        if method in ("POST", "PUT"):
            body = json.dumps(given, sort_keys=True, separators=(",", ":")).encode()
        elif given:
            url += f"?{urlencode(given, doseq=True)}"
        headers = (("Content-Type", "application/json"),) if body else ()
        request = request_for(method, url, headers, body)
        answer = self.local(sign(request, Credential.of(*key), now=int(self.now)))
        assert isinstance(answer, Response)
        return answer

    def whole(self, method: str, path: str, key: tuple[str, str] = EVERY, /, **given: Any) -> Found:
        """The whole answer to a call that goes well, which is as the catalogue describes it."""
        answer = self.send(method, path, key, **given)
        said: Found = json.loads(answer.body)
        assert (answer.status, said["stat"]) == (200, "OK"), said
        found = catalogue("duo").find(method, path)
        assert found is not None
        check(found.endpoint, said["response"])
        return said

    def ok(self, method: str, path: str, key: tuple[str, str] = EVERY, /, **given: Any) -> Any:
        """What stands in ``response``."""
        return self.whole(method, path, key, **given)["response"]

    def refused(self, method: str, path: str, key: tuple[str, str] = EVERY, /, **given: Any) -> tuple[int, str]:
        """Code and detail of a call that is refused."""
        answer = self.send(method, path, key, **given)
        said = json.loads(answer.body)
        assert said["stat"] == "FAIL", said
        assert answer.status == said["code"] // 100
        return said["code"], said.get("message_detail", "")

    def user(self, name: str = "ada", **members: Any) -> Found:
        user: Found = self.ok("POST", "/admin/v1/users", username=name, **members)
        return user

    def phone(self, **members: Any) -> Found:
        phone: Found = self.ok("POST", "/admin/v1/phones", **members)
        return phone

    def group(self, name: str = "Staff", **members: Any) -> Found:
        group: Found = self.ok("POST", "/admin/v1/groups", name=name, **members)
        return group


def check(endpoint: Endpoint, value: Any) -> None:
    """Hold an answer to the schema of its endpoint."""
    if endpoint.response:
        schema = {**endpoint.response, "components": {"schemas": catalogue("duo").shapes}}
        errors = [f"{each.instance_path} {each.message}" for each in jsonschema_rs.iter_errors(schema, value)]
        assert not errors, f"{endpoint.name}: {errors}"
