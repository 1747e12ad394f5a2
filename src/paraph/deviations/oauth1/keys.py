"""Mistakes in making the key and the MAC."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paraph.core.credential import Secret
from paraph.core.deviation import Deviation, Deviations, Way
from paraph.core.encoding import percent, percent_safe
from paraph.core.message import wire_bytes, wire_text
from paraph.deviations import key_forms
from paraph.deviations.macs import mac_deviations
from paraph.deviations.rarity import ODD, SELDOM, UNUSUAL
from paraph.schemes.oauth1 import signing as oauth1

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


Secrets = tuple[Secret, Secret]
OF_A_SECRET = 1.0
"""How rare a form of a secret is: there are many of them, and each is tried with every text."""


def for_either(forms: Any) -> Any:
    """Ways in which the client secret, or else the token secret, goes wrong."""

    def ways(credential: Credential, sent: str) -> Iterator[Way[Secrets]]:
        client, token = oauth1.shared_secrets(credential, sent)
        for way in key_forms.ways(forms(client.value)):
            yield Way((way.value, token), way.detail, way.rarity)
        if token:
            for way in key_forms.ways(forms(token.value)):
                yield Way((client, way.value), way.detail.replace("The secret", "The token secret"), way.rarity + 3.0)
            firsts = list(key_forms.ways(forms(client.value)))
            for first, second in zip(firsts, key_forms.ways(forms(token.value)), strict=False):
                yield Way((first.value, second.value), first.detail, first.rarity + UNUSUAL)

    return ways


for _mistake, _forms in key_forms.PASTED.items():
    DEVIATIONS.append(Deviation(_mistake, oauth1.shared_secrets, for_either(_forms), {}, OF_A_SECRET))


def joined(client: bytes | str, token: bytes | str) -> Secret:
    """Two secrets joined with &, without any encoding."""
    parts = [wire_bytes(part) if isinstance(part, str) else part for part in (client, token)]
    return Secret(b"&".join(parts))


def reworked_key(forms: Any) -> Any:
    """Ways in which a secret is reworked before the key is put together, or the whole key after."""

    def ways(secrets: Secrets) -> Iterator[Way[Secret]]:
        client, token = secrets[0].value, secrets[1].value
        right_client, right_token = percent(wire_text(client)), percent(wire_text(token))
        own = [form for form in forms(client) if form[0] != client]
        theirs = [value for value, _, _ in forms(token) if value != token] if token else []
        for value, said, rarity in own:
            yield Way(joined(value, right_token), said, rarity)
            yield Way(joined(percent(wire_text(value)), right_token), said, rarity + 0.2)
        for (value, said, rarity), other in zip(own, theirs, strict=False):
            yield Way(joined(value, other), said, rarity + 0.2)
            yield Way(joined(percent(wire_text(value)), percent(wire_text(other))), said, rarity + 0.2)
        for other in theirs:
            yield Way(joined(right_client, other), "The token secret was reworked.", UNUSUAL)
            yield Way(joined(right_client, percent(wire_text(other))), "The token secret was reworked.", 3.0)
        for way in key_forms.ways(forms(oauth1.signing_key(secrets).value)):
            yield Way(way.value, way.detail.replace("The secret", "The whole key"), way.rarity + SELDOM)
        for value, said, rarity in own:
            yield Way(Secret(value), f"{said[:-1]}, and no & was added.", rarity + UNUSUAL)

    return ways


for _mistake, _forms in key_forms.REWORKED.items():
    DEVIATIONS.append(Deviation(_mistake, oauth1.signing_key, reworked_key(_forms), {}, OF_A_SECRET))


@family(oauth1.signing_key, "key-no-ampersand")
def without_ampersand(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The key has no & in it."""
    client, token = secrets[0].text, secrets[1].text
    yield Way(Secret(percent(client)), "The client secret alone was the key, without the & that always follows it.")
    yield Way(Secret(client), "The client secret alone was the key, without the & that always follows it.")
    if token:
        yield Way(Secret(percent(client) + percent(token)), "The two secrets were joined without &.", UNUSUAL)
        yield Way(Secret(client + token), "The two secrets were joined without &.", UNUSUAL)


@family(oauth1.signing_key, "key-extra-ampersand")
def server_without_ampersand(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The key is the client secret without &, as some old servers want it."""
    client, token = secrets[0].text, secrets[1].text
    yield Way(Secret(client), "The key is the client secret without &.")
    yield Way(Secret(percent(client)), "The key is the client secret without &.")
    yield Way(Secret(f"{percent(client)}&{percent(token)}&"), "There is an & too many in the key.", UNUSUAL)
    yield Way(Secret(f"{percent(client)}&&{percent(token)}"), "There is an & too many in the key.", UNUSUAL)


@family(oauth1.signing_key, "key-token-secret-missing")
def no_token_secret(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The token secret is missing from the key."""
    yield Way(Secret(f"{percent(secrets[0].text)}&"), "The token secret is missing from the key.")


@family(oauth1.signing_key, "key-parts-swapped")
def parts_of_key_swapped(secrets: Secrets) -> Iterator[Way[Secret]]:
    """Token secret and client secret are swapped in the key."""
    client, token = secrets[0].text, secrets[1].text
    yield Way(Secret(f"{percent(token)}&{percent(client)}"), "The token secret stands first in the key.")
    yield Way(Secret(f"{token}&{client}"), "The token secret stands first in the key.", UNUSUAL)


@family(oauth1.signing_key, "key-parts-not-encoded")
def key_not_encoded(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The secrets were joined without percent-encoding."""
    client, token = secrets[0].text, secrets[1].text
    for text in (f"{client}&{token}", f"{client}&{percent(token)}", f"{percent(client)}&{token}"):
        yield Way(Secret(text), "The secrets were put into the key without percent-encoding.")
    for kept, space in (("-._~!'()*", "%20"), ("-._~", "+"), ("/-._~", "%20"), ("-._*", "+")):
        parts = [percent_safe(text, kept, space=space) for text in (client, token)]
        yield Way(Secret("&".join(parts)), "The secrets were not percent-encoded rightly.", UNUSUAL)
    lower = [re.sub(r"%[0-9A-F]{2}", lambda match: match[0].lower(), percent(text)) for text in (client, token)]
    yield Way(Secret("&".join(lower)), "The secrets were percent-encoded in lower-case hex.", UNUSUAL)


@family(oauth1.signing_key, "secret-trailing-newline", rarity=SELDOM)
def line_ends_in_key(secrets: Secrets) -> Iterator[Way[Secret]]:
    """Both secrets have a line end, or one of the secrets has it, and it was not encoded."""
    client, token = percent(secrets[0].text), percent(secrets[1].text)
    for end, said in (("\n", "a line feed"), ("\r\n", "CR and LF")):
        encoded = percent(end)
        yield Way(Secret(f"{client}{encoded}&{token}{encoded}"), f"Both secrets were used with {said} at their ends.")
        yield Way(Secret(f"{client}{end}&{token}"), f"The secret was used with {said} at its end, not encoded.")
        yield Way(Secret(f"{client}{end}&{token}{end}"), f"Both secrets were used with {said}, not encoded.", 1.0)
        plain_key = f"{secrets[0].text}{end}&{secrets[1].text}"
        yield Way(Secret(plain_key), f"The secret was used with {said} at its end, and nothing was encoded.")


@family(oauth1.signing_key, "key-preassembled-encoded")
def key_encoded_whole(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The key was put together first and then encoded as if it were one secret."""
    client, token = secrets[0].text, secrets[1].text
    encoded = f"{percent(client)}&{percent(token)}"
    for whole in dict.fromkeys((f"{client}&{token}", encoded)):
        yield Way(Secret(f"{percent(whole)}&"), "client&token was given as the client secret, and so encoded.")
        yield Way(Secret(percent(whole)), "The whole key was percent-encoded.", UNUSUAL)
        yield Way(Secret(f"{percent(whole)}&{percent(token)}"), "client&token was given as the client secret.", UNUSUAL)
    yield Way(Secret(f"{percent(client + '&')}&{percent(token)}"), "An & was already on the client secret.", UNUSUAL)


@family(oauth1.signing_key, "key-null-literal")
def null_in_key(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The key contains a word such as null instead of a missing secret."""
    client = percent(secrets[0].text)
    for word in ("null", "undefined", "(null)", "None", "nil", "NULL", "[object Object]", "NaN", "false"):
        for form in dict.fromkeys((word, percent(word))):
            rarity = 0.0 if word in ("null", "undefined", "(null)", "None") else UNUSUAL
            yield Way(Secret(f"{client}&{form}"), f"{word} stands instead of the token secret.", rarity)
            yield Way(
                Secret(f"{form}&{percent(secrets[1].text)}"), f"{word} stands for the client secret.", rarity + UNUSUAL
            )
    yield Way(Secret(f"&{percent(secrets[1].text)}"), "The client secret was empty.", UNUSUAL)


@family(oauth1.signing_key, "", rarity=ODD)
def hashed_key(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The key is a hash of the whole key, or its first part is a hash of the client secret."""
    client, token = secrets[0], percent(secrets[1].text)
    for way in key_forms.ways(key_forms.raw_hashes(oauth1.signing_key(secrets).value)):
        yield Way(way.value, way.detail.replace("The secret", "The whole key"))
    for name in ("md5", "sha1", "sha256"):
        digest = hashlib.new(name, client.value).hexdigest()
        yield Way(Secret(f"{digest}&{token}"), f"The {name.upper()} of the client secret, in hex, stands in its place.")


@family(oauth1.signing_key, "secret-shell-artifact", rarity=ODD)
def quotes_in_key(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The secrets, or the client secret alone, are in double quotes that were not encoded."""
    client, token = percent(secrets[0].text), percent(secrets[1].text)
    yield Way(Secret(f'"{client}"&{token}'), "The client secret is in double quotes in the key.")
    if token:
        yield Way(Secret(f'"{client}"&"{token}"'), "Each secret is in double quotes in the key.")


@family(oauth1.signing_key, "", rarity=ODD)
def bytes_of_python_in_key(secrets: Secrets) -> Iterator[Way[Secret]]:
    """The key, or a secret in it, is Python's text for bytes."""
    said, whole = "were written as Python's b'...' in the key.", oauth1.signing_key(secrets).value
    yield Way(Secret(key_forms.python_text(whole)), key_forms.BY_PYTHON)
    wrapped = [key_forms.python_text(secret.value) if secret else b"" for secret in secrets]
    yield Way(joined(*wrapped), f"The secrets {said}")
    encoded = [percent(wire_text(text)) for text in wrapped]
    yield Way(joined(*encoded), f"The secrets {said[:-1]}, and percent-encoded.")


for _method, _stage in oauth1.MACS.items():
    _own = oauth1.DIGESTS[_method.partition("-")[2]]
    for _deviation in mac_deviations(_stage, _own):
        DEVIATIONS.append(_deviation)
        if _deviation.id == "hash-algorithm":
            DEVIATIONS.append(replace(_deviation, id="hash-announced-differs", rarity=_deviation.rarity + 0.5))
