"""No page that a browser shows reaches a local server, and no name that somebody else can own."""

import pytest

from paraph.emulator.guard import FOREIGN, guarded
from paraph.http.handler import Response
from paraph.message import Request

SERVED = Response(200, (), b"")


def reply(*headers: tuple[str, str]) -> object:
    return guarded(lambda _: SERVED, ["Duo.Internal"])(Request("GET", "/", headers))


@pytest.mark.parametrize(
    "host",
    ["localhost:8080", "127.0.0.1", "127.0.0.1:1", "[::1]:8080", "LOCALHOST", "duo.internal", "gallery.example.com",
     "api-deadbeef.duosecurity.com", "a.test"],
)  # fmt: skip
def test_own_names(host: str) -> None:
    assert reply(("Host", host)) == SERVED


@pytest.mark.parametrize(
    "host", ["", "attacker.org", "localhost.attacker.org", "127.0.0.1.attacker.org", "duosecurity.com.attacker.org",
             "xduosecurity.com", "[", "a@attacker.org", "localhost@attacker.org", "10.0.0.1"],
)  # fmt: skip
def test_foreign_names(host: str) -> None:
    assert reply(("Host", host)) == FOREIGN


def test_two_hosts_and_none() -> None:
    assert reply(("Host", "localhost"), ("host", "localhost")) == FOREIGN
    assert reply() == FOREIGN


@pytest.mark.parametrize("origin", ["http://attacker.org", "null", "", "http://localhost.attacker.org", "http://["])
def test_foreign_origins(origin: str) -> None:
    assert reply(("Host", "localhost"), ("Origin", origin)) == FOREIGN


def test_pages_of_its_own() -> None:
    assert (
        reply(("Host", "localhost:80"), ("Origin", "http://localhost:80"), ("Sec-Fetch-Site", "same-origin")) == SERVED
    )
    assert reply(("Host", "localhost:80"), ("Sec-Fetch-Site", "cross-site")) == FOREIGN
