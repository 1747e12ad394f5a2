"""What a request to the recorder leaves in the live list."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from paraph import Credential, request_for, sign
from paraph.http.guard import NOT_MEANT
from paraph.http.patience import LIMITS, Limits
from paraph.http.refusing import CROWDED
from paraph.watching import watcher as watching
from paraph.watching.watcher import TOO_MANY, Watcher
from paraph.web.live import LiveRequests
from tests.http.running import recording
from tests.proxy.stand import message_bytes
from tests.trust.servers import exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

KEY = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
NOW = 1773739805


@contextmanager
def watching_into(live: LiveRequests, limits: Limits = LIMITS) -> Iterator[str]:
    """The URL of a recorder that adds to the list; afterwards all requests are explained."""
    watcher = Watcher(KEY, lambda *_: None, lambda _: None, lambda *_: None, NOW, listing=live)
    try:
        with recording(watcher.take, limits, note=watcher.note_refused) as url:
            yield url
    finally:
        watcher.close()


def row_of(live: LiveRequests) -> tuple[int, str, str]:
    (row,) = live.since(0).requests
    return row.status, row.verdict, row.detail


def signed(url: str, secret: Credential = KEY) -> bytes:
    return message_bytes(sign(request_for("GET", f"{url}/admin/v1/users?limit=1"), secret, now=NOW))


def test_accepted() -> None:
    live = LiveRequests()
    with watching_into(live) as url:
        assert exchange(url, signed(url)).startswith(b"HTTP/1.1 200")
    assert row_of(live) == (200, "valid", "")
    entry = live.get(1)
    assert entry is not None
    assert (entry.credential, entry.explanation is not None) == (KEY, True)


def test_a_wrong_signature_is_explained() -> None:
    live = LiveRequests()
    with watching_into(live) as url:
        message = signed(url, Credential.of(KEY.key_id, f"{KEY.secret.text} "))
        assert exchange(url, message).startswith(b"HTTP/1.1 401")
    assert row_of(live) == (401, "explained", "")
    (row,) = live.since(0).requests
    assert (row.method, row.target, len(row.mistakes)) == ("GET", "/admin/v1/users?limit=1", 1)
    assert live.since(0).refused == 1


def test_unsigned() -> None:
    live = LiveRequests()
    with watching_into(live) as url:
        host = url.removeprefix("http://").encode()
        assert exchange(url, b"GET /a HTTP/1.1\r\nHost: " + host + b"\r\n\r\n").startswith(b"HTTP/1.1 400")
    status, verdict, detail = row_of(live)
    assert (status, verdict) == (400, "unsigned")
    assert "not signed" in detail


def test_refused_by_the_guard() -> None:
    live = LiveRequests()
    with watching_into(live) as url:
        assert exchange(url, b"GET /a HTTP/1.1\r\nHost: attacker.org\r\n\r\n").startswith(b"HTTP/1.1 403")
    assert row_of(live) == (403, "refused", NOT_MEANT)


def test_too_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "OVERHEAD", 1 << 40)
    live = LiveRequests()
    with watching_into(live) as url:
        assert exchange(url, signed(url)).startswith(b"HTTP/1.1 503")
    assert row_of(live) == (503, "refused", TOO_MANY)


def test_too_many_connections() -> None:
    live = LiveRequests()
    with watching_into(live, LIMITS._replace(connections=0)) as url:
        assert exchange(url, signed(url)).startswith(b"HTTP/1.1 503")
    assert row_of(live) == (503, "refused", CROWDED.detail)
    (row,) = live.since(0).requests
    assert (row.method, row.target) == ("", "")
