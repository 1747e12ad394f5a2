"""The wrong parameters of hand-made signers of OAuth 1.0a."""

from collections.abc import Callable
from functools import partial

from tests.handmade.oauth1.signer import Scene
from tests.handmade.pairs import Pair
from tests.handmade.subsets import (
    has_name,
    leave_last_out,
    leave_one_out,
    leave_out,
    of_places,
    repeat_place,
    sign_one_twice,
)


def add_pairs(pairs: tuple[tuple[str, str], ...], scene: Scene) -> list[Pair]:
    """Sign these pairs too, unless the request has them."""
    names = {pair.name for pair in scene.pairs}
    return [*scene.pairs, *(Pair(*pair, "oauth") for pair in pairs if pair[0] not in names)]


def with_body_text(name: str, scene: Scene) -> list[Pair]:
    """Sign the JSON body as a parameter."""
    return [*scene.pairs, *([Pair(name, scene.json, "body")] if scene.json else [])]


def with_realm(scene: Scene) -> list[Pair]:
    """Sign the realm too."""
    return [*([Pair("realm", scene.realm, "oauth")] if scene.realm else []), *scene.pairs]


def without_repeats(place: str, scene: Scene) -> list[Pair]:
    """Sign a parameter of that place only if no other place has its name."""
    others = {pair.name for pair in scene.pairs if pair.place != place}
    return [pair for pair in scene.pairs if pair.place != place or pair.name not in others]


PARAMETERS: dict[str, Callable[[Scene], list[Pair]]] = {
    "query forgotten": partial(of_places, ("oauth", "body")),
    "form forgotten": partial(of_places, ("oauth", "query")),
    "only oauth_": partial(of_places, ("oauth",)),
    "without oauth_": partial(of_places, ("query", "body")),
    "none": partial(of_places, ()),
    "one of the query forgotten": partial(leave_one_out, "query"),
    "one of the form forgotten": partial(leave_one_out, "body"),
    "one of the query added later": partial(leave_last_out, "query"),
    "one of the form added later": partial(leave_last_out, "body"),
    "without oauth_signature_method": partial(leave_out, has_name("oauth_signature_method")),
    "without oauth_version": partial(leave_out, has_name("oauth_version")),
    "without oauth_token": partial(leave_out, has_name("oauth_token")),
    "without oauth_nonce": partial(leave_out, has_name("oauth_nonce")),
    "without oauth_timestamp": partial(leave_out, has_name("oauth_timestamp")),
    "without oauth_consumer_key": partial(leave_out, has_name("oauth_consumer_key")),
    "without version and method": partial(leave_out, has_name("oauth_version", "oauth_signature_method")),
    "without nonce and timestamp": partial(leave_out, has_name("oauth_nonce", "oauth_timestamp")),
    "empty ones dropped": partial(leave_out, lambda pair: not pair.value),
    "false and 0 dropped": partial(leave_out, lambda pair: pair.value in ("", "0", "false")),
    "empty oauth_signature signed along": partial(add_pairs, (("oauth_signature", ""),)),
    "empty oauth_token signed along": partial(add_pairs, (("oauth_token", ""),)),
    "oauth_version signed, not sent": partial(add_pairs, (("oauth_version", "1.0"),)),
    "oauth_callback signed, not sent": partial(add_pairs, (("oauth_callback", "oob"),)),
    "realm signed along": with_realm,
    "one of the query twice": partial(sign_one_twice, "query"),
    "one of the form twice": partial(sign_one_twice, "body"),
    "query twice": partial(repeat_place, "query"),
    "protocol twice": partial(repeat_place, "oauth"),
    "query only if the form has it not": partial(without_repeats, "query"),
    "JSON body as a name": lambda scene: [*scene.pairs, *([Pair(scene.json, "", "body")] if scene.json else [])],
    "JSON body as body=": partial(with_body_text, "body"),
    "without oauth_body_hash": partial(leave_out, has_name("oauth_body_hash")),
}
