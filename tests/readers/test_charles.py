"""Trace files of Charles."""

import pytest

from paraph import Unreadable
from paraph.readers import entries
from tests.readers.cutting import check_damaged

TRACE = """HTTP-Trace-Version: 1.0
Generator: Charles/5.0.3

Method: POST
Protocol-Version: HTTP/1.1
Protocol: https
Host: api.example.com
File: /a?b=c
Start-Time: 2026-02-28T20:00:44.850+08:00

Request-Header:<<--EOF-17-
POST /a?b=c HTTP/1.1
Host: api.example.com
X-Odd: a:b
Content-Length: 9

--EOF-17-

Response-Header:<<--EOF-17-
HTTP/1.1 401 Unauthorized
Date: now

--EOF-17-

Request-Body:<<--EOF-18-
a=1
Host:x
--EOF-18-

Response-Body:<<--EOF-19-
{"code": 40101}
--EOF-19-

Method: GET
Protocol: http
Host: other.example
File: /
Request-Header:<<--EOF-20-
:authority: other.example
Accept: */*
Content-Length: 5
--EOF-20-
""".replace("a=1\nHost:x", "a=1Host:x")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_trace(line_end: str) -> None:
    one, two = entries(TRACE.replace("\n", line_end).encode())
    assert (one.request.method, one.request.url, one.request.body) == (
        "POST",
        "https://api.example.com/a?b=c",
        b"a=1Host:x",
    )
    assert one.request.headers == (("Host", "api.example.com"), ("X-Odd", "a:b"), ("Content-Length", "9"))
    assert one.response is not None
    assert (one.status, one.response.headers, one.response.body) == (401, (("Date", "now"),), b'{"code": 40101}')
    assert (one.notes, one.number, two.number, two.status) == ((), 1, 2, None)
    assert (two.request.url, two.request.header("accept")) == ("http://other.example/", "*/*")
    assert "Content-Length says 5, and the trace has 0 bytes" in two.notes[0]


def test_a_cut_trace() -> None:
    with pytest.raises(Unreadable, match="end of Request-Body is missing") as error:
        entries(TRACE[: TRACE.index("--EOF-18-\n\n")].encode())
    assert TRACE.split("\n")[error.value.line - 1].startswith("Request-Body")
    with pytest.raises(Unreadable, match="expected a raw"):
        entries(TRACE[: TRACE.index("Method")].encode())
    check_damaged(TRACE.encode(), {}, 500)
