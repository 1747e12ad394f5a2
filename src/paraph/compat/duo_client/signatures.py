"""The functions that normalise parameters and sign a request, on the stages of paraph's Duo scheme."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from paraph.core.encoding import base64_text
from paraph.schemes.duo.signing import (
    Encoded,
    body_hash,
    canonical_parameters,
    canonical_string,
    sorted_parameters,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def _encoded(value: Any) -> Any:
    """Return text, numbers and truth values as UTF-8, anything else as it is."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    text = str(value) if isinstance(value, int) else value
    return text.encode() if isinstance(text, str) else text


def normalize_params(params: Mapping[Any, Any]) -> dict[Any, list[Any]]:
    """Return the parameters as UTF-8, with a list of values for each name."""
    lists = {name: [value] if value is None or isinstance(value, str) else value for name, value in params.items()}
    return {_encoded(name): [_encoded(value) for value in values] for name, values in lists.items()}


def canon_params(params: Mapping[Any, Any]) -> str:
    """Return the parameters percent-encoded, sorted by name, then by value, and joined with ``&``."""
    pairs = tuple((quote(name, "~"), quote(value, "~")) for name, values in params.items() for value in values)
    return canonical_parameters(sorted_parameters(Encoded(pairs, ())))


def _check_header(name: Any, value: Any) -> None:
    """Raise ValueError for a header that version 5 does not sign."""
    if name is None or value is None:
        raise ValueError("Not allowed 'None' as a header name or value")
    for part, text in (("name", name), ("value", value)):
        if "\0" in text:
            raise ValueError(f"Not allowed 'Null' character in header {part}")
    if not name.startswith("x-duo-"):
        raise ValueError("Additional headers must start with 'X-Duo-'")


def canon_x_duo_headers(additional_headers: Mapping[Any, Any] | None) -> str:
    """Return the SHA-512 of the ``X-Duo-*`` headers in hex; raise ValueError for any other header."""
    headers = {} if additional_headers is None else additional_headers
    lower: dict[Any, Any] = {name if name is None else name.lower(): value for name, value in headers.items()}
    texts: list[str] = []
    for name in sorted(lower):
        _check_header(name, lower[name])
        texts += (name, lower[name])
    return body_hash("\0".join(texts).encode())


def canonicalize(
    method: str,
    host: str,
    uri: str,
    params: Mapping[Any, Any],
    date: str,
    sig_version: int,
    body: Any = None,
    additional_headers: Mapping[Any, Any] | None = None,
) -> str:
    """Return the text that is signed; raise ValueError for a version other than 1, 2, 4 and 5."""
    if sig_version not in (1, 2, 4, 5):
        raise ValueError(f"Unknown signature version: {sig_version}")
    lines = [] if sig_version == 1 else [date]
    lines += [method.upper(), host.lower(), uri, canon_params(params)]
    if sig_version >= 4:
        lines.append(body_hash(body.encode("utf-8")))
    if sig_version == 5:
        lines.append(canon_x_duo_headers(additional_headers))
    return canonical_string(*lines)


def sign(
    ikey: str,
    skey: str | bytes,
    method: str,
    host: str,
    uri: str,
    date: str,
    sig_version: int,
    params: Mapping[Any, Any],
    body: Any = None,
    digestmod: Any = hashlib.sha512,
    additional_headers: Mapping[Any, Any] | None = None,
) -> str:
    """Return the value of the Authorization header; `digestmod` is a hash function or its name."""
    text = canonicalize(method, host, uri, params, date, sig_version, body, additional_headers)
    key = skey.encode() if isinstance(skey, str) else skey
    pair = f"{ikey}:{hmac.new(key, text.encode(), digestmod).hexdigest()}"
    return f"Basic {base64_text(pair.encode())}"
