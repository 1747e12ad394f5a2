"""httpyac against the reader of .http files: one file with many requests, sent by the real client.

httpyac reads the files of REST Client and JetBrains, and sends them through the same library as REST Client (got).
"""

import os
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

from paraph.core.errors import Unreadable
from paraph.readers import entries
from tests.readers.tools.recorder import OWN, Received, Recorder, differences

HTTPYAC = os.environ.get("PARAPH_HTTPYAC") or "httpyac"
WITHOUT = "httpyac is not installed: npm install httpyac@6.16.7"
MARKS = "aZ09-._~+&=?:@!$'()*,;[]<> é€\""
"""Without ^ and |, which REST Client escapes and httpyac does not, and without a lone %, which httpyac refuses to send."""
VARIABLES = {"tok": "T 1", "x": "a&b=é", "plain": "v"}


def here() -> bool:
    """Whether httpyac can be run."""
    return shutil.which(HTTPYAC) is not None


def text_of(draw: random.Random, longest: int = 10, marks: str = MARKS) -> str:
    """A short text."""
    return "".join(draw.choice(marks) for _ in range(draw.randrange(longest)))


def block_of(draw: random.Random, host: str) -> str:
    """One request of a file."""
    method = draw.choice(("GET ", "POST ", "PUT ", "DELETE ", "PATCH ", "PROPFIND ", "OPTIONS ", "", "MKCOL "))
    path = "/" + text_of(draw, 10, "aZ09-._~+:@!$'()*,;=é").replace("~", "%2F")
    path = draw.choice((path, path, "/a/../b", "/a/./b", "/a//b", "/{{plain}}"))
    query = draw.choice(
        (
            "",
            "",
            f"?a={text_of(draw, 8, MARKS.replace('<', ''))}",
            "?x={{x}}&t={{tok}}",
            "?a=1\n  &b=2\n    &c={{plain}}",
        )
    )
    version = draw.choice(("", "", " HTTP/1.1"))
    login = draw.choice(("", "", "", "us:p%40w@", "us@", "us:@"))
    lines = [
        f"{method}http://{login}{host}{path.rstrip()}{query.rstrip()}{'' if not method or '{' in query else version}"
    ]
    for _ in range(draw.randrange(3)):
        lines.append(header_of(draw))
    if draw.random() < 0.1 and not any(line.lower().startswith("authorization") for line in lines):
        lines.append(f"Authorization: {draw.choice(('Digest us pw', 'Bearer t', 'Basic us pw', 'Basic us:pw'))}")
    body = body_of(draw) if method.strip() not in ("", "GET", "OPTIONS") else []
    return "\n".join([*(["# a remark"] if draw.random() < 0.2 else []), *lines, *body])


def header_of(draw: random.Random) -> str:
    """One header line."""
    value = (
        text_of(draw, 10, "aZ09-._~%+&=?:@!$'()*,;[]|^<> \"").strip().rstrip(" ,") or "v"
    )  # it takes a comma at the end out
    name = draw.choice(("X-A", "x-b", "Date", "Accept", "User-Agent", "X-C"))
    user = draw.choice(("Basic user:passwd", "Basic dXNlcjpwYXNzd2Q=", "Bearer {{plain}}", "Basic us pw"))
    return draw.choice((f"{name}: {value}", f"{name}:{value}", f"Authorization: {user}", f"{name}: a {{{{plain}}}} b"))


def body_of(draw: random.Random) -> list[str]:
    """The lines of a body, with its type."""
    kind = draw.randrange(5)
    blank = [""] * draw.choice((1, 1, 1, 2, 3))
    if kind == 0:
        return ["Content-Type: application/json", *blank, '{"a": "{{plain}}",', "", ' "b": [1, 2]}']
    if kind == 1:
        return ["Content-Type: application/x-www-form-urlencoded", *blank, "a=1", "&b={{plain}}", "&c=x%20y+z"]
    if kind == 2:
        text = (
            text_of(draw, 20, "aZ09-._~%2F+&=?:@!$'()*,;[]|^ é€\"").strip().lstrip("@") or "x"
        )  # @ begins a variable there
        return ["Content-Type: text/plain", *blank, text, "more"]
    if kind == 3:
        return [*blank, "plain text", "", "with a gap", ""]
    return []


def file_of(seed: str, hosts: list[str]) -> str:
    """A file of requests, one for each host."""
    draw = random.Random(seed)
    head = "\n".join(f"@{name} = {value}" for name, value in VARIABLES.items())
    return (
        head + "\n" + "".join(f"\n### request {number}\n{block_of(draw, host)}\n" for number, host in enumerate(hosts))
    )


def faults(seed: int, first: int, count: int) -> list[str]:
    """The faults of so many requests."""
    with Recorder(count) as recorder, tempfile.TemporaryDirectory() as folder:
        hosts = [recorder.host(number) for number in range(count)]
        text = file_of(f"httpyac {seed} {first}", hosts)
        path = Path(folder) / "calls.http"
        path.write_text(text, "utf-8")
        subprocess.run(
            [HTTPYAC, "send", str(path), "--all", "-o", "none"],
            capture_output=True,
            timeout=300,
            check=False,
            cwd=folder,
        )
        sent = [recorder.received(number) for number in range(count)]
    blocks = text.split("\n### ")[1:]
    read = entries(text.encode())
    assert len(read) == count
    found = (fault_of(block, entry.content, taken) for block, entry, taken in zip(blocks, read, sent, strict=True))
    return [fault for fault in found if fault]


def fault_of(block: str, content: object, taken: list[Received]) -> str:
    """What is wrong with the reading of one request; empty when nothing is."""
    if isinstance(content, Unreadable):
        return f"{block}\n  refused: {content}\n  sent {taken}" if taken else ""
    if len(taken) != 1:
        return f"{block}\n  sent {len(taken)} times"
    lower = content._replace(headers=tuple(sorted((name.lower(), value) for name, value in content.headers)))  # type: ignore[attr-defined]
    sent = taken[0]._replace(headers=tuple(sorted((name.lower(), value) for name, value in taken[0].headers)))
    found = differences(sent, lower, OWN)
    return f"{block}\n  " + "\n  ".join(found) if found else ""
