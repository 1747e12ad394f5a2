"""The wrong choices of hand-made signers of OAuth 1.0a."""

from collections.abc import Callable
from functools import partial
from urllib.parse import unquote

from tests.handmade.drawing import Dimension
from tests.handmade.encoders import ENCODERS, as_is, percent
from tests.handmade.families import (
    HASHES,
    JOINS,
    KEY_TEXTS,
    MACS,
    ORDERS,
    TO_BASE64,
    VALUE_TEXTS,
    Changes,
    Pair,
    comma_of_each,
    first_of_each,
    last_of_each,
    variants,
    without,
)
from tests.handmade.oauth1.signer import Parts, Scene, right_host


def leaves_out(test: Callable[[Pair], bool], scene: Scene) -> list[Pair]:
    """Sign all but the pairs that pass the test."""
    return without(test, scene.pairs)


def adds(pairs: tuple[tuple[str, str], ...], scene: Scene) -> list[Pair]:
    """Sign these pairs too, unless the request has them."""
    names = {pair.name for pair in scene.pairs}
    return [*scene.pairs, *(Pair(*pair, "oauth") for pair in pairs if pair[0] not in names)]


def leaves_one_out(place: str, scene: Scene) -> list[Pair]:
    """Forget one parameter of that place."""
    several = [pair for pair in scene.pairs if pair.place == place]
    forgotten = several[scene.luck % len(several)]
    return [pair for pair in scene.pairs if pair is not forgotten]


def leaves_last_out(place: str, scene: Scene) -> list[Pair]:
    """Sign before the last parameter of that place is added."""
    last = [pair for pair in scene.pairs if pair.place == place][-1]
    return [pair for pair in scene.pairs if pair is not last]


def signs_one_twice(place: str, scene: Scene) -> list[Pair]:
    """Take one parameter of that place twice."""
    several = [pair for pair in scene.pairs if pair.place == place]
    return [*scene.pairs, several[scene.luck % len(several)]]


def repeats_place(place: str, scene: Scene) -> list[Pair]:
    """Take all parameters of that place twice."""
    return [*scene.pairs, *(pair for pair in scene.pairs if pair.place == place)]


def moves_stamp(change: Callable[[int], str], scene: Scene) -> list[Pair]:
    """Sign another timestamp than the one sent."""
    return [
        pair._replace(value=change(int(pair.value))) if pair.name == "oauth_timestamp" else pair for pair in scene.pairs
    ]


def other_value(name: str, value: str, scene: Scene) -> list[Pair]:
    """Sign another value of a parameter than the one sent."""
    return [pair._replace(value=value) if pair.name == name else pair for pair in scene.pairs]


def names_without_prefix(scene: Scene) -> list[Pair]:
    """Sign the names of the protocol without ``oauth_``."""
    return [pair._replace(name=pair.name.removeprefix("oauth_")) for pair in scene.pairs]


def with_body_text(name: str, scene: Scene) -> list[Pair]:
    """Sign the JSON body as a parameter."""
    return [*scene.pairs, *([Pair(name, scene.json, "body")] if scene.json else [])]


def with_realm(scene: Scene) -> list[Pair]:
    """Sign the realm too."""
    return [*([Pair("realm", scene.realm, "oauth")] if scene.realm else []), *scene.pairs]


def of_places(places: tuple[str, ...], scene: Scene) -> list[Pair]:
    """Sign only the parameters of these places."""
    return [pair for pair in scene.pairs if pair.place in places]


def named(*names: str) -> Callable[[Pair], bool]:
    """Return a test for these names."""
    return lambda pair: pair.name in names


PARAMETERS: dict[str, Callable[[Scene], list[Pair]]] = {
    "query forgotten": partial(of_places, ("oauth", "body")),
    "form forgotten": partial(of_places, ("oauth", "query")),
    "only oauth_": partial(of_places, ("oauth",)),
    "without oauth_": partial(of_places, ("query", "body")),
    "none": partial(of_places, ()),
    "one of the query forgotten": partial(leaves_one_out, "query"),
    "one of the form forgotten": partial(leaves_one_out, "body"),
    "one of the query added later": partial(leaves_last_out, "query"),
    "one of the form added later": partial(leaves_last_out, "body"),
    "without oauth_signature_method": partial(leaves_out, named("oauth_signature_method")),
    "without oauth_version": partial(leaves_out, named("oauth_version")),
    "without oauth_token": partial(leaves_out, named("oauth_token")),
    "without oauth_nonce": partial(leaves_out, named("oauth_nonce")),
    "without oauth_timestamp": partial(leaves_out, named("oauth_timestamp")),
    "without oauth_consumer_key": partial(leaves_out, named("oauth_consumer_key")),
    "without version and method": partial(leaves_out, named("oauth_version", "oauth_signature_method")),
    "without nonce and timestamp": partial(leaves_out, named("oauth_nonce", "oauth_timestamp")),
    "empty ones dropped": partial(leaves_out, lambda pair: not pair.value),
    "false and 0 dropped": partial(leaves_out, lambda pair: pair.value in ("", "0", "false")),
    "empty oauth_signature signed along": partial(adds, (("oauth_signature", ""),)),
    "empty oauth_token signed along": partial(adds, (("oauth_token", ""),)),
    "oauth_version signed, not sent": partial(adds, (("oauth_version", "1.0"),)),
    "oauth_callback signed, not sent": partial(adds, (("oauth_callback", "oob"),)),
    "realm signed along": with_realm,
    "one of the query twice": partial(signs_one_twice, "query"),
    "one of the form twice": partial(signs_one_twice, "body"),
    "query twice": partial(repeats_place, "query"),
    "protocol twice": partial(repeats_place, "oauth"),
    "JSON body as a name": lambda scene: [*scene.pairs, *([Pair(scene.json, "", "body")] if scene.json else [])],
    "JSON body as body=": partial(with_body_text, "body"),
    "names without oauth_": names_without_prefix,
    "timestamp in milliseconds": partial(moves_stamp, lambda stamp: str(stamp * 1000)),
    "timestamp a second earlier": partial(moves_stamp, lambda stamp: str(stamp - 1)),
    "timestamp a second later": partial(moves_stamp, lambda stamp: str(stamp + 1)),
    "timestamp three seconds earlier": partial(moves_stamp, lambda stamp: str(stamp - 3)),
    "timestamp with decimals": partial(moves_stamp, lambda stamp: f"{stamp}.0"),
    "HMAC-SHA1 named, another sent": partial(other_value, "oauth_signature_method", "HMAC-SHA1"),
    "method named HMACSHA1": partial(other_value, "oauth_signature_method", "HMACSHA1"),
    "version 1.0a": partial(other_value, "oauth_version", "1.0a"),
    "version 1": partial(other_value, "oauth_version", "1"),
}

REPEATS: dict[str, Callable[[list[Pair]], list[Pair]]] = {
    "last of each": last_of_each,
    "first of each": first_of_each,
    "joined with a comma": partial(comma_of_each, ","),
    "joined with comma and space": partial(comma_of_each, ", "),
    "equal pairs once": lambda pairs: [
        pair for at, pair in enumerate(pairs) if pair[:2] not in [p[:2] for p in pairs[:at]]
    ],
    "name[] of repeated ones": lambda pairs: [
        pair._replace(name=f"{pair.name}[]") if [p.name for p in pairs].count(pair.name) > 1 else pair for pair in pairs
    ],
}

METHODS: dict[str, Callable[[Scene], str]] = {
    "lower case": lambda scene: scene.method.lower(),
    "with a capital": lambda scene: scene.method.capitalize(),
    "GET": lambda _scene: "GET",
    "POST": lambda _scene: "POST",
    "PATCH": lambda _scene: "PATCH",
    "empty": lambda _scene: "",
}

SCHEMES: dict[str, Callable[[Scene], str]] = {
    "http": lambda _scene: "http://",
    "https": lambda _scene: "https://",
    "none": lambda _scene: "",
    "HTTPS in capitals": lambda scene: f"{scene.scheme.upper()}://",
    "only //": lambda _scene: "//",
    "one slash": lambda scene: f"{scene.scheme}:/",
}

DEFAULT_PORTS = {"http": "80", "https": "443"}
HOSTS: dict[str, Callable[[Scene], str]] = {
    "capitals as typed": lambda scene: scene.host + (f":{scene.port}" if scene.port else ""),
    "port dropped": lambda scene: scene.host.lower(),
    "default port kept": lambda scene: f"{scene.host.lower()}:{scene.port or DEFAULT_PORTS[scene.scheme]}",
    "cut at its first dot": lambda scene: scene.host.lower().split(".")[0],
    "without its first part": lambda scene: scene.host.lower().partition(".")[2],
    "without www": lambda scene: right_host(scene).removeprefix("www."),
    "with www": lambda scene: right_host(scene) if scene.host.startswith("www.") else f"www.{right_host(scene)}",
    "empty": lambda _scene: "",
    "localhost": lambda _scene: "localhost",
    "in capitals": lambda scene: right_host(scene).upper(),
    "trailing dot": lambda scene: f"{scene.host.lower()}.",
}


def path_with_query(scene: Scene) -> str:
    """Return the path with the query as sent."""
    query = "&".join(f"{scene.form_encoder(pair.name)}={scene.form_encoder(pair.value)}" for pair in scene.query)
    return scene.path + (f"?{query}" if query else "")


PATHS: dict[str, Callable[[Scene], str]] = {
    "slash added": lambda scene: scene.path + "/",
    "slash dropped": lambda scene: scene.path.removesuffix("/"),
    "empty stays empty": lambda scene: scene.path if scene.path != "/" else "",
    "lower case": lambda scene: scene.path.lower(),
    "with query": path_with_query,
    "with a question mark": lambda scene: scene.path + "?",
    "without leading slash": lambda scene: scene.path.removeprefix("/"),
    "without the first part": lambda scene: "/" + scene.path.lstrip("/").partition("/")[2],
    "without the last part": lambda scene: scene.path.rstrip("/").rpartition("/")[0],
    "only the last part": lambda scene: "/" + scene.path.rstrip("/").rpartition("/")[2],
    "decoded": lambda scene: unquote(scene.path),
    "encoded again": lambda scene: "/".join(map(percent, scene.path.split("/"))),
    "lower-case escapes": lambda scene: scene.path.replace("%C3%BC", "%c3%bc"),
    "double slashes joined": lambda scene: scene.path.replace("//", "/"),
    "double slash in front": lambda scene: "/" + scene.path,
    "without extension": lambda scene: scene.path.removesuffix(".json"),
    "none": lambda _scene: "",
    "/": lambda _scene: "/",
}


def one_piece(with_method: bool, parts: Parts) -> str:
    """Encode ``url?parameters`` as one piece."""
    whole = percent(f"{parts.uri}?{parts.parameters}")
    return f"{parts.method}&{whole}" if with_method else whole


def plain(between: str, parts: Parts) -> str:
    """Join the three parts without encoding."""
    return between.join((parts.method, parts.uri, parts.parameters))


def encoded_parts(parts: Parts) -> tuple[str, str]:
    """Return the encoded URI and parameters."""
    return parts.encode_uri(parts.uri), parts.encode_whole(parts.parameters)


BASES: dict[str, Callable[[Parts], str]] = {
    "URI not encoded": lambda parts: f"{parts.method}&{parts.uri}&{parts.encode_whole(parts.parameters)}",
    "URI encoded twice": lambda parts: f"{parts.method}&{percent(percent(parts.uri))}&{parts.encode_whole(parts.parameters)}",
    "parameters not encoded as a whole": lambda parts: f"{parts.method}&{parts.encode_uri(parts.uri)}&{parts.parameters}",
    "parameters encoded once more": lambda parts: "&".join((parts.method, encoded_parts(parts)[0], percent(encoded_parts(parts)[1]))),
    "nothing encoded as a whole": partial(plain, "&"),
    "newlines, nothing encoded": partial(plain, "\n"),
    "run together, nothing encoded": partial(plain, ""),
    "method not there": lambda parts: "&".join(encoded_parts(parts)),
    "method not there, & in front": lambda parts: "&" + "&".join(encoded_parts(parts)),
    "URI not there": lambda parts: f"{parts.method}&{encoded_parts(parts)[1]}",
    "parameters not there": lambda parts: f"{parts.method}&{encoded_parts(parts)[0]}",
    "only the parameters": lambda parts: parts.parameters,
    "only the parameters, encoded": lambda parts: encoded_parts(parts)[1],
    "& encoded too": lambda parts: "%26".join((parts.method, *encoded_parts(parts))),
    "second & encoded": lambda parts: f"{parts.method}&" + "%26".join(encoded_parts(parts)),
    "no &": lambda parts: "".join((parts.method, *encoded_parts(parts))),
    "newlines": lambda parts: "\n".join((parts.method, *encoded_parts(parts))),
    "space after the method": lambda parts: f"{parts.method} {'&'.join(encoded_parts(parts))}",
    "spaces around &": lambda parts: " & ".join((parts.method, *encoded_parts(parts))),
    "URI first": lambda parts: "&".join((encoded_parts(parts)[0], parts.method, encoded_parts(parts)[1])),
    "url?parameters as one piece": partial(one_piece, True),
    "url?parameters as one piece, no method": partial(one_piece, False),
    "method and raw url?parameters": lambda parts: f"{parts.method}&{parts.uri}?{parts.parameters}",
    "raw url?parameters": lambda parts: f"{parts.uri}?{parts.parameters}",
    "method, space, raw url?parameters": lambda parts: f"{parts.method} {parts.uri}?{parts.parameters}",
    "encoded URI, ? and encoded parameters": lambda parts: f"{parts.method}&{'%3F'.join(encoded_parts(parts))}",
    "trailing &": lambda parts: "&".join((parts.method, *encoded_parts(parts), "")),
    "trailing newline": lambda parts: "&".join((parts.method, *encoded_parts(parts))) + "\n",
    "in lower case": lambda parts: "&".join((parts.method, *encoded_parts(parts))).lower(),
    "in capitals": lambda parts: "&".join((parts.method, *encoded_parts(parts))).upper(),
}  # fmt: skip


def key_of(*names: str) -> Callable[[Scene], bytes]:
    """Return the key form that joins these values with ``&``; a name in capitals is encoded."""

    def key(scene: Scene) -> bytes:
        values = {
            "id": scene.consumer[0],
            "secret": scene.consumer[1],
            "token": scene.token[0],
            "other": scene.token[1],
        }
        return "&".join(
            percent(values[name.lower()]) if name.isupper() else values.get(name, name) for name in names
        ).encode()

    return key


def joined_key(between: str, scene: Scene) -> bytes:
    """Join the two secrets with another mark."""
    return between.join((percent(scene.consumer[1]), percent(scene.token[1]))).encode()


KEYS: dict[str, Callable[[Scene], bytes]] = {
    "secret alone": key_of("secret"),
    "secret alone, encoded": key_of("SECRET"),
    "secret & nothing": key_of("SECRET", ""),
    "token secret alone": key_of("OTHER"),
    "nothing & token secret": key_of("", "OTHER"),
    "swapped": key_of("OTHER", "SECRET"),
    "not encoded": key_of("secret", "other"),
    "secret not encoded": key_of("secret", "OTHER"),
    "encoded as a whole": lambda scene: percent(f"{scene.consumer[1]}&{scene.token[1]}").encode(),
    "encoded twice": lambda scene: f"{percent(percent(scene.consumer[1]))}&{percent(percent(scene.token[1]))}".encode(),
    "secret & secret": key_of("SECRET", "SECRET"),
    "secret & token": key_of("SECRET", "TOKEN"),
    "token & token secret": key_of("TOKEN", "OTHER"),
    "consumer key & secret": key_of("ID", "SECRET"),
    "secret & consumer key": key_of("SECRET", "ID"),
    "consumer key &": key_of("ID", ""),
    "consumer key & token secret": key_of("ID", "OTHER"),
    "consumer key & token": key_of("ID", "TOKEN"),
    "consumer key alone": key_of("ID"),
    "token alone": key_of("TOKEN"),
    "four parts": key_of("ID", "SECRET", "TOKEN", "OTHER"),
    "four parts, secrets first": key_of("SECRET", "OTHER", "ID", "TOKEN"),
    "three parts": key_of("SECRET", "TOKEN", "OTHER"),
    "secret & null": key_of("SECRET", "null"),
    "secret & undefined": key_of("SECRET", "undefined"),
    "secret & None": key_of("SECRET", "None"),
    "no &": partial(joined_key, ""),
    "& encoded": partial(joined_key, "%26"),
    "& as HTML": partial(joined_key, "&amp;"),
    "plus between": partial(joined_key, "+"),
    "comma between": partial(joined_key, ","),
    "& twice": partial(joined_key, "&&"),
    "spaces around &": partial(joined_key, " & "),
    "& in front": lambda scene: b"&" + joined_key("&", scene),
    "& at the end": lambda scene: joined_key("&", scene) + b"&",
}


def everywhere(*fields: str) -> dict[str, Changes]:
    """Return variants that use one encoder for several things."""
    return {name: dict.fromkeys(fields, encoder) for name, encoder in ENCODERS.items()}


DIMENSIONS = (
    Dimension("parameters", 10, variants("parameters", PARAMETERS)),
    Dimension("repeated names", 3, variants("repeats", REPEATS)),
    Dimension("text of values", 2, variants("value_text", VALUE_TEXTS)),
    Dimension("encoder of names", 2, variants("encode_name", ENCODERS)),
    Dimension("encoder of values", 8, variants("encode_value", ENCODERS)),
    Dimension("encoder of names and values", 6, everywhere("encode_name", "encode_value")),
    Dimension("encoder of everything", 4, everywhere("encode_name", "encode_value", "encode_uri", "encode_whole")),
    Dimension("encoder of the parameters as a whole", 4, variants("encode_whole", ENCODERS)),
    Dimension("encoder of the URI", 3, variants("encode_uri", ENCODERS)),
    Dimension(
        "encoder of the base string", 2, variants("again", {"encoded again": percent, **ENCODERS, "none": as_is})
    ),
    Dimension("order", 8, variants("order", ORDERS)),
    Dimension("joining", 8, variants("join", JOINS)),
    Dimension("method", 3, variants("method", METHODS)),
    Dimension("scheme", 3, variants("scheme", SCHEMES)),
    Dimension("host", 3, variants("host", HOSTS)),
    Dimension("path", 4, variants("path", PATHS)),
    Dimension("base string", 7, variants("base", BASES)),
    Dimension("key", 8, variants("key", KEYS)),
    Dimension("text of the key", 3, variants("key_text", KEY_TEXTS)),
    Dimension("MAC", 2, variants("mac", MACS)),
    Dimension("hash", 3, variants("hash_name", {name: name for name in HASHES})),
    Dimension("output", 3, variants("output", TO_BASE64)),
)
"""All that a person chooses, with how often it goes wrong."""
