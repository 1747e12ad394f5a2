"""Describes how a signed text differs from the right one, for texts that do not split into the fields of the scheme.

First the whole text is compared with common forms of the right one: encoded again, quoted, hashed. If it is none of
them, each part of the right text is looked for in it, plain or encoded, and the sentence names the parts that are
missing, written in another way, or not expected. All steps take linear time.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.encoding import percent, unpercent
from paraph.core.message import wire_bytes
from paraph.core.redaction import common_length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from paraph.core.message import Pairs

EXCERPT = 60
"""Characters of a text that a sentence quotes."""
MOST_PARTS = 200
"""Parts of the right text that are looked for in the signed one."""
MOST_NAMED = 4
"""Parts of one kind that a sentence names."""
_DECODINGS = 3
_NAME = re.compile(r"[\w.\[\]-]+")


class Part(NamedTuple):
    """A part of the right text: its name for people, and its value there."""

    name: str
    value: str


class Difference(NamedTuple):
    """How a text differs from the right one: a `title`, and a `detail` with before and after."""

    title: str
    detail: str


def hash_of(name: str) -> Callable[[str], str]:
    """Return the function that gives the hex digest of a text."""
    return lambda text: hashlib.new(name, wire_bytes(text), usedforsecurity=False).hexdigest()


FORMS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("The whole {subject} was percent-encoded once more", percent),
    ("The whole {subject} was percent-encoded twice more", lambda text: percent(percent(text))),
    ("The whole {subject} was percent-decoded before it was signed", unpercent),
    ("The {subject} was signed in lower case", str.lower),
    ("The {subject} was signed in upper case", str.upper),
    ("The {subject} was put into quotes before it was signed", json.dumps),
    ("The {subject} was put into quotes before it was signed", "'{}'".format),
    ("The {subject} was encoded in base64 before it was signed", lambda text: base64.b64encode(wire_bytes(text)).decode()),
    ("The {subject} was written in hex before it was signed", lambda text: wire_bytes(text).hex()),
    *(("The " + name.upper() + " hash of the {subject} was signed instead of the {subject} itself", hash_of(name))
      for name in ("md5", "sha1", "sha256", "sha512")),
    ("The {subject} was signed backwards", lambda text: text[::-1]),
)  # fmt: skip
"""Forms of the whole right text: what was done, and the function that does it."""


def describe_difference(signed: str, right: str, parts: Sequence[Part], subject: str) -> Difference:
    """Describe how `signed` differs from the `right` text, which has these parts."""
    form = next((title for title, make in FORMS if make(right) == signed), "") or blank_form(signed, right)
    both = f"The signed text was {quote(signed)}; it had to be {quote(right)}."
    if form:
        return Difference(form.format(subject=subject), both)
    title = kind_title(signed, right, subject)
    aligned = list(part_sentences(signed, parts))
    if not aligned and common_length(signed, right):
        aligned = [first_difference(signed, right)]
    return Difference(title, " ".join([both, *aligned]))


def blank_form(signed: str, right: str) -> str:
    """Return what was done if the texts differ in blanks alone; else empty."""
    if signed.strip() == right.strip():
        return "The {subject} was signed with blanks or line ends around it"
    return "The {subject} was signed with other blanks or line ends in it" if squeeze(signed) == squeeze(right) else ""


def squeeze(text: str) -> str:
    """Return a text without blanks."""
    return "".join(text.split())


def kind_title(signed: str, right: str, subject: str) -> str:
    """Name what kind of text was signed in place of the right one."""
    plain = unpercent(signed)
    if not signed:
        return f"An empty text was signed instead of the {subject}"
    if is_json(signed):
        return f"JSON text was signed instead of the {subject}"
    if re.match(r"https?://", plain) and not re.match(r"https?://", unpercent(right)):
        return f"The URL was signed instead of the {subject}"
    return f"Another text than the {subject} of this request was signed"


def is_json(text: str) -> bool:
    """Return whether a text is a JSON object or list."""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def part_sentences(signed: str, parts: Sequence[Part]) -> Iterator[str]:
    """Yield what is missing in a signed text, what it has in another form, and which parameters it has besides.

    Nothing is yielded if not even one part is found: the texts have nothing in common.
    """
    levels = decodings(signed)
    changed, missing = [], []
    for part in parts:
        if part.value and part.value not in signed:
            other = other_form(part, levels)
            if other:
                changed.append(f"{part.name} ({quote(other)} instead of {quote(part.value)})")
            else:
                missing.append(part.name)
    if len(missing) == len([part for part in parts if part.value]):
        return
    if missing:
        yield f"Missing from it: {series(missing)}."
    if changed:
        yield f"Written differently: {series(changed)}."
    extra = extra_names(levels[-1], parts)
    if extra:
        yield f"Not expected in it: {series(extra)}."
    if not (missing or changed or extra):
        yield "All parts are there; they are joined or ordered in another way."


def decodings(text: str) -> list[str]:
    """Return a text, and the text decoded once and more often, as long as that changes it."""
    levels = [text]
    for _ in range(_DECODINGS):
        plain = unpercent(levels[-1])
        if plain == levels[-1]:
            break
        levels.append(plain)
    return levels


def other_form(part: Part, levels: Sequence[str]) -> str:
    """Return how a text writes a part that it does not contain as it is; empty if it does not contain it at all."""
    forms = dict.fromkeys((*decodings(part.value), percent(part.value), part.value.lower(), part.value.upper()))
    found = next((form for form in forms if form in levels[0]), "")
    if found:
        return found
    plain = decodings(part.value)[-1]
    if any(form in level for form in (plain, plain.replace(" ", "+")) for level in levels):
        return plain
    name, equals, _ = plain.partition("=")
    pattern = rf"""(?:^|\W)({re.escape(name)}\W{{1,4}}[^&\s"',}}]*["']?)"""
    value = re.search(pattern, levels[-1]) if equals and name else None
    return value[1] if value else ""


def extra_names(plain: str, parts: Sequence[Part]) -> list[str]:
    """Return the parameters of a decoded text that the right one does not have."""
    known = {decodings(part.value)[-1].partition("=")[0] for part in parts}
    query = plain.rpartition("?")[2]
    names = (piece.partition("=")[0].strip() for piece in re.split(r"[&,\n]", query) if "=" in piece)
    return [name for name in dict.fromkeys(names) if _NAME.fullmatch(name) and name not in known]


def parameter_parts(pairs: Pairs) -> list[Part]:
    """Return parameters as parts of a text."""
    return [Part(f"the parameter {unpercent(name)}", f"{name}={value}") for name, value in pairs]


def field_difference(signed: str, right: str) -> str:
    """Describe how a field differs: whole if both are short, parameter by parameter if they are lists of parameters."""
    if len(signed) <= EXCERPT * 2 and len(right) <= EXCERPT * 2:
        return f"{signed!r} was signed where {right!r} had to be."
    depth, level = next(((depth, level) for depth, level in enumerate(decodings(right)) if "&" in level), (0, ""))
    parts = [Part(f"the parameter {unpercent(piece.partition('=')[0])}", piece) for piece in level.split("&") if piece]
    signed_levels = decodings(signed)
    aligned = part_sentences(signed_levels[min(depth, len(signed_levels) - 1)], parts[:MOST_PARTS])
    return " ".join(aligned) or first_difference(signed, right)


def first_difference(signed: str, right: str) -> str:
    """Say from which character on two texts differ, and what each has there."""
    place = common_length(signed, right)
    end = common_length(signed[place:][::-1], right[place:][::-1])
    was, had = signed[place : len(signed) - end], right[place : len(right) - end]
    return f"They differ from character {place + 1} on: {quote(was)} was signed where {quote(had)} had to be."


def quote(text: str) -> str:
    """Quote a text, shortened in the middle."""
    if len(text) <= EXCERPT:
        return repr(text)
    half = EXCERPT // 2
    return repr(f"{text[:half]}…{text[-half:]}")


def series(names: Sequence[str]) -> str:
    """Join the first names to a list, and count the others."""
    shown = list(names[:MOST_NAMED])
    rest = len(names) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest else "")
