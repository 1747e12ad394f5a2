"""Mistakes about method, host and path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.deviation import Deviations, Way
from paraph.core.encoding import FORM_TYPE, parse_form
from paraph.core.message import Request, wire_text
from paraph.deviations.addresses import VERBS, host_forms, path_forms, url_forms
from paraph.deviations.rarity import ODD, UNUSUAL
from paraph.schemes.duo import signing as duo

if TYPE_CHECKING:
    from collections.abc import Iterator


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


@deviates(duo.method, "method-lowercase")
def lower_method(request: Request) -> str:
    """The method was signed in lower case."""
    return request.method.lower()


@deviates(duo.method, "method-lowercase", rarity=2.0)
def title_method(request: Request) -> str:
    """The method was signed with only its first letter in upper case."""
    return request.method.title()


@family(duo.method, "method-wrong-verb")
def other_method(_request: Request) -> Iterator[Way[str]]:
    """Another method was signed than sent."""
    for verb, rarity in VERBS.items():
        yield Way(verb, f"{verb} was signed.", rarity)


@family(duo.host, "host-not-lowercased")
def typed_host(request: Request) -> Iterator[Way[str]]:
    """The host was signed as typed."""
    bare = duo.without_port(request.host)
    for text in dict.fromkeys((bare, bare.upper(), bare.title(), bare.capitalize(), *cased_hosts(bare))):
        rarity = 0.0 if text in (bare, bare.upper()) else ODD
        yield Way(text, f"The host was signed as {text!r}.", rarity)


def cased_hosts(host: str) -> Iterator[str]:
    """Ways in which a Duo API host is copied: the code in capitals, the domain in camel case."""
    name, _, domain = host.lower().partition(".")
    prefix, dash, code = name.partition("-")
    yield f"{prefix}{dash}{code.upper()}.{domain}"
    yield f"{prefix.upper()}{dash}{code.upper()}.{domain}"
    yield f"{name.capitalize()}.{domain}"
    yield host.lower().replace("duosecurity", "DuoSecurity")
    yield host.lower().replace("api-", "API-").replace("duosecurity.com", "DuoSecurity.COM")
    yield "-".join(part.capitalize() for part in name.split("-")) + ".DuoSecurity.com"


@family(duo.host, "host-with-scheme")
def host_with_scheme(request: Request) -> Iterator[Way[str]]:
    """The host was signed together with its scheme."""
    host = duo.host(request)
    for text in (f"https://{host}", f"http://{host}", f"https://{host}/", f"//{host}", f"https://{request.host}"):
        yield Way(text, f"The host was signed as {text!r}.", 0.0 if text == f"{request.scheme}://{host}" else UNUSUAL)


@family(duo.host, "host-default-port-kept")
def host_with_port(request: Request) -> Iterator[Way[str]]:
    """The port was left on the host."""
    for text in dict.fromkeys((f"{duo.host(request)}:443", f"{duo.host(request)}:80", request.host.lower())):
        yield Way(text, f"The host was signed as {text!r}.")


@family(duo.host, "", rarity=0.5)
def other_host_forms(request: Request) -> Iterator[Way[str]]:
    """The host was signed in another form."""
    host = duo.host(request)
    yield from host_forms(host)
    yield from url_forms(request.scheme, host, request.path, request.query)
    for text in (host.removeprefix("api-"), "api-xxxxxxxx.duosecurity.com", "api-XXXXXXXX.duosecurity.com",
                 f"api.{host.partition('.')[2]}"):  # fmt: skip
        yield Way(text, f"The host was signed as {text!r}.", ODD)


@family(duo.path, "", rarity=0.5)
def other_path_forms(request: Request) -> Iterator[Way[str]]:
    """The path was signed in another form."""
    yield from path_forms(duo.path(request))
    yield from url_forms(request.scheme, duo.host(request), request.path, request.query)


@family(duo.path, "path-trailing-slash")
def other_slash(request: Request) -> Iterator[Way[str]]:
    """A slash at the end of the path was added or dropped."""
    path = request.path
    yield Way(path.rstrip("/") if path.endswith("/") else path + "/", "The path was signed with the other ending.")


@deviates(duo.path, "path-leading-slash-missing")
def no_first_slash(request: Request) -> str:
    """The path was signed without its first slash."""
    return request.path.lstrip("/")


@family(duo.path, "path-prefix-missing")
def part_of_path(request: Request) -> Iterator[Way[str]]:
    """A part at the beginning of the path was left out or added."""
    path = request.path
    for index in range(1, len(path)):
        if path[index] == "/":
            yield Way(path[index:], f"{path[:index]!r} at the beginning of the path was not signed.")
            yield Way(path[index + 1 :], f"{path[: index + 1]!r} at the beginning of the path was not signed.", UNUSUAL)
    for prefix in ("/api", "/admin", "/auth", "/accounts", "/v1", "/v2", "/admin/v1", "/auth/v2", "/rest", "/duo"):
        yield Way(prefix + path, f"{prefix!r} was signed before the path.", UNUSUAL)


@family(duo.path, "path-full-url")
def whole_url(request: Request) -> Iterator[Way[str]]:
    """The whole URL was signed instead of the path."""
    origin = f"{request.scheme}://{request.host}"
    query = f"?{request.query}" if request.query else ""
    for text in (
        origin + request.path,
        origin + request.path + query,
        origin,
        origin + "/",
        request.host + request.path,
    ):
        yield Way(
            text,
            f"{text[:60]!r} was signed as the path.",
            0.0 if text.startswith(origin) and not text.endswith("/") else UNUSUAL,
        )


@family(duo.path, "path-includes-query")
def path_and_query(request: Request) -> Iterator[Way[str]]:
    """The path was signed together with the query."""
    yield from query_on_path(request)


@family(duo.path, "path-includes-query", coupled={duo.signed_parameters: lambda _: ()})
def path_and_query_alone(request: Request) -> Iterator[Way[str]]:
    """The path was signed together with the query, and the line of the parameters is empty."""
    yield from query_on_path(request)


def query_on_path(request: Request) -> Iterator[Way[str]]:
    """The path with the query as sent, as it is canonical, and as a bare question mark."""
    canonical = duo.canonical_parameters(duo.sorted_parameters(duo.encoded_parameters(parse_form(request.query))))
    for query in dict.fromkeys((request.query, canonical)):
        if query:
            yield Way(f"{request.path}?{query}", "The path was signed together with the query.")
    if not request.query:
        yield Way(f"{request.path}?", "A question mark was left on the path.", UNUSUAL)
        form = canonical_of_body(request)
        if form:
            yield Way(f"{request.path}?{form}", "The parameters were signed as a query on the path.", UNUSUAL)


def canonical_of_body(request: Request) -> str:
    """The parameters of a form body, as they are signed."""
    if request.media_type != FORM_TYPE:
        return ""
    pairs = parse_form(wire_text(request.body))
    return duo.canonical_parameters(duo.sorted_parameters(duo.encoded_parameters(pairs)))


@family(duo.path, "path-not-encoded", rarity=UNUSUAL)
def decoded_path(request: Request) -> Iterator[Way[str]]:
    """The path was signed without its percent-encoding, or with one more."""
    from paraph.core.encoding import percent_safe, unpercent

    yield Way(unpercent(request.path), "The path was signed without its percent-encoding.")
    yield Way(percent_safe(request.path, "/-._~"), "The path was percent-encoded once more.", 1.0)


@deviates(duo.path, "path-lowercased", rarity=UNUSUAL)
def lower_path(request: Request) -> str:
    """The path was signed in lower case."""
    return request.path.lower()
