"""Mistakes that need more than the request: other values at hand, intended parameters, other hosts."""

from __future__ import annotations

import base64
import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from paraph.core.clues import possible_hosts
from paraph.core.credential import Secret
from paraph.core.deviation import Deviation, Way
from paraph.core.encoding import percent
from paraph.core.mac import hmac_bytes
from paraph.core.message import Request, wire_bytes
from paraph.deviations import key_forms, key_grammar
from paraph.deviations.bodies import form_text
from paraph.deviations.encoders import JS_BARE, MARKS
from paraph.deviations.grammar import Dimension, Option, grammar_deviations
from paraph.deviations.parameters import extra_pairs, intended
from paraph.deviations.rarity import ODD, SELDOM
from paraph.schemes.duo import signing as duo
from paraph.schemes.duo.readings import flat_members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.case import Case
    from paraph.core.credential import Credential


def deviations_from_case(case: Case[duo.DuoClaims]) -> Iterator[Deviation]:
    """The mistakes that need more than the request: other values at hand, intended parameters, other hosts."""
    request, claims, credential, clues = case.request, case.claims, case.credential, case.clues
    values = {**credential.others, "the integration key": Secret(credential.key_id)}
    values["the token secret"] = credential.token_secret
    if claims.key_id:
        values["the integration key that was sent"] = Secret(claims.key_id)
    others = {name: value for name, value in values.items() if value}
    yield Deviation("key-wrong-field", duo.secret_key, lambda _: key_forms.ways(key_forms.other_values(others)))
    yield from key_deviations(claims.key_id or credential.key_id)
    yield Deviation("key-wrong-field", duo.signing_key, host_as_key(duo.host(request)), {}, ODD)
    yield Deviation("", duo.signing_key, partial(keys_for_date, claims.date or ""), {}, ODD)
    hosts = possible_hosts(request, credential, clues)
    typed = [host for host in hosts if host.lower() == duo.host(request)]
    if typed:
        said = "The host was signed as it was typed, with capitals."
        yield Deviation("host-not-lowercased", duo.host, lambda _: [Way(host, said) for host in typed])
    hosts = tuple(host for host in hosts if host not in typed)
    if hosts:
        yield Deviation(
            "host-other",
            duo.host,
            lambda _: [
                Way(form, f"{form} was signed.") for host in hosts for form in dict.fromkeys((host.lower(), host))
            ],
        )
    key_id = claims.key_id or credential.key_id
    at_hand = (("ikey", key_id), ("integration_key", key_id), ("date", claims.date or ""), ("Date", claims.date or ""),
               ("ts", str(claims.time or "")), ("timestamp", str(claims.time or "")), ("host", request.host),
               ("username", key_id), ("sig", ""), ("signature", ""), ("client_id", key_id))  # fmt: skip
    yield Deviation("params-signed-not-sent", duo.signed_parameters, lambda sent: extra_pairs(sent, at_hand), {}, 1.0)
    if clues.parameters:
        yield Deviation("params-signed-not-sent", duo.signed_parameters, intended(clues.parameters))
    yield Deviation("body-hash-algorithm", duo.body_hash, hashed_with_key(credential), {}, SELDOM)
    if re.match(rb"\s*\{", request.body):
        yield from json_as_form(request)


SECRET, KEY_ID = "the secret key", "the integration key"


def signed_arrangements() -> Iterator[Option[tuple[tuple[str, ...], str]]]:
    """Yield the parts of the key and the sign between them, the usual ones first."""
    usual = ("", ":", "&")
    others = [option.value for option in key_grammar.SIGNS if option.value not in usual]
    for signs, rarity in ((usual, 0.0), (others, ODD)):
        for option in key_grammar.arrangements((SECRET, KEY_ID), (SECRET,)):
            for sign in signs if len(option.value) > 1 else ("",) * (signs is usual):
                detail = f"{option.detail[:-1]}, joined with {sign!r}." if len(option.value) > 1 else option.detail
                yield Option(option.id, detail, (option.value, sign), option.rarity + rarity)


def key_deviations(key_id: str) -> Iterator[Deviation]:
    """The ways to put a key together of the values at hand."""
    right = ((SECRET,), "")
    dimensions: tuple[Dimension[Any], ...] = (
        Dimension(right, tuple(signed_arrangements())),
        Dimension(str, (Option("", "The secret was percent-encoded.", percent), *key_grammar.ENCODERS[1:])),
        Dimension(str, key_grammar.ENDS),
    )

    def join(secret: Secret, parts: tuple[tuple[str, ...], str], encode: Any, finish: Any) -> Secret:
        texts = {SECRET: secret.text, KEY_ID: key_id, "": ""}
        return Secret(finish(parts[1].join([encode(texts[part]) for part in parts[0]])))

    yield from grammar_deviations(duo.signing_key, dimensions, join, rarity=0.5, second=2.0)
    yield Deviation("key-wrong-field", duo.signing_key, basic_credentials(key_id), {}, SELDOM)


def basic_credentials(key_id: str) -> Any:
    """Return the ways to use the credentials of Basic authentication as the key."""

    def ways(secret: Secret) -> Iterator[Way[Secret]]:
        for text, said in (
            (f"{key_id}:{secret.text}", f"{KEY_ID} and {SECRET}"),
            (f"{secret.text}:{key_id}", f"{SECRET} and {KEY_ID}"),
        ):
            encoded = base64.b64encode(wire_bytes(text)).decode()
            yield Way(Secret(encoded), f"The key was made of {said}, joined with ':' and encoded as base64.")

    return ways


def host_as_key(host: str) -> Any:
    """Return the way to use the host as the key."""
    return lambda _: [Way(Secret(host), "The key was the host, not the secret.")]


def keys_for_date(date: str, secret: Secret) -> Iterator[Way[Secret]]:
    """Yield the keys that are an HMAC of the date under the secret, as AWS derives its keys."""
    for name in ("sha1", "sha512", "sha256"):
        mac = Secret(hmac_bytes(name, secret, wire_bytes(date)))
        said = f"The key was the HMAC-{name.upper()} of the date under the secret."
        yield Way(mac, said)
        yield Way(Secret(mac.value.hex()), f"{said[:-1]}, in hex.")


def hashed_with_key(credential: Credential) -> Any:
    """Ways to take an HMAC of the body where its plain hash is wanted."""
    return lambda body: [
        Way(
            hmac_bytes(name, credential.secret, body).hex(),
            f"An HMAC-{name.upper()} of the body was signed as its hash.",
        )
        for name in ("sha512", "sha1", "sha256")
    ]


def json_as_form(request: Request) -> Iterator[Deviation]:
    """A JSON body whose hash was taken over the same members as a form."""
    try:
        members = json.loads(request.body)
    except (ValueError, RecursionError):
        return
    if isinstance(members, dict):
        pairs = tuple(flat_members(members))
        form = duo.canonical_parameters(duo.sorted_parameters(duo.encoded_parameters(pairs)))
        said = "The hash was taken over the parameters as a form."
        plain = "&".join([f"{name}={value}" for name, value in pairs])
        encoded = "&".join([f"{name}={value}" for name, value in duo.encoded_parameters(pairs).pairs])
        as_in_javascript = form_text(pairs, MARKS + JS_BARE, "%20")
        forms = dict.fromkeys((form, form_text(pairs), form_text(sorted(pairs)), plain, encoded, as_in_javascript))
        yield Deviation(
            "v5-body-not-as-sent", duo.signed_body, lambda _: [Way(wire_bytes(text), said, 1.0) for text in forms]
        )
