"""What Postman's authorization adds to a request, and what it takes away.

Source: https://github.com/postmanlabs/postman-runtime lib/authorizer
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.encoding import base64_text
from paraph.core.message import Pairs, wire_bytes
from paraph.readers.variables import Filling, plain_text

if TYPE_CHECKING:
    from paraph.readers.files.postman.body import Body
    from paraph.readers.files.postman.url import UrlParts

PLAIN = ("basic", "bearer", "apikey", "oauth2")
SIGNING = ("asap", "awsv4", "digest", "edgegrid", "hawk", "jwt", "ntlm")
"""Kinds that make an Authorization header anew for each request, in the place of one that the file has."""
USED = {"oauth2": ("accessToken", "addTokenTo", "tokenType", "headerPrefix")}
"""The values of a kind that are sent or decide what is; of other kinds all."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\x00-\x7f]+")


class Draft(NamedTuple):
    """A request before it is encoded."""

    method: str
    parts: UrlParts
    headers: Pairs
    body: Body


def authorized(draft: Draft, auth: Any, fill: Filling) -> Draft:
    """Return the draft with the headers and parameters of an authorization of one of the kinds that need no signing."""
    kind, _ = auth_values(auth)
    if kind in SIGNING:
        return draft._replace(headers=without(draft.headers, "authorization"))
    if kind not in PLAIN:
        return draft
    value = {name: fill(text) for name, text in used_values(auth).items()}
    if kind == "oauth2":
        return with_token(draft, value)
    if kind == "basic":
        pair = f"{value.get('username', '')}:{value.get('password', '')}"
        return with_authorization(draft, f"Basic {base64_text(wire_bytes(pair))}")
    if kind == "bearer":
        return with_authorization(draft, f"Bearer {value['token']}") if value.get("token") else draft
    return with_key(draft, value) if value.get("key") or value.get("value") else draft


def with_authorization(draft: Draft, value: str) -> Draft:
    """Return the draft with this Authorization, in the place of any other."""
    return draft._replace(headers=(*without(draft.headers, "authorization"), ("Authorization", value)))


def with_token(draft: Draft, value: dict[str, str]) -> Draft:
    """Return the draft with the access token of OAuth 2, as a header or a parameter; unchanged if the file has no token."""
    token = value.get("accessToken")
    if not token or value.get("tokenType", "").lower() == "mac":
        return draft
    headers = without(draft.headers, "authorization")
    query = tuple(pair for pair in draft.parts.query or () if pair[0] != "access_token")
    parts = draft.parts._replace(query=query) if draft.parts.query else draft.parts
    place = value.get("addTokenTo") or "header"
    if place == "queryParams":
        parts = parts._replace(query=(*query, ("access_token", token)))
    if place == "header":
        prefix = value.get("headerPrefix", "Bearer").strip()
        headers = (*headers, ("Authorization", f"{prefix} {token}" if prefix else token))
    return Draft(draft.method, parts, headers, draft.body)


def without(headers: Pairs, name: str) -> Pairs:
    """Return the headers but those of a name, which is in small letters."""
    return tuple(pair for pair in headers if pair[0].lower() != name)


def with_key(draft: Draft, value: dict[str, str]) -> Draft:
    """Return the draft with an API key, in the place of a header of the same words or a parameter of the same name."""
    key, text = value.get("key", ""), value.get("value")
    if value.get("in") == "query":
        query = tuple(pair for pair in draft.parts.query or () if pair[0] != value.get("key"))
        return draft._replace(parts=draft.parts._replace(query=(*query, (key, text))))
    kept = tuple(pair for pair in draft.headers if words(pair[0]) != words(key))
    return draft._replace(headers=(*kept, (key, text or "")))


def words(name: str) -> list[str]:
    """Return the words of a name in small letters, as lodash finds them."""
    return [word.lower() for word in _WORD.findall(name)]


def used_values(auth: Any) -> dict[str, str]:
    """Return the values of an authorization that decide what is sent; none if the kind is not one of PLAIN."""
    kind, values = auth_values(auth)
    return {name: text for name, text in values.items() if name in USED.get(kind, values)} if kind in PLAIN else {}


def auth_table(auth: Any) -> dict[str, Any]:
    """Return the values of an authorization; v2.0 has them as an object, v2.1 as a list."""
    rows = auth.get(str(auth.get("type"))) if isinstance(auth, dict) else None
    if isinstance(rows, list):
        named = (row for row in rows if isinstance(row, dict) and isinstance(row.get("key"), str))
        return {row["key"]: row.get("value") for row in named}
    return rows if isinstance(rows, dict) else {}


def auth_values(auth: Any) -> tuple[str, dict[str, str]]:
    """Return the type of an authorization, and its values that are texts, numbers or truth values."""
    kind = str(auth.get("type") or "") if isinstance(auth, dict) else ""
    texts = {name: plain_text(value) for name, value in auth_table(auth).items()}
    return kind, {name: text for name, text in texts.items() if text is not None}
