"""The grammar of the header hash: which headers are hashed, how names and values are joined, and the form of the hash."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from paraph.core.deviation import Deviations
from paraph.core.message import Pairs, Request, wire_bytes
from paraph.deviations.grammar import Option, ranked_deviations
from paraph.deviations.rarity import ODD, SELDOM, VERY_ODD
from paraph.schemes.duo import signing as duo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DEVIATIONS = Deviations()
NOT_LOWERED, MISSING = "header-names-not-lowered", "v5-header-hash-missing"
DATES = ("date", "x-duo-date")
CARRIER = ("authorization",)
"""What cannot be hashed, because it carries the signature."""

T = TypeVar("T")


def typed_headers(request: Request) -> list[tuple[str, str]]:
    """Return the X-Duo-* headers with their names as typed, in the order that they were sent."""
    return [(name, value) for name, value in request.headers if name[:6].lower() == "x-duo-"]


def names_as_typed(request: Request) -> Pairs:
    """Return the headers sorted by their names as typed, which were not lower-cased."""
    return tuple(sorted(typed_headers(request), key=lambda pair: pair[0]))


def names_as_typed_in_right_order(request: Request) -> Pairs:
    """Return the headers in the right order, with their names as typed."""
    return tuple(sorted(typed_headers(request), key=lambda pair: pair[0].lower()))


def sorted_as_typed(request: Request) -> Pairs:
    """Return the headers sorted before their names were lower-cased."""
    return tuple((name.lower(), value) for name, value in names_as_typed(request))


def unsorted_headers(request: Request) -> Pairs:
    """Return the headers in the order that they were sent."""
    return tuple((name.lower(), value) for name, value in typed_headers(request))


def values_lowered(request: Request) -> Pairs:
    """Return the headers with their values in lower case."""
    return tuple((name, value.lower()) for name, value in duo.duo_headers(request))


def no_headers(_request: Request) -> Pairs:
    """Return nothing."""
    return ()


def without_header(index: int, request: Request) -> Pairs:
    """Return the headers without one of them; there have to be two."""
    headers = duo.duo_headers(request)
    if len(headers) < 2 or index >= len(headers):
        raise IndexError(index)
    return headers[:index] + headers[index + 1 :]


def with_headers(names: tuple[str, ...], request: Request) -> Pairs:
    """Return the headers and some others that were sent, sorted by name."""
    values = {name.lower(): value.strip() for name, value in request.headers}
    return tuple(sorted((*duo.duo_headers(request), *[(name, values[name]) for name in names])))


def with_type(value: str, request: Request) -> Pairs:
    """Return the headers and a Content-Type that was perhaps not sent so."""
    return tuple(sorted((*duo.duo_headers(request), ("content-type", value))))


def date_as_well(name: str, request: Request) -> Pairs:
    """Return the headers and the date that was sent, under a name that it was not sent with."""
    values = {sent.lower(): value.strip() for sent, value in request.headers}
    others = [pair for pair in duo.duo_headers(request) if pair[0] != name]
    return tuple(sorted((*others, (name, values[DATES[name == "date"]]))))


def date_renamed(request: Request) -> Pairs:
    """Return the headers with X-Duo-Date under the name of Date."""
    if "x-duo-date" not in dict(duo.duo_headers(request)):
        raise LookupError("x-duo-date")
    return tuple(sorted(("date" if name == "x-duo-date" else name, value) for name, value in duo.duo_headers(request)))


def all_headers(but: tuple[str, ...], request: Request) -> Pairs:
    """Return all headers but some, with their names in lower case, sorted."""
    found = [(name.lower(), value.strip()) for name, value in request.headers]
    return tuple(sorted(pair for pair in found if pair[0] not in but))


def hashed_headers() -> Iterator[Option[Callable[[Request], Pairs]]]:
    """Yield what is hashed in place of the X-Duo-* headers."""
    said = "went into the hash of the headers, too"
    yield Option(NOT_LOWERED, "The names of the X-Duo-* headers were not lower-cased.", names_as_typed)
    yield Option(MISSING, "None of the X-Duo-* headers went into the hash.", no_headers)
    for index, place in enumerate(("first", "second", "third", "fourth", "fifth", "sixth")):
        detail = f"The {place} of the X-Duo-* headers did not go into the hash."
        yield Option(MISSING, detail, partial(without_header, index), 1.0 if index < 2 else SELDOM)
    detail = "The names of the X-Duo-* headers were sorted rightly, but not lower-cased."
    yield Option(NOT_LOWERED, detail, names_as_typed_in_right_order, 1.0)
    yield Option(NOT_LOWERED, "The X-Duo-* headers were sorted before they were lower-cased.", sorted_as_typed, 1.0)
    yield Option(NOT_LOWERED, "The X-Duo-* headers were not sorted.", unsorted_headers, 1.0)
    yield Option("", "The values of the X-Duo-* headers were lower-cased.", values_lowered, SELDOM)
    yield Option("", f"The Date header {said}.", partial(with_headers, ("date",)), SELDOM)
    yield Option("", f"The date {said}, as x-duo-date.", partial(date_as_well, "x-duo-date"), SELDOM)
    yield Option("", f"The date {said}, as date.", partial(date_as_well, "date"), ODD)
    yield Option("", "X-Duo-Date went into the hash under the name of Date.", date_renamed, ODD)
    yield Option("", f"Content-Type {said}.", partial(with_headers, ("content-type",)), SELDOM)
    for value in (duo.JSON_TYPE, "application/x-www-form-urlencoded"):
        yield Option("", f"Content-Type {said}, as {value}.", partial(with_type, value), ODD)
    yield Option("", f"Date and Content-Type {said}.", partial(with_headers, ("content-type", "date")), ODD)
    yield Option("", f"Host {said}.", partial(with_headers, ("host",)), ODD)
    yield Option("", f"Date and Host {said}.", partial(with_headers, ("date", "host")), ODD)
    for but in ((), ("host",), ("host", "content-length"), ("date",), ("host", "date")):
        detail = f"All headers went into the hash but {' and '.join((*CARRIER, *but))}."
        yield Option("", detail, partial(all_headers, (*CARRIER, *but)), ODD)


MARKS = {
    ":": ("a colon", 0.0), "\n": ("a line feed", 0.0), "": ("nothing", 0.0), "\\0": ("a backslash and a zero", 1.0),
    ",": ("a comma", SELDOM), "=": ("an equals sign", SELDOM), "&": ("&", SELDOM), " ": ("a blank", SELDOM),
    "\\x00": ("\\x00", VERY_ODD), "\\u0000": ("\\u0000", VERY_ODD), "%00": ("%00", VERY_ODD), "0": ("the digit 0", VERY_ODD),
    ";": ("a semicolon", VERY_ODD), "|": ("a bar", VERY_ODD), "\r\n": ("CR and LF", VERY_ODD), "\\n": ("a backslash and n", VERY_ODD),
    "\t": ("a tab", VERY_ODD), ", ": ("a comma and a blank", VERY_ODD),
}  # fmt: skip
"""What stands between names and values in place of a NUL, and how rare it is."""
PAIRS = {
    (":", "\n"): SELDOM, ("=", "&"): SELDOM, (": ", "\n"): SELDOM, (": ", "\r\n"): VERY_ODD, (":", ","): VERY_ODD, (":", "\0"): VERY_ODD,
    ("=", "\n"): VERY_ODD, ("\0", "\n"): VERY_ODD, ("=", ","): VERY_ODD, (":", ";"): VERY_ODD, (":", ""): VERY_ODD, ("=", ";"): VERY_ODD, ("", "\n"): VERY_ODD,
}  # fmt: skip
"""What stands between name and value, and between the headers."""
ENDS = {("", "\0"): SELDOM, ("", "\n"): VERY_ODD, ("\0", ""): VERY_ODD, ("", "\\0"): VERY_ODD}
"""What stands before and after all names and values."""
PARTS: dict[str, Callable[[list[str]], list[str]]] = {
    "values": lambda flat: flat[1::2],
    "names": lambda flat: flat[::2],
}


def flat_headers(headers: Pairs) -> list[str]:
    """Return names and values in turn; LookupError if there are none."""
    if not headers:
        raise LookupError("no headers")
    return list(chain.from_iterable(headers))


def join_parts(mark: str, part: str, headers: Pairs) -> str:
    """Join names and values, or only one part of them."""
    flat = flat_headers(headers)
    return mark.join(PARTS[part](flat) if part else flat)


def join_pairs(inner: str, outer: str, end: str, headers: Pairs) -> str:
    """Join each name with its value, and the headers with each other."""
    if not headers:
        raise LookupError("no headers")
    return outer.join([f"{name}{inner}{value}" for name, value in headers]) + end


def put_around(before: str, after: str, headers: Pairs) -> str:
    """Put something before and after the text, which may be empty."""
    return f"{before}{nul_joined(headers)}{after}"


def as_json(separators: tuple[str, str], headers: Pairs) -> str:
    """Write the headers as a JSON object."""
    return json.dumps(dict(headers), separators=separators)


def as_list(headers: Pairs) -> str:
    """Write the headers as a JSON list of pairs."""
    return json.dumps(headers, separators=(",", ":"))


def fixed_text(text: str, _headers: Pairs) -> str:
    """Return the text of a value that was never set."""
    return text


def nul_joined(headers: Pairs) -> str:
    """Return the text that has to be hashed."""
    return "\0".join(chain.from_iterable(headers))


def header_texts() -> Iterator[Option[Callable[[Pairs], str]]]:
    """Yield the texts that are hashed in place of names and values joined with NUL."""
    for mark, (said, rarity) in MARKS.items():
        yield Option(MISSING, f"Names and values were joined with {said}.", partial(join_parts, mark, ""), rarity)
    for part in PARTS:
        said = f"Only the {part} went into the hash, joined with"
        yield Option(MISSING, f"{said} NUL.", partial(join_parts, "\0", part), 1.0)
        for mark, (words, rarity) in MARKS.items():
            yield Option(MISSING, f"{said} {words}.", partial(join_parts, mark, part), min(rarity + SELDOM, VERY_ODD))
    for (inner, outer), rarity in PAIRS.items():
        said = f"Names and values were joined with {inner!r}, and headers with {outer!r}"
        yield Option(MISSING, f"{said}.", partial(join_pairs, inner, outer, ""), rarity)
        yield Option(
            MISSING, f"{said}, and there is another after the last.", partial(join_pairs, inner, outer, outer), VERY_ODD
        )
    for (before, after), rarity in ENDS.items():
        said = f"There is {before or after!r} {'before the first name' if before else 'after the last value'}."
        yield Option(MISSING, said, partial(put_around, before, after), rarity)
    yield Option("", "The headers were hashed as JSON.", partial(as_json, (", ", ": ")), SELDOM)
    yield Option("", "The headers were hashed as compact JSON.", partial(as_json, (",", ":")), SELDOM)
    yield Option("", "The headers were hashed as a JSON list.", as_list, VERY_ODD)
    yield Option("", "{} was hashed in place of the headers.", partial(fixed_text, "{}"), SELDOM)
    for text in ("[]", "null", "undefined", "None"):
        yield Option("", f"{text} was hashed in place of the headers.", partial(fixed_text, text), VERY_ODD)


def hash_of(text_of: Callable[[Pairs], str], headers: Pairs) -> str:
    """Return the SHA-512 of a text, in hex."""
    return hashlib.sha512(wire_bytes(text_of(headers))).hexdigest()


def digest_in(write: Callable[[bytes], str], headers: Pairs) -> str:
    """Return the right hash in another form than lower-case hex."""
    return write(hashlib.sha512(wire_bytes(nul_joined(headers))).digest())


def hash_by(algorithm: str, headers: Pairs) -> str:
    """Return the hash of the right text by another algorithm."""
    return hashlib.new(algorithm, wire_bytes(nul_joined(headers))).hexdigest()


def not_hashed(headers: Pairs) -> str:
    """Return the text itself."""
    return "\0".join(flat_headers(headers))


def empty_line(_headers: Pairs) -> str:
    """Return an empty line."""
    return ""


def hash_forms() -> Iterator[Option[Callable[[Pairs], str]]]:
    """Yield the forms of the hash: another encoding, another algorithm, or none."""
    said = "The last line was left empty; without X-Duo-* headers it is the hash of the empty string."
    yield Option(MISSING, said, empty_line)
    said = "The hash of the headers was written"
    for words, write, rarity in (
        ("in upper-case hex", lambda digest: digest.hex().upper(), SELDOM),
        ("in base64", lambda digest: base64.b64encode(digest).decode(), SELDOM),
        ("as sha512sum prints it", lambda digest: f"{digest.hex()}  -", VERY_ODD),
    ):
        yield Option("", f"{said} {words}.", partial(digest_in, write), rarity)
    for name in ("sha256", "sha1", "md5"):
        yield Option("", f"The headers were hashed with {name}.", partial(hash_by, name), 3.0)
    yield Option("", "The headers themselves stand on the line of their hash.", not_hashed, 3.0)


def options_by_mistake(options: Iterable[Option[T]]) -> dict[str, list[Option[T]]]:
    """Return options by the id of their mistake, the rarest last."""
    groups: dict[str, list[Option[T]]] = {}
    for option in sorted(options, key=lambda each: each.rarity):
        groups.setdefault(option.id, []).append(option)
    return groups


for _mistake, _options in options_by_mistake(hashed_headers()).items():
    DEVIATIONS.extend(ranked_deviations(_mistake, duo.duo_headers, _options))
_texts = [each._replace(value=partial(hash_of, each.value)) for each in header_texts()]
for _mistake, _lines in options_by_mistake((*_texts, *hash_forms())).items():
    DEVIATIONS.extend(ranked_deviations(_mistake, duo.header_hash, _lines))
