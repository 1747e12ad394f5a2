"""A local Duo without a socket, whose clock goes on when somebody waits."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from paraph import Credential, sign
from paraph.apis.catalogue import catalogue
from paraph.core.message import Request
from paraph.emulator import demo_keys
from paraph.emulator.duo.admin import users
from paraph.emulator.duo.devices import phones
from paraph.emulator.local import LocalVendors
from paraph.http.handler import DelayedResponse, Reply, Response
from tests.emulator.duo.in_process import check

NOW = 1_764_000_000.0
DAY_MS = 86_400_000


class Failure(Exception):
    """An answer that is an error: its code and what it says of the reason."""


class Lab:
    """A server, and calls to it that are signed; `now` is its time. Answers are held to the catalogue if `checked`."""

    checked = True

    def __init__(self, seed: int = 1, **options: Any) -> None:
        self.now = NOW
        self.local = LocalVendors(("duo",), clock=lambda: self.now, seed=seed)
        self.state = self.local.duo
        for name, value in options.items():
            setattr(self.state.options, name, value)

    def user(self, name: str, *, phone: dict[str, Any] | None = None, **members: Any) -> dict[str, Any]:
        """A new user with an activated phone, or with one like `phone`, or for {} with none."""
        user = users.create_user(self.state, name, **members)
        if phone != {}:
            like = {"number": "+12015550123", "type": "Mobile", "platform": "Apple iOS", "activated": True}
            body = phones.create_phone(self.state, **(like if phone is None else phone))
            self.state.store.link("user-phone", user["user_id"], body["phone_id"])
        return user

    def settings(self, **members: Any) -> None:
        """Set what the account has settings for."""
        self.call("POST", "/admin/v1/settings", **members)

    def start(self, method: str, path: str, key: demo_keys.DemoKey = demo_keys.DUO_DEMO, **parameters: Any) -> Reply:
        """The reply to a call, which may come later."""
        target, headers, body = path, [("Host", "127.0.0.1")], b""
        if method in ("GET", "DELETE"):
            target += "?" + urlencode(parameters, doseq=True)
        else:
            headers.append(("Content-Type", "application/json"))
            body = json.dumps(parameters).encode()
        request = Request(method, target, tuple(headers), body, "http")
        return self.local(sign(request, Credential.of(key.id, key.secret), "duo", now=int(self.now)))

    def finish(self, reply: Reply) -> Any:
        """What a reply comes to, with the time that takes."""
        while isinstance(reply, DelayedResponse):
            self.now += reply.seconds
            reply = reply.then()
        return said(reply)

    def call(self, method: str, path: str, key: demo_keys.DemoKey = demo_keys.DUO_DEMO, **parameters: Any) -> Any:
        """What a call comes to: what stands in ``response``; raises Failure. Calls do not come in the same millisecond."""
        self.now += 0.01
        answer = self.finish(self.start(method, path, key, **parameters))
        found = catalogue("duo").find(method, path)
        if self.checked and found is not None:
            check(found.endpoint, answer)
        return answer

    def auth(self, **parameters: Any) -> dict[str, Any]:
        """What a login comes to."""
        found: dict[str, Any] = self.call("POST", "/auth/v2/auth", **parameters)
        return found

    def log(self, name: str = "authentication", **parameters: Any) -> list[dict[str, Any]]:
        """The records of a log, oldest first."""
        now = int(self.now * 1000)
        span = {"mintime": now - DAY_MS, "maxtime": now, "sort": "ts:asc", "limit": 1000}
        if name in ("authentication", "activity", "telephony"):
            found = self.call("GET", f"/admin/v2/logs/{name}", **{**span, **parameters})
            records: list[dict[str, Any]] = found["authlogs" if name == "authentication" else "items"]
        elif name == "trust_monitor":
            del span["sort"], span["limit"]
            records = self.call("GET", "/admin/v1/trust_monitor/events", **{**span, **parameters})["events"]
        else:
            records = self.call("GET", f"/admin/v1/logs/{name}", **parameters)
        return records


def said(response: Response) -> Any:
    """What stands in ``response``; raises Failure for an error."""
    body = json.loads(response.body)
    if body["stat"] != "OK":
        assert response.status == body["code"] // 100
        raise Failure(body["code"], body.get("message_detail", ""))
    return body["response"]


def refused(call: Callable[[], Any]) -> tuple[int, str]:
    """With which error a call ends."""
    try:
        answer = call()
    except Failure as error:
        code, detail = error.args
        return code, detail
    raise AssertionError(f"answered with {answer}")
