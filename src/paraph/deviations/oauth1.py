"""The mistakes that people make in signing requests with OAuth 1.0a."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from paraph.credential import Secret
from paraph.deviations import keys
from paraph.deviations.duo import UNUSUAL, mac_deviations, placeholders
from paraph.deviations.encoders import DECODED_PLUS, DECODED_TWICE, JS, TEXT_ENCODERS, plain, repair_first
from paraph.deviations.orders import ORDERS, descending, descending_names, sorted_by
from paraph.deviations.parameters import SEPARATORS, USUAL_SEPARATORS, array_free_collapses, joined_with, without_some
from paraph.encoding import parse_form, percent, percent_safe, unpercent
from paraph.mac import hmac_bytes
from paraph.message import Pairs, Request, wire_bytes, wire_text
from paraph.scheme import Deviation, Deviations, Way
from paraph.schemes import oauth1
from paraph.schemes.oauth1 import Encoded, OAuthClaims

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.credential import Credential
    from paraph.deviations.clues import Clues

DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family
OTHER_PREFIXES = ("/gallery", "/webapi", "/api", "/gallery/api", "/rest", "/v1", "/v2", "/index.php", "/wp-json")

# ---------------------------------------------------------------- method and base string URI


@deviates(oauth1.http_method, "method-lowercase")
def lower_method(request: Request) -> str:
    """The method was signed in lower case."""
    return request.method.lower()


@deviates(oauth1.http_method, "method-lowercase", rarity=UNUSUAL)
def title_method(request: Request) -> str:
    """The method was signed with only its first letter in upper case."""
    return request.method.title()


@family(oauth1.http_method, "method-wrong-verb")
def other_method(_request: Request) -> Iterator[Way[str]]:
    """Another method was signed than sent."""
    for verb in ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"):
        yield Way(verb, f"{verb} was signed.")


@deviates(oauth1.scheme, "scheme-http-for-https")
def other_scheme(request: Request) -> str:
    """The base string URI was signed with the other of http and https."""
    return "http" if request.scheme == "https" else "https"


@deviates(oauth1.scheme, "proxy-ended-tls")
def scheme_behind_proxy(request: Request) -> str:
    """The base string URI has the scheme that is seen behind a proxy."""
    return other_scheme(request)


@family(oauth1.scheme, "host-not-lowercased", rarity=UNUSUAL)
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
        yield Way(text, f"The host was signed as {text!r}.", 0.0 if text in (typed, own.upper()) else 6.0)


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
        usual = (path, f"null//null{path}", f"undefined//undefined{path}", f"http://{path}", f"://{path}")
        yield Way(text, f"The base string URI was {text[:60]!r}.", 0.0 if text in usual else UNUSUAL)


@family(oauth1.base_string_uri, "host-omitted", rarity=UNUSUAL)
def no_authority(scheme: str, _authority: str, path: str) -> Iterator[Way[str]]:
    """The host was left out of the base string URI."""
    yield Way(f"{scheme}://{path}", "The host was left out of the base string URI.")


@family(oauth1.base_string_uri, "host-with-scheme", rarity=UNUSUAL)
def host_alone(scheme: str, authority: str, path: str) -> Iterator[Way[str]]:
    """The scheme was left out of the base string URI, or stands in it twice."""
    yield Way(f"{scheme}://{scheme}://{authority}{path}", "The scheme stands twice in the base string URI.")
    yield Way(f"{authority}{path}", "The scheme was left out of the base string URI.", 0.5)


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
        yield Way("/".join(part.partition(";")[0] for part in path.split("/")), "';' and what follows was cut.", 6.0)
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
        yield Way(prefix + path, f"{prefix!r} was signed before the path.", 6.0)
    yield Way("/", "Only the root was signed as path.", UNUSUAL)
    for index in range(len(path) - 1, 0, -1):
        if path[index] == "/":
            yield Way(path[: index + 1], f"{path[index + 1 :]!r} at the end of the path was not signed.", 6.0)
            yield Way(path[:index], f"{path[index:]!r} at the end of the path was not signed.", 6.0)


@family(oauth1.path, "path-includes-query")
def path_and_query(request: Request) -> Iterator[Way[str]]:
    """The query was left on the base string URI."""
    yield from query_on_path(request)


def query_on_path(request: Request) -> Iterator[Way[str]]:
    """The path with the query as sent, or with the part that is not oauth_."""
    if request.query:
        own = "&".join(part for part in request.query.split("&") if not part.startswith("oauth_"))
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


# ---------------------------------------------------------------- parameters: where from


@deviates(oauth1.query_parameters, "params-not-signed")
def no_query(request: Request) -> Pairs:
    """The parameters of the query were not signed."""
    return only_oauth(request)


def literal_plus_of_form(request: Request) -> Pairs:
    """The form in the body, + not turned into a space."""
    return literal_plus(wire_text(request.body)) if request.media_type == oauth1.FORM_TYPE else ()


def literal_plus(text: str) -> Pairs:
    """A form parsed without turning + into a space."""
    return parse_form(text.replace("+", "%2B"))


@deviates(
    oauth1.query_parameters,
    "enc-plus-kept-literal",
    coupled={oauth1.form_parameters: lambda request: literal_plus_of_form(request)},
)
def plus_in_query(request: Request) -> Pairs:
    """A + in query or form was not read as a space, and signed as %2B."""
    return literal_plus(request.query)


@deviates(oauth1.query_parameters, "enc-plus-kept-literal")
def plus_in_query_alone(request: Request) -> Pairs:
    """A + in the query was not read as a space, and signed as %2B."""
    return literal_plus(request.query)


@deviates(oauth1.form_parameters, "enc-plus-kept-literal")
def plus_in_form(request: Request) -> Pairs:
    """A + in the form was not read as a space, and signed as %2B."""
    return literal_plus_of_form(request)


def plus_to_space(pairs: Pairs) -> Pairs:
    """Every + of the values turned into a space."""
    return tuple((name, value.replace("+", " ")) for name, value in pairs)


@family(oauth1.query_parameters, "enc-plus-decoded-wrongly")
def plus_lost_in_query(request: Request) -> Iterator[Way[Pairs]]:
    """A real + was read as a space."""
    yield Way(plus_to_space(oauth1.query_parameters(request)), "A real + was signed as a space.")
    yield Way(literal_plus(request.query), "A + was signed, but sent bare, so that it is read as a space.", 0.3)


@family(oauth1.form_parameters, "enc-plus-decoded-wrongly")
def plus_lost_in_form(request: Request) -> Iterator[Way[Pairs]]:
    """A real + was read as a space."""
    yield Way(plus_to_space(oauth1.form_parameters(request)), "A real + in the form was signed as a space.")
    yield Way(plus_in_form(request), "A + was signed, but sent bare in the form, so that it is read as a space.", 0.3)


@family(
    oauth1.query_parameters,
    "enc-plus-decoded-wrongly",
    coupled={oauth1.form_parameters: lambda request: plus_to_space(oauth1.form_parameters(request))},
)
def plus_lost_everywhere(request: Request) -> Iterator[Way[Pairs]]:
    """A real + was read as a space."""
    yield Way(plus_to_space(oauth1.query_parameters(request)), "A real + was signed as a space.")


@deviates(oauth1.form_parameters, "form-body-not-signed")
def no_form(request: Request) -> Pairs:
    """The form in the body was not signed."""
    form = oauth1.form_parameters(request)
    return tuple(pair for pair in form if pair[0].startswith("oauth_"))


@family(oauth1.form_parameters, "place-content-type-missing")
def form_without_type(request: Request) -> Iterator[Way[Pairs]]:
    """The body is a form, but its Content-Type does not say so."""
    if request.media_type != oauth1.FORM_TYPE and request.body[:1] not in (b"{", b"[", b"<", b"-"):
        kind = f"is {request.media_type}" if request.media_type else "is missing"
        yield Way(parse_form(wire_text(request.body)), f"The body is a form, but the Content-Type {kind}.")


def json_value(body: bytes) -> Any:
    """The JSON value of a body; None when it is none."""
    if body.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def scalar(value: Any) -> str:
    """A JSON value as text: strings as they are, the rest as JSON."""
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def flattened(value: Any, name: str, style: str) -> Iterator[tuple[str, str]]:
    """Nested members as pairs, their names built in that style."""
    if isinstance(value, dict):
        for key, item in value.items():
            inner = key if not name else f"{name}.{key}" if style == "." else f"{name}[{key}]"
            yield from flattened(item, inner, style)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            inner = name if style == "repeat" else f"{name}.{index}" if style == "." else f"{name}[{index}]"
            yield from flattened(item, inner, style)
    else:
        yield name, scalar(value)


@family(oauth1.form_parameters, "json-body-signed-as-params")
def body_as_parameters(request: Request) -> Iterator[Way[Pairs]]:
    """A body that is no form was signed as parameters."""
    if not request.body or request.media_type == oauth1.FORM_TYPE or request.media_type.startswith("multipart/"):
        return
    text, value = wire_text(request.body), json_value(request.body)
    if isinstance(value, dict):
        yield Way(
            tuple((key, scalar(item)) for key, item in value.items()), "The JSON members were signed as parameters."
        )
        yield Way(tuple((k, i if isinstance(i, str) else json.dumps(i)) for k, i in value.items()),
                  "The JSON members were signed as parameters.", 0.1)  # fmt: skip
        yield Way(
            tuple((k, str(i)) for k, i in value.items()), "The JSON members were signed as Python writes them.", 0.3
        )
        for style in ("[", ".", "repeat"):
            yield Way(tuple(flattened(value, "", style)), "The nested JSON members were signed as parameters.", 0.3)
    yield Way(parse_form(text), "The body was parsed as a form, and signed.", 0.3)
    yield Way(tuple((n, v) for n, _, v in (part.partition("=") for part in text.split("&"))),
              "The body was split at & and =, and signed.", 0.3)  # fmt: skip
    yield Way((("", text),), "The body was signed as the value of a parameter without name.", 0.3)
    yield Way(((text, ""),), "The body was signed as the name of a parameter without value.", 0.3)
    for name in ("body", "data", "json", "payload"):
        yield Way(((name, text),), f"The body was signed as the parameter {name}.", 1.0)


@family(oauth1.form_parameters, "place-json-for-form")
def json_for_form(request: Request) -> Iterator[Way[Pairs]]:
    """JSON was sent, but its members were signed as those of a form."""
    value = json_value(request.body)
    if isinstance(value, dict):
        yield Way(tuple((k, scalar(i)) for k, i in value.items()), "The JSON members were signed as those of a form.")
        yield Way(tuple(flattened(value, "", "repeat")), "The JSON members were signed as those of a form.", 0.5)


@family(oauth1.form_parameters, "multipart-signed")
def multipart_fields(request: Request) -> Iterator[Way[Pairs]]:
    """The fields of a multipart body were signed."""
    if not request.media_type.startswith("multipart/"):
        return
    fields: list[tuple[str, str, bool]] = []
    boundary = re.search(r'boundary="?([^";]+)', request.header("content-type") or "")
    if boundary is None:
        return
    for part in wire_text(request.body).split("--" + boundary[1])[1:]:
        head, _, content = part.lstrip("\r\n").partition("\r\n\r\n" if "\r\n\r\n" in part else "\n\n")
        name = re.search(r'[; ]name="([^"]*)"', head)
        if name is not None:
            fields.append((name[1], re.sub(r"\r?\n\Z", "", content), "filename=" in head))
    yield Way(tuple((name, text) for name, text, is_file in fields if not is_file), "The multipart fields were signed.")
    yield Way(tuple((name, text) for name, text, _ in fields), "All multipart parts were signed, files too.", 0.3)
    yield Way(tuple((name, "" if is_file else text) for name, text, is_file in fields),
              "All multipart fields were signed, files as empty.", 0.5)  # fmt: skip


def trimmed(pairs: Pairs) -> Pairs:
    """Values without blanks at their ends."""
    return tuple((name, value.strip()) for name, value in pairs)


def line_ends(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Values with other line ends."""
    for said, change in (
        ("CR LF for LF", lambda text: re.sub(r"(?<!\r)\n", "\r\n", text)),
        ("LF for CR LF", lambda text: text.replace("\r\n", "\n")),
        ("no line end at the end", lambda text: re.sub(r"\r?\n\Z", "", text)),
        ("a plain CR LF for each LF", lambda text: text.replace("\n", "\r\n")),
        ("CR for CR LF", lambda text: text.replace("\r\n", "\r")),
    ):
        yield Way(tuple((name, change(value)) for name, value in pairs), f"Values were signed with {said}.")


@family(oauth1.form_parameters, "body-trimmed")
def form_trimmed(request: Request) -> Iterator[Way[Pairs]]:
    """The values of the form were signed without the blanks at their ends."""
    yield Way(trimmed(oauth1.form_parameters(request)), "Values were signed without the blanks at their ends.")


@family(oauth1.query_parameters, "body-trimmed")
def query_trimmed(request: Request) -> Iterator[Way[Pairs]]:
    """The values of the query were signed without the blanks at their ends."""
    yield Way(trimmed(oauth1.query_parameters(request)), "Values were signed without the blanks at their ends.")


@family(oauth1.form_parameters, "body-line-endings")
def form_line_ends(request: Request) -> Iterator[Way[Pairs]]:
    """The values of the form were signed with other line ends."""
    yield from line_ends(oauth1.form_parameters(request))


@family(oauth1.query_parameters, "body-line-endings")
def query_line_ends(request: Request) -> Iterator[Way[Pairs]]:
    """The values of the query were signed with other line ends."""
    yield from line_ends(oauth1.query_parameters(request))


@family(oauth1.header_parameters, "params-realm-included")
def realm_signed(claims: OAuthClaims) -> Iterator[Way[Pairs]]:
    """The realm was signed."""
    own = oauth1.header_parameters(claims)
    if claims.realm is not None:
        yield Way((("realm", claims.realm), *own), "The realm was signed.")
        yield Way((("realm", percent(claims.realm)), *own), "The realm was signed, encoded.", UNUSUAL)
    else:
        yield Way((("realm", ""), *own), "An empty realm was signed.", UNUSUAL)


# ---------------------------------------------------------------- parameters: which ones


def changing(change: Any) -> Any:
    """A way function over the three sources from one over the signed parameters."""

    def ways(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
        yield from change(oauth1.signed_parameters(header, query, form))

    return ways


@family(oauth1.signed_parameters, "params-not-signed")
def only_protocol(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
    """Only the oauth_ parameters were signed."""
    pairs = oauth1.signed_parameters(header, query, form)
    yield Way(tuple(pair for pair in pairs if pair[0].startswith("oauth_")), "Only the oauth_ parameters were signed.")
    yield Way((), "No parameter was signed.", 0.5)
    yield Way(
        tuple(p for p in pairs if not p[0].startswith("oauth_")), "The oauth_ parameters were not signed.", UNUSUAL
    )


def removals(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """The parameters with one to three of those that are not oauth_ left out, then with oauth_ ones left out."""
    own = tuple(pair for pair in pairs if not pair[0].startswith("oauth_"))
    protocol = tuple(pair for pair in pairs if pair[0].startswith("oauth_"))
    for way in without_some(own, "was added after signing", "were added after signing"):
        yield Way(kept_in_order(pairs, (*protocol, *way.value)), way.detail, way.rarity)
    for left_out in protocol:
        kept = tuple(pair for pair in pairs if pair != left_out)
        yield Way(kept, f"{left_out[0]} was added after signing.", 6.0)


def kept_in_order(pairs: Pairs, wanted: Pairs) -> Pairs:
    """Those of `pairs` that are in `wanted`, repeats counted."""
    left = list(wanted)
    kept = []
    for pair in pairs:
        if pair in left:
            left.remove(pair)
            kept.append(pair)
    return tuple(kept)


DEVIATIONS.append(Deviation("params-added-after-signing", oauth1.signed_parameters, changing(removals)))
DEVIATIONS.append(Deviation("params-subset-known", oauth1.signed_parameters, changing(removals), {}, 6.0))


@family(oauth1.signed_parameters, "params-subset-known", rarity=1.5)
def known_only(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
    """Only a fixed list of parameters was signed."""
    pairs = oauth1.signed_parameters(header, query, form)
    yield Way(tuple(p for p in pairs if p[0] in oauth1.REQUIRED), "Only the required oauth_ parameters were signed.")
    own = [name for name, _ in pairs if not name.startswith("oauth_")]
    for kept in dict.fromkeys(own):
        chosen = tuple(pair for pair in pairs if pair[0].startswith("oauth_") or pair[0] == kept)
        yield Way(chosen, f"Of the parameters that are not oauth_, only {kept} was signed.", 0.5)


def scope_toggles(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """One parameter that is not oauth_ is on one side only."""
    for name, value in pairs:
        if not name.startswith("oauth_"):
            yield Way(tuple(p for p in pairs if p != (name, value)), f"{name} was sent, but not signed.")
    for name, value in (("scope", ""), ("format", "json"), ("xoauth_requestor_id", ""), ("format", "Raw")):
        if name not in dict(pairs):
            yield Way((*pairs, (name, value)), f"{name}={value} was signed, but not sent.", 6.0)


DEVIATIONS.append(Deviation("params-scope-or-extra", oauth1.signed_parameters, changing(scope_toggles), {}, 6.0))


def empties(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Parameters without value are on one side only."""
    empty = [name for name, value in pairs if not value]
    if empty:
        said = f"{', '.join(empty)} without value was sent, but not signed."
        yield Way(tuple(pair for pair in pairs if pair[1]), said)
        for name in dict.fromkeys(empty) if len(empty) > 1 else ():
            yield Way(tuple(p for p in pairs if p != (name, "")), f"{name} without value was not signed.", 0.5)
    present = {name for name, _ in pairs}
    for name in ("oauth_token", "oauth_callback", "oauth_verifier", "oauth_version", "oauth_body_hash", "realm"):
        if name not in present:
            rarity = 0.3 if name not in ("oauth_body_hash", "realm") else UNUSUAL
            yield Way((*pairs, (name, "")), f"{name} without value was signed, but not sent.", rarity)
    if "oauth_token" in present:
        rest = tuple(pair for pair in pairs if pair[0] != "oauth_token")
        yield Way((*rest, ("oauth_token", "")), "oauth_token was signed without its value.", 6.0)


DEVIATIONS.append(Deviation("params-empty-signed-not-sent", oauth1.signed_parameters, changing(empties)))


@family(oauth1.signed_parameters, "params-valueless-key", rarity=0.3)
def valueless_dropped(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
    """Names without value were left out."""
    pairs = oauth1.signed_parameters(header, query, form)
    own = [name for name, value in (*query, *form) if not value]
    if own:
        yield Way(tuple(pair for pair in pairs if pair[1]), f"{', '.join(own)} without value was left out.")
        for name in dict.fromkeys(own):
            yield Way(tuple(p for p in pairs if p != (name, "")), f"{name} without value was left out.", 0.3)


@family(oauth1.normalized_parameters, "params-valueless-key")
def valueless_bare(pairs: Pairs) -> Iterator[Way[str]]:
    """A name without value was signed without its equals sign."""
    text = "&".join(f"{name}={value}" if value else name for name, value in pairs)
    yield Way(text, "A name without value was signed without its equals sign.")
    for bare in dict.fromkeys(name for name, value in pairs if not value):
        one = "&".join(name if (name, value) == (bare, "") else f"{name}={value}" for name, value in pairs)
        yield Way(one, f"{bare} was signed without its equals sign.", 0.5)


DEVIATIONS.append(
    Deviation(
        "params-duplicates-collapsed", oauth1.signed_parameters, changing(lambda pairs: array_free_collapses(pairs))
    )
)


def brackets(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Names of arrays written in another notation."""
    own = [name for name, _ in pairs if not name.startswith("oauth_")]
    repeated = {name for name in own if own.count(name) > 1}
    bare = {name: re.sub(r"\[[^\]]*\]\Z", "", name) for name in own}
    index: dict[str, int] = {}

    def numbered(name: str, start: int) -> str:
        index[name] = index.get(name, start - 1) + 1
        return f"{name}[{index[name]}]"

    def renamed(rename: Any) -> Pairs:
        index.clear()
        return tuple((name if name.startswith("oauth_") else rename(name), value) for name, value in pairs)

    targets = repeated or set(own)
    yield Way(renamed(lambda name: bare[name]), "Brackets were left off the names.")
    yield Way(renamed(lambda name: f"{bare[name]}[]" if bare[name] != name else name), "a[] was signed for a[0].")
    yield Way(renamed(lambda name: f"{name}[]" if name in targets else name), "a[] was signed for a.")
    for start in (0, 1):
        yield Way(renamed(lambda n, s=start: numbered(bare[n], s) if bare[n] != n else n), "a[0] was signed for a[].")
        yield Way(renamed(lambda n, s=start: numbered(n, s) if n in targets else n), "a[0] was signed for a.")
    for name in dict.fromkeys(own):
        if name not in repeated:
            for text in (f"{name}[]", f"{name}[0]"):
                yield Way(renamed(lambda n, o=name, t=text: t if n == o else n), f"{text} was signed for {name}.", 1.0)
    for mark in (",", ";", "|", " "):
        groups: dict[str, list[str]] = {}
        for name, value in pairs:
            groups.setdefault(bare.get(name, name), []).append(value)
        joined = tuple((name, mark.join(values)) for name, values in groups.items())
        yield Way(joined, f"The values of an array were joined with {mark!r} and signed as one.", 0.5)
        by_name: dict[str, list[str]] = {}
        for name, value in pairs:
            by_name.setdefault(name, []).append(value)
        joined = tuple((name, mark.join(values)) for name, values in by_name.items())
        yield Way(joined, f"The values of an array were joined with {mark!r} and signed as one.", 0.5)
    for name, value in pairs:
        if "," in value and not name.startswith("oauth_"):
            for suffix in ("", "[]"):
                split = tuple(
                    (n + suffix, part) if (n, v) == (name, value) else (n, part)
                    for n, v in pairs
                    for part in (v.split(",") if (n, v) == (name, value) else [v])
                )
                yield Way(split, f"{name} was signed as {value.count(',') + 1} parameters.", 1.0)


DEVIATIONS.append(Deviation("params-array-notation", oauth1.signed_parameters, changing(brackets)))


def toggled(pairs: Pairs, name: str, values: tuple[str, ...]) -> Iterator[Way[Pairs]]:
    """`name` left out where it was sent, or signed with each of `values` where it was not sent so."""
    without = tuple(pair for pair in pairs if pair[0] != name)
    if len(without) < len(pairs):
        yield Way(without, f"{name} was sent, but not signed.")
    for value in values:
        yield Way(
            (*without, (name, value)),
            f"{name}={value} was signed, but not sent so.",
            0.3 if value in ("oob", "1.0", "1.0A") else 6.0,
        )


TOGGLES = (
    ("params-oauth-callback-kept", "oauth_callback", ("oob", "", "about:blank", "http://localhost")),
    ("params-oauth-verifier-missing", "oauth_verifier", ()),
    ("params-oauth-version-toggle", "oauth_version", ("1.0", "1.0A", "1.0a", "1", "")),
    ("server-adds-default-param", "oauth_callback", ("about:blank",)),
)
for _mistake, _name, _values in TOGGLES:
    DEVIATIONS.append(
        Deviation(
            _mistake,
            oauth1.signed_parameters,
            changing(lambda pairs, name=_name, values=_values: toggled(pairs, name, values)),
            {},
            1.0 if _mistake == "server-adds-default-param" else 0.0,
        )
    )


@family(oauth1.signed_parameters, "params-in-both-places")
def counted_wrongly(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
    """A parameter that stands in query and body was signed once, or twice where it stands once."""
    pairs = oauth1.signed_parameters(header, query, form)
    yield Way(tuple(dict.fromkeys(pairs)), "A parameter that comes twice was signed once.")
    names = {name for name, _ in form}
    merged = (*header, *(pair for pair in query if pair[0] not in names), *form)
    yield Way(tuple(p for p in merged if p[0] != "oauth_signature"), "Of query and body only the body's was signed.")
    names = {name for name, _ in query}
    merged = (*header, *query, *(pair for pair in form if pair[0] not in names))
    yield Way(tuple(p for p in merged if p[0] != "oauth_signature"), "Of query and body only the query's was signed.")
    for source, said in ((query, "query"), (form, "form")):
        own = tuple(pair for pair in source if not pair[0].startswith("oauth_"))
        if own:
            yield Way((*pairs, *own), f"The parameters of the {said} were signed twice.", 6.0)
            for pair in own if len(own) > 1 else ():
                yield Way((*pairs, pair), f"{pair[0]} was signed twice.", 0.5)
    protocol = tuple(pair for pair in pairs if pair[0].startswith("oauth_"))
    yield Way((*pairs, *protocol), "The oauth_ parameters were signed twice.", UNUSUAL)


@family(oauth1.signed_parameters, "timestamp-unit")
def other_unit(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
    """The timestamp was signed in milliseconds and sent in seconds, or the reverse."""
    pairs = oauth1.signed_parameters(header, query, form)
    sent = dict(pairs).get("oauth_timestamp", "")
    if not (sent.isascii() and sent.isdigit() and len(sent) < 20):
        return
    for place, text in enumerate((str(int(sent) * 1000), str(int(sent) // 1000), f"{int(sent)}000000", f"{sent}.0")):
        signed = tuple((name, text if name == "oauth_timestamp" else value) for name, value in pairs)
        yield Way(signed, f"The timestamp was signed as {text}.", 0.0 if place < 2 else UNUSUAL)
    for millisecond in range(1, 1000):
        text = str(int(sent) * 1000 + millisecond)
        signed = tuple((name, text if name == "oauth_timestamp" else value) for name, value in pairs)
        yield Way(signed, f"The timestamp was signed as {text}.", 7.0)


@family(oauth1.signed_parameters, "nonce-regenerated")
def other_timestamp(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
    """The timestamp or the nonce was made again between signing and sending."""
    pairs = oauth1.signed_parameters(header, query, form)
    for name in ("oauth_nonce", "oauth_timestamp"):
        values = list(dict.fromkeys(value for other, value in pairs if other == name))
        for value in values if len(values) > 1 else ():
            yield Way((*(p for p in pairs if p[0] != name), (name, value)), f"Only one of the two {name} was signed.")
    sent = dict(pairs).get("oauth_timestamp", "")
    if sent.isascii() and sent.isdigit() and len(sent) < 16:
        for off in range(1, 301):
            for text in (str(int(sent) - off), str(int(sent) + off)):
                signed = tuple((name, text if name == "oauth_timestamp" else value) for name, value in pairs)
                yield Way(signed, f"The timestamp that was signed is {text}, {off} seconds off.", 2.0 + off / 20)


@family(oauth1.signed_parameters, "place-oauth-name-typo")
def names_mended(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
    """An oauth_ parameter is misspelt in what was sent or in what was signed."""
    pairs = oauth1.signed_parameters(header, query, form)
    for name in [name for name, _ in pairs if looks_misspelt(name)]:
        right = nearest(name)
        mended = tuple((right if other == name else other, value) for other, value in pairs)
        yield Way(mended, f"{name} was sent, {right} was signed.")
    for right in oauth1.KNOWN[:-1]:
        if right in dict(pairs):
            for wrong in typos(right):
                renamed = tuple((wrong if other == right else other, value) for other, value in pairs)
                yield Way(renamed, f"{wrong} was signed, {right} was sent.", 5.0)


def looks_misspelt(name: str) -> bool:
    """Whether a name seems meant as one of OAuth's."""
    near = name.lower().replace("-", "_")
    return name not in oauth1.KNOWN and ("oauth" in near or any(near == known[6:] for known in oauth1.KNOWN))


def nearest(name: str) -> str:
    """The known name that is most like `name`."""
    from difflib import SequenceMatcher

    return max(oauth1.KNOWN[:-1], key=lambda known: SequenceMatcher(None, known, name).ratio())


def typos(name: str) -> Iterator[str]:
    """Misspellings of an oauth_ name."""
    word = name[6:]
    yield from dict.fromkeys((word, name.upper(), f"OAuth_{word}", f"oauth-{word.replace('_', '-')}", f"oauth{word}",
                              f"oauth_{word.replace('_', '')}", f"oauth_{word.replace('consumer', 'client')}",
                              f"oauth_{word}s", name[:-1], f"xoauth_{word}", f"oauth_{word.title()}",
                              f"oauth_{word.replace('_', '-')}", f"oath_{word}", f"ouath_{word}"))  # fmt: skip
    for index in range(6, len(name) - 1):
        yield name[:index] + name[index + 1] + name[index] + name[index + 2 :]
        yield name[:index] + name[index + 1 :]


# ---------------------------------------------------------------- encoding, ordering, joining


def second_encoding_by(encode: Any) -> dict[Any, Any]:
    """The stages in which the parts of the base string are encoded, exchanged for `encode`."""
    return {
        oauth1.encoded_uri: encode,
        oauth1.parameters_encoded_again: encode,
    }


def encoder_deviations() -> Iterator[Deviation]:
    """For each wrong encoder: parameters only, and all three parts of the base string too."""
    for encoder in (*TEXT_ENCODERS, DECODED_TWICE, DECODED_PLUS):

        def ways(pairs: Pairs, encoder: Any = encoder) -> tuple[Way[Encoded], ...]:
            return (Way(Encoded(encoder.pairs(pairs), pairs), encoder.said),)

        yield Deviation(encoder.id, oauth1.encoded_parameters, ways, {}, encoder.rarity)
        if encoder.name is encoder.value and encoder.id not in ("enc-twice", "enc-decoded-twice"):
            coupled = second_encoding_by(encoder.value)
            yield Deviation(encoder.id, oauth1.encoded_parameters, ways, coupled, encoder.rarity + 0.5)
            for second in (oauth1.parameters_encoded_again, oauth1.encoded_uri):

                def again(text: str, encoder: Any = encoder) -> tuple[Way[str], ...]:
                    return (Way(encoder.value(text), f"In joining the base string: {encoder.said}"),)

                yield Deviation(encoder.id, second, again, {}, encoder.rarity + UNUSUAL)

    def js_ways(pairs: Pairs) -> tuple[Way[Encoded], ...]:
        return (Way(Encoded(JS.pairs(pairs), pairs), "Only the first of each of ! ' ( ) * was encoded."),)

    repaired = {oauth1.normalized_parameters: lambda pairs: repair_first(oauth1.normalized_parameters(pairs))}
    yield Deviation("enc-first-occurrence-only", oauth1.encoded_parameters, js_ways, repaired)
    joined = second_encoding_by(lambda text: repair_first(percent_safe(text, "-._~!'()*")))
    yield Deviation("enc-first-occurrence-only", oauth1.encoded_parameters, js_ways, joined)


@family(oauth1.encoded_parameters, "enc-once-too-few")
def values_raw(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The values were not encoded before the whole string was."""
    by_value = tuple((percent(name), value) for name, value in pairs)
    yield Way(Encoded(by_value, pairs), "The values were not encoded before the whole string was.")
    yield Way(Encoded(pairs, pairs), "Names and values were not encoded before the whole string was.")


@family(oauth1.encoded_parameters, "enc-whole-query-once", rarity=6.0)
def pairs_raw(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The joined parameters were encoded as one text, the pairs before that not at all."""
    yield Way(Encoded(pairs, pairs), "The pairs were not encoded, only the joined text.")


@family(oauth1.normalized_parameters, "enc-whole-query-once")
def joined_encoded(pairs: Pairs) -> Iterator[Way[str]]:
    """The joined parameters were encoded as one text once more."""
    text = oauth1.normalized_parameters(pairs)
    yield Way(percent(text), "The joined parameters were encoded once more as a whole.")
    yield Way(percent(text) + "=", "The joined parameters were encoded as if they were a name.", 6.0)


@family(
    oauth1.encoded_parameters,
    "enc-whole-query-once",
    coupled={oauth1.normalized_parameters: lambda pairs: percent(oauth1.normalized_parameters(pairs))},
)
def raw_then_encoded(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The plain parameters were joined, encoded as a whole, and encoded again."""
    yield Way(Encoded(pairs, pairs), "The plain parameters were joined, and that text was encoded as a whole.")


@family(
    oauth1.encoded_parameters,
    "enc-whole-query-once",
    coupled={oauth1.normalized_parameters: lambda pairs: percent(oauth1.normalized_parameters(pairs)) + "="},
)
def raw_as_name(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The plain parameters were joined and encoded as if they were one name."""
    yield Way(Encoded(pairs, pairs), "The plain parameters were joined and encoded as if they were one name.")


@family(
    oauth1.encoded_parameters,
    "enc-whole-query-once",
    coupled={oauth1.parameters_encoded_again: plain},
)
def encoded_once(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The parameters were encoded only pair by pair, and not again in the base string."""
    encoded = oauth1.encoded_parameters(pairs)
    yield Way(encoded, "The joined parameters were not encoded again in the base string.")


@deviates(oauth1.parameters_encoded_again, "enc-once-too-few", rarity=UNUSUAL)
def parameters_not_again(parameters: str) -> str:
    """The joined parameters were not encoded as a whole."""
    return parameters


@deviates(oauth1.encoded_uri, "enc-once-too-few", rarity=UNUSUAL)
def uri_not_encoded(uri: str) -> str:
    """The base string URI was not encoded."""
    return uri


@family(oauth1.encoded_parameters, "enc-client-reencodes", rarity=6.0)
def other_styles(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The HTTP library wrote the parameters otherwise than they were signed."""
    for said, kept, space in (
        ("as quote does, / left", "/-._~", "%20"),
        ("as a form", "-._*", "+"),
        ("as quote_plus does", "-._~", "+"),
        ("as quote does, @ and : left", "/-._~@:", "%20"),
        ("unencoded but for blanks", "".join(map(chr, range(33, 127))), "%20"),
        ("unencoded", "".join(map(chr, range(32, 127))), " "),
        ("unencoded but for blanks as +", "".join(map(chr, range(33, 127))), "+"),
        ("with JSON marks left", '-._~{}":,[]', "%20"),
    ):
        encoded = tuple((percent_safe(n, kept, space=space), percent_safe(v, kept, space=space)) for n, v in pairs)
        yield Way(Encoded(encoded, pairs), f"The parameters were signed {said}, and sent otherwise.")
    yield Way(Encoded(pairs, pairs), "The parameters were signed unencoded, and sent otherwise.")


def order_deviations() -> Iterator[Deviation]:
    """One deviation for each wrong order."""
    for mistake, said, key, rarity in ORDERS:

        def ways(encoded: Encoded, key: Any = key, said: str = said) -> tuple[Way[Pairs], ...]:
            return (Way(sorted_by(encoded.pairs, encoded.plain, key), said),)

        yield Deviation(mistake, oauth1.sorted_parameters, ways, {}, rarity)


def is_protocol(pair: tuple[str, str]) -> bool:
    """Whether a pair is one of OAuth's own."""
    return pair[0].startswith("oauth_")


@family(oauth1.sorted_parameters, "ord-unsorted")
def as_sent(encoded: Encoded) -> Iterator[Way[Pairs]]:
    """The parameters were signed in the order in which they were written."""
    said = "The parameters were signed in the order in which they were written."
    pairs = encoded.pairs
    own = tuple(pair for pair in pairs if not is_protocol(pair))
    protocol = tuple(pair for pair in pairs if is_protocol(pair))
    yield Way(pairs, said)
    yield Way((*own, *protocol), said)
    yield Way((*protocol, *own), said)
    yield Way((*own[::-1], *protocol), said, UNUSUAL)
    yield Way(pairs[::-1], said, UNUSUAL)
    for order in PROTOCOL_ORDERS:
        places = {name: place for place, name in enumerate(order)}
        usual = tuple(sorted(protocol, key=lambda pair: places.get(pair[0], 9)))
        yield Way((*own, *usual), said, 6.0)
        yield Way((*usual, *own), said, 6.0)


PROTOCOL_ORDERS = (
    ("oauth_consumer_key", "oauth_nonce", "oauth_signature_method", "oauth_timestamp", "oauth_token", "oauth_version"),
    ("oauth_consumer_key", "oauth_token", "oauth_signature_method", "oauth_timestamp", "oauth_nonce", "oauth_version"),
    ("oauth_consumer_key", "oauth_signature_method", "oauth_timestamp", "oauth_nonce", "oauth_version", "oauth_token"),
    ("oauth_timestamp", "oauth_signature_method", "oauth_consumer_key", "oauth_version", "oauth_nonce", "oauth_token"),
    ("oauth_nonce", "oauth_timestamp", "oauth_version", "oauth_signature_method", "oauth_consumer_key", "oauth_token"),
    ("oauth_version", "oauth_consumer_key", "oauth_token", "oauth_timestamp", "oauth_nonce", "oauth_signature_method"),
    ("oauth_version", "oauth_nonce", "oauth_timestamp", "oauth_consumer_key", "oauth_signature_method", "oauth_token"),
)


@family(oauth1.sorted_parameters, "ord-groups-sorted-apart")
def groups_apart(encoded: Encoded) -> Iterator[Way[Pairs]]:
    """oauth_ parameters and the others were sorted apart."""
    protocol = sorted(pair for pair in encoded.pairs if is_protocol(pair))
    own = sorted(pair for pair in encoded.pairs if not is_protocol(pair))
    unsorted = [pair for pair in encoded.pairs if not is_protocol(pair)]
    yield Way((*protocol, *own), "The oauth_ parameters were sorted and put before the others.")
    yield Way((*own, *protocol), "The oauth_ parameters were sorted and put after the others.")
    yield Way((*protocol, *unsorted), "Only the oauth_ parameters were sorted, and put before the others.", 6.0)
    yield Way((*unsorted, *protocol), "Only the oauth_ parameters were sorted, and put after the others.", 6.0)


@deviates(oauth1.sorted_parameters, "ord-descending-or-reversed")
def backwards(encoded: Encoded) -> Pairs:
    """The parameters were sorted in descending order."""
    return descending(encoded.pairs)


@deviates(oauth1.sorted_parameters, "ord-descending-or-reversed", rarity=6.0)
def names_backwards(encoded: Encoded) -> Pairs:
    """The names were sorted in descending order."""
    return descending_names(encoded.pairs)


@family(oauth1.normalized_parameters, "join-wrong-separator")
def pairs_joined_otherwise(pairs: Pairs) -> Iterator[Way[str]]:
    """The parameters were joined with something else than &."""
    yield from joined_with(pairs)


@deviates(oauth1.base_string, "method-omitted")
def no_method(_method: str, uri: str, parameters: str) -> str:
    """The method was left out of the base string."""
    return f"{uri}&{parameters}"


@deviates(oauth1.base_string, "method-omitted", rarity=6.0)
def empty_method(_method: str, uri: str, parameters: str) -> str:
    """The method was empty in the base string."""
    return f"&{uri}&{parameters}"


@family(oauth1.base_string, "join-wrong-separator")
def parts_joined_otherwise(method: str, uri: str, parameters: str) -> Iterator[Way[str]]:
    """The parts of the base string were joined with something else than &."""
    parts = (percent(method), uri, parameters)
    for mark in SEPARATORS:
        rarity = 0.0 if mark in USUAL_SEPARATORS else UNUSUAL
        yield Way(mark.join(parts), f"The parts of the base string were joined with {mark!r}.", rarity)
    for mark in ("?", "", ",", " ", ":", "|", ".", "\n", "%26"):
        rarity = 0.5 if mark == "?" else UNUSUAL
        yield Way(f"{parts[0]}&{parts[1]}{mark}{parts[2]}", f"URI and parameters were joined with {mark!r}.", rarity)
        yield Way(f"{parts[0]}{mark}{parts[1]}&{parts[2]}", f"Method and URI were joined with {mark!r}.", rarity + 6.0)


def unexpanded_deviations() -> Iterator[Deviation]:
    """For each part: a placeholder or an empty variable stands in its place."""
    parts = (
        ("method", oauth1.http_method),
        ("uri", oauth1.encoded_uri),
        ("parameters", oauth1.parameters_encoded_again),
    )
    for name, stage in parts:

        def ways(*_: Any, name: str = name) -> Iterator[Way[str]]:
            for way in placeholders(f"The {name} part of the base string", name):
                yield Way(percent(way.value), way.detail, way.rarity)
                yield Way(way.value, way.detail, way.rarity + 0.5)

        yield Deviation("join-fields-unexpanded", stage, ways)


@family(oauth1.base_string, "join-field-missing", rarity=UNUSUAL)
def part_missing(*parts: str) -> Iterator[Way[str]]:
    """A part of the base string was left out."""
    names = ("method", "base string URI", "parameters")
    encoded = [percent(parts[0]), *parts[1:]]
    for index, name in enumerate(names):
        yield Way("&".join(encoded[:index] + encoded[index + 1 :]), f"The {name} was left out of the base string.")


@family(oauth1.base_string, "join-trailing-newline", rarity=UNUSUAL)
def trailing_newline(*parts: str) -> Iterator[Way[str]]:
    """There is a line end after the base string."""
    yield Way(oauth1.base_string(*parts) + "\n", "There is a line feed after the base string.")
    yield Way(oauth1.base_string(*parts) + "\r\n", "There are CR and LF after the base string.", 0.5)
    yield Way(oauth1.base_string(*parts) + "&", "There is an & after the base string.", 0.5)


@family(oauth1.base_string, "join-field-order", rarity=UNUSUAL)
def parts_swapped(*parts: str) -> Iterator[Way[str]]:
    """The parts of the base string are in another order."""
    from itertools import permutations

    for order in permutations([percent(parts[0]), *parts[1:]]):
        yield Way("&".join(order), "The parts of the base string are in another order.")


# ---------------------------------------------------------------- key

Secrets = tuple[Secret, Secret]


def for_either(forms: Any, mistake: str) -> Any:
    """Ways in which the client secret, or else the token secret, goes wrong."""

    def ways(credential: Credential) -> Iterator[Way[Secrets]]:
        client, token = credential.secret, credential.token_secret
        for way in keys.ways(forms(client.value), mistake):
            yield Way((way.value, token), way.detail, way.rarity)
        if token:
            for way in keys.ways(forms(token.value), mistake):
                yield Way((client, way.value), way.detail.replace("The secret", "The token secret"), way.rarity + 1.0)
            firsts = list(keys.ways(forms(client.value), mistake))
            for first, second in zip(firsts, keys.ways(forms(token.value), mistake), strict=False):
                yield Way((first.value, second.value), first.detail, first.rarity + 6.0)

    return ways


for _mistake in keys.PASTED:
    DEVIATIONS.append(Deviation(_mistake, oauth1.shared_secrets, for_either(keys.pasted, _mistake)))


def joined(client: bytes | str, token: bytes | str) -> Secret:
    """Two secrets joined with &, without any encoding."""
    parts = [wire_bytes(part) if isinstance(part, str) else part for part in (client, token)]
    return Secret(b"&".join(parts))


def reworked_key(mistake: str) -> Any:
    """Ways in which a secret is reworked before the key is put together, or the whole key after."""

    def ways(secrets: Secrets) -> Iterator[Way[Secret]]:
        client, token = (secret.value for secret in secrets)
        own = [(way.value.value, way.detail, way.rarity) for way in keys.ways(keys.reworked(client), mistake)]
        theirs = [way.value.value for way in keys.ways(keys.reworked(token), mistake)] if token else []
        for value, said, rarity in own:
            yield Way(joined(value, percent(wire_text(token))), said, rarity)
            yield Way(joined(percent(wire_text(value)), percent(wire_text(token))), said, rarity + 0.2)
        for (value, said, rarity), other in zip(own, theirs, strict=False):
            yield Way(joined(value, other), said, rarity + 0.2)
            yield Way(joined(percent(wire_text(value)), percent(wire_text(other))), said, rarity + 0.2)
        for other in theirs:
            yield Way(joined(percent(wire_text(client)), other), "The token secret was reworked.", 6.0)
            yield Way(
                joined(percent(wire_text(client)), percent(wire_text(other))), "The token secret was reworked.", 0.5
            )
        for way in keys.ways(keys.reworked(oauth1.signing_key(secrets).value), mistake):
            yield Way(way.value, way.detail.replace("The secret", "The whole key"), way.rarity + 6.0)
        for value, said, rarity in own:
            yield Way(Secret(value), f"{said[:-1]}, and no & was added.", rarity + UNUSUAL)

    return ways


for _mistake in keys.REWORKED:
    DEVIATIONS.append(Deviation(_mistake, oauth1.signing_key, reworked_key(_mistake)))


@family(oauth1.signing_key, "key-no-ampersand")
def without_ampersand(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The key has no & in it."""
    client, token = secrets[0].text, secrets[1].text
    yield Way(Secret(percent(client)), "The client secret alone was the key, without the & that always follows it.")
    yield Way(Secret(client), "The client secret alone was the key, without the & that always follows it.")
    if token:
        yield Way(Secret(percent(client) + percent(token)), "The two secrets were joined without &.", 6.0)
        yield Way(Secret(client + token), "The two secrets were joined without &.", 6.0)


@family(oauth1.signing_key, "key-extra-ampersand")
def server_without_ampersand(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The key is the client secret without &, as some old servers want it."""
    client, token = secrets[0].text, secrets[1].text
    yield Way(Secret(client), "The key is the client secret without &.")
    yield Way(Secret(percent(client)), "The key is the client secret without &.")
    yield Way(Secret(f"{percent(client)}&{percent(token)}&"), "There is an & too many in the key.", 6.0)
    yield Way(Secret(f"{percent(client)}&&{percent(token)}"), "There is an & too many in the key.", 6.0)


@family(oauth1.signing_key, "key-token-secret-missing")
def no_token_secret(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The token secret is missing from the key."""
    yield Way(Secret(f"{percent(secrets[0].text)}&"), "The token secret is missing from the key.")


@family(oauth1.signing_key, "key-parts-swapped")
def parts_of_key_swapped(secrets: Secrets) -> Iterator[Way[Secret]]:
    """Token secret and client secret are swapped in the key."""
    client, token = secrets[0].text, secrets[1].text
    yield Way(Secret(f"{percent(token)}&{percent(client)}"), "The token secret stands first in the key.")
    yield Way(Secret(f"{token}&{client}"), "The token secret stands first in the key.", 6.0)


@family(oauth1.signing_key, "key-parts-not-encoded")
def key_not_encoded(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The secrets were joined without percent-encoding."""
    client, token = secrets[0].text, secrets[1].text
    for text in (f"{client}&{token}", f"{client}&{percent(token)}", f"{percent(client)}&{token}"):
        yield Way(Secret(text), "The secrets were put into the key without percent-encoding.")
    for kept, space in (("-._~!'()*", "%20"), ("-._~", "+"), ("/-._~", "%20"), ("-._*", "+")):
        parts = [percent_safe(text, kept, space=space) for text in (client, token)]
        yield Way(Secret("&".join(parts)), "The secrets were not percent-encoded rightly.", UNUSUAL)
    lower = [re.sub(r"%[0-9A-F]{2}", lambda match: match[0].lower(), percent(text)) for text in (client, token)]
    yield Way(Secret("&".join(lower)), "The secrets were percent-encoded in lower-case hex.", UNUSUAL)


@family(oauth1.signing_key, "key-preassembled-encoded")
def key_encoded_whole(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The key was put together first and then encoded as if it were one secret."""
    client, token = secrets[0].text, secrets[1].text
    encoded = f"{percent(client)}&{percent(token)}"
    for whole in dict.fromkeys((f"{client}&{token}", encoded)):
        yield Way(Secret(f"{percent(whole)}&"), "client&token was given as the client secret, and so encoded.")
        yield Way(Secret(percent(whole)), "The whole key was percent-encoded.", 6.0)
        yield Way(Secret(f"{percent(whole)}&{percent(token)}"), "client&token was given as the client secret.", 6.0)
    yield Way(Secret(f"{percent(client + '&')}&{percent(token)}"), "An & was already on the client secret.", 6.0)


@family(oauth1.signing_key, "key-null-literal")
def null_in_key(secrets: Secrets) -> Iterator[Way[Secret]]:
    """A missing secret stands in the key as a word."""
    client = percent(secrets[0].text)
    for word in ("null", "undefined", "(null)", "None", "nil", "NULL", "[object Object]", "NaN", "false"):
        for form in dict.fromkeys((word, percent(word))):
            rarity = 0.0 if word in ("null", "undefined", "(null)", "None") else UNUSUAL
            yield Way(Secret(f"{client}&{form}"), f"{word} stands in the place of the token secret.", rarity)
            yield Way(
                Secret(f"{form}&{percent(secrets[1].text)}"), f"{word} stands for the client secret.", rarity + 6.0
            )
    yield Way(Secret(f"&{percent(secrets[1].text)}"), "The client secret was empty.", 6.0)


# ---------------------------------------------------------------- what needs more than the request


def given(request: Request, claims: OAuthClaims, credential: Credential, clues: Clues) -> Iterator[Deviation]:
    """The mistakes that need more than the request: other values at hand, intended parameters, other hosts."""
    others = {name: secret.value for name, secret in credential.others.items()}
    if others:
        yield Deviation("key-stale-token-secret", oauth1.shared_secrets, stale_token_secret(others))
    values = others | {"the consumer key": wire_bytes(credential.key_id), "the token": wire_bytes(credential.token),
                       "the token secret": credential.token_secret.value}  # fmt: skip
    if claims.key_id:
        values["the consumer key that was sent"] = wire_bytes(claims.key_id)
    yield Deviation("key-wrong-field", oauth1.shared_secrets, wrong_field({n: v for n, v in values.items() if v}))
    if clues.hosts or credential.host:
        hosts = tuple(host for host in (*clues.hosts, credential.host) if host)
        for mistake, rarity in (("host-internal-name", 0.0), ("host-other", 0.5)):
            yield Deviation(mistake, oauth1.authority, other_hosts(hosts), {}, rarity)
    if clues.parameters:
        yield Deviation("params-signed-not-sent", oauth1.signed_parameters, intended(clues.parameters))
    yield from body_hash_deviations(request, claims, credential)


def stale_token_secret(others: dict[str, bytes]) -> Any:
    """Ways to sign with the token secret of another step."""
    return lambda credential: [
        Way((credential.secret, Secret(value)), f"{name} was used as the token secret.")
        for name, value in others.items()
    ]


def wrong_field(values: dict[str, bytes]) -> Any:
    """Ways to sign with another value than the client secret, or than the token secret."""

    def ways(credential: Credential) -> Iterator[Way[Secrets]]:
        for way in keys.ways(keys.other_values(values), "key-wrong-field"):
            yield Way((way.value, credential.token_secret), way.detail, way.rarity)
        for way in keys.ways(keys.other_values(values), "key-wrong-field"):
            yield Way((credential.secret, way.value), f"{way.detail[:-1]}, as token secret.", way.rarity + 0.5)

    return ways


def other_hosts(hosts: tuple[str, ...]) -> Any:
    """Ways to sign another host."""

    def ways(request: Request) -> Iterator[Way[str]]:
        port = oauth1.authority(request)[len(bare_host(request)) :]
        for host in hosts:
            for text in dict.fromkeys(
                (host.lower(), host, re.sub(r":[0-9]+\Z", "", host.lower()), host.lower() + port)
            ):
                yield Way(text, f"{text} was signed as the host.")

    return ways


def intended(parameters: Pairs) -> Any:
    """Ways to sign parameters that were not sent."""
    from paraph.deviations.duo import intended as over_sent

    def ways(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
        yield from over_sent(parameters)(oauth1.signed_parameters(header, query, form))

    return ways


def body_hash_deviations(request: Request, claims: OAuthClaims, credential: Credential) -> Iterator[Deviation]:
    """The mistakes about oauth_body_hash, which need the body."""
    families = body_hashes(request.body, claims, credential)
    for mistake, entries in families.items():

        def change(pairs: Pairs, entries: Any = entries) -> Iterator[Way[Pairs]]:
            without = tuple(pair for pair in pairs if pair[0] != "oauth_body_hash")
            for value, said in entries:
                yield Way(without if value is None else (*without, ("oauth_body_hash", value)), said)

        yield Deviation(mistake, oauth1.signed_parameters, changing(change))


def body_hashes(body: bytes, claims: OAuthClaims, credential: Credential) -> dict[str, list[tuple[str | None, str]]]:
    """For each mistake the values that oauth_body_hash can have had where it was signed; None for absent."""
    sent = claims.value("oauth_body_hash")
    families: dict[str, list[tuple[str | None, str]]] = {}
    if sent:
        families["body-hash-not-signed"] = [(None, "oauth_body_hash was sent, but not signed.")]
    if not body:
        empty = [(base64.b64encode(hashlib.new(n, b"").digest()).decode(), (f"oauth_body_hash of the empty body ({n}) was "
                  "signed, but not sent.")) for n in ("sha1", "sha256", "sha512")]  # fmt: skip
        gone: list[tuple[str | None, str]] = [(None, "oauth_body_hash of the empty body was sent, but not signed.")]
        families["body-hash-missing-when-empty"] = [*(gone if sent else []), *empty]
    if not sent and body:
        return families
    own = oauth1.DIGESTS.get(claims.method.partition("-")[2], "sha1")
    names = dict.fromkeys((own, "sha1", "sha256", "sha512"))
    families["body-hash-of-literal-none"] = [
        (base64.b64encode(hashlib.new(n, word.encode()).digest()).decode(), f"The hash of the word {word} was signed.")
        for word in ("None", "null", "undefined")
        for n in names
    ]
    texts = {body.replace(b"\\/", b"/"), body.replace(b"/", b"\\/")} - {body}
    families["body-slash-escape"] = [
        (base64.b64encode(hashlib.new(n, text).digest()).decode(), "The hash of a body with other slashes was signed.")
        for text in sorted(texts)
        for n in names
    ]
    families["body-hash-algorithm"] = other_body_hashes(body, credential)
    families["body-hash-encoding"] = [
        (text, f"The body's hash was signed in another form ({said}).")
        for n in names
        for text, said in hash_forms(hashlib.new(n, body).digest())
    ]
    return families


def other_body_hashes(body: bytes, credential: Credential) -> list[tuple[str | None, str]]:
    """The body's digest by other algorithms, and by HMAC."""
    values: list[tuple[str | None, str]] = [
        (base64.b64encode(hashlib.new(name, body).digest()).decode(), f"The body was hashed with {name}.")
        for name in ("sha1", "sha256", "sha512", "md5", "sha384", "sha224")
    ]
    hmac_keys = (credential.secret, oauth1.signing_key((credential.secret, credential.token_secret)))
    for name in ("sha1", "sha256", "sha512"):
        for key in hmac_keys:
            mac = base64.b64encode(hmac_bytes(name, key, body)).decode()
            values.append((mac, f"An HMAC-{name.upper()} of the body was signed as its hash."))
    return values


def hash_forms(digest: bytes) -> Iterator[tuple[str, str]]:
    """The wrong forms of a digest where base64 is wanted."""
    standard = base64.b64encode(digest).decode()
    yield digest.hex(), "hex"
    yield digest.hex().upper(), "upper-case hex"
    yield base64.b64encode(digest.hex().encode()).decode(), "base64 of the hex"
    yield base64.urlsafe_b64encode(digest).decode(), "URL-safe base64"
    yield standard.rstrip("="), "base64 without padding"
    yield base64.urlsafe_b64encode(digest).decode().rstrip("="), "URL-safe base64 without padding"
    yield percent(standard), "base64, percent-encoded once more"
    yield standard + "\n", "base64 with a line feed"


DEVIATIONS.extend(encoder_deviations())
DEVIATIONS.extend(order_deviations())
DEVIATIONS.extend(unexpanded_deviations())
for _method, _stage in oauth1.MACS.items():
    _own = oauth1.DIGESTS[_method.partition("-")[2]]
    for _deviation in mac_deviations(_stage, _own):
        DEVIATIONS.append(_deviation)
        if _deviation.id == "hash-algorithm":
            DEVIATIONS.append(Deviation("hash-announced-differs", _stage, _deviation.ways, {}, 0.5))
