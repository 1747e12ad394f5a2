"""The names of the fields of a credential: paraph's own and those that vendors use, such as ikey and skey."""

from __future__ import annotations

import re
from typing import Any

from paraph.core.errors import Unconfigured

NAMES = {
    "id": ("key", "ikey", "integration_key", "consumer_key", "client_id", "access_key", "access_key_id", "aws_access_key_id"),
    "secret": ("skey", "secret_key", "consumer_secret", "client_secret", "secret_access_key", "aws_secret_access_key"),
    "token": (),
    "token_secret": (),
    "session_token": ("aws_session_token",),
    "region": (),
    "service": (),
    "host": ("api_host", "api_hostname"),
    "scheme": (),
    "others": (),
}  # fmt: skip
"""Each field with its further names."""


def plain(name: str) -> str:
    """Return a name in small letters, without anything between its words."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


FIELDS = {plain(name): field for field, others in NAMES.items() for name in (field, *others)}
"""The fields by plain name."""


def field_name(name: str) -> str:
    """Return paraph's own name for a field; the name itself if it is unknown."""
    return FIELDS.get(plain(name), name)


def with_own_names(table: dict[str, Any], source: str) -> dict[str, Any]:
    """Return the table with paraph's own names; Unconfigured if two names of one field have different values."""
    renamed: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name, value in table.items():
        field = field_name(name)
        if field in renamed and renamed[field] != value:
            raise Unconfigured(f"{origins[field]} and {name} in {source} have different values: keep one of them")
        renamed[field] = value
        origins.setdefault(field, name)
    return renamed
