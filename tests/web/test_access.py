"""Who gets an answer of the page: the one browser that has opened it, and no page of another origin."""

import re

import pytest

from paraph.core.message import Request
from paraph.http.guard import FOREIGN
from paraph.web.page import CSP, NO_SESSION, SAFE
from paraph.web.session import Session
from tests.trust.servers import Headers, exchange, foreign_headers, message, status_of
from tests.web.pages import HOST, JSON, PORT, LocalPage, RunningPage, Told, told

METHODS = ("GET", "POST", "HEAD", "PUT", "OPTIONS", "DELETE", "TRACE")
CALLS = ("read", "explain", "code", "try", "start", "mistakes", "examples", "live", "unknown")
ROUTES = (
    "/", "/?token=x", "/index.html", "/favicon.ico", "/static/index.html", "/static/", "/static/unknown.js", "/unknown",
    "/api", "//", *(f"/api/{name}" for name in CALLS), "/api/mistakes/ord-unsorted", "/api/examples/1", "/api/live/1",
)  # fmt: skip


def not_of_the_page(port: int) -> list[Headers]:
    """Headers that the page refuses: those that each local server refuses, and names of vendors and reserved names."""
    own = f"127.0.0.1:{port}"
    hosts = (
        "api-x.duosecurity.com", f"api-x.duosecurity.com:{port}", "duosecurity.com", f"duosecurity.com:{port}",
        f"gallery.example.com:{port}", f"a.test:{port}", f"a.invalid:{port}", f"a.localhost:{port}", f"localhost.localdomain:{port}",
        f"127.0.0.1.:{port}", f"[0:0:0:0:0:0:0:1]:{port}", f"[::ffff:127.0.0.1]:{port}", f"[::]:{port}", f"0.0.0.0:{port}",
        f"127.1:{port}", f"0x7f000001:{port}", f"127.0.0.1%00:{port}", f"[::1%25lo]:{port}", f"::1:{port}", f"127.0.0.2:{port}",
        f"127.0.0.1:0{port}0", f"127.0.0.1:{port}.", f"127.0.0.1 :{port}",
    )  # fmt: skip
    origins = (
        f"http://localhost.:{port}", f"http://127.0.0.2:{port}", f"http://[::1]:{port + 1}", f"https://127.0.0.1:{port}",
        f"http://a.localhost:{port}", f"ws://127.0.0.1:{port}", f"http://127.0.0.1:{port}?", f"http://127.0.0.1:{port}#a",
        "chrome-extension://abcdefghijklmnop", "about:blank", "NULL",
    )  # fmt: skip
    return [
        *foreign_headers(port),
        *((("Host", host),) for host in hosts),
        *((("Host", own), ("Origin", origin)) for origin in origins),
        (("Host", own), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")),
    ]  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_refuses_what_is_foreign(route: str) -> None:
    page = LocalPage()
    headers = not_of_the_page(PORT)
    assert len(headers) > 90
    for foreign in headers:
        for method in METHODS:
            for more in ((), (page.cookie,), (page.cookie, JSON)):
                assert page.send(method, route, (*foreign, *more), b"{}") == told(FOREIGN)


def test_the_start_address_is_not_used_up_by_what_is_foreign() -> None:
    page = LocalPage()
    for foreign in not_of_the_page(PORT):
        assert page.send("GET", page.start, foreign) == told(FOREIGN)
    assert page.send("GET", page.start, (("Host", HOST),)).status == 303


OWN: tuple[Headers, ...] = (
    (("Host", HOST),),
    (("Host", f"LOCALHOST:{PORT}"),),
    (("Host", f"[::1]:{PORT}"),),
    (("Host", HOST), ("Origin", f"http://{HOST}"), ("Sec-Fetch-Site", "same-origin")),
    (("Host", HOST), ("Sec-Fetch-Site", "none")),
)


@pytest.mark.parametrize("own", OWN)
def test_its_own_browser_is_served(own: Headers) -> None:
    page = LocalPage()
    assert page.send("GET", "/", (*own, page.cookie)).status == 200
    assert page.send("POST", "/api/read", (*own, page.cookie, JSON), b"[]").status == 400  # it is read


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", METHODS)
def test_without_the_cookie_nothing_is_told(method: str, route: str) -> None:
    page = LocalPage()
    name, value = page.cookie
    others = (
        (), ((name, ""),), ((name, value + "x"),), ((name, value[:-1]),), ((name, f"x{value}"),), ((name, value.upper()),),
        ((name, value.replace(str(PORT), str(PORT + 1))),), ((name, value.partition("=")[2]),), (("X-Cookie", value),),
        ((name, f"a={value}"),), ((name, f'"{value}"'),), ((name, "\udcff=\udcff"),), ((name, f"paraph-{PORT}=\udcff"),),
    )  # fmt: skip
    for cookies in others:
        answer = page.send(method, route, (("Host", HOST), *cookies, JSON), b"{}")
        assert (answer.status, answer.body.decode()) == (403, NO_SESSION)


def test_the_cookie_may_stand_among_others() -> None:
    page = LocalPage()
    for value in (f"a=b; {page.cookie[1]}", f"paraph-{PORT}=old; {page.cookie[1]};c", f"paraph-1=x;{page.cookie[1]}"):
        assert page.send("GET", "/", (("Host", HOST), ("Cookie", value))).status == 200
    assert page.send("GET", "/", (("Host", HOST), ("Cookie", "a=b"), page.cookie)).status == 200


def test_the_token_opens_once() -> None:
    page = LocalPage()
    start, host = page.start, ("Host", HOST)
    first = page.send("GET", start, (host,))
    assert (first.status, first.header("location"), first.body) == (303, "/", b"")
    second = page.send("GET", start, (host,))
    assert (second.status, second.header("set-cookie")) == (403, "")
    assert page.send("GET", "/?token=", (host,)).status == 403  # what is left of the token


def test_its_own_browser_may_use_the_start_address_again() -> None:
    page = LocalPage()
    start = page.start
    page.send("GET", start, (("Host", HOST),))
    again = page.get(start)
    assert (again.status, again.header("location"), again.header("set-cookie")) == (303, "/", "")


@pytest.mark.parametrize(
    ("method", "headers"),
    [("GET", (("Sec-Purpose", "prefetch;prerender"),)), ("GET", (("Purpose", "prefetch"),)), ("GET", (("X-moz", "prefetch"),)),
     ("HEAD", ()), ("POST", ()), ("OPTIONS", ()), ("PUT", ())],
)  # fmt: skip
def test_only_opening_uses_the_token_up(method: str, headers: Headers) -> None:
    page = LocalPage()
    assert page.send(method, page.start, (("Host", HOST), *headers)).status == 403
    assert page.send("GET", page.start, (("Host", HOST),)).status == 303


def test_a_wrong_token_opens_nothing() -> None:
    page = LocalPage()
    token = page.start.removeprefix("/?token=")
    wrong = (
        "", "token", "token=", f"token={token}x", f"token={token[:-1]}", f"token={token.swapcase()}", f"token={token}&a=1",
        f"a=1&token={token}", f"token=%{ord(token[0]):x}{token[1:]}", "token=\udcff",
    )  # fmt: skip
    for query in wrong:
        assert page.send("GET", f"/?{query}", (("Host", HOST),)).status == 403
    assert page.send("GET", f"/index.html?token={token}", (("Host", HOST),)).status == 403
    assert page.send("GET", page.start, (("Host", HOST),)).status == 303


def test_no_script_and_no_other_site_gets_at_the_cookie() -> None:
    value, *attributes = LocalPage().session.cookie().split("; ")
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Strict"]
    assert re.fullmatch(rf"paraph-{PORT}=[\w-]{{43}}", value)


def test_no_two_pages_have_the_same_token_or_cookie() -> None:
    one, other = Session(), Session()
    assert one.start_url() != other.start_url()
    assert one.cookie() != other.cookie()
    assert not one.admits(Request("GET", "/", (("Cookie", other.cookie()),)))


def is_safe(answer: Told) -> bool:
    """Say whether an answer has each header that keeps the page safe, once and as it has to be."""
    return all(answer.header(name.lower()) == value for name, value in SAFE)


def test_what_keeps_the_page_safe() -> None:
    assert CSP.split("; ") == [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self' data:",
        "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]  # fmt: skip
    assert {name: value for name, value in SAFE if name not in ("Content-Security-Policy", "Permissions-Policy")} == {
        "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
def test_every_answer_is_safe(route: str) -> None:
    page = LocalPage()
    answers = [page.send(method, route, (("Host", HOST),)) for method in METHODS]
    answers += [page.send(method, route, (("Host", HOST), page.cookie, JSON), b"{}") for method in METHODS]
    answers += [page.send("GET", page.start, (("Host", HOST),))]
    assert [answer for answer in answers if not is_safe(answer)] == []


def test_a_call_that_failed_is_safe() -> None:
    page = LocalPage()
    for body in (b"", b"{}", b'{"input": 1}'):
        answer = page.post("read", body)
        assert answer.status in (400, 409)
        assert is_safe(answer)


def test_over_a_socket_too(opened: RunningPage) -> None:
    body = b"{}"
    more = (("Cookie", opened.cookie), ("Content-Length", str(len(body))), JSON)
    for foreign in not_of_the_page(opened.port):
        for method, route in (
            ("GET", "/"),
            ("GET", "/static/index.html"),
            ("GET", "/api/start"),
            ("POST", "/api/read"),
        ):
            got = exchange(opened.root, message(method, route, (*foreign, *more), body))
            assert status_of(got) in (400, 403), (foreign, got)
            assert b"paraph.error" not in got
            assert b"<" not in got
            assert b'"' not in got
    served = exchange(opened.root, message("GET", "/", (("Host", f"127.0.0.1:{opened.port}"), *more[:1])))
    assert status_of(served) == 200
