"""What a request to a local server leaves in the live list."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from paraph import Credential, Request, explain, request_for, sign
from paraph.emulator import demo_keys
from paraph.emulator import refusals as refusing
from paraph.emulator.app import LocalApp
from paraph.emulator.local import LocalVendors
from paraph.emulator.refusals import Refusals
from paraph.http.guard import NOT_MEANT
from paraph.web.live import LiveRequests
from tests.http.running import serving
from tests.proxy.stand import message_bytes
from tests.trust.servers import exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.web.live_rows import Row

NOW = 1773739805
DUO = Credential.of(demo_keys.DUO_DEMO.id, demo_keys.DUO_DEMO.secret)
LOGS = next(Credential.of(key.id, key.secret) for key in demo_keys.DUO_KEYS if key.name == "Log reader")
ALTERYX = Credential.of(demo_keys.ALTERYX_DEMO.id, demo_keys.ALTERYX_DEMO.secret)
USERS, WORKFLOWS = "/admin/v1/users?limit=1", "/gallery/api/v1/workflows/subscription/"


class Stand:
    """A served local server, and its list."""

    url: str

    def __init__(self, **settings: Any) -> None:
        self.live = LiveRequests(
            lambda: self.app.local.credentials(), lambda request: self.app.local.find_signer(request)
        )
        self.refusals = Refusals(
            lambda _: None, lambda: NOW, credentials=lambda: self.app.local.credentials(), listing=self.live
        )
        self.app = LocalApp(
            lambda faults: LocalVendors(clock=lambda: NOW, refused=self.refusals.take, faults=faults, **settings),
            listing=self.live,
        )

    def ask(self, data: bytes) -> int:
        """Send a request; return the status of the answer."""
        return int(exchange(self.url, data)[9:12])

    def ask_signed(self, target: str, credential: Credential, scheme: str = "duo") -> int:
        """Send a signed request; return the status of the answer."""
        return self.ask(message_bytes(sign(request_for("GET", self.url + target), credential, scheme, now=NOW)))

    def row(self) -> Row:
        """Return the only row, once all is explained."""
        self.refusals.join()
        (row,) = self.live.since(0).requests
        return row


@contextmanager
def standing(**settings: Any) -> Iterator[Stand]:
    stand = Stand(**settings)

    def refused(request: Request) -> None:
        stand.live.add(request, 403, NOT_MEANT, "refused")

    try:
        with serving(stand.app.served, refused=refused) as stand.url:
            yield stand
    finally:
        stand.refusals.close()


@pytest.mark.parametrize(
    ("target", "credential", "scheme"), [(USERS, DUO, "duo"), (WORKFLOWS, ALTERYX, "oauth1")], ids=["duo", "alteryx"]
)
@pytest.mark.parametrize("base", ["", "https://gallery.example.com/gallery"])
def test_accepted_and_explained_when_somebody_asks(target: str, credential: Credential, scheme: str, base: str) -> None:
    with standing(alteryx_options={"base_address": base} if base else None) as stand:
        url = base.removesuffix("/gallery") if base and scheme == "oauth1" else stand.url
        signed = sign(request_for("GET", url + target), credential, scheme, now=NOW)
        assert stand.ask(message_bytes(signed.with_header("Host", stand.url.removeprefix("http://")))) == 200
        row = stand.row()
        assert (row.status, row.verdict, row.target, row.detail) == (200, "", target, "")
        entry = stand.live.get(1)
        assert entry is not None
        assert entry.sent is not None
        assert entry.credential is not None
        assert entry.credential.secret == credential.secret
        assert explain(entry.sent, entry.credential, now=NOW).verdict == "valid"


@pytest.mark.parametrize(
    ("target", "credential", "scheme"), [(USERS, DUO, "duo"), (WORKFLOWS, ALTERYX, "oauth1")], ids=["duo", "alteryx"]
)
def test_a_wrong_signature_is_explained(target: str, credential: Credential, scheme: str) -> None:
    with standing() as stand:
        assert stand.ask_signed(target, Credential.of(credential.key_id, f"{credential.secret.text} "), scheme) == 401
        row = stand.row()
        assert (row.status, row.verdict, len(row.mistakes)) == (401, "explained", 1)
        assert "signature" in row.detail
        entry = stand.live.get(1)
        assert entry is not None
        assert entry.explanation is not None
        assert stand.live.since(0).refused == 1


def test_a_right_signature_that_is_too_old_is_refused() -> None:
    with standing() as stand:
        old = sign(request_for("GET", stand.url + USERS), DUO, now=NOW - 86400)
        assert stand.ask(message_bytes(old)) == 401
        row = stand.row()
        assert (row.status, row.verdict) == (401, "refused")
        assert "old" in row.detail


@pytest.mark.parametrize(
    ("target", "credential", "status", "verdict", "detail"),
    [
        (USERS, Credential.of("DIUNKNOWN00000000000", "a" * 40), 401, "refused", "unknown key id"),
        (USERS, LOGS, 403, "refused", ""),
        ("/admin/v1/nothing", DUO, 404, "", ""),
        ("/auth/v2/ping", DUO, 200, "", ""),
    ],
    ids=["unknown key", "no permission", "no endpoint", "not checked"],
)
def test_without_explanation(target: str, credential: Credential, status: int, verdict: str, detail: str) -> None:
    with standing() as stand:
        assert stand.ask_signed(target, credential) == status
        row = stand.row()
        assert (row.status, row.verdict) == (status, verdict)
        assert detail in row.detail


def test_unsigned() -> None:
    with standing() as stand:
        host = stand.url.removeprefix("http://").encode()
        assert stand.ask(b"GET /admin/v1/users HTTP/1.1\r\nHost: " + host + b"\r\n\r\n") == 401
        row = stand.row()
        assert (row.status, row.verdict) == (401, "unsigned")
        entry = stand.live.get(1)
        assert entry is not None
        assert entry.credential is None


def test_refused_by_the_guard() -> None:
    with standing() as stand:
        assert stand.ask(b"GET /admin/v1/users HTTP/1.1\r\nHost: attacker.org\r\n\r\n") == 403
        row = stand.row()
        assert (row.status, row.verdict, row.detail) == (403, "refused", NOT_MEANT)


def test_too_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusing, "size_of", lambda _: 1 << 40)
    with standing() as stand:
        assert stand.ask_signed(USERS, Credential.of(DUO.key_id, "wrong" * 8)) == 401
        row = stand.row()
        assert (row.status, row.verdict) == (401, "refused")


def test_the_control_api_is_not_listed() -> None:
    with standing() as stand:
        host = stand.url.removeprefix("http://").encode()
        token = stand.app.control.token.encode()
        head = b"GET /_paraph/requests HTTP/1.1\r\nHost: " + host + b"\r\nAuthorization: Bearer " + token
        assert stand.ask(head + b"\r\n\r\n") == 200
        assert stand.live.since(0).seen == 0


def test_a_delayed_answer_is_listed_before_it_is_answered() -> None:
    stand = Stand(explain=True)
    wrong = sign(request_for("GET", f"http://localhost{USERS}"), Credential.of(DUO.key_id, "x" * 40), now=NOW)
    reply = stand.app.handler(wrong)
    assert [row.status for row in stand.live.since(0).requests] == [0]
    assert not hasattr(reply, "status")
    assert reply.then().status == 401  # type: ignore[union-attr]
    assert stand.row().status == 401
    stand.refusals.close()
