"""The last wall: no form of a secret leaves in what is shown."""

from __future__ import annotations

import base64
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.credential import Credential, Secret

T = TypeVar("T", str, bytes)
HIDDEN = "[hidden]"
SHORTEST = 6
BEGINNING = 12
"""Characters: so much of the beginning of a secret is taken out also where the rest was cut off before it came here."""


def forms_of(secrets: Iterable[Secret]) -> list[str]:
    """Each secret as it is, percent-encoded once and twice, in base64 and in hex; the longest first."""
    found: set[str] = set()
    for secret in secrets:
        text = secret.text
        raw = secret.value
        for form in (text, text.strip(), quote(text, safe="", errors="replace"), quote_plus(text, errors="replace")):
            found |= {form, quote(form, safe="", errors="replace"), form.lower(), form.upper()}
        found |= {base64.b64encode(raw).decode().rstrip("="), base64.urlsafe_b64encode(raw).decode().rstrip("=")}
        found |= {raw.hex(), raw.hex().upper()}
    return sorted((form for form in found if len(form) >= SHORTEST), key=len, reverse=True)


def without(text: T, form: T, hidden: T) -> T:
    """`text` with `hidden` for each occurrence of `form`, and of any beginning of it that is long enough to tell."""
    start = form[:BEGINNING]
    if start not in text:
        return text
    parts, tail = text.split(start), form[len(start) :]
    for place in range(1, len(parts)):
        parts[place] = parts[place][common_length(parts[place], tail) :]
    return hidden.join(parts)


def common_length(one: str | bytes, other: str | bytes) -> int:
    """How much two texts have in common at their beginning."""
    shortest = min(len(one), len(other))
    return next((at for at in range(shortest) if one[at] != other[at]), shortest)


def redacted(value: Any, credential: Credential | None) -> Any:
    """`value`, however nested, with every form of the credential's secrets taken out of its texts."""
    if credential is None:
        return value
    forms = forms_of(credential.secrets().values())
    raw_forms = [form.encode("utf-8", "surrogateescape") for form in forms]

    def clean(item: Any) -> Any:
        if isinstance(item, str):
            for form in forms:
                item = without(item, form, HIDDEN)
            return item
        if isinstance(item, bytes):
            for raw in raw_forms:
                item = without(item, raw, HIDDEN.encode())
            return item
        if isinstance(item, tuple):
            cleaned = [clean(part) for part in item]
            return type(item)(*cleaned) if hasattr(item, "_fields") else tuple(cleaned)
        if isinstance(item, list):
            return [clean(part) for part in item]
        if isinstance(item, dict):
            return {key: clean(part) for key, part in item.items()}
        if is_dataclass(item) and not isinstance(item, type):
            return replace(
                item, **{f.name: clean(getattr(item, f.name)) for f in fields(item) if f.name != "credential"}
            )
        return item

    return clean(value)
