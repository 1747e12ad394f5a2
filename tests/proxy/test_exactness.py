"""Requests arrive byte for byte as `paraph.sign` makes them."""

from typing import Any

from paraph import Credential, Request, sign
from paraph.proxy.routes import Route, make_route
from tests.proxy.awkward import run_awkward
from tests.proxy.stand import (
    GET,
    HOST,
    KEY,
    NOW,
    OK,
    always,
    client,
    message_bytes,
    proxying,
    read_answer,
    route_to,
    run,
)


def test_awkward_requests_arrive_as_signed(loop: str) -> None:
    assert run_awkward(7, 200, loop) == []


def test_pipelined_requests_are_answered_in_order(loop: str) -> None:
    async def scenario() -> None:
        async with proxying() as stand, client(stand.port) as (reader, writer):
            writer.write(GET * 50)
            got = b""
            while got.count(b"ok") < 50:
                got += await reader.read(65536)
        assert got == OK * 50
        assert stand.upstream.connections == 1

    run(scenario(), loop)


def test_blanks_around_a_value_pass(loop: str) -> None:
    async def scenario() -> None:
        async with proxying() as stand:
            await stand.ask(GET[:-2] + b"X-A:   b \t\r\nX-B:c\r\n\r\n")
        assert b"\r\nX-A:   b \t\r\n" in stand.upstream.messages[0]
        assert b"\r\nX-B: c\r\n" in stand.upstream.messages[0]

    run(scenario(), loop)


def test_an_absolute_target_becomes_a_path(loop: str) -> None:
    async def scenario() -> None:
        async with proxying() as stand:
            await stand.ask(b"GET http://%s/a?b HTTP/1.1\r\nHost: %s\r\n\r\n" % (HOST.encode(), HOST.encode()))
        expected = sign(Request("GET", "/a?b", (("Host", HOST),)), KEY, now=NOW)
        assert stand.upstream.messages == [message_bytes(expected)]

    run(scenario(), loop)


def test_paths_of_upstream_and_address_come_first_and_only_one_is_signed(loop: str) -> None:
    def make(port: int) -> list[Route]:
        return [make_route(f"https://{HOST}/signed", KEY, "duo", {"now": NOW}, f"http://127.0.0.1:{port}/beside")]

    async def scenario() -> None:
        async with proxying(make=make) as stand:
            await stand.ask(GET)
        signed = sign(Request("GET", "/signed/admin/v1/users?limit=1", (("Host", HOST),)), KEY, now=NOW)
        assert stand.upstream.messages == [message_bytes(signed._replace(target="/beside" + signed.target))]

    run(scenario(), loop)


def test_an_old_oauth_signature_is_taken_off(loop: str) -> None:
    key = Credential.of("ck", "cs-secret")
    options: dict[str, Any] = {"now": NOW, "nonce": "n", "placement": "query"}

    def make(port: int) -> list[Route]:
        return [make_route("https://gallery.example.com", key, "oauth1", options, f"http://127.0.0.1:{port}")]

    async def scenario() -> None:
        plain = Request("POST", "/a?b=%2f", (("Host", "gallery.example.com"), ("Content-Length", "3")), b"c=d")
        old = sign(plain, key, "oauth1", now=1, nonce="old", placement="query")
        form = plain.with_header("Content-Type", "application/x-www-form-urlencoded")
        in_form = sign(form, key, "oauth1", now=1, nonce="old", placement="body")
        in_form = in_form.with_header("Content-Length", str(len(in_form.body)))
        async with proxying(make=make) as stand:
            await stand.ask(message_bytes(old))
            await stand.ask(message_bytes(in_form))
        assert stand.upstream.messages == [
            message_bytes(sign(each, key, "oauth1", **options)) for each in (plain, form)
        ]

    run(scenario(), loop)


def test_the_answer_passes_unchanged(loop: str) -> None:
    data = b"HTTP/1.1 207 Odd  reason\r\nx-oDD: 1\r\nX-Odd:  2 \r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nX-T: 1\r\n\r\n"

    async def scenario() -> None:
        async with proxying(always(data)) as stand:
            closes = GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
            got = await stand.ask(closes, to_end=True)
            assert got == data.replace(b"\r\n\r\n2", b"\r\nConnection: close\r\n\r\n2")
            async with client(stand.port) as (reader, writer):
                for _ in range(2):
                    writer.write(GET)
                    assert await reader.readexactly(len(data)) == data
            assert stand.upstream.connections == 1

    run(scenario(), loop)


def test_a_request_without_a_body_type_of_its_own_is_asked_for_with_100_continue(loop: str) -> None:
    async def scenario() -> None:
        async with proxying() as stand, client(stand.port) as (reader, writer):
            head = b"POST /a HTTP/1.1\r\nHost: %s\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n" % HOST.encode()
            writer.write(head)
            assert await reader.readexactly(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
            writer.write(b"{}")
            assert await read_answer(reader) == OK
        assert b"xpect" not in stand.upstream.messages[0]

    run(scenario(), loop)


def test_with_one_route_loopback_means_it(loop: str) -> None:
    async def scenario() -> None:
        async with proxying() as stand:
            for host in ("localhost", "127.0.0.1", f"{HOST}.localhost", "[::1]"):
                assert await stand.ask(GET.replace(HOST.encode(), f"{host}:{stand.port}".encode())) == OK
        assert all(f"\r\nHost: {HOST}\r\n".encode() in message for message in stand.upstream.messages)

    run(scenario(), loop)


def test_several_routes_are_chosen_by_host(loop: str) -> None:
    other = "gallery.example.com"

    async def scenario() -> None:
        async with proxying(make=lambda port: [route_to(port), route_to(port, upstream=f"https://{other}")]) as stand:
            assert await stand.ask(GET) == OK
            assert await stand.ask(GET.replace(HOST.encode(), other.encode())) == OK
            got = await stand.ask(GET.replace(HOST.encode(), b"localhost:%d" % stand.port))
            assert got.startswith(b"HTTP/1.1 403 ")
            assert got.count(b"\n") == got.partition(b"\r\n\r\n")[0].count(b"\n") + 3
            assert HOST.encode() in got
        assert [message.count(other.encode()) for message in stand.upstream.messages] == [0, 1]

    run(scenario(), loop)
