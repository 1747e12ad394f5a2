"""Mistakes that need more than the request: other values at hand, intended parameters, other hosts."""

from __future__ import annotations

import re
from functools import partial
from itertools import permutations
from typing import TYPE_CHECKING, Any

from paraph.core.clues import possible_hosts
from paraph.core.credential import Secret
from paraph.core.deviation import Deviation, Way
from paraph.core.encoding import percent
from paraph.core.message import wire_text
from paraph.deviations import key_forms, key_grammar
from paraph.deviations.addresses import url_forms
from paraph.deviations.grammar import Dimension, grammar_deviations
from paraph.deviations.oauth1.address import bare_host, own_query
from paraph.deviations.oauth1.body_hash import body_hash_deviations
from paraph.deviations.oauth1.protocol import collecting
from paraph.deviations.parameters import intended
from paraph.deviations.rarity import ODD, SELDOM
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.wire import without_protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paraph.core.case import Case
    from paraph.core.credential import Credential
    from paraph.core.message import Pairs, Request
    from paraph.deviations.oauth1.keys import Secrets
    from paraph.schemes.oauth1.signing import Encoded, OAuthClaims


def deviations_from_case(case: Case[OAuthClaims]) -> Iterator[Deviation]:
    """The mistakes that need more than the request: other values at hand, intended parameters, other hosts."""
    request, claims, credential, clues = case.request, case.claims, case.credential, case.clues
    others = credential.others
    secrets = others
    if credential.token_secret and not claims.value("oauth_token"):
        secrets = others | {"token_secret": credential.token_secret}
    if secrets:
        yield Deviation("key-stale-token-secret", oauth1.signing_key, stale_token_secret(secrets))
    values = others | {"the consumer key": Secret(credential.key_id), "the token": Secret(credential.token),
                       "the token secret": credential.token_secret}  # fmt: skip
    if claims.key_id:
        values["the consumer key that was sent"] = Secret(claims.key_id)
    yield Deviation("key-wrong-field", oauth1.shared_secrets, wrong_field({n: v for n, v in values.items() if v}))
    yield from key_deviations(claims, credential)
    uri = partial(url_forms, request.scheme, oauth1.authority(request), oauth1.path(request), request.query)
    yield Deviation("", oauth1.base_string_uri, lambda *_: uri(), {}, 1.5, constant=True)
    yield Deviation("", oauth1.base_string_uri, lambda *_: urls_as_typed(request), {}, SELDOM, constant=True)
    hosts = possible_hosts(request, credential, clues)
    if hosts:
        for mistake, rarity in (("host-internal-name", 0.0), ("host-other", 0.5)):
            yield Deviation(mistake, oauth1.authority, other_hosts(hosts), {}, rarity)
    yield from parameter_deviations(case)
    if claims.realm is not None:
        yield Deviation("params-realm-included", oauth1.signed_parameters, realm_last(claims.realm), {}, 0.5)
    yield from body_hash_deviations(request, claims, credential)


def parameter_deviations(case: Case[OAuthClaims]) -> Iterator[Deviation]:
    """The mistakes about which parameters are signed, and in which order, that need more than the parameters."""
    request, claims, credential, clues = case.request, case.claims, case.credential, case.clues
    again = tuple(pair for pair in clues.parameters if pair[0] in ("oauth_nonce", "oauth_timestamp"))
    meant = tuple(pair for pair in clues.parameters if pair not in again)
    if again:
        yield collecting("nonce-regenerated", intended(again))
    if meant:
        yield Deviation("params-signed-not-sent", oauth1.signed_parameters, intended(meant))
    credentials = (("oauth_consumer_secret", credential.secret), ("oauth_token_secret", credential.token_secret),
                   ("consumer_secret", credential.secret), ("oauth_secret", credential.secret))  # fmt: skip
    yield Deviation("params-signed-not-sent", oauth1.signed_parameters, with_secrets(credentials), {}, SELDOM)
    if request.body:
        yield Deviation("", oauth1.signed_parameters, with_body(request), {}, SELDOM)
    if "oauth_realm" in dict(claims.protocol):
        yield Deviation("place-oauth-name-typo", oauth1.signed_parameters, without_oauth_realm, is_narrow=True)
    query, form = (
        without_protocol(pairs) for pairs in (oauth1.query_parameters(request), oauth1.form_parameters(request))
    )
    if query and form:
        ways = partial(places_sorted_apart, query, form)
        yield Deviation("ord-groups-sorted-apart", oauth1.sorted_parameters, ways, {}, SELDOM, equally_likely=True)


def without_oauth_realm(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Yield the parameters without the realm, whose name was sent with the prefix of the parameters that are signed."""
    kept = tuple(pair for pair in oauth1.signed_parameters(pairs) if pair[0] != "oauth_realm")
    yield Way(kept, "oauth_realm was sent and not signed; a server signs it like all oauth_ parameters.")


def places_sorted_apart(query: Pairs, form: Pairs, encoded: Encoded) -> Iterator[Way[Pairs]]:
    """Yield the parameters of query, form and OAuth one after the other, each sorted for itself, in any order of the three."""
    places = (
        dict.fromkeys(encoded.plain, "oauth_") | dict.fromkeys(form, "the form") | dict.fromkeys(query, "the query")
    )
    groups: dict[str, list[tuple[str, str]]] = {"the query": [], "the form": [], "oauth_": []}
    for pair, plain in sorted(zip(encoded.pairs, encoded.plain, strict=True)):
        groups[places[plain]].append(pair)
    for order in permutations(groups):
        said = f"The parameters were sorted apart: {', '.join(order)}."
        yield Way(tuple(pair for name in order for pair in groups[name]), said)


def with_secrets(credentials: Iterable[tuple[str, Secret]]) -> Any:
    """Return the ways to sign a secret as a parameter; reports mask its value."""
    known = [(name, secret.text) for name, secret in credentials if secret]

    def ways(pairs: Pairs) -> Iterator[Way[Pairs]]:
        for name, text in known:
            yield Way((*pairs, (name, text)), f"A secret was signed as the parameter {name}.")
        if len(known) > 1:
            yield Way((*pairs, *known[:2]), "Both secrets were signed as parameters.", 1.0)

    return ways


def with_body(request: Request) -> Any:
    """Return the ways to sign the text of the body as one parameter more."""
    text = wire_text(request.body)

    def ways(pairs: Pairs) -> Iterator[Way[Pairs]]:
        for name in ("body", "data"):
            yield Way((*pairs, (name, text)), f"The text of the body was signed as the parameter {name} too.")
        yield Way((*pairs, (text, "")), "The text of the body was signed as the name of a parameter too.", 1.0)

    return ways


def urls_as_typed(request: Request) -> Iterator[Way[str]]:
    """Yield path and query without the oauth_ parameters, and the whole URL with the host as it was typed."""
    query = own_query(request)
    if query:
        path = f"{oauth1.path(request)}?{query}"
        yield Way(path, "Path and query were signed as the base string URI.")
        for host in dict.fromkeys((request.host, oauth1.authority(request))):
            yield Way(f"{request.scheme}://{host}{path}", "The URL was signed as it was typed, with its query.")


CLIENT, TOKEN = "the client secret", "the token secret"


def key_deviations(claims: OAuthClaims, credential: Credential) -> Iterator[Deviation]:
    """The ways to put a key together of the values at hand."""
    values = {"the consumer key": claims.key_id or credential.key_id, "the token": claims.value("oauth_token")}
    names = [CLIENT, TOKEN, *dict.fromkeys(name if value else "" for name, value in values.items())]
    right = (CLIENT, TOKEN)
    dimensions: tuple[Dimension[Any], ...] = (
        Dimension(right, tuple(key_grammar.arrangements(names, right))),
        Dimension("&", key_grammar.SIGNS),
        Dimension(percent, key_grammar.ENCODERS),
        Dimension(str, key_grammar.ENDS),
    )

    def join(secrets: Secrets, parts: tuple[str, ...], sign: str, encode: Any, finish: Any) -> Secret:
        texts = {CLIENT: secrets[0].text, TOKEN: secrets[1].text, "": "", **values}
        return Secret(finish(sign.join([encode(texts[part]) for part in parts])))

    yield from grammar_deviations(oauth1.signing_key, dimensions, join, rarity=0.5, second=2.0)
    ways = partial(keys_with_values, values["the consumer key"], claims.value("oauth_nonce"))
    yield Deviation("key-wrong-field", oauth1.signing_key, ways, {}, ODD)


def keys_with_values(consumer_key: str, nonce: str, secrets: Secrets) -> Iterator[Way[Secret]]:
    """Yield the keys made of the client secret and of values that are sent."""
    client = percent(secrets[0].text)
    if nonce:
        yield Way(Secret(f"{client}&{percent(nonce)}"), "The key was made of the client secret & the nonce.")
    if secrets[1]:
        key = Secret(f"{percent(consumer_key)}&{client}&")
        yield Way(key, "The key was made of the consumer key & the client secret & nothing.")


def realm_last(realm: str) -> Any:
    """Ways to sign the realm after all parameters, which shows when they are not sorted."""
    return lambda pairs: [Way((*pairs, ("realm", realm)), "The realm was signed.")]


def stale_token_secret(others: dict[str, Secret]) -> Any:
    """Ways to sign with the token secret of another step."""
    return lambda secrets: [
        Way(oauth1.signing_key((secrets[0], value)), f"{name} was used as the token secret.")
        for name, value in others.items()
    ]


def wrong_field(values: dict[str, Secret]) -> Any:
    """Ways to sign with another value than the client secret, or than the token secret."""

    def ways(credential: Credential, token: str) -> Iterator[Way[tuple[Secret, Secret]]]:
        token_secret = oauth1.shared_secrets(credential, token)[1]
        for way in key_forms.ways(key_forms.other_values(values)):
            yield Way((way.value, token_secret), way.detail, way.rarity)
        for way in key_forms.ways(key_forms.other_values(values)):
            yield Way((credential.secret, way.value), f"{way.detail[:-1]}, as token secret.", way.rarity + 0.5)

    return ways


def other_hosts(hosts: tuple[str, ...]) -> Any:
    """Ways to sign another host."""

    def ways(request: Request) -> Iterator[Way[str]]:
        port = oauth1.authority(request)[len(bare_host(request)) :]
        for host in hosts:
            for text in dict.fromkeys(
                (host.lower(), host, re.sub(r":[0-9]+\Z", "", host.lower()), host.lower() + port)
            ):
                yield Way(text, f"{text} was signed as the host.")

    return ways
