"""The facts that code for OAuth 1.0a needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.code_facts import CodeFacts, SecretVariable
from paraph.core.encoding import FORM_TYPE, form_text, parse_form, percent
from paraph.core.errors import Malformed
from paraph.core.message import wire_text
from paraph.schemes.oauth1.names import PREFIX
from paraph.schemes.oauth1.signing import DIGESTS, METHODS, authority
from paraph.schemes.oauth1.wire import compute_body_hash, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.core.message import Pairs, Request
    from paraph.core.scheme import Scheme
    from paraph.schemes.oauth1.signing import OAuthClaims

    Parameters = tuple[tuple[str, str | None], ...]

CONSUMER_SECRET = SecretVariable("OAUTH_CONSUMER_SECRET", "consumer_secret", "the consumer secret")
TOKEN_SECRET = SecretVariable("OAUTH_TOKEN_SECRET", "token_secret", "the token secret")
FRESH = ("oauth_nonce", "oauth_timestamp", "oauth_signature", "oauth_body_hash")
"""The parameters that each run of the program makes itself."""


class OAuthCode(NamedTuple):
    """How code signs the call.

    `parameters` are the ``oauth_`` parameters before signing, sorted; the value of one that each run makes itself is
    None. `digest` is empty for PLAINTEXT; `body_digest` is for ``oauth_body_hash``, if `hashes_body`. `realm` is the text
    ``realm="...", `` or empty. `query` and `form` are the application's parameters.
    """

    parameters: Parameters
    digest: str
    body_digest: str
    has_token: bool
    placement: str
    realm: str
    base_uri: str
    hashes_body: bool
    query: Pairs
    form: Pairs

    @property
    def signed_lists(self) -> tuple[str, ...]:
        """The names of the lists that are signed."""
        return (*self.name_if_used("query"), *self.name_if_used("form"), "oauth")

    @property
    def query_lists(self) -> tuple[str, ...]:
        """The names of the lists that go into the query."""
        return (*self.name_if_used("query"), *(("oauth",) if self.placement == "query" else ()))

    @property
    def form_lists(self) -> tuple[str, ...]:
        """The names of the lists that go into the form."""
        return (*self.name_if_used("form"), *(("oauth",) if self.placement == "body" else ()))

    def name_if_used(self, name: str) -> tuple[str, ...]:
        """Return the name of a list unless the list is empty."""
        return (name,) if getattr(self, name) else ()

    @property
    def encoded_base(self) -> Parameters:
        """The parameters of the base string, percent-encoded and sorted."""
        return encode_pairs(self.query, self.form, self.parameters)

    @property
    def encoded_header(self) -> Parameters:
        """The parameters of the Authorization header, percent-encoded and sorted."""
        return encode_pairs(self.parameters, (("oauth_signature", None),))

    @property
    def encoded_query(self) -> Parameters:
        """The parameters of the query, percent-encoded and sorted."""
        return self.encoded_place(self.query, "query")

    @property
    def encoded_form(self) -> Parameters:
        """The parameters of the form, percent-encoded and sorted."""
        return self.encoded_place(self.form, "body")

    def encoded_place(self, pairs: Pairs, place: str) -> Parameters:
        """Return `pairs` encoded, with the protocol parameters if they travel there."""
        return encode_pairs(pairs, self.encoded_header) if self.placement == place else encode_pairs(pairs)


def encode_pairs(*lists: Iterable[tuple[str, str | None]]) -> Parameters:
    """Percent-encode the pairs and sort them; None stays None."""
    pairs = ((percent(name), None if value is None else percent(value)) for pairs in lists for name, value in pairs)
    return tuple(sorted(pairs, key=lambda pair: (pair[0], pair[1] or "")))


def code_facts(request: Request, _scheme: Scheme[Any]) -> CodeFacts:
    """Describe an OAuth 1.0a call; signature method and placement do not change."""
    claims = parse(request).readings[0]
    if claims.method not in METHODS or claims.method.startswith("RSA"):
        raise Malformed(
            f"no code is written for oauth_signature_method {claims.method[:24]!r}: HMAC and PLAINTEXT only"
        )
    if not claims.key_id:
        raise Malformed("the request names no oauth_consumer_key")
    is_form = request.media_type == FORM_TYPE
    query = own_pairs(request.query)
    form = own_pairs(wire_text(request.body)) if is_form else ()
    digest = DIGESTS.get(claims.method.partition("-")[2], "")
    hashes = not is_form and "oauth_body_hash" in dict(claims.protocol)
    signing = OAuthCode(
        parameters=parameters(claims, request.body, hashes),
        digest=digest,
        body_digest=digest or "sha1",
        has_token=bool(claims.value("oauth_token")),
        placement=claims.placement,
        realm="" if claims.realm is None else f'realm="{claims.realm}", ',
        base_uri=f"{request.scheme.lower()}://{authority(request)}{request.path or '/'}",
        hashes_body=hashes and bool(request.body),
        query=query,
        form=form,
    )
    secrets = (CONSUMER_SECRET, TOKEN_SECRET) if signing.has_token else (CONSUMER_SECRET,)
    texts = [signing.realm, *(text for pair in signing.parameters for text in pair if text)]
    token = (("OAUTH_TOKEN", claims.value("oauth_token")),) if signing.has_token else ()
    return CodeFacts(
        label="OAuth 1.0a",
        signing=signing,
        secrets=secrets,
        message=without_protocol_parameters(request, query, form),
        texts=tuple(texts),
        variables=(("OAUTH_CONSUMER_KEY", claims.key_id), *token),
        signs_form=claims.placement == "body",
    )


def parameters(claims: OAuthClaims, body: bytes, hashes: bool) -> Parameters:
    """Return the protocol parameters in order; those that each run makes itself are None."""
    kept: dict[str, str | None] = {name: value for name, value in claims.protocol if name not in FRESH}
    kept |= {"oauth_nonce": None, "oauth_timestamp": None}
    if hashes:
        kept["oauth_body_hash"] = None if body else compute_body_hash(b"", claims.method)
    return tuple(sorted(kept.items()))


def own_pairs(text: str) -> Pairs:
    """Parse a query or form, without the protocol parameters."""
    return tuple(pair for pair in parse_form(text) if not pair[0].startswith(PREFIX))


def without_protocol_parameters(request: Request, query: Pairs, form: Pairs) -> Request:
    """Return the request without protocol parameters in query and form."""
    target = request.target.partition("?")[0] + ("?" + form_text(query) if query else "")
    plain = request._replace(target=target)
    return plain._replace(body=form_text(form).encode()) if plain.media_type == FORM_TYPE else plain
