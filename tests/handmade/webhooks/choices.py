"""The wrong choices of hand-made signers of webhooks."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, quote_plus, unquote_plus, urlencode

from tests.handmade.drawing import Dimension, variants
from tests.handmade.macs import HASHES, KEY_TEXTS, MACS, TO_BASE64, TO_HEX
from tests.handmade.texts import TEXTS
from tests.handmade.webhooks.signer import Scene, right_layout


def rewrite_json(scene: Scene, **options: Any) -> str:
    """Write the parsed body again as JSON."""
    return json.dumps(json.loads(scene.body), **options)


def php(scene: Scene) -> str:
    """Write the parsed body again as PHP's json_encode does."""
    return rewrite_json(scene, separators=(",", ":")).replace("/", "\\/")


def go(scene: Scene) -> str:
    """Write the parsed body again as Go's json.Marshal does: sorted, with ``<``, ``>`` and ``&`` escaped."""
    text = rewrite_json(scene, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def whole_numbers(scene: Scene) -> str:
    """Write the parsed body again as JavaScript does, which drops ``.0``."""
    parsed = json.loads(
        scene.body, parse_float=lambda text: int(float(text)) if float(text).is_integer() else float(text)
    )
    return json.dumps(parsed, separators=(",", ":"), ensure_ascii=False)


def pairs_of(scene: Scene) -> list[tuple[str, str]]:
    """Return the pairs of a form body; ValueError for JSON."""
    if scene.is_json:
        raise ValueError("not a form")
    return parse_qsl(scene.body, keep_blank_values=True)


BODIES: dict[str, Callable[[Scene], str]] = {
    "Python json.dumps": rewrite_json,
    "Python json.dumps, sorted": partial(rewrite_json, sort_keys=True),
    "Python json.dumps, compact": partial(rewrite_json, separators=(",", ":")),
    "Python json.dumps, compact and sorted": partial(rewrite_json, separators=(",", ":"), sort_keys=True),
    "Python json.dumps, UTF-8": partial(rewrite_json, ensure_ascii=False),
    "JavaScript JSON.stringify": whole_numbers,
    "JavaScript JSON.stringify, indent 2": partial(rewrite_json, indent=2, ensure_ascii=False),
    "indent 4": partial(rewrite_json, indent=4),
    "PHP json_encode": php,
    "Go json.Marshal": go,
    "Python str of the dictionary": lambda scene: str(json.loads(scene.body)),
    "JSON text of the text": lambda scene: json.dumps(scene.body),
    "bytes of Python": lambda scene: str(scene.body.encode()),
    "[object Object]": lambda _scene: "[object Object]",
    "empty": lambda _scene: "",
    "{}": lambda _scene: "{}",
    "trimmed": lambda scene: scene.body.strip(),
    "newline at the end": lambda scene: scene.body + "\n",
    "CR LF for LF": lambda scene: scene.body.replace("\n", "\r\n"),
    "LF removed": lambda scene: scene.body.replace("\n", ""),
    "spaces removed": lambda scene: scene.body.replace(" ", ""),
    "byte order mark": lambda scene: "\ufeff" + scene.body,
    "read as Latin-1": lambda scene: scene.body.encode().decode("latin-1"),
    "ASCII, others dropped": lambda scene: scene.body.encode("ascii", "ignore").decode(),
    "ASCII, others as ?": lambda scene: scene.body.encode("ascii", "replace").decode(),
    "lower case": lambda scene: scene.body.lower(),
    "hash of the body": lambda scene: hashlib.sha256(scene.body.encode()).hexdigest(),
    "encoded as a form": lambda scene: quote_plus(scene.body),
    "form written again": lambda scene: urlencode(pairs_of(scene)),
    "form, sorted": lambda scene: urlencode(sorted(pairs_of(scene))),
    "form decoded": lambda scene: unquote_plus(scene.body),
    "form as JSON": lambda scene: json.dumps(dict(pairs_of(scene))),
    "form as compact JSON": lambda scene: json.dumps(dict(pairs_of(scene)), separators=(",", ":")),
    "payload of the form": lambda scene: dict(pairs_of(scene))["payload"],
}


def seconds_later(seconds: int, scene: Scene) -> str:
    """Sign another time than the one sent."""
    return str(scene.stamp + seconds)


STAMPS: dict[str, Callable[[Scene], str]] = {
    "in milliseconds": lambda scene: f"{scene.stamp}000",
    "with decimals": lambda scene: f"{scene.stamp}.0",
    "ISO": lambda scene: datetime.fromtimestamp(scene.stamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    "empty": lambda _scene: "",
    **{f"{seconds} s": partial(seconds_later, seconds) for seconds in (-2, -1, 1, 2)},
}


def lay_out(layout: str, scene: Scene, stamp: str, body: str) -> str:
    """Put the parts in another layout; ValueError if it has a part that this vendor does not send."""
    if any(part not in scene.vendor.layout for part in ("{id}", "{time}") if part in layout):
        raise ValueError("this part is not sent")
    return right_layout(scene._replace(vendor=scene.vendor._replace(layout=layout)), stamp, body)


def change_layout(old: str, new: str, scene: Scene, stamp: str, body: str) -> str:
    """Change the vendor's layout."""
    return lay_out(scene.vendor.layout.replace(old, new), scene, stamp, body)


LAYOUTS: dict[str, Callable[[Scene, str, str], str]] = {
    "only the body": partial(lay_out, "{body}"),
    "time, dot, body": partial(lay_out, "{time} . {body}"),
    "time and body": partial(lay_out, "{time} {body}"),
    "body, dot, time": partial(lay_out, "{body} . {time}"),
    "body and time": partial(lay_out, "{body} {time}"),
    "id, dot, body": partial(lay_out, "{id} . {body}"),
    "time, dot, id, dot, body": partial(lay_out, "{time} . {id} . {body}"),
    "time, colon, body": partial(lay_out, "{time} : {body}"),
    "v0 without time": partial(lay_out, "v0 : {body}"),
    "v1 for v0": partial(change_layout, "v0", "v1"),
    "colon for dot": partial(change_layout, " . ", " : "),
    "dot for colon": partial(change_layout, " : ", " . "),
    "newline for dot": partial(change_layout, " . ", " \n "),
    "newline for colon": partial(change_layout, " : ", " \n "),
    "nothing for dot": partial(change_layout, " . ", " "),
    "comma for dot": partial(change_layout, " . ", " , "),
    "path in front": lambda scene, stamp, body: scene.path + right_layout(scene, stamp, body),
    "newline at the end": lambda scene, stamp, body: right_layout(scene, stamp, body) + "\n",
    "time as in the header": partial(change_layout, "{time}", "t= {time}"),
}

KEYS: dict[str, Callable[[Scene], bytes]] = {
    "as text": lambda scene: scene.secret.encode(),
    "without whsec_": lambda scene: scene.secret.removeprefix("whsec_").encode(),
    "with whsec_": lambda scene: f"whsec_{scene.secret.removeprefix('whsec_')}".encode(),
    "in quotes": lambda scene: f'"{scene.secret}"'.encode(),
}


def outputs(is_base64: bool, digest: bytes, name: str) -> str:
    """Write the digest in a wrong form, whichever the right one is."""
    return (TO_BASE64 if is_base64 else TO_HEX)[name](digest)


OUTPUTS: dict[str, Callable[[bool, bytes], str]] = {
    name: partial(outputs, name=name) for name in TO_BASE64 if name in TO_HEX and "newline" not in name
}
OUTPUTS["the other of hex and base64"] = lambda is_base64, digest: outputs(
    is_base64, digest, "hex" if is_base64 else "base64"
)

DIMENSIONS = (
    Dimension("body", 12, variants("body", BODIES)),
    Dimension("time", 3, variants("stamp", STAMPS)),
    Dimension("layout", 8, variants("layout", LAYOUTS)),
    Dimension("text as a whole", 3, variants("whole", TEXTS)),
    Dimension("key", 5, variants("key", KEYS)),
    Dimension("text of the key", 5, variants("key_text", KEY_TEXTS)),
    Dimension("MAC", 2, variants("mac", MACS)),
    Dimension("hash", 4, variants("hash_name", {name: name for name in HASHES})),
    Dimension("output", 4, variants("output", OUTPUTS)),
)
"""All that a person chooses, with how often it goes wrong."""
