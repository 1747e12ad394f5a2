"""No page that a browser shows reaches a local server, and no name that somebody else can own."""

import pytest

from paraph.core.answers import quote_answer
from paraph.core.message import Request, wire_text
from paraph.http.guard import FOREIGN, Guard
from paraph.http.handler import Response
from tests.trust.servers import Headers, foreign_headers, own_headers

PORT = 8080
SERVED = Response(200, (), b"")


def reply(guard: Guard, *headers: tuple[str, str]) -> object:
    return guard.before(lambda _: SERVED)(Request("GET", "/", headers))


@pytest.mark.parametrize("headers", own_headers(PORT))
def test_own_names_and_origins(headers: Headers) -> None:
    assert reply(Guard(port=PORT), *headers) == SERVED


@pytest.mark.parametrize("headers", foreign_headers(PORT))
def test_foreign_names_and_origins(headers: Headers) -> None:
    assert reply(Guard(port=PORT), *headers) == FOREIGN


def test_a_given_name_needs_the_port_too() -> None:
    guard = Guard(["Duo.Internal"], port=PORT)
    assert reply(guard, ("Host", "duo.internal:8080"), ("Origin", "http://duo.internal:8080")) == SERVED
    assert reply(guard, ("Host", "duo.internal")) == FOREIGN
    assert reply(guard, ("Host", "duo.internal:8081")) == FOREIGN
    assert reply(Guard(port=PORT), ("Host", "duo.internal:8080")) == FOREIGN


def test_a_name_may_be_given_with_a_port_of_its_own() -> None:
    guard = Guard(["Gallery.internal:80", "[fd00::1]:8443", "fd00::2"], port=PORT)
    for host in ("gallery.internal", "gallery.internal:80", "[fd00::1]:8443", "[fd00::2]:8080"):
        assert reply(guard, ("Host", host)) == SERVED
    for host in ("gallery.internal:8080", "[fd00::1]", "[fd00::1]:8080", "[fd00::2]:80"):
        assert reply(guard, ("Host", host)) == FOREIGN
    assert reply(guard, ("Host", "localhost:8080"), ("Origin", "http://gallery.internal")) == FOREIGN


@pytest.mark.parametrize(("scheme", "port"), [("http", 80), ("https", 443)])
def test_the_default_port_of_the_scheme_may_be_left_out(scheme: str, port: int) -> None:
    guard = Guard(scheme=scheme, port=port)
    assert reply(guard, ("Host", "localhost"), ("Origin", f"{scheme}://localhost")) == SERVED
    assert reply(guard, ("Host", f"localhost:{port}"), ("Origin", f"{scheme}://localhost:{port}")) == SERVED
    other = Guard(scheme=scheme, port=PORT)
    assert reply(other, ("Host", "localhost")) == FOREIGN
    assert reply(other, ("Host", "localhost:8080"), ("Origin", f"{scheme}://localhost")) == FOREIGN


def test_without_a_socket_any_port_passes() -> None:
    assert reply(Guard(), ("Host", "localhost:1")) == SERVED
    assert reply(Guard(), ("Host", "attacker.org:1")) == FOREIGN


def test_the_refusal_is_short_enough_to_be_quoted_whole() -> None:
    text = wire_text(FOREIGN.body).strip()
    assert quote_answer(text) == text
