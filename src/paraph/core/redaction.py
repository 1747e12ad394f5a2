"""Removes every form of the known secrets from values that are shown or returned.

Hide first and shorten afterwards: a secret that was cut is only recognised if its beginning is long enough.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from paraph.core.credential import Credential, KeyKind, Secret
from paraph.core.encoding import LONG, percent, unpercent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HIDDEN = "[hidden]"
SHORTEST = 6
"""Characters: a shorter form would match everywhere."""
BEGINNING = 12
"""Characters: a beginning of a secret of this length is removed too, since the rest may have been cut off before.

Of a secret's bytes in hex twice as many: otherwise six characters of a secret could be guessed by sending many guesses and looking which is hidden.
"""
_HEX = re.compile("[0-9a-f]+|[0-9A-F]+")
SAFE = ("", "/", "!*'()", ";/?:@&=+$,#!*'()", " ")
"""Characters that encoders leave as they are: none, those of urllib's quote, of JavaScript's two, and blanks."""
PEM_LINE = 16
"""Characters: a line of a key in PEM that is so long is hidden by itself."""

BLOCK = 4096
"""Characters that are compared at once."""
FOR_HTML = "<>&"
"""What Go writes as escapes in JSON; .NET escapes more."""
_RUN = re.compile(r"(?<![0-9A-Za-z+/_-])[0-9A-Za-z+/_-]{16,}={0,2}")
"""What may be hex or base64 of a text; a run that is too short is not looked at again from its second character."""
_PLAIN = re.compile("[0-9A-Za-z]")
_PLAIN_RUN = re.compile("[0-9A-Za-z]+")
_JSON_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


class Forms:
    """The forms in which secrets can occur in a text; its repr shows none of them."""

    __slots__ = ("_clean", "_probes", "_raw_probes", "_raw_starts", "_spellings", "_starts", "_whole")

    def __init__(self, secrets: Iterable[Secret], clean: set[str] | None = None) -> None:
        """Take the forms of the secrets. `clean` is where long texts are kept that have none, so that each is looked through once."""
        held = list(secrets)
        self._clean = clean
        found = {form for secret in held for form in forms_of(secret)}
        own = {secret.text.strip().lower() for secret in held}
        self._spellings = [
            (spelling, longest_plain_run(secret)) for secret in held if (spelling := spelling_of(secret)) is not None
        ]
        self._whole = sorted(found, key=len, reverse=True)
        self._probes = sorted({form[:SHORTEST] for form in found})
        starts = {form: beginning_of(form, is_own=form.lower() in own) for form in found}
        self._starts = sorted(pair for pair in starts.items() if not pair[0].startswith("-----"))
        self._raw_probes = [probe.encode("utf-8", "surrogateescape") for probe in self._probes]
        self._raw_starts = {start.encode("utf-8", "surrogateescape") for start in starts.values()}

    def __repr__(self) -> str:
        return "Forms(hidden)"

    def occur_in(self, text: str) -> bool:
        """Return whether a whole secret occurs in the text, even if some of its characters are percent-encoded."""
        plain = unpercent(text) if "%" in text else text
        return any(form in text or form in plain for form in self._whole)

    def may_begin_in(self, raw: bytes) -> bool:
        """Return whether a secret may begin in the bytes; only then is a long body decoded."""
        bare = raw.replace(b"\0", b"") if b"\0" in raw else raw
        folded = bare.lower() if self._spellings else b""
        if any(plain.encode() in folded for _, plain in self._spellings):
            return True  # perhaps: its marks may be written in any way
        if not any(probe in raw or probe in bare for probe in self._raw_probes):
            return False
        return any(start in raw or start in bare for start in self._raw_starts)

    def remove_from(self, text: str) -> str:
        """Return the text without any form; if one has a NUL after each character, as in UTF-16, without NULs too."""
        if self._clean is None or len(text) < LONG:
            return self._remove_from(text)
        if text in self._clean:
            return text
        without = self._remove_from(text)
        if without == text:
            self._clean.add(text)
        return without

    def _remove_from(self, text: str) -> str:
        clean = self._without_forms(text)
        if "\0" in clean:
            bare = clean.replace("\0", "")
            hidden = self._without_forms(bare)
            return clean if hidden == bare else hidden
        return clean

    def _without_forms(self, text: str) -> str:
        """Return the text without any whole form, and then without the beginning of any."""
        folded = text.lower() if self._spellings and text.isascii() else None
        for spelling, plain in self._spellings:
            if folded is None or plain in folded:
                text = spelling.sub(HIDDEN, text)
        if self._spellings:
            text = _RUN.sub(self._without_run, text)
        if not any(probe in text for probe in self._probes):
            return text
        for whole in self._whole:
            if whole in text:
                text = text.replace(whole, HIDDEN)
        for form, start in self._starts:
            if start in text:
                text = without_beginning(text, form, start)
        return text

    def _without_run(self, run: re.Match[str]) -> str:
        """Return a run of hex or base64, or a mark if the text in it has a secret."""
        texts = [raw.decode("latin-1").replace("\0", "") for raw in decodings(run[0])]
        return HIDDEN if any(spelling.search(text) for spelling, _ in self._spellings for text in texts) else run[0]


def decodings(run: str) -> Iterator[bytes]:
    """Yield the bytes that a run of hex or base64 digits stands for."""
    with suppress(ValueError):
        yield bytes.fromhex(run)
    with suppress(ValueError):
        yield urlsafe_b64decode(run.replace("+", "-").replace("/", "_").rstrip("=") + "==")


def forms_of(secret: Secret) -> tuple[str, ...]:
    """Return each way to write a secret, stored with it; none for a public key, which is not secret."""
    if secret.forms is None:
        texts = () if secret.kind is KeyKind.PUBLIC else distinct_texts(secret)
        secret.forms = tuple({form for text in texts for form in secret_forms(text) if len(form) >= SHORTEST})
    return secret.forms


def spelling_of(secret: Secret) -> re.Pattern[str] | None:
    """Return a pattern of a shared secret whose marks may be written in any way; stored with it.

    None for a secret without marks, which every encoder leaves as it is, and for one with few letters and digits.
    """
    text = secret.text.strip()
    if secret.spelling is None and secret.kind is KeyKind.SHARED and SHORTEST <= len(_PLAIN.findall(text)) < len(text):
        secret.spelling = re.compile("".join(map(spellings, text)), re.IGNORECASE)
    return secret.spelling


def longest_plain_run(secret: Secret) -> str:
    """Return the longest run of letters and digits of a secret in lower case, which stands in each of its spellings."""
    return max(_PLAIN_RUN.findall(secret.text), key=len, default="").lower()


def spellings(char: str) -> str:
    """Return a pattern of a character: a mark may be plain, escaped in any usual way, once or more, or left out."""
    if _PLAIN.match(char):
        return char
    octets = char.encode("utf-8", "surrogateescape")
    escaped = "".join([rf"%(?:25){{0,4}}{octet:02X}" for octet in octets])
    plus = r"|\+|%(?:25){0,4}2B" if char == " " else ""
    entity = r"|&(?:amp;){0,4}#?[0-9a-z]{2,5};" if char in "&<>\"'" else ""
    return rf"(?:\\{{0,4}}{re.escape(char)}|{escaped}|\\{{1,4}}u00{octets[0]:02X}{plus}{entity})?"


def distinct_texts(secret: Secret) -> Iterator[str]:
    """Yield the secret as it is and without blanks around it, and each line of a PEM key."""
    yield from {secret.text, secret.text.strip()}
    if secret.kind is KeyKind.PRIVATE:
        for line in secret.text.split():
            if len(line) >= PEM_LINE and "-" not in line:
                yield line


def secret_forms(text: str) -> Iterator[str]:
    """Yield a text plain, in one case, percent-encoded once and twice, escaped as in JSON, Python and HTML, in base64 and hex."""
    raw = text.encode("utf-8", "surrogateescape")
    yield from (text, text.lower(), text.upper())
    for safe in SAFE:
        once = percent_except(text, safe)
        plus = once.replace("%20", "+")
        yield from (once, plus, percent(once), percent(plus), percent(percent(once)))
        yield from (lower_escapes(once), lower_escapes(plus))
    yield from (*json_forms(text), repr(text)[1:-1])
    yield from html_forms(text)
    yield from (raw.hex(), raw.hex().upper())
    yield from base64_forms(raw)


def json_forms(text: str) -> Iterator[str]:
    """Yield the text as it is between quotes in JSON, as Python, PHP, Go and .NET write it."""
    for plain in (json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]):
        yield from (plain, plain.replace("/", "\\/"), json.dumps(plain)[1:-1])
        for escaped in (FOR_HTML, FOR_HTML + "+'`"):
            secret_forms = "".join([f"\\u{ord(char):04x}" if char in escaped else char for char in plain])
            yield from (secret_forms, upper_escapes(secret_forms))
            yield upper_escapes(secret_forms.replace('\\"', "\\u0022"))


def upper_escapes(secret_forms: str) -> str:
    """Return JSON text with the hex digits of its escapes in upper case."""
    return _JSON_ESCAPE.sub(lambda escape: f"\\u{escape[1].upper()}", secret_forms)


def html_forms(text: str) -> Iterator[str]:
    """Yield the text in HTML, with quotes plain, named, and numbered in the usual ways."""
    inner = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for double in ('"', "&quot;", "&#34;", "&#x22;"):
        for single in ("'", "&#39;", "&#x27;", "&#039;", "&apos;"):
            yield inner.replace('"', double).replace("'", single)


def percent_except(text: str, safe: str) -> str:
    """Percent-encode a text except for some characters."""
    encoded = percent(text)
    for char in safe:
        encoded = encoded.replace(percent(char), char)
    return encoded


def lower_escapes(text: str) -> str:
    """Return percent-encoded text with the hex digits of its escapes in lower case."""
    parts = text.split("%")
    return "%".join([parts[0], *(part[:2].lower() + part[2:] for part in parts[1:])])


def base64_forms(raw: bytes) -> Iterator[str]:
    """Yield what stands for the bytes in any base64 that contains them: they can begin at three places of a group."""
    yield b64encode(raw).decode().rstrip("=")
    yield urlsafe_b64encode(raw).decode().rstrip("=")
    for before in range(3):
        encoded = b64encode(bytes(before) + raw).decode()
        first, end = (before * 8 + 5) // 6, (before + len(raw)) * 8 // 6
        own = encoded[first:end]
        yield own
        yield own.replace("+", "-").replace("/", "_")


def without_beginning(text: str, form: str, start: str) -> str:
    """Return `text` with a mark at each place where `form` begins with `start`, in place of all that agrees with it."""
    parts, tail = text.split(start), form[len(start) :]
    for place in range(1, len(parts)):
        parts[place] = parts[place][common_length(parts[place], tail) :]
    return HIDDEN.join(parts)


def beginning_of(form: str, *, is_own: bool) -> str:
    """Return the shortest beginning of a form that is hidden; a secret that is hex itself is no form in hex."""
    return form[: 2 * BEGINNING if not is_own and _HEX.fullmatch(form) else BEGINNING]


def common_length(one: Sequence[Any], other: Sequence[Any]) -> int:
    """Return the length of the common beginning of two texts, or of two lists of texts."""
    shortest = min(len(one), len(other))
    for start in range(0, shortest, BLOCK):
        block, its = one[start : start + BLOCK], other[start : start + BLOCK]
        if block != its:
            for at, (item, other_item) in enumerate(zip(block, its, strict=False), start):
                if item != other_item:
                    return at
    return shortest


def redact(value: Any, held: Credential | Iterable[Credential] | None) -> Any:
    """Return `value`, however nested, with every form of the secrets of one or several credentials removed."""
    credentials = (held,) if isinstance(held, Credential) else held or ()
    secrets = (secret for credential in credentials for secret in credential.secrets().values())
    return remove_forms(value, Forms(secrets, set()))


def remove_forms(item: Any, forms: Forms) -> Any:
    """Return the same value without the forms."""
    if isinstance(item, str):
        return forms.remove_from(item)
    if isinstance(item, bytes):
        if not forms.may_begin_in(item):
            return item
        return forms.remove_from(item.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    if isinstance(item, tuple):
        parts = [remove_forms(part, forms) for part in item]
        return type(item)(*parts) if hasattr(item, "_fields") else tuple(parts)
    if isinstance(item, list):
        return [remove_forms(part, forms) for part in item]
    if isinstance(item, dict):
        return {remove_forms(key, forms): remove_forms(part, forms) for key, part in item.items()}
    if is_dataclass(item) and not isinstance(item, type | Credential):
        return replace(
            item, **{f.name: remove_forms(getattr(item, f.name), forms) for f in fields(item) if f.name != "credential"}
        )
    return item
