"""Small OAuth 1.0a requests on which, between them, every mistake changes something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.credential import Credential, Secret
from paraph.core.diagnosis import Sample
from paraph.core.encoding import FORM_TYPE, form_text
from paraph.core.message import Request
from paraph.schemes.sample_pairs import PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT = Credential("ck-example", Secret(b"consumer+Secret/1"), "tk-example", Secret(b"token&Secret=2"), "",
                    {"another secret": Secret(b"an0therSecret")})  # fmt: skip
WITHOUT_TOKEN = Credential("ck-example", Secret(b"consumer+Secret/1"))
SITE, WITH_PORT = ("Host", "Shop.Example.com"), ("Host", "shop.example.com:8443")
FORM, JSON, PARTS = (
    ("Content-Type", kind) for kind in (FORM_TYPE, "application/json", "multipart/form-data; boundary=B")
)
PATH = "/api/Caf%C3%A9%20list;v=1/"
MULTIPART = b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--B--\r\n'


def samples() -> Iterator[Sample]:
    """Yield the requests: plain, with everything, in the query, as a form, with other bodies."""
    query = form_text(PAIRS)
    named = {"realm": "Example", "verifier": "v3rifier", "callback": "oob"}
    yield Sample(Request("GET", "/photos?page=2", (SITE,)), WITHOUT_TOKEN)
    yield Sample(Request("GET", f"{PATH}?{query}&flag", (SITE,)), CLIENT, named)
    yield Sample(Request("GET", f"{PATH}?q=a+b", (WITH_PORT,)), CLIENT, {"placement": "query"})
    yield Sample(Request("POST", f"{PATH}?a=1", (SITE, FORM), f"a=1&{query}".encode()), CLIENT)
    yield Sample(Request("POST", PATH, (SITE, JSON), b'{"b":"x/y","a":{"c":1}}'), CLIENT, {"body_hash": True})
    yield Sample(Request("DELETE", PATH, (SITE,)), CLIENT, {"body_hash": True, "version": None})
    yield Sample(Request("POST", PATH, (SITE,), b"b=1&a=2"), WITHOUT_TOKEN)
    yield Sample(Request("POST", PATH, (SITE, PARTS), MULTIPART), WITHOUT_TOKEN)
