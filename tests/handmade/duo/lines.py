"""The wrong lines of hand-made signers of Duo: dates, hashes, and how the lines are put together."""

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import partial

from tests.handmade.duo.signer import Lines, Scene, right_text, sha512_hex

FORMAT = "%a, %d %b %Y %H:%M:%S"


def in_form(form: str, scene: Scene) -> str:
    """Write the time in another form."""
    return datetime.fromtimestamp(scene.stamp, UTC).strftime(form)


def seconds_later(seconds: int, scene: Scene) -> str:
    """Write the time as sent, some seconds later."""
    _, zone = scene.date.rsplit(" ", 1)
    hours = int(zone[:3]) if zone[0] in "+-" else 0
    moment = datetime.fromtimestamp(scene.stamp + seconds, timezone(timedelta(hours=hours)))
    return f"{moment.strftime(FORMAT)} {zone}"


DATES: dict[str, Callable[[Scene], str]] = {
    "GMT": partial(in_form, f"{FORMAT} GMT"),
    "-0000": partial(in_form, f"{FORMAT} -0000"),
    "+0000": partial(in_form, f"{FORMAT} +0000"),
    "UTC": partial(in_form, f"{FORMAT} UTC"),
    "without a zone": partial(in_form, FORMAT),
    "without weekday": lambda scene: scene.date.partition(", ")[2],
    "one-digit day": lambda scene: scene.date.replace(", 0", ", "),
    "without comma": lambda scene: scene.date.replace(",", ""),
    "lower case": lambda scene: scene.date.lower(),
    "ISO": partial(in_form, "%Y-%m-%dT%H:%M:%SZ"),
    "ISO with offset": partial(in_form, "%Y-%m-%dT%H:%M:%S+00:00"),
    "ISO with milliseconds": partial(in_form, "%Y-%m-%dT%H:%M:%S.000Z"),
    "ISO with a space": partial(in_form, "%Y-%m-%d %H:%M:%S"),
    "epoch": lambda scene: str(scene.stamp),
    "epoch in milliseconds": lambda scene: str(scene.stamp * 1000),
    "ctime": partial(in_form, "%a %b %d %H:%M:%S %Y"),
    "RFC 850": partial(in_form, "%A, %d-%b-%y %H:%M:%S GMT"),
    "empty": lambda _scene: "",
    "with its name": lambda scene: f"Date: {scene.date}",
    "an hour later, as local time": partial(seconds_later, 3600),
    "two hours later, as local time": partial(seconds_later, 7200),
    "five hours earlier, as local time": partial(seconds_later, -18000),
    **{f"{seconds} s": partial(seconds_later, seconds) for seconds in (-3, -2, -1, 1, 2, 5)},
}


def body_hash(name: str, scene: Scene) -> str:
    """Hash the body in another way."""
    return hashlib.new(name, scene.body.encode()).hexdigest()


def json_again(scene: Scene, separators: tuple[str, str] | None = None, *, indent: int | None = None) -> str:
    """Hash the body after writing its JSON again."""
    return sha512_hex(json.dumps(json.loads(scene.json), separators=separators, indent=indent))


def sorted_json(scene: Scene) -> str:
    """Hash the body after sorting its keys."""
    return sha512_hex(json.dumps(json.loads(scene.json), separators=(",", ":"), sort_keys=True))


def form_text(scene: Scene) -> str:
    """Hash the fields as a form."""
    return sha512_hex("&".join(f"{scene.form_encoder(p.name)}={scene.form_encoder(p.value)}" for p in scene.fields))


BODIES: dict[str, Callable[[Scene], str]] = {
    "empty line": lambda _scene: "",
    "hash of nothing": lambda _scene: sha512_hex(""),
    "hash of {}": lambda _scene: sha512_hex("{}"),
    "hash of null": lambda _scene: sha512_hex("null"),
    "not hashed": lambda scene: scene.body,
    "SHA-1": partial(body_hash, "sha1"),
    "SHA-256": partial(body_hash, "sha256"),
    "MD5": partial(body_hash, "md5"),
    "upper case": lambda scene: sha512_hex(scene.body).upper(),
    "base64": lambda scene: base64.b64encode(hashlib.sha512(scene.body.encode()).digest()).decode(),
    "trailing newline hashed": lambda scene: sha512_hex(scene.body + "\n"),
    "JSON written with spaces": json_again,
    "JSON written compactly": partial(json_again, separators=(",", ":")),
    "JSON written with indents": partial(json_again, indent=2),
    "JSON sorted": sorted_json,
    "fields as a form": form_text,
    "query hashed": lambda scene: sha512_hex("&".join(f"{p.name}={p.value}" for p in scene.query)),
}


def headers_hash(write: Callable[[list[tuple[str, str]]], str], scene: Scene) -> str:
    """Hash the x-duo headers, written in another way."""
    return sha512_hex(write(list(scene.own_headers)))


def flatten(separator: str, pairs: list[tuple[str, str]]) -> str:
    """Join names and values with a separator."""
    return separator.join(text for pair in pairs for text in pair)


def lower_names(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers with lower-case names, sorted."""
    return sorted((name.lower(), value) for name, value in pairs)


HEADERS: dict[str, Callable[[Scene], str]] = {
    "empty line": lambda _scene: "",
    "hash of nothing": lambda _scene: sha512_hex(""),
    "upper case": lambda scene: headers_hash(lambda pairs: flatten("\0", lower_names(pairs)), scene).upper(),
    "names as sent": partial(headers_hash, lambda pairs: flatten("\0", sorted(pairs))),
    "not sorted": partial(headers_hash, lambda pairs: flatten("\0", [(name.lower(), value) for name, value in pairs])),
    "joined with newlines": partial(headers_hash, lambda pairs: flatten("\n", lower_names(pairs))),
    "run together": partial(headers_hash, lambda pairs: flatten("", lower_names(pairs))),
    "joined with commas": partial(headers_hash, lambda pairs: flatten(",", lower_names(pairs))),
    "as name:value lines": partial(
        headers_hash, lambda pairs: "\n".join(f"{name}:{value}" for name, value in lower_names(pairs))
    ),
    "as form": partial(headers_hash, lambda pairs: "&".join(f"{name}={value}" for name, value in lower_names(pairs))),
    "values only": partial(headers_hash, lambda pairs: "\0".join(value for _, value in lower_names(pairs))),
    "without the date": partial(
        headers_hash, lambda pairs: flatten("\0", [p for p in lower_names(pairs) if p[0] != "x-duo-date"])
    ),
    "NUL at the end": partial(headers_hash, lambda pairs: flatten("\0", lower_names(pairs)) + "\0"),
    "not hashed": lambda scene: flatten("\0", lower_names(list(scene.own_headers))),
}


def all_lines(lines: Lines) -> list[str]:
    """Return all lines."""
    return [*lines[:5], *lines.hashes]


def reorder(order: str, lines: Lines) -> str:
    """Put the lines in another order: d, m, h, p and q stand for date, method, host, path and parameters."""
    has_name = dict(zip("dmhpq", lines[:5], strict=True))
    return "\n".join([*(has_name[name] for name in order), *lines.hashes])


def join_lines(mark: str, lines: Lines) -> str:
    """Join the lines with another mark."""
    return mark.join(all_lines(lines))


LINES: dict[str, Callable[[Lines], str]] = {
    "CR LF": partial(join_lines, "\r\n"),
    "backslash n": partial(join_lines, "\\n"),
    "run together": partial(join_lines, ""),
    "spaces": partial(join_lines, " "),
    "&": partial(join_lines, "&"),
    "commas": partial(join_lines, ","),
    "CR": partial(join_lines, "\r"),
    "trailing newline": lambda lines: right_text(lines) + "\n",
    "leading newline": lambda lines: "\n" + right_text(lines),
    "trailing CR LF": lambda lines: right_text(lines) + "\r\n",
    "empty lines dropped": lambda lines: "\n".join(filter(None, all_lines(lines))),
    "trimmed": lambda lines: right_text(lines).strip(),
    "each line ends in a space": lambda lines: " \n".join(all_lines(lines)),
    "indented": lambda lines: "\n    ".join(all_lines(lines)),
    "parameters left out": partial(reorder, "dmhp"),
    "host left out": partial(reorder, "dmpq"),
    "method left out": partial(reorder, "dhpq"),
    "path left out": partial(reorder, "dmhq"),
    "date left out": partial(reorder, "mhpq"),
    "only parameters": partial(reorder, "q"),
    "date last": partial(reorder, "mhpqd"),
    "method first": partial(reorder, "mdhpq"),
    "host before method": partial(reorder, "dhmpq"),
    "path before host": partial(reorder, "dmphq"),
    "parameters before path": partial(reorder, "dmhqp"),
    "host and path as one line": lambda lines: right_text(lines).replace(f"\n{lines.path}\n", f"{lines.path}\n"),
    "method and host as one line": lambda lines: right_text(lines).replace(f"\n{lines.host}\n", f" {lines.host}\n"),
    "path?parameters as one line": lambda lines: "\n".join(
        [*lines[:3], f"{lines.path}?{lines.parameters}", *lines.hashes]
    ),
    "path?parameters, then parameters": lambda lines: "\n".join(
        [*lines[:3], f"{lines.path}?{lines.parameters}", lines.parameters, *lines.hashes]
    ),
    "lower case": lambda lines: right_text(lines).lower(),
    "without the hash of the headers": lambda lines: "\n".join([*lines[:5], *lines.hashes[:1]]),
    "without the hash of the body": lambda lines: "\n".join([*lines[:5], *lines.hashes[1:]]),
    "without both hashes": lambda lines: "\n".join(lines[:5]),
    "hashes swapped": lambda lines: "\n".join([*lines[:5], *lines.hashes[::-1]]),
    "hashes of an empty body added": lambda lines: "\n".join([*lines[:5], sha512_hex(""), sha512_hex("")]),
    "newline after the parameters twice": lambda lines: "\n".join([*lines[:5], "", *lines.hashes]),
}
