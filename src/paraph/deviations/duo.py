"""The mistakes that people make in signing requests to Duo."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

from paraph.dates import date_seconds, date_text, day_text, zone_seconds
from paraph.deviations import bodies, keys
from paraph.deviations.encoders import JS, RAW, TEXT_ENCODERS, VALUES_RAW, repair_first
from paraph.deviations.orders import ORDERS, descending, descending_names, sorted_by
from paraph.deviations.parameters import (
    array_free_collapses,
    joined_with,
    renderings,
    without_some,
)
from paraph.encoding import parse_form
from paraph.mac import hmac_bytes, hmac_text
from paraph.message import Pairs, Request, wire_bytes, wire_text
from paraph.scheme import Deviation, Deviations, Way
from paraph.schemes import duo
from paraph.schemes.duo import Encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.credential import Credential, Secret
    from paraph.deviations.clues import Clues

DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family

UNUSUAL = 7.0
USUAL_BLANKS = ("", "undefined", "null", "None", "[object Object]", "${x}")

# ---------------------------------------------------------------- clock

WINDOW, HOUR, DAY = 300, 3600, 86400
ZONES = (("-0000", 0), ("+0000", 0), ("GMT", 0))


NEARBY, IN_WINDOW, EARLIER, FAR = 0.0, 6.0, 17.0, 29.0
"""How rare it is to be off by up to 5 seconds; within the window; earlier by up to a day; and in any other way."""


def offsets(limit: int) -> Iterator[int]:
    """-1, 1, -2, 2 ... up to `limit` seconds either way."""
    for far in range(1, limit + 1):
        yield -far
        yield far


def own_zone(date: str) -> tuple[str, int]:
    """The zone that a date ends with, and its distance from UTC in seconds."""
    return date.rpartition(" ")[2], zone_seconds(date)


def renderings_of_day(zone: str, offset: int) -> Any:
    """A fast :func:`~paraph.dates.date_text` for one zone."""
    days: dict[int, str] = {}

    def render(seconds: int) -> str:
        day, second = divmod(seconds + offset, DAY)
        text = days.get(day) or days.setdefault(day, day_text(day))
        return f"{text} {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02} {zone}"

    return render


def off_by(seconds: int) -> str:
    """The detail of a date that is that many seconds away from the one sent."""
    side = "earlier" if seconds < 0 else "later"
    unit = "second" if abs(seconds) == 1 else "seconds"
    return f"The date that was signed is {abs(seconds)} {unit} {side} than the one sent."


@family(duo.date, "date-signed-differs-from-sent", lazy=True)
def other_instant(date: str) -> Iterator[Way[str]]:
    """The clock was read twice: the date signed is another instant than the date sent."""
    sent = date_seconds(date)
    if sent is None:
        return
    own = own_zone(date)
    render = renderings_of_day(*own)
    others = [renderings_of_day(*zone) for zone in ZONES if zone != own]
    for off in offsets(WINDOW):
        yield Way(render(sent + off), off_by(off), NEARBY if abs(off) <= 5 else IN_WINDOW)
    for off in offsets(5):
        for other in others:
            yield Way(other(sent + off), off_by(off), IN_WINDOW)
    for off in range(WINDOW + 1, DAY + 1):
        yield Way(render(sent - off), off_by(-off), EARLIER)
    for off in offsets(DAY):
        for text in (render, *others):
            yield Way(text(sent + off), off_by(off), FAR)


@family(duo.date, "date-reused-across-calls", lazy=True)
def earlier_instant(date: str) -> Iterator[Way[str]]:
    """The date of an earlier request was signed again."""
    sent = date_seconds(date)
    if sent is None:
        return
    render = renderings_of_day(*own_zone(date))
    for off in range(1, DAY + 1):
        rarity = NEARBY if off <= 5 else IN_WINDOW if off <= WINDOW else EARLIER
        yield Way(render(sent - off), off_by(-off), rarity + 0.5)


@deviates(duo.date, "date-line-empty")
def empty_date(_date: str) -> str:
    """The date was still empty when the string was built."""
    return ""


@family(duo.date, "date-offset-truncated")
def other_zone(date: str) -> Iterator[Way[str]]:
    """The same clock reading or the same instant was signed with another zone."""
    sent = date_seconds(date)
    if sent is None:
        return
    head, _, zone = date.rpartition(" ")
    own = zone_seconds(date)
    hours_only = f"{zone[:3]}00" if len(zone) == 5 else zone
    for other in ("-0000", "+0000", "GMT", "UTC", hours_only):
        yield Way(f"{head} {other}", f"The date was signed with {other} at its end, and sent with {zone}.")
    for minutes in range(-14 * 60, 14 * 60 + 1, 15):
        text = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
        said = f"The date was signed in the zone {text}, and sent in {zone}."
        rarity = 6.0 if minutes % 60 == 0 else 8.0
        yield Way(date_text(sent, text, minutes * 60), said, rarity)
        yield Way(f"{head} {text}", said, rarity)
    if own:
        for other in ("-0000", "+0000", "GMT", "UTC"):
            yield Way(date_text(sent, other), f"The date was signed in UTC ({other}), and sent in {zone}.", 1.0)


@family(duo.date, "date-format-variant")
def other_rendering(date: str) -> Iterator[Way[str]]:
    """Another rendering of the same instant was signed."""
    sent = date_seconds(date)
    if sent is None:
        return
    usual = (*ZONES, own_zone(date))
    for zone, offset in (*usual, ("UTC", 0), ("+00:00", 0), ("Z", 0)):
        rarity = 0.0 if (zone, offset) in usual else UNUSUAL
        text = date_text(sent, zone, offset)
        yield Way(text, f"The date was signed as {text!r}.", rarity)
        for short in unpadded(text):
            yield Way(short, f"The date was signed as {short!r}.", rarity)
        yield Way(text[5:], f"The date was signed without the day's name, as {text[5:]!r}.", UNUSUAL)
    for place, text in enumerate(iso_forms(sent)):
        yield Way(text, f"The date was signed as {text!r}.", 0.0 if place < 3 else UNUSUAL)


def unpadded(date: str) -> Iterator[str]:
    """The date with the leading zero of the day, of the hour, or of both left out."""
    day = re.sub(r", 0(\d)", r", \1", date)
    yield day
    yield re.sub(r" 0(\d):", r" \1:", date)
    yield re.sub(r" 0(\d):", r" \1:", day)


def iso_forms(sent: int) -> Iterator[str]:
    """ISO 8601 and epoch renderings of an instant."""
    import time

    plain = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(sent))
    yield plain + "Z"
    yield str(sent)
    yield str(sent * 1000)
    for zone in ("+00:00", "", ".000Z", "+0000", "-00:00", ".000000+00:00", ".000000Z", ".000000", ".0000000Z"):
        yield plain + zone
        yield plain.replace("T", " ") + zone
    yield time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(sent))
    yield f"{sent}.0"


# ---------------------------------------------------------------- method, host, path


@deviates(duo.method, "method-lowercase")
def lower_method(request: Request) -> str:
    """The method was signed in lower case."""
    return request.method.lower()


@deviates(duo.method, "method-lowercase", rarity=UNUSUAL)
def title_method(request: Request) -> str:
    """The method was signed with only its first letter in upper case."""
    return request.method.title()


@family(duo.method, "method-wrong-verb")
def other_method(_request: Request) -> Iterator[Way[str]]:
    """Another method was signed than sent."""
    for verb in ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"):
        yield Way(verb, f"{verb} was signed.")


@family(duo.host, "host-not-lowercased")
def typed_host(request: Request) -> Iterator[Way[str]]:
    """The host was signed as typed."""
    bare = duo.without_port(request.host)
    for text in dict.fromkeys((bare, bare.upper(), bare.title(), bare.capitalize(), *cased_hosts(bare))):
        rarity = 0.0 if text in (bare, bare.upper()) else 6.0
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
    """The scheme was left on the host."""
    host = duo.host(request)
    for text in (f"https://{host}", f"http://{host}", f"https://{host}/", f"//{host}", f"https://{request.host}"):
        yield Way(text, f"The host was signed as {text!r}.", 0.0 if text == f"{request.scheme}://{host}" else UNUSUAL)


@family(duo.host, "host-default-port-kept")
def host_with_port(request: Request) -> Iterator[Way[str]]:
    """The port was left on the host."""
    for text in dict.fromkeys((f"{duo.host(request)}:443", f"{duo.host(request)}:80", request.host.lower())):
        yield Way(text, f"The host was signed as {text!r}.")


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
        yield Way(prefix + path, f"{prefix!r} was signed before the path.", 6.0)


@family(duo.path, "path-full-url")
def whole_url(request: Request) -> Iterator[Way[str]]:
    """The whole URL was signed in the place of the path."""
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
    """The query was left on the path."""
    yield from query_on_path(request)


@family(duo.path, "path-includes-query", coupled={duo.signed_parameters: lambda _: ()})
def path_and_query_alone(request: Request) -> Iterator[Way[str]]:
    """The query was left on the path, and the line of the parameters is empty."""
    yield from query_on_path(request)


def query_on_path(request: Request) -> Iterator[Way[str]]:
    """The path with the query as sent, as it is canonical, and as a bare question mark."""
    canonical = duo.canonical_parameters(duo.sorted_parameters(duo.encoded_parameters(parse_form(request.query))))
    for query in dict.fromkeys((request.query, canonical)):
        if query:
            yield Way(f"{request.path}?{query}", "The query was left on the path.")
    if not request.query:
        yield Way(f"{request.path}?", "A question mark was left on the path.", UNUSUAL)
        form = canonical_of_body(request)
        if form:
            yield Way(f"{request.path}?{form}", "The parameters were signed as a query on the path.", UNUSUAL)


def canonical_of_body(request: Request) -> str:
    """The parameters of a form body, as they are signed."""
    if request.media_type != duo.FORM_TYPE:
        return ""
    pairs = parse_form(wire_text(request.body))
    return duo.canonical_parameters(duo.sorted_parameters(duo.encoded_parameters(pairs)))


@family(duo.path, "path-not-encoded", rarity=UNUSUAL)
def decoded_path(request: Request) -> Iterator[Way[str]]:
    """The path was signed without its percent-encoding, or with one more."""
    from paraph.encoding import percent_safe, unpercent

    yield Way(unpercent(request.path), "The path was signed without its percent-encoding.")
    yield Way(percent_safe(request.path, "/-._~"), "The path was percent-encoded once more.", 1.0)


@deviates(duo.path, "path-lowercased", rarity=UNUSUAL)
def lower_path(request: Request) -> str:
    """The path was signed in lower case."""
    return request.path.lower()


# ---------------------------------------------------------------- where parameters are, and which are signed


@family(duo.sent_parameters, "place-params-url-for-body")
def other_place(request: Request, _version: int) -> Iterator[Way[Pairs]]:
    """The parameters were sent where this method does not carry them."""
    if request.method.upper() in duo.QUERY_METHODS:
        if request.media_type in ("", duo.FORM_TYPE):
            said = "The parameters are in the body; a GET or DELETE carries them in the URL."
            yield Way(parse_form(wire_text(request.body)), said)
            yield Way(parse_form(request.query) + parse_form(wire_text(request.body)), said, UNUSUAL)
    elif request.query:
        said = "The parameters are in the URL; this method carries them in the body."
        yield Way(parse_form(request.query), said)
        if request.media_type == duo.FORM_TYPE:
            yield Way(parse_form(request.query) + parse_form(wire_text(request.body)), said, UNUSUAL)


@family(duo.sent_parameters, "place-json-for-form")
def json_for_form(request: Request, version: int) -> Iterator[Way[Pairs]]:
    """The body is JSON, but its members were signed as parameters."""
    if version <= 2 and request.method.upper() not in duo.QUERY_METHODS:
        yield Way(
            duo.json_parameters(request, version), "The body is JSON; its members were signed as form parameters."
        )


@family(duo.sent_parameters, "v5-body-not-as-sent")
def parameters_not_emptied(request: Request, version: int) -> Iterator[Way[Pairs]]:
    """The JSON members were signed on the line of the parameters too."""
    if version >= 4 and request.method.upper() not in duo.QUERY_METHODS:
        yield Way(duo.json_parameters(request, version), "The line of the parameters was not left empty.")
        yield Way(parse_form(request.query), "The query was signed on the line of the parameters.", 1.0)


@deviates(duo.signed_parameters, "params-not-signed")
def no_parameters(_sent: Pairs) -> Pairs:
    """None of the parameters was signed."""
    return ()


@family(duo.signed_parameters, "params-added-after-signing")
def some_removed(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Parameters were added once the signature existed."""
    yield from without_some(sent, "was added after signing", "were added after signing")


@family(duo.signed_parameters, "params-empty-signed-not-sent")
def empties_toggled(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Parameters without value are on one side only."""
    empty = [name for name, value in sent if not value]
    if empty:
        said = f"{', '.join(empty)} without value was sent, but not signed."
        yield Way(tuple(pair for pair in sent if pair[1]), said)
        for name in dict.fromkeys(empty) if len(empty) > 1 else ():
            yield Way(tuple(pair for pair in sent if pair != (name, "")), f"{name} without value was not signed.", 0.5)
    present = {name for name, _ in sent}
    for name in duo_names():
        if name not in present:
            rarity = 6.0 if name in ("mintime", "maxtime", "limit", "offset") else UNUSUAL
            yield Way((*sent, (name, "")), f"{name} without value was signed, but not sent.", rarity)


def duo_names() -> tuple[str, ...]:
    """Parameters of Duo that are often left empty."""
    return (
        "mintime", "maxtime", "limit", "offset", "next_offset", "username", "user_id", "realname", "email", "notes",
        "alias1", "status", "device", "factor", "passcode", "ipaddr", "account_id", "sort", "name", "desc", "number",
        "type", "platform", "trusted_device_token", "pushinfo", "hostname", "display_username", "async", "phone",
    )  # fmt: skip


@family(duo.signed_parameters, "params-duplicates-collapsed")
def duplicates_collapsed(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Repeated names were reduced to one."""
    yield from array_free_collapses(sent)


@family(duo.signed_parameters, "params-bool-rendering")
def rendered_otherwise(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Values were turned into text in another way for signing than for sending."""
    yield from renderings(sent)


# ---------------------------------------------------------------- encoding, ordering, joining of parameters


def encoder_deviations() -> Iterator[Deviation]:
    """One deviation for each wrong encoder."""
    for encoder in (*TEXT_ENCODERS, RAW, VALUES_RAW):

        def ways(pairs: Pairs, encoder: Any = encoder) -> tuple[Way[Encoded], ...]:
            return (Way(Encoded(encoder.pairs(pairs), pairs), encoder.said),)

        yield Deviation(encoder.id, duo.encoded_parameters, ways, {}, encoder.rarity)

    def js_ways(pairs: Pairs) -> tuple[Way[Encoded], ...]:
        return (Way(Encoded(JS.pairs(pairs), pairs), "Only the first of each of ! ' ( ) * was encoded."),)

    coupled = {duo.canonical_parameters: lambda pairs: repair_first(duo.canonical_parameters(pairs))}
    yield Deviation("enc-first-occurrence-only", duo.encoded_parameters, js_ways, coupled)


def order_deviations() -> Iterator[Deviation]:
    """One deviation for each wrong order."""
    for mistake, said, key, rarity in ORDERS:

        def ways(encoded: Encoded, key: Any = key, said: str = said) -> tuple[Way[Pairs], ...]:
            return (Way(sorted_by(encoded.pairs, encoded.plain, key), said),)

        yield Deviation(mistake, duo.sorted_parameters, ways, {}, rarity)


@deviates(duo.sorted_parameters, "ord-unsorted")
def as_sent(encoded: Encoded) -> Pairs:
    """The parameters were signed in the order in which they were sent."""
    return encoded.pairs


@deviates(duo.sorted_parameters, "ord-unsorted", rarity=UNUSUAL)
def as_sent_backwards(encoded: Encoded) -> Pairs:
    """The parameters were signed in the reverse of the order in which they were sent."""
    return encoded.pairs[::-1]


@deviates(duo.sorted_parameters, "ord-descending-or-reversed")
def backwards(encoded: Encoded) -> Pairs:
    """The parameters were sorted in descending order."""
    return descending(encoded.pairs)


@deviates(duo.sorted_parameters, "ord-descending-or-reversed", rarity=6.0)
def names_backwards(encoded: Encoded) -> Pairs:
    """The names were sorted in descending order."""
    return descending_names(encoded.pairs)


@family(duo.canonical_parameters, "join-wrong-separator", rarity=UNUSUAL)
def pairs_joined_otherwise(pairs: Pairs) -> Iterator[Way[str]]:
    """The parameters were joined with something else than &."""
    yield from joined_with(pairs)


@deviates(duo.canonical_parameters, "path-includes-query", rarity=UNUSUAL)
def question_mark_first(pairs: Pairs) -> str:
    """A question mark was signed before the parameters."""
    return "?" + duo.canonical_parameters(pairs)


# ---------------------------------------------------------------- body and headers


@family(duo.signed_body, "body-key-order")
def other_key_order(request: Request) -> Iterator[Way[bytes]]:
    """The JSON was written twice, with its keys in another order."""
    yield from bodies.reordered(request.body)


@family(duo.signed_body, "v5-body-not-as-sent")
def other_json(request: Request) -> Iterator[Way[bytes]]:
    """Another rendering of the JSON was hashed than the one sent."""
    yield from bodies.rendered(request.body)


@family(duo.signed_body, "body-empty-as-object")
def object_for_nothing(request: Request) -> Iterator[Way[bytes]]:
    """Something was hashed in the place of the empty body."""
    yield from bodies.stand_ins(request.body)


@family(duo.signed_body, "body-object-empty-dropped")
def nothing_for_object(request: Request) -> Iterator[Way[bytes]]:
    """Nothing was hashed, although an empty object was sent."""
    if request.body.strip() in (b"{}", b"[]", b"null", b'""'):
        yield Way(b"", f"The empty string was hashed, but {wire_text(request.body)} was sent.")


@family(duo.body_hash, "body-hash-algorithm")
def other_hash(body: bytes) -> Iterator[Way[str]]:
    """The body was hashed with another algorithm."""
    for name in ("sha256", "sha1", "md5", "sha384", "sha224", "sha3_512", "sha3_256"):
        rarity = 0.0 if name in ("sha256", "sha1", "md5") else UNUSUAL
        yield Way(hashlib.new(name, body).hexdigest(), f"The body was hashed with {name}.", rarity)


@family(duo.body_hash, "body-hash-encoding")
def other_hash_form(body: bytes) -> Iterator[Way[str]]:
    """The body's hash was written in another form than lower-case hex."""
    digest = hashlib.sha512(body).digest()
    for text, said in (
        (base64.b64encode(digest).decode(), "base64"),
        (digest.hex().upper(), "upper-case hex"),
        (base64.urlsafe_b64encode(digest).decode(), "URL-safe base64"),
        (base64.b64encode(digest).decode().rstrip("="), "base64 without padding"),
        (base64.urlsafe_b64encode(digest).decode().rstrip("="), "URL-safe base64 without padding"),
        (base64.b64encode(digest.hex().encode()).decode(), "base64 of the hex"),
        (digest.hex("-").upper(), "hex with dashes"),
        (digest.hex("-"), "hex with dashes"),
        (digest.hex(":"), "hex with colons"),
        (digest.hex(" "), "hex with blanks"),
        (str(digest), "a Python repr of the bytes"),
        (digest.hex().encode().hex(), "hex of the hex"),
    ):
        yield Way(text, f"The body's hash was written as {said}.", 0.0 if said in ("base64", "upper-case hex") else 6.0)


@deviates(duo.duo_headers, "header-names-not-lowered")
def typed_headers(request: Request) -> Pairs:
    """The names of the X-Duo-* headers were not lower-cased."""
    return tuple(
        sorted((pair for pair in request.headers if pair[0][:6].lower() == "x-duo-"), key=lambda pair: pair[0])
    )


@deviates(duo.duo_headers, "header-names-not-lowered", rarity=0.5)
def typed_headers_in_right_order(request: Request) -> Pairs:
    """The names of the X-Duo-* headers were sorted rightly, but not lower-cased."""
    found = (pair for pair in request.headers if pair[0][:6].lower() == "x-duo-")
    return tuple(sorted(found, key=lambda pair: pair[0].lower()))


@deviates(duo.duo_headers, "header-names-not-lowered", rarity=0.5)
def headers_sorted_as_typed(request: Request) -> Pairs:
    """The names of the X-Duo-* headers were sorted before they were lower-cased."""
    return tuple((name.lower(), value) for name, value in typed_headers(request))


@deviates(duo.duo_headers, "header-names-not-lowered", rarity=UNUSUAL)
def headers_unsorted(request: Request) -> Pairs:
    """The X-Duo-* headers were not sorted."""
    return tuple((name.lower(), value) for name, value in request.headers if name[:6].lower() == "x-duo-")


@family(duo.duo_headers, "v5-header-hash-missing")
def some_headers(request: Request) -> Iterator[Way[Pairs]]:
    """X-Duo-* headers were sent, but not hashed."""
    headers = duo.duo_headers(request)
    yield Way((), "None of the X-Duo-* headers went into the hash.")
    for left_out in headers if len(headers) > 1 else ():
        said = f"{left_out[0]} did not go into the hash."
        yield Way(tuple(pair for pair in headers if pair != left_out), said, 0.5)


@family(duo.header_hash, "v5-header-hash-missing")
def no_header_hash(headers: Pairs) -> Iterator[Way[str]]:
    """The line of the header hash is empty or joined wrongly."""
    yield Way("", "The last line was left empty; without X-Duo-* headers it is the hash of the empty string.")
    flat = [text for pair in headers for text in pair]
    for mark, said in (
        (":", "a colon"),
        ("\n", "a line feed"),
        ("", "nothing"),
        (",", "a comma"),
        ("=", "an equals sign"),
        ("&", "&"),
        (" ", "a blank"),
        (";", "a semicolon"),
        ("|", "a bar"),
    ):
        rarity = 0.0 if mark in (":", "\n") else UNUSUAL
        text = hashlib.sha512(wire_bytes(mark.join(flat))).hexdigest()
        yield Way(text, f"Names and values were joined with {said}.", rarity)
    for inner, outer in ((":", "\n"), (": ", "\n"), ("=", "&"), (":", ","), (": ", "\r\n"), (":", "\0")):
        text = outer.join(f"{name}{inner}{value}" for name, value in headers)
        yield Way(
            hashlib.sha512(wire_bytes(text)).hexdigest(), "Names and values were joined otherwise than with NUL.", 6.0
        )


# ---------------------------------------------------------------- joining the lines


def named(lines: tuple[str, ...]) -> tuple[str, ...]:
    """What each line is."""
    return duo.LINE_NAMES[1:5] if len(lines) == 4 else duo.LINE_NAMES[: len(lines)]


@deviates(duo.canonical_string, "join-crlf")
def crlf(*lines: str) -> str:
    """The lines were joined with CR and LF."""
    return "\r\n".join(lines)


@deviates(duo.canonical_string, "join-literal-backslash-n")
def literal_backslash_n(*lines: str) -> str:
    """The lines were joined with a backslash and the letter n."""
    return "\\n".join(lines)


@family(duo.canonical_string, "join-trailing-newline")
def trailing_newline(*lines: str) -> Iterator[Way[str]]:
    """There is a line end after the last line."""
    text = "\n".join(lines)
    yield Way(text + "\n", "There is a line feed after the last line.")
    yield Way(text + "\r\n", "There are CR and LF after the last line.", 0.5)


@family(duo.canonical_string, "params-line-missing-when-empty")
def no_empty_last_line(*lines: str) -> Iterator[Way[str]]:
    """The empty line of the parameters was left out."""
    index = named(lines).index("parameters")
    if not lines[index]:
        yield Way("\n".join(lines[:index] + lines[index + 1 :]), "The empty line of the parameters was left out.")


@family(duo.canonical_string, "host-omitted")
def no_host_line(*lines: str) -> Iterator[Way[str]]:
    """The host line was left out."""
    index = named(lines).index("host")
    yield Way("\n".join(lines[:index] + lines[index + 1 :]), "The host line was left out.")


@deviates(duo.canonical_string, "v5-header-hash-missing")
def no_last_line(*lines: str) -> str:
    """The line of the header hash was left out."""
    return "\n".join(lines[:-1] if len(lines) == 7 else lines)


@family(duo.canonical_string, "join-field-missing", rarity=1.0)
def line_missing(*lines: str) -> Iterator[Way[str]]:
    """A line was left out."""
    for index, name in enumerate(named(lines)):
        yield Way("\n".join(lines[:index] + lines[index + 1 :]), f"The {name} line was left out.")


def unexpanded_deviations() -> Iterator[Deviation]:
    """For each line: a placeholder or an empty variable stands in its place."""
    lines = (duo.date, duo.method, duo.host, duo.path, duo.canonical_parameters, duo.body_hash, duo.header_hash)
    for name, stage in zip(duo.LINE_NAMES, lines, strict=True):

        def ways(*_: Any, name: str = name) -> Iterator[Way[str]]:
            yield from placeholders(f"The {name} line", name.replace(" ", "_"))

        def empty(*_: Any, name: str = name) -> tuple[Way[str], ...]:
            return (Way("", f"The {name} line was left empty."),)

        yield Deviation("join-fields-unexpanded", stage, ways)
        yield Deviation("join-field-missing", stage, empty, {}, 0.5)


def placeholders(what: str, word: str) -> Iterator[Way[str]]:
    """What stands in the place of a value that was not filled in."""
    for value in USUAL_BLANKS:
        yield Way(value, f"{what} was {value!r}." if value else f"{what} was empty.")
    for value in (f"${{{word}}}", f"{{{{{word}}}}}", f"{{{word}}}", f"${word}", "nil", "NULL", "NaN", "(null)"):
        yield Way(value, f"{what} was {value!r}.", UNUSUAL)


@family(duo.canonical_string, "join-wrong-separator", rarity=UNUSUAL)
def lines_joined_otherwise(*lines: str) -> Iterator[Way[str]]:
    """The lines were joined with something else than a line feed."""
    for mark in ("", " ", ",", "&", "|", ":", ";", "\r", "\t", "\n\n", ".", "?"):
        yield Way(mark.join(lines), f"The lines were joined with {mark!r}.")


@family(duo.canonical_string, "join-field-order", rarity=UNUSUAL)
def lines_swapped(*lines: str) -> Iterator[Way[str]]:
    """The lines are in another order."""
    names = named(lines)
    for first, second in combinations(range(len(lines)), 2):
        swapped = list(lines)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        yield Way("\n".join(swapped), f"The lines {names[first]} and {names[second]} are swapped.")
    for index in range(len(lines)):
        for place in range(len(lines)):
            moved = [*lines[:index], *lines[index + 1 :]]
            moved.insert(place, lines[index])
            yield Way("\n".join(moved), f"The {names[index]} line stands in another place.", 1.0)


# ---------------------------------------------------------------- key and MAC


def key_deviations(stage: Any, mistakes: tuple[str, ...], forms: Any) -> Iterator[Deviation]:
    """One deviation for each way in which the secret goes wrong before `stage`."""
    for mistake in mistakes:

        def ways(secret: Any, mistake: str = mistake) -> Iterator[Way[Secret]]:
            return keys.ways(forms(secret), mistake)

        yield Deviation(mistake, stage, ways)


def mac_deviations(stage: Any, own: str) -> Iterator[Deviation]:
    """The ways in which the MAC itself is made wrongly, in the place of `stage`, which uses the hash `own`."""
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
        if name != own:

            def other(key: Secret, text: str, name: str = name) -> tuple[Way[bytes], ...]:
                return (Way(hmac_text(name, key, text), f"HMAC-{name.upper()} was used, not HMAC-{own.upper()}."),)

            yield Deviation("hash-algorithm", stage, other)
        for form, write in (("base64", base64.b64encode), ("hex", lambda mac: mac.hex().encode())):
            for outer in dict.fromkeys((name, own, "sha1")):

                def again(key: Secret, text: str, a: str = name, o: str = outer, f: str = form, w: Any = write) -> Any:
                    said = f"The MAC was written as {f}, and that text was hashed again with {o}."
                    return (Way(hashlib.new(o, w(hmac_text(a, key, text))).digest(), said),)

                yield Deviation(
                    "hash-of-encoded-mac", stage, again, {}, 0.0 if name == own and outer in (own, "sha1") else UNUSUAL
                )
    for name in dict.fromkeys((own, "sha1", "sha256", "sha512", "md5")):

        def plain(key: Secret, text: str, name: str = name) -> Iterator[Way[bytes]]:
            raw = wire_bytes(text)
            for message, said in (
                (key.value + raw, "key and text"),
                (raw + key.value, "text and key"),
                (raw, "the text"),
            ):
                yield Way(hashlib.new(name, message).digest(), f"A plain {name} of {said} was used, not an HMAC.")

        yield Deviation("hash-not-hmac", stage, plain, {}, UNUSUAL)

    def swapped(key: Secret, text: str) -> tuple[Way[bytes], ...]:
        from paraph.credential import Secret as Key

        return (Way(hmac_bytes(own, Key(text), key.value), "Key and text were swapped."),)

    yield Deviation("key-message-swapped", stage, swapped, {}, UNUSUAL)


DEVIATIONS.extend(encoder_deviations())
DEVIATIONS.extend(order_deviations())
DEVIATIONS.extend(unexpanded_deviations())
DEVIATIONS.extend(key_deviations(duo.secret_key, keys.PASTED, lambda credential: keys.pasted(credential.secret.value)))
DEVIATIONS.extend(key_deviations(duo.signing_key, keys.REWORKED, lambda secret: keys.reworked(secret.value)))
DEVIATIONS.extend(key_deviations(duo.secret_key, ("key-null-literal",), lambda _: keys.missing()))
DEVIATIONS.extend(chain.from_iterable(mac_deviations(stage, name) for name, stage in duo.MACS.items()))


def given(request: Request, claims: duo.DuoClaims, credential: Credential, clues: Clues) -> Iterator[Deviation]:
    """The mistakes that need more than the request: other values at hand, intended parameters, other hosts."""
    values = {name: secret.value for name, secret in credential.others.items()}
    values |= {"the integration key": wire_bytes(credential.key_id), "the token secret": credential.token_secret.value}
    if claims.key_id:
        values["the integration key that was sent"] = wire_bytes(claims.key_id)
    others = {name: value for name, value in values.items() if value}
    yield Deviation(
        "key-wrong-field", duo.secret_key, lambda _: keys.ways(keys.other_values(others), "key-wrong-field")
    )
    hosts = [host for host in (*clues.hosts, credential.host) if host]
    if hosts:
        yield Deviation(
            "host-other",
            duo.host,
            lambda _: [
                Way(form, f"{form} was signed.") for host in hosts for form in dict.fromkeys((host.lower(), host))
            ],
        )
    if clues.parameters:
        yield Deviation("params-signed-not-sent", duo.signed_parameters, intended(clues.parameters))
    if re.match(rb"\s*\{", request.body):
        yield from json_as_form(request)


def intended(parameters: Pairs) -> Any:
    """Ways to sign `parameters` that were not sent, beside those that were."""

    def ways(sent: Pairs) -> Iterator[Way[Pairs]]:
        absent = tuple(pair for pair in parameters if pair not in sent)
        names = ", ".join(dict.fromkeys(name for name, _ in absent))
        said = f"{names} {'was' if len(absent) == 1 else 'were'} signed, but not sent."
        if absent:
            replaced = {name for name, _ in absent}
            yield Way((*sent, *absent), said)
            yield Way(absent, said)
            yield Way((*absent, *sent), said, 0.5)
            yield Way((*(pair for pair in sent if pair[0] not in replaced), *absent), said, 0.5)
            yield Way(parameters, said, 0.5)
            for size in range(1, len(absent)):
                for some in combinations(absent, size):
                    yield Way((*sent, *some), f"{', '.join(n for n, _ in some)} was signed, but not sent.", 1.0)

    return ways


def json_as_form(request: Request) -> Iterator[Deviation]:
    """A JSON body whose hash was taken over the same members as a form."""
    try:
        members = json.loads(request.body)
    except (ValueError, RecursionError):
        return
    if isinstance(members, dict):
        pairs = tuple(duo.flat_members(members))
        form = duo.canonical_parameters(duo.sorted_parameters(duo.encoded_parameters(pairs)))
        said = "The hash was taken over the parameters as a form."
        yield Deviation("v5-body-not-as-sent", duo.signed_body, lambda _: (Way(wire_bytes(form), said, 1.0),))
