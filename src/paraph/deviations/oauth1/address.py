"""Mistakes about method and base string URI."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.deviation import Deviations, Way
from paraph.core.encoding import percent_safe, unpercent
from paraph.deviations.addresses import VERBS, host_forms, path_forms
from paraph.deviations.rarity import ODD, SELDOM, UNUSUAL
from paraph.schemes.oauth1 import signing as oauth1

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.message import Pairs, Request


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


OTHER_PREFIXES = ("/gallery", "/webapi", "/api", "/gallery/api", "/rest", "/v1", "/v2", "/index.php", "/wp-json")


@deviates(oauth1.http_method, "method-lowercase")
def lower_method(request: Request) -> str:
    """The method was signed in lower case."""
    return request.method.lower()


@deviates(oauth1.http_method, "method-lowercase", rarity=2.0)
def title_method(request: Request) -> str:
    """The method was signed with only its first letter in upper case."""
    return request.method.title()


@family(oauth1.http_method, "method-wrong-verb")
def other_method(_request: Request) -> Iterator[Way[str]]:
    """Another method was signed than sent."""
    for verb, rarity in VERBS.items():
        yield Way(verb, f"{verb} was signed.", rarity)


def other_scheme(request: Request) -> str:
    """The other of http and https."""
    return "http" if request.scheme == "https" else "https"


@family(oauth1.scheme, "scheme-http-for-https")
def wrong_scheme(request: Request) -> Iterator[Way[str]]:
    """The base string URI was signed with the other of http and https, and no proxy says that it took the request so."""
    other = other_scheme(request)
    if (request.header("x-forwarded-proto") or "").strip().lower() != other:
        yield Way(other, "The base string URI was signed with the other of http and https.")


@deviates(oauth1.scheme, "proxy-ended-tls")
def scheme_behind_proxy(request: Request) -> str:
    """The base string URI has the scheme that is seen behind a proxy."""
    return other_scheme(request)


@family(oauth1.scheme, "host-not-lowercased", rarity=2.0)
def typed_scheme(request: Request) -> Iterator[Way[str]]:
    """The scheme was not lower-cased."""
    yield Way(request.scheme.upper(), "The scheme was signed in upper case.")
    yield Way(request.scheme.title(), "The scheme was signed with a capital.")


def bare_host(request: Request) -> str:
    """The host in lower case, without any port."""
    return re.sub(r":[0-9]*\Z", "", request.host.lower())


@family(oauth1.authority, "host-not-lowercased")
def typed_host(request: Request) -> Iterator[Way[str]]:
    """The host was signed as typed."""
    own = oauth1.authority(request)
    typed = request.host[: len(own)]
    parts = typed.split(".")
    capitals = ".".join(part.capitalize() for part in parts)
    for text in (typed, own.upper(), own.title(), own.capitalize(), capitals, ".".join((parts[0].upper(), *parts[1:]))):
        yield Way(text, f"The host was signed as {text!r}.", 0.0 if text in (typed, own.upper()) else UNUSUAL)


@family(oauth1.authority, "host-default-port-kept")
def default_port(request: Request) -> Iterator[Way[str]]:
    """The default port was left in the base string URI."""
    own = bare_host(request)
    for port in ("443", "80") if request.scheme == "https" else ("80", "443"):
        yield Way(f"{own}:{port}", f":{port} was left in the base string URI.")
    yield Way(request.host.lower(), "The port was left in the base string URI.")


@family(oauth1.authority, "host-nondefault-port-dropped")
def no_port(request: Request) -> Iterator[Way[str]]:
    """The port was dropped from the base string URI."""
    yield Way(bare_host(request), "The port was dropped from the base string URI, although it is not the default.")


@family(oauth1.authority, "host-www-or-apex")
def www(request: Request) -> Iterator[Way[str]]:
    """The host was signed with or without www."""
    own = oauth1.authority(request)
    yield Way(own.removeprefix("www.") if own.startswith("www.") else f"www.{own}", "www. is on one side only.")


@family(oauth1.authority, "", rarity=0.5)
def other_host_forms(request: Request) -> Iterator[Way[str]]:
    """The host was signed in another form."""
    yield from host_forms(oauth1.authority(request))


@family(oauth1.path, "", rarity=0.5)
def other_path_forms(request: Request) -> Iterator[Way[str]]:
    """The path was signed in another form."""
    yield from path_forms(oauth1.path(request))


@family(oauth1.base_string_uri, "base-uri-missing-origin")
def no_origin(scheme: str, _authority: str, path: str) -> Iterator[Way[str]]:
    """The signer was given a relative URL."""
    for text in (
        path,
        f"null//null{path}",
        f"undefined//undefined{path}",
        f"{scheme}:{path}",
        f"http://{path}",
        f"://{path}",
        f"https://{path}",
        f"null://null{path}",
        f"undefined://undefined{path}",
        f"//{path}",
        f"http:{path}",
        f"http://localhost{path}",
        f"None{path}",
        f"undefined{path}",
        f"null{path}",
    ):
        seldom = (f"null//null{path}", f"undefined//undefined{path}", f"http://{path}", f"://{path}")
        rarity = 0.0 if text == path else SELDOM if text in seldom else UNUSUAL
        yield Way(text, f"The base string URI was {text[:60]!r}.", rarity)


@family(oauth1.base_string_uri, "host-omitted", rarity=2.0)
def no_authority(scheme: str, _authority: str, path: str) -> Iterator[Way[str]]:
    """The host was left out of the base string URI."""
    yield Way(f"{scheme}://{path}", "The host was left out of the base string URI.")


@family(oauth1.base_string_uri, "host-with-scheme", rarity=2.0)
def scheme_twice(scheme: str, authority: str, path: str) -> Iterator[Way[str]]:
    """The scheme stands twice in the base string URI."""
    yield Way(f"{scheme}://{scheme}://{authority}{path}", "The scheme stands twice in the base string URI.")


@family(oauth1.base_string_uri, "base-uri-missing-origin")
def without_scheme(_scheme: str, authority: str, path: str) -> Iterator[Way[str]]:
    """The scheme was left out of the base string URI."""
    yield Way(f"{authority}{path}", "The scheme was left out of the base string URI.")
    yield Way(f"//{authority}{path}", "The scheme was left out of the base string URI.", 1.0)
    yield Way(f"://{authority}{path}", "The scheme was left out of the base string URI.", 1.0)
    yield Way(authority, "Only the host was signed as the base string URI.", 1.0)


@family(oauth1.base_string_uri, "", rarity=ODD - 2)
def uri_as_text(scheme: str, authority: str, path: str) -> Iterator[Way[str]]:
    """The base string URI was put together in another form."""
    uri = oauth1.base_string_uri(scheme, authority, path)
    for text in (uri.lower(), uri.upper(), f"{scheme}:{authority}{path}", f"{scheme}:/{authority}{path}", f"{scheme}&{authority}&{path}",
                 f"{scheme}{authority}{path}", f"{scheme}://{authority}&{path}", f"{uri}?", f"{uri}&", f"{uri} ", f"<{uri}>", f'"{uri}"',
                 f"{scheme}://{authority}//{path.lstrip('/')}", f"{scheme}://{authority}", f"{scheme}://{authority}/", f"{uri}#"):  # fmt: skip
        yield Way(text, f"The base string URI was {text[:60]!r}.")


@family(oauth1.path, "path-trailing-slash")
def other_slash(request: Request) -> Iterator[Way[str]]:
    """A slash at the end of the path was added or dropped."""
    path = request.path
    yield Way(path.rstrip("/") if path.endswith("/") else path + "/", "The path was signed with the other ending.")


@deviates(oauth1.path, "path-lowercased")
def lower_path(request: Request) -> str:
    """The path was signed in lower case."""
    return request.path.lower()


@deviates(oauth1.path, "path-lowercased", rarity=UNUSUAL)
def upper_path(request: Request) -> str:
    """The path was signed in upper case."""
    return request.path.upper()


@family(oauth1.path, "path-leading-slash-missing", rarity=UNUSUAL)
def no_first_slash(request: Request) -> Iterator[Way[str]]:
    """The path was signed without its first slash."""
    yield Way(request.path.lstrip("/"), "The path was signed without its first slash.")


@family(oauth1.path, "path-not-encoded")
def decoded_path(request: Request) -> Iterator[Way[str]]:
    """The path was signed without its percent-encoding."""
    yield Way(unpercent(request.path), "The path was signed decoded.")
    yield Way(unpercent(request.path.replace("+", " ")), "The path was signed decoded, + as a space.", UNUSUAL)
    yield Way(lower_hex(request.path), "The escapes in the path were signed in lower case.", UNUSUAL)
    yield Way(upper_hex(request.path), "The escapes in the path were signed in upper case.", UNUSUAL)


def lower_hex(text: str) -> str:
    """Escapes in lower-case hex."""
    return re.sub(r"%[0-9A-Fa-f]{2}", lambda match: match[0].lower(), text)


def upper_hex(text: str) -> str:
    """Escapes in upper-case hex."""
    return re.sub(r"%[0-9A-Fa-f]{2}", lambda match: match[0].upper(), text)


@family(oauth1.path, "path-double-encoded")
def encoded_path(request: Request) -> Iterator[Way[str]]:
    """The path was encoded once more."""
    raw = unpercent(request.path)
    for text in (request.path, raw):
        for kept in ("/-._~", "-._~", "/-._~!$&'()*+,;=:@", "/-._~!'()*"):
            once = percent_safe(text, kept)
            rarity = 0.0 if kept == "/-._~" else UNUSUAL
            yield Way(once, "The path was percent-encoded once more.", rarity)
            yield Way(percent_safe(once, kept), "The path was percent-encoded twice more.", rarity)


@family(oauth1.path, "path-matrix-params")
def matrix_parameters(request: Request) -> Iterator[Way[str]]:
    """A ; in the path was treated as something else than part of it."""
    path = request.path
    if ";" in path:
        yield Way(path.partition(";")[0], "The path was cut at its first ';'.")
        yield Way(path.replace(";", "%3B"), "';' in the path was percent-encoded.")
        yield Way(path.rpartition(";")[0], "The path was cut at its last ';'.", UNUSUAL)
        yield Way(
            "/".join(part.partition(";")[0] for part in path.split("/")), "';' and what follows was cut.", UNUSUAL
        )
        yield Way(path.replace(";", "?"), "';' in the path was taken for '?'.", UNUSUAL)
    elif "%3b" in path.lower():
        yield Way(re.sub("%3b", ";", path, flags=re.IGNORECASE), "'%3B' in the path was decoded.")


@family(oauth1.path, "proxy-rewrote-path")
def path_behind_proxy(request: Request) -> Iterator[Way[str]]:
    """The path was signed with or without a prefix that a proxy adds or strips."""
    path = request.path
    for index in range(1, len(path)):
        if path[index] == "/" and index < len(path) - 1:
            yield Way(path[index:], f"{path[:index]!r} at the beginning of the path was not signed.")
    for prefix in OTHER_PREFIXES:
        yield Way(prefix + path, f"{prefix!r} was signed before the path.", UNUSUAL)
    yield Way("/", "Only the root was signed as path.", UNUSUAL)
    for index in range(len(path) - 1, 0, -1):
        if path[index] == "/":
            yield Way(path[: index + 1], f"{path[index + 1 :]!r} at the end of the path was not signed.", UNUSUAL)
            yield Way(path[:index], f"{path[index:]!r} at the end of the path was not signed.", UNUSUAL)


@family(oauth1.path, "path-includes-query")
def path_and_query(request: Request) -> Iterator[Way[str]]:
    """The query was left on the base string URI."""
    yield from query_on_path(request)


def own_query(request: Request) -> str:
    """Return the part of the query that is not oauth_."""
    return "&".join(part for part in request.query.split("&") if not part.startswith("oauth_"))


def query_on_path(request: Request) -> Iterator[Way[str]]:
    """The path with the query as sent, or with the part that is not oauth_."""
    if request.query:
        own = own_query(request)
        unsigned = "&".join(part for part in request.query.split("&") if not part.startswith("oauth_signature="))
        for query in dict.fromkeys((request.query, own, unsigned)):
            yield Way(f"{request.path or '/'}?{query}", "The query was left on the base string URI.")
    yield Way(f"{request.path or '/'}?", "A question mark was left on the base string URI.", UNUSUAL)


def only_oauth(request: Request) -> Pairs:
    """The oauth_ parameters of the query."""
    return tuple(pair for pair in oauth1.query_parameters(request) if pair[0].startswith("oauth_"))


@family(oauth1.path, "path-includes-query", coupled={oauth1.query_parameters: only_oauth})
def path_and_query_alone(request: Request) -> Iterator[Way[str]]:
    """The query was left on the base string URI, and not signed among the parameters."""
    yield from query_on_path(request)
