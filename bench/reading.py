"""How long `paraph read` takes for long commands and large collections, as a whole process, and how much memory it needs.

Run by `python -m bench.reading`; POSIX only.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.recordings import run

if TYPE_CHECKING:
    from collections.abc import Callable

PIECE = '{"name": "a b", "count": 1, "text": "it"}'
BODY = PIECE * (5_000_000 // len(PIECE))
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


def escaped(marks: str, before: str) -> str:
    """Return the body with something before each of the marks."""
    return BODY.translate({ord(mark): before + mark for mark in marks})


COMMANDS: dict[str, Callable[[], str]] = {
    "single quotes": lambda: f"curl https://h.example/p -d '{BODY}'",
    "double quotes": lambda: f'curl https://h.example/p -d "{escaped(chr(34), chr(92))}"',
    "ANSI quotes": lambda: "curl https://h.example/p -d $'" + BODY.replace('"', "\\x22") + "'",
    "no quotes": lambda: "curl https://h.example/p -d " + escaped('{"} ,', "\\"),
    "a here-document": lambda: "curl https://h.example/p -d @- <<'END'\n" + BODY.replace("}{", "}\n{") + "\nEND",
    "cmd.exe": lambda: 'curl ^"https://h.example/p^" ^\n  --data-raw ^"' + BODY.replace('"', '^\\^"') + '^"',
    "PowerShell": lambda: f"curl.exe 'https://h.example/p' `\n  --data-raw '{BODY}'",
}
"""A command of curl with a body of 5 MB, in each quoting."""


def collection(requests: int, lines: int) -> str:
    """Return a Postman collection with so many requests, and a script of so many lines."""
    script = [
        f"pm.variables.set('name{line}', CryptoJS.HmacSHA1('text {line}', 'key').toString());" for line in range(lines)
    ]
    items = [
        {
            "name": f"request {number}",
            "request": {
                "method": "POST",
                "header": [{"key": "X-Number", "value": "{{host}}"}],
                "url": {"raw": f"https://{{{{host}}}}/p/{number}?a=1", "host": ["{{host}}"], "path": ["p", str(number)],
                        "query": [{"key": "a", "value": "1"}]},
                "body": {"mode": "raw", "raw": f'{{"number": {number}}}'},
            },
        }
        for number in range(requests)
    ]  # fmt: skip
    event = {"listen": "prerequest", "script": {"exec": script}}
    variable = [{"key": "host", "value": "h.example"}]
    return json.dumps({"info": {"name": "c", "schema": SCHEMA}, "event": [event], "item": items, "variable": variable})


def http_file(requests: int) -> str:
    """Return a .http file with so many requests."""
    return "".join(
        f'### request {number}\nPOST https://h.example/p/{number}\nX-A: b\n\n{{"a": {number}}}\n\n'
        for number in range(requests)
    )


FILES: dict[str, Callable[[], str]] = {
    **{f"curl, 5 MB in {name}": made for name, made in COMMANDS.items()},
    "Postman, 5,000 requests and a script of 400 lines": lambda: collection(5000, 400),
    ".http file, 10,000 requests": lambda: http_file(10_000),
}


def rows() -> None:
    """Print a row for each file."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "input.txt")
        for title, made in FILES.items():
            path.write_text(made(), "utf-8")
            seconds, megabytes = min(run(path, ("read", str(path), "--json")) for _ in range(3))
            print(f"read, {title}: {seconds:.2f} s, {megabytes:.0f} MB", flush=True)


if __name__ == "__main__":
    rows()
