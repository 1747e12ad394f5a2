"""Postman's OAuth 1.0 helper: what it signs, and what it adds to a request.

The file has no signature. With timestamp, nonce and secrets in it there is one result only, and that is what is read.
Otherwise the request is read unsigned, and a note says what Postman adds. Three habits of the helper make servers refuse
a request: it signs the fields of a form that it then leaves out (GET), it takes any port 80 or 443 out of the URL that it
signs, and it hashes a body that it leaves out.

Source: https://github.com/postmanlabs/postman-runtime lib/authorizer/oauth1.js, and
https://github.com/postmanlabs/node-oauth1 index.js
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.encoding import base64_text, percent
from paraph.core.mac import hmac_text
from paraph.core.secret import Secret
from paraph.readers.files.postman.auth import Draft, auth_table
from paraph.readers.files.postman.url import sent_url
from paraph.readers.variables import NoValue, plain_text

if TYPE_CHECKING:
    from paraph.core.message import Pairs
    from paraph.readers.files.postman.body import Body
    from paraph.readers.files.postman.url import Parameters
    from paraph.readers.variables import Filling

AUTH_TYPE = "oauth1"
"""What Postman calls an authorization that its helper makes."""
NAMES = (
    ("oauth_consumer_key", "consumerKey"),
    ("oauth_token", "token"),
    ("oauth_signature_method", "signatureMethod"),
    ("oauth_timestamp", "timestamp"),
    ("oauth_nonce", "nonce"),
    ("oauth_version", "version"),
)
EXTENSIONS = (("oauth_body_hash", "bodyHash"), ("oauth_callback", "callback"), ("oauth_verifier", "verifier"))
OWN = frozenset(name for name, _ in (*NAMES, *EXTENSIONS)) | {"oauth_signature"}
DIGESTS = {"SHA1": "sha1", "SHA256": "sha256", "SHA512": "sha512"}
COPY = "sign it with `paraph sign`, or copy the request that was sent from Postman's console"
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")


class Helper(NamedTuple):
    """The settings of the helper, and what Postman would do without looking at the method."""

    values: dict[str, Any]
    stored: Body  # the body in the file, also if it is not sent
    plain: bool  # whether the URL is sent without being encoded

    def text(self, name: str) -> str:
        """A setting as text; empty if it is not set."""
        return plain_text(self.values.get(name)) or ""

    @property
    def algorithm(self) -> tuple[str, str]:
        """The method of signing and its hash, such as HMAC and SHA1."""
        kind, _, digest = self.text("signatureMethod").partition("-")
        return kind, digest.partition("-")[0]


def helped(draft: Draft, stored: Body, auth: Any, fill: Filling, *, plain: bool) -> tuple[Draft, tuple[str, ...]]:
    """Return what the helper makes of a draft, and what is to be said about it."""
    raw = auth_table(auth)
    try:
        values = {name: fill(value) if isinstance(value, str) else value for name, value in raw.items()}
    except NoValue as error:
        return cleared(draft), (
            f"Postman signs this with OAuth 1.0, and {error.reason.partition(':')[0]}: it is unsigned here; {COPY}",
        )
    helper = Helper(values, stored, plain)
    kind, digest = helper.algorithm
    needed = "privateKey" if kind == "RSA" else "consumerSecret"
    missing = [name for name in ("consumerKey", needed) if not values.get(name)]
    if missing:
        return draft, (f"Postman does not sign this: {missing[0]} of its OAuth 1.0 authorization is empty",)
    known = kind == "PLAINTEXT" or (kind == "HMAC" and digest in DIGESTS)
    if not (known and values.get("timestamp") and values.get("nonce")):
        return cleared(draft), (unsigned_note(helper, draft),)
    return signed(cleared(draft), helper)


def cleared(draft: Draft) -> Draft:
    """Return the draft without what the helper takes away: an Authorization, and parameters of OAuth.

    A name in other case stays, and then the helper's own header takes its place, if it adds one.
    """
    query, fields = draft.parts.query, draft.body.fields
    kept = tuple(pair for pair in query if pair[0] not in OWN) if query else query
    return draft._replace(
        headers=tuple(pair for pair in draft.headers if pair[0] != "Authorization"),
        parts=draft.parts._replace(query=kept if kept or not query else None),
        body=draft.body._replace(fields=tuple(pair for pair in fields if pair[0] not in OWN)) if fields else draft.body,
    )


def unsigned_note(helper: Helper, draft: Draft) -> str:
    """Return what Postman adds to a request whose signature cannot be known."""
    known = [(name, helper.text(key)) for name, key in (*NAMES, *EXTENSIONS) if helper.text(key)]
    given = ", ".join(f"{name}={value[:60]}" for name, value in known)
    anew = " and ".join(
        ("a signature", *(f"a new oauth_{key}" for key in ("timestamp", "nonce") if not helper.text(key)))
    )
    place = {"header": "an Authorization header", "body": "the form body", "query": "the query"}[
        placement(helper, draft)
    ]
    return f"Postman adds {given}, and {anew} to {place} each time it sends this; it is unsigned here: {COPY}"


def placement(helper: Helper, draft: Draft) -> str:
    """Return where the parameters travel: header, body or query."""
    if helper.values.get("addParamsToHeader"):
        return "header"
    return "body" if helper.stored.fields is not None and ("PUT" in draft.method or "POST" in draft.method) else "query"


def signed(draft: Draft, helper: Helper) -> tuple[Draft, tuple[str, ...]]:
    """Return the draft with the parameters and the signature of the helper; as it is if a bad escape stops the helper."""
    url = sent_url(draft.parts, plain=False)
    query = decoded(url.partition("?")[2])
    if query is None:
        return draft, ("Postman does not sign this: the query has an escape that cannot be decoded",)
    stored = tuple(pair for pair in helper.stored.fields or () if pair[0] not in OWN)
    own = own_parameters(helper)
    base = base_string(draft.method, base_url(draft), (*query, *own, *stored))
    parameters: Parameters = (*own, ("oauth_signature", signature(helper, base)))
    if url.partition("?")[2] and not helper.plain:
        again = tuple((percent(name), None if value is None else percent(value)) for name, value in query)
        draft = draft._replace(parts=draft.parts._replace(query=again or None))
    notes = ["the signature is the one that Postman makes with the secrets, timestamp and nonce of this file"]
    if stored and draft.body.fields is None:
        notes.append("Postman signs the fields of the form, and then leaves the body out: a server refuses that")
    if (draft.parts.scheme, draft.parts.host.rpartition(":")[2]) in (("http", "443"), ("https", "80")):
        notes.append("Postman leaves the port out of the URL that it signs: a server that keeps it refuses that")
    return placed(draft, helper, parameters), tuple(notes)


def own_parameters(helper: Helper) -> Parameters:
    """Return the parameters that the helper adds, in its order and without the signature."""
    keeps_empty = bool(helper.values.get("addEmptyParamsToSign"))
    found: list[tuple[str, str | None]] = []
    for name, key in NAMES:
        value = helper.values.get(key)
        text = None if value is None else plain_text(value)
        if keeps_empty or (text and text.strip()):
            found.append((name, text))
    extra = {**{key: helper.text(key) for _, key in EXTENSIONS}, "bodyHash": body_hash(helper)}
    return (
        *found,
        *((name, extra[key]) for name, key in EXTENSIONS if extra[key] and (keeps_empty or extra[key].strip())),
    )


def body_hash(helper: Helper) -> str:
    """Return the hash of the body in Base64; empty if it is not wanted, and for forms, which have none."""
    digest, stored = DIGESTS.get(helper.algorithm[1]), helper.stored
    if not helper.values.get("includeBodyHash") or not digest or stored.fields is not None or stored.prevails:
        return ""
    return base64_text(hashlib.new(digest, stored.content).digest())


def decoded(query: str) -> Parameters | None:
    """Return the decoded parameters of a query, ``+`` as a blank; None if an escape cannot be decoded."""
    found: list[tuple[str, str | None]] = []
    for part in query.split("&"):
        if part:
            name, mark, value = part.partition("=")
            texts = component(name), component(value)
            if texts[0] is None or texts[1] is None:
                return None
            found.append((texts[0], texts[1] if mark else None))
    return tuple(found)


def component(text: str) -> str | None:
    """Return a text decoded as JavaScript's decodeURIComponent has it, and ``+`` as a blank; None if that fails."""
    plain = text.replace("+", " ")
    if "%" not in plain:
        return plain
    if any(found[1] is None for found in _ESCAPE.finditer(plain)):
        return None
    try:
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), plain).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def base_url(draft: Draft) -> str:
    """Return the URL that the helper signs: without query, and without a port 80 or 443, whatever the scheme."""
    host = (
        draft.parts.host.removesuffix(":443").removesuffix(":80")
        if draft.parts.host.endswith((":443", ":80"))
        else draft.parts.host
    )
    return sent_url(draft.parts._replace(host=host, query=None), plain=False)


def base_string(method: str, url: str, parameters: Parameters) -> str:
    """Return what is signed: method, URL and the sorted parameters, each encoded."""
    pairs = sorted((percent(name), percent(value or "")) for name, value in parameters if name != "oauth_signature")
    joined = "&".join(f"{name}={value}" for name, value in pairs)
    return f"{percent(method)}&{percent(url)}&{percent(joined)}"


def signature(helper: Helper, base: str) -> str:
    """Return the signature by HMAC, or the key itself for PLAINTEXT."""
    key = f"{percent(helper.text('consumerSecret'))}&{percent(helper.text('tokenSecret'))}"
    kind, digest = helper.algorithm
    return key if kind == "PLAINTEXT" else base64_text(hmac_text(DIGESTS[digest], Secret(key), base))


def placed(draft: Draft, helper: Helper, parameters: Parameters) -> Draft:
    """Return the draft with the parameters in the place where they travel."""
    place = placement(helper, draft)
    if place == "header":
        return draft._replace(headers=(*draft.headers, ("Authorization", header_text(helper, parameters))))
    if place == "body":
        texts: Pairs = tuple((name, value or "") for name, value in parameters)
        body = draft.body
        return draft if body.fields is None else draft._replace(body=body._replace(fields=(*body.fields, *texts)))
    if not helper.plain:
        parameters = tuple((percent(name), percent(value) if value else value) for name, value in parameters)
    return draft._replace(parts=draft.parts._replace(query=(*(draft.parts.query or ()), *parameters)))


def header_text(helper: Helper, parameters: Parameters) -> str:
    """Return the Authorization header; parameters without a value are left out."""

    def write(text: str) -> str:
        return text if helper.values.get("disableHeaderEncoding") else percent(text)

    realm = helper.text("realm")
    shown = [f'realm="{write(realm)}"'] if realm.strip() else []
    return "OAuth " + ",".join((*shown, *(f'{name}="{write(value.strip())}"' for name, value in parameters if value)))
