"""What a mistake does, shown on a small request: the text that gets signed beside the one that should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.credential import Credential, Secret
from paraph.core.encoding import form_text
from paraph.core.errors import ParaphError
from paraph.core.message import Request
from paraph.core.trace import Trace
from paraph.deviations import Clues, deviations_for
from paraph.explaining.explain import Arguments
from paraph.explaining.search.picks import Nth, iter_ways
from paraph.schemes import scheme_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.scheme import Deviation

NOW = 1773739805
CLUES = Clues(parameters=(("mintime", "1773000000000"),), hosts=("internal.example.net:8080",))
FORM = "application/x-www-form-urlencoded"
PAIRS = (("name", "Zoë O'Neil (x)!*"), ("tag", "b"), ("tag", "a"), ("Limit", "10"), ("a1", "50%/~+"), ("a", "true"),
         ("item10", ""), ("item2", " 5.0 "), ("filter[0]", "1"), ("note", "one\ntwo"), ("z{", "x"))  # fmt: skip


class Sample(NamedTuple):
    """A request to plant mistakes in, and what it is signed with."""

    scheme: str
    request: Request
    credential: Credential
    options: dict[str, Any]


class Story(NamedTuple):
    """What was signed (`wrong`) and what had to be (`right`), in which scheme, and what was done, in words."""

    scheme: str
    wrong: str
    right: str
    said: str


def samples() -> Iterator[Sample]:
    """Requests in which, between them, every mistake changes something."""
    key = Credential("DIEXAMPLE00000000000", Secret("exampleSecretKey0123456789abcdefABCDEF00"),
                     others={"an old secret": Secret("0ldSecretKey0123456789abcdefABCDEF000000")})  # fmt: skip
    host = ("Host", "API-Example0.DuoSecurity.com")
    query = form_text(PAIRS)
    trace = (("X-Duo-Trace", "t1"), ("x-duo-alpha", "a1"))
    json_type = ("Content-Type", "application/json")
    yield Sample("duo", Request("GET", "/admin/v1/users", (host,)), key, {"version": 2})
    yield Sample("duo", Request("GET", "/admin/v1/users?a=x&username=lena", (host,)), key, {"version": 2})
    yield Sample("duo", Request("GET", f"/admin/v1/users?{query}", (host,)), key, {"version": 2})
    yield Sample("duo", Request("POST", "/admin/v1/users", (host, ("Content-Type", FORM)), query.encode()), key,
                 {"version": 2})  # fmt: skip
    yield Sample("duo", Request("POST", "/auth/v2/auth?username=lena", (host,)), key, {"version": 2})
    yield Sample("duo", Request("POST", "/auth/v2/auth", (host, ("Content-Type", "text/plain")), b"b=1&a=2"), key,
                 {"version": 2})  # fmt: skip
    yield Sample("duo", Request("POST", "/admin/v1/users", (host, json_type, *trace), b'{"b":"x/y","a":"\\u00e9"}'), key,
                 {"version": 5})  # fmt: skip
    yield Sample("duo", Request("POST", "/accounts/v1/account/list", (host, json_type), b"{}"), key, {"version": 5})
    yield Sample("duo", Request("GET", "/auth/v2/check", (host,)), key, {"version": 5})
    client = Credential("ck-example", Secret("consumer+Secret/1"), "tk-example", Secret("token&Secret=2"), "",
                        {"another secret": Secret("an0therSecret")})  # fmt: skip
    lonely = Credential("ck-example", Secret("consumer+Secret/1"))
    site, port = ("Host", "Shop.Example.com"), ("Host", "shop.example.com:8443")
    path = "/api/Caf%C3%A9%20list;v=1/"
    header = {"realm": "Example", "verifier": "v3rifier", "callback": "oob"}
    yield Sample("oauth1", Request("GET", "/photos?page=2", (site,)), lonely, {})
    yield Sample("oauth1", Request("GET", f"{path}?{query}&flag", (site,)), client, header)
    yield Sample("oauth1", Request("GET", f"{path}?q=a+b", (port,)), client, {"placement": "query"})
    yield Sample(
        "oauth1", Request("POST", f"{path}?a=1", (site, ("Content-Type", FORM)), f"a=1&{query}".encode()), client, {}
    )
    yield Sample("oauth1", Request("POST", path, (site, json_type), b'{"b":"x/y","a":{"c":1}}'), client,
                 {"body_hash": True})  # fmt: skip
    yield Sample("oauth1", Request("DELETE", path, (site,)), client, {"body_hash": True, "version": None})
    yield Sample("oauth1", Request("POST", path, (site,), b"b=1&a=2"), lonely, {})
    multipart = b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--B--\r\n'
    yield Sample("oauth1", Request("POST", path, (site, ("Content-Type", "multipart/form-data; boundary=B")), multipart),
                 lonely, {})  # fmt: skip


def story_of(mistake: str) -> Story | None:
    """The first sample on which the mistake changes the text that is signed; None when there is none."""
    for sample in samples():
        scheme = scheme_named(sample.scheme)
        prepared, claims = scheme.prepare(
            sample.request, sample.credential, now=NOW, nonce="7d8f3e4a9c01b2aa", **sample.options
        )
        for deviation in deviations_for(sample.scheme, prepared, claims, sample.credential, CLUES):
            if deviation.id == mistake:
                story = told_on(sample, prepared, claims, deviation)
                if story is not None:
                    return story
    return None


def told_on(sample: Sample, request: Request, claims: Any, deviation: Deviation) -> Story | None:
    """What the first live way of a deviation does to a sample; None when it does nothing."""
    scheme = scheme_named(sample.scheme)
    met = Arguments()
    scheme.derive(request, claims, sample.credential, met)
    if deviation.stage not in met.met:
        return None
    right = signed_text(scheme, request, claims, sample.credential, {})
    for place, way in enumerate(iter_ways(deviation, met.met[deviation.stage])):
        if place > 8:
            break
        exchanged = {deviation.stage: Nth(deviation, place), **deviation.coupled}
        wrong = signed_text(scheme, request, claims, sample.credential, exchanged)
        if wrong is not None and right is not None and wrong != right:
            return Story(sample.scheme, wrong, right, way.detail)
    return None


def signed_text(
    scheme: Any, request: Request, claims: Any, credential: Credential, exchanged: dict[Any, Any]
) -> str | None:
    """The text that is signed; None where a mistake leaves none."""
    trace = Trace(exchanged)
    try:
        scheme.derive(request, claims, credential, trace)
    except (ValueError, ParaphError):
        return None
    texts = [value for stage, value in trace.values if stage.__name__ in ("canonical_string", "base_string")]
    return texts[0] if texts else None
