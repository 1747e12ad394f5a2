"""The ways in which hand-made signers of OAuth 1.0a put the base string together."""

from collections.abc import Callable
from functools import partial

from tests.handmade.encoders import percent
from tests.handmade.oauth1.signer import Parts


def one_piece(with_method: bool, parts: Parts) -> str:
    """Encode ``url?parameters`` as one piece."""
    whole = percent(f"{parts.uri}?{parts.parameters}")
    return f"{parts.method}&{whole}" if with_method else whole


def join_plain(between: str, parts: Parts) -> str:
    """Join the three parts without encoding."""
    return between.join((parts.method, parts.uri, parts.parameters))


def encode_parts(parts: Parts) -> tuple[str, str]:
    """Return the encoded URI and parameters."""
    return parts.encode_uri(parts.uri), parts.encode_whole(parts.parameters)


BASES: dict[str, Callable[[Parts], str]] = {
    "URI not encoded": lambda parts: f"{parts.method}&{parts.uri}&{parts.encode_whole(parts.parameters)}",
    "URI encoded twice": lambda parts: f"{parts.method}&{percent(percent(parts.uri))}&{parts.encode_whole(parts.parameters)}",
    "parameters not encoded as a whole": lambda parts: f"{parts.method}&{parts.encode_uri(parts.uri)}&{parts.parameters}",
    "parameters encoded once more": lambda parts: "&".join((parts.method, encode_parts(parts)[0], percent(encode_parts(parts)[1]))),
    "nothing encoded as a whole": partial(join_plain, "&"),
    "newlines, nothing encoded": partial(join_plain, "\n"),
    "run together, nothing encoded": partial(join_plain, ""),
    "method not there": lambda parts: "&".join(encode_parts(parts)),
    "method not there, & in front": lambda parts: "&" + "&".join(encode_parts(parts)),
    "URI not there": lambda parts: f"{parts.method}&{encode_parts(parts)[1]}",
    "parameters not there": lambda parts: f"{parts.method}&{encode_parts(parts)[0]}",
    "only the parameters": lambda parts: parts.parameters,
    "only the parameters, encoded": lambda parts: encode_parts(parts)[1],
    "& encoded too": lambda parts: "%26".join((parts.method, *encode_parts(parts))),
    "second & encoded": lambda parts: f"{parts.method}&" + "%26".join(encode_parts(parts)),
    "no &": lambda parts: "".join((parts.method, *encode_parts(parts))),
    "newlines": lambda parts: "\n".join((parts.method, *encode_parts(parts))),
    "space after the method": lambda parts: f"{parts.method} {'&'.join(encode_parts(parts))}",
    "spaces around &": lambda parts: " & ".join((parts.method, *encode_parts(parts))),
    "URI first": lambda parts: "&".join((encode_parts(parts)[0], parts.method, encode_parts(parts)[1])),
    "url?parameters as one piece": partial(one_piece, True),
    "url?parameters as one piece, no method": partial(one_piece, False),
    "method and raw url?parameters": lambda parts: f"{parts.method}&{parts.uri}?{parts.parameters}",
    "raw url?parameters": lambda parts: f"{parts.uri}?{parts.parameters}",
    "method, space, raw url?parameters": lambda parts: f"{parts.method} {parts.uri}?{parts.parameters}",
    "encoded URI, ? and encoded parameters": lambda parts: f"{parts.method}&{'%3F'.join(encode_parts(parts))}",
    "trailing &": lambda parts: "&".join((parts.method, *encode_parts(parts), "")),
    "trailing newline": lambda parts: "&".join((parts.method, *encode_parts(parts))) + "\n",
    "in lower case": lambda parts: "&".join((parts.method, *encode_parts(parts))).lower(),
}  # fmt: skip
