"""Mistakes about where parameters come from."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviations, Way
from paraph.core.encoding import FORM_TYPE, parse_form, percent
from paraph.core.message import Pairs, Request, wire_text
from paraph.deviations.oauth1.address import only_oauth
from paraph.deviations.parameters import line_ends
from paraph.deviations.rarity import ODD, UNUSUAL
from paraph.schemes.oauth1 import signing as oauth1

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.schemes.oauth1.signing import OAuthClaims


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


@deviates(oauth1.query_parameters, "params-not-signed")
def no_query(request: Request) -> Pairs:
    """The parameters of the query were not signed."""
    return only_oauth(request)


def literal_plus_of_form(request: Request) -> Pairs:
    """The form in the body, + not turned into a space."""
    return literal_plus(wire_text(request.body)) if request.media_type == FORM_TYPE else ()


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
    if request.media_type != FORM_TYPE and request.body[:1] not in (b"{", b"[", b"<", b"-"):
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
    """A body that is not a form was signed as parameters."""
    if not request.body or request.media_type == FORM_TYPE or request.media_type.startswith("multipart/"):
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
    """Return the values without spaces at their ends."""
    return tuple((name, value.strip()) for name, value in pairs)


@family(oauth1.form_parameters, "body-trimmed")
def form_trimmed(request: Request) -> Iterator[Way[Pairs]]:
    """The values of the form were signed without the spaces at their ends."""
    yield Way(trimmed(oauth1.form_parameters(request)), "Values were signed without the spaces at their ends.")


@family(oauth1.query_parameters, "body-trimmed")
def query_trimmed(request: Request) -> Iterator[Way[Pairs]]:
    """The values of the query were signed without the spaces at their ends."""
    yield Way(trimmed(oauth1.query_parameters(request)), "Values were signed without the spaces at their ends.")


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
        yield Way((("realm", ""), *own), "An empty realm was signed.", ODD)
