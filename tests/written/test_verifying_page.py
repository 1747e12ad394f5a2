"""The code of the page about verifying runs, and its recipes make the request that arrived."""

import re
from pathlib import Path
from typing import Any

from paraph import Request
from paraph.core.claims import Reason
from paraph.schemes import scheme_named, scheme_names

PAGE = Path("docs/verifying.md").read_text("utf-8")
ARRIVED = Request(
    "POST",
    "/a%20b/%C3%A9?x=%2F&y",
    (("Host", "h.example"), ("X-A", "é"), ("Content-Type", "text/plain")),
    b"body",
)


def recipes() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        if "def request_from" in block:
            exec(block, found)  # noqa: S102
    return found


def test_a_request_of_asgi() -> None:
    scope = {
        "method": "POST", "scheme": "https", "raw_path": b"/a%20b/%C3%A9", "query_string": b"x=%2F&y",
        "headers": [(b"host", b"h.example"), (b"x-a", "é".encode()), (b"content-type", b"text/plain")],
    }  # fmt: skip
    made = recipes()["request_from_asgi"](scope, b"body")
    assert made._replace(headers=()) == ARRIVED._replace(headers=())
    assert made.headers == tuple((name.lower(), value) for name, value in ARRIVED.headers)


def test_a_request_of_wsgi() -> None:
    environ = {
        "REQUEST_METHOD": "POST", "RAW_URI": "/a%20b/%C3%A9?x=%2F&y", "PATH_INFO": "/a b/\xc3\xa9",
        "HTTP_HOST": "h.example", "HTTP_X_A": "é".encode().decode("latin-1"), "CONTENT_TYPE": "text/plain",
        "wsgi.url_scheme": "https",
    }  # fmt: skip
    made = recipes()["request_from_wsgi"](environ, b"body")
    assert made._replace(headers=()) == ARRIVED._replace(headers=())
    assert [(name.title(), value) for name, value in made.headers] == list(ARRIVED.headers)


def test_the_page_names_every_reason_and_variant() -> None:
    for reason in Reason:
        assert f"`{reason.value}`" in PAGE or reason is Reason.FORBIDDEN
    for name in scheme_names():
        for variant in scheme_named(name).checks.habits.variants or ():
            assert f"`{variant}`" in PAGE
