"""Masks what gives access in heads and texts before they are shown, whoever it belongs to.

:mod:`paraph.core.redaction` knows the secrets of one credential and finds them wherever they stand. This module knows
none: it masks by names. Mask first and shorten afterwards, or the beginning of a secret remains at the cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.encoding import unpercent
from paraph.core.redaction import HIDDEN

if TYPE_CHECKING:
    from paraph.core.message import Pairs

SECRET_HEADERS = frozenset((
    "authorization", "proxy-authorization", "authentication-info", "cookie", "set-cookie",
    "x-api-key", "x-auth-token", "x-csrf-token", "x-amz-security-token", "x-duo-signature",
))  # fmt: skip
_SCHEME = re.compile(r"(Basic|Bearer|Digest|Duo|Negotiate|OAuth)\s", re.IGNORECASE)
_PAIR = re.compile(
    r"""(?<![\w.%-])([\w.%-]++)(=|["']?\s*+[:=]\s*+(?=["']))("(?:[^"\\]|\\.)*+"?|'[^']*+'?|[^&\s#"'<>;,]++)""",
    re.DOTALL,
)
"""A name and its value: of a query or form, of JSON, or of an OAuth header. Possessive, so that it is linear."""
_SECRET_WORDS = ("token", "secret", "signature", "passwd", "password", "passcode", "verifier", "session", "apikey",
                 "privatekey", "hmac")  # fmt: skip
_SECRET_NAMES = frozenset(("sig", "skey", "sid"))
_PLAIN_NAMES = frozenset(("oauthsignaturemethod", "signaturemethod", "xamzsignedheaders"))
"""Names that contain such a word, and only say how something was signed."""


def mask_headers(headers: Pairs) -> Pairs:
    """Return the headers without the values that give access; of Authorization only the scheme stays."""
    return tuple((name, mask_value(name, value)) for name, value in headers)


def mask_value(name: str, value: str) -> str:
    """Return the value of a header as it may be shown."""
    if name.lower() not in SECRET_HEADERS and not is_secret(name):
        return mask_text(value)
    scheme = _SCHEME.match(value)
    return f"{scheme[1]} {HIDDEN}" if scheme else HIDDEN


def is_secret(name: str) -> bool:
    """Return whether the name of a header or a parameter says that its value gives access."""
    name = name.lower().replace("_", "").replace("-", "")
    return name in _SECRET_NAMES or any(word in name for word in _SECRET_WORDS)


def mask_text(text: str) -> str:
    """Return a target, form, JSON or other text in which the values of tokens, signatures and passwords are hidden."""
    return _PAIR.sub(_mask_pair, text)


def masked_beginning(text: str, length: int) -> str:
    """Return the first characters of what :func:`mask_text` makes of a text; no more of it is looked at than they need."""
    parts, size, place = [], 0, 0
    for pair in _PAIR.finditer(text):
        if size >= length:
            break
        parts += [text[place : pair.start()], _mask_pair(pair)]
        size += len(parts[-2]) + len(parts[-1])
        place = pair.end()
    return "".join([*parts, text[place : place + length]])[:length]


def _mask_pair(pair: re.Match[str]) -> str:
    """Return the pair, with its value hidden if the name says that it is secret."""
    if not is_secret(unpercent(pair[1])):
        return pair[0]
    quote = pair[3][0] if pair[3][0] in "\"'" else ""
    return f"{pair[1]}{pair[2]}{quote}{HIDDEN}{quote}"
