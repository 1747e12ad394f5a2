"""Inputs that hold no request, each with what it is and what to give instead; asked when no reader takes an input."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from paraph.core.errors import NoRequest, Unreadable
from paraph.core.message import wire_text
from paraph.readers.files.json_text import json_value
from paraph.readers.programs.languages import advice_about_program

if TYPE_CHECKING:
    from collections.abc import Callable

LOOKED_AT = 16_384
GIVE = "give the request itself, as text: a command line, the raw message, or a recording (HAR)"
ENVIRONMENT = "it goes with --env beside the collection or .http file whose variables it has"
PICTURE = f"a picture, such as a screenshot, cannot be read: {GIVE}"
MAGIC = (
    (b"\x89PNG\r\n", f"this is a PNG: {PICTURE}"),
    (b"\xff\xd8\xff", f"this is a JPEG: {PICTURE}"),
    (b"GIF8", f"this is a GIF: {PICTURE}"),
    (b"BM", f"this is a bitmap: {PICTURE}"),
    (b"%PDF-", f"this is a PDF: {GIVE}"),
    (b"PK\x03\x04", "this is a ZIP archive or an Office file: unpack it, and give the file in it that has the request"),
    (b"\x1f\x8b", "this is compressed with gzip: unpack it (gunzip FILE), and give what is in it"),
    (b"\x0a\x0d\x0d\x0a", "this is a capture of network packets: export the request from Wireshark as text (Follow HTTP stream)"),
    (b"\xd4\xc3\xb2\xa1", "this is a capture of network packets: export the request from Wireshark as text (Follow HTTP stream)"),
    (b"SQLite format 3", f"this is a SQLite database: {GIVE}"),
    (b"\x7fELF", f"this is a program in machine code: {GIVE}"),
)  # fmt: skip
_STATUS = re.compile(r"HTTP/[0-9.]+ [1-9][0-9]{2}\b")
_TRACED = re.compile(r"^(?:\* |< |== Info:|<= Recv header)", re.MULTILINE)
_ASSIGNMENT = re.compile(r"(?:export )?[A-Za-z_][\w.-]*\s*=.*|\s*|#.*")
_MAIL = re.compile(
    r"^(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version): ", re.MULTILINE | re.IGNORECASE
)
_TRACEBACK = re.compile(
    r"^Traceback \(most recent call last\)|^[ \t]+at [\w.$<>]+ ?\(.*:\d+|^Exception in thread|^\w*(?:Error|Exception): |"
    r"^panic: |^[ \t]+from .*:\d+:in ",
    re.MULTILINE,
)
_FENCE = re.compile(r"^[ \t]{0,3}(?:```|~~~)", re.MULTILINE)
_TOOL = re.compile(r"[ \t]*(?:[$>%] )?(?:curl|wget|https?|xh|Invoke-\w+|irm|iwr) ")
_METHOD = re.compile(r"[ \t]*(?:GET|POST|PUT|PATCH|DELETE) ")
_CREDENTIAL_NAMES = frozenset(["ikey", "skey", "secret", "consumer_key", "consumer_secret", "api_host", "token_secret"])
_SETTING = re.compile(r"^[ \t]*[\"']?(\w+)[\"']?[ \t]*[=:]", re.MULTILINE)


def better_error(data: bytes, error: Unreadable) -> Unreadable:
    """Return the error that says what this input is; the one that was there if that is not known.

    `data` is what no reader takes, in UTF-8 if it is text.
    """
    unknown = isinstance(error, NoRequest)
    found = markdown_error(data, only_with_command=not unknown)
    if found is not None or not unknown or not data.strip():
        return found or error
    said = said_of(data)
    return Unreadable(said) if said else error


def said_of(data: bytes) -> str:
    """Return what an input is and what to give instead; empty if that is not known."""
    for start, sentence in MAGIC:
        if data.startswith(start):
            return sentence
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return f"this is a WebP: {PICTURE}"
    head = data[:LOOKED_AT]
    if b"\0" in head:
        return f"this is no text (it has NUL bytes): {GIVE}"
    text = wire_text(head)
    if text.lstrip()[:1] in ("{", "["):
        return said_of_json(data)
    said = next((sentence for is_it, sentence in TEXTS if is_it(text)), "") or advice_about_program(text)
    return said or (f"this is a table (CSV): {GIVE}" if is_table(text) else "")


def said_of_json(data: bytes) -> str:
    """Return what a JSON text is; empty if that is not known."""
    try:
        value = json_value(data)
    except Unreadable:
        return ""
    if isinstance(value, list):
        return (
            "this is a list in JSON and has no request of its own: give one object with method, url, headers and body"
        )
    return next((sentence for is_it, sentence in OBJECTS if is_it(value)), "")


def is_environment(table: dict[str, Any]) -> bool:
    """Whether this is a Postman environment."""
    return isinstance(table.get("values"), list)


def is_named_environments(table: dict[str, Any]) -> bool:
    """Whether this has names of environments with their variables, as the HTTP Client of JetBrains has them."""
    return bool(table) and all(
        isinstance(value, dict) and value and all(isinstance(one, str | int | float) for one in value.values())
        for value in table.values()
    )


def is_vendor_answer(table: dict[str, Any]) -> bool:
    """Whether this is the body of an answer of Duo, or of another API."""
    return "stat" in table or ("message" in table and ("code" in table or "status" in table)) or "error" in table


ANSWER = "this is the answer of a server, not a request: give the request, and this answer with --response FILE"
OBJECTS: tuple[tuple[Callable[[dict[str, Any]], bool], str], ...] = (
    (lambda table: table.get("_postman_variable_scope") == "globals", f"this is a file of Postman's globals: {ENVIRONMENT}"),
    (is_environment, f"this is a Postman environment: {ENVIRONMENT}"),
    (lambda table: any("rest-client" in name for name in table), ("these are settings of VS Code with the environments of REST "
     f"Client: {ENVIRONMENT}")),
    (lambda table: "openapi" in table or "swagger" in table, ("this is an OpenAPI description of an API, not a request: "
     "give a request that was sent")),
    (lambda table: bool(_CREDENTIAL_NAMES & set(table)), ("this is a file of credentials: give it with --credentials FILE, and "
     "the request as INPUT")),
    (is_vendor_answer, ANSWER),
    (lambda table: "info" in table and "item" not in table, "this Postman collection has no requests in it: export it again"),
    (is_named_environments, f"this is a file of environments (http-client.env.json): {ENVIRONMENT}"),
    (lambda table: "dependencies" in table or "scripts" in table, "this is a package.json, not a request: " + GIVE),
)  # fmt: skip


def is_answer(text: str) -> bool:
    """Whether this is an HTTP answer alone."""
    return _STATUS.match(text.lstrip()) is not None


def is_trace(text: str) -> bool:
    """Whether curl printed this, without what it sent."""
    return len(_TRACED.findall(text)) > 1


def is_settings(text: str) -> bool:
    """Whether each line is an assignment of a name."""
    lines = text.splitlines()
    return "=" in text and all(_ASSIGNMENT.fullmatch(line) for line in lines) and "(" not in text


def is_credentials(text: str) -> bool:
    """Whether this has the names of a file of credentials, as TOML, YAML or names and values."""
    return len({name.lower() for name in _SETTING.findall(text)} & _CREDENTIAL_NAMES) > 1 and len(text) < 4096 and "(" not in text  # fmt: skip


def is_table(text: str) -> bool:
    """Whether the first lines have the same number of commas, semicolons or tabs."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return len(lines) > 1 and any(
        len({line.count(mark) for line in lines}) == 1 and lines[0].count(mark) > 0 for mark in ",;\t"
    )


def is_mail(text: str) -> bool:
    """Whether this begins as an e-mail does."""
    first, _, _ = text.lstrip().partition("\n\n")
    return _MAIL.match(text.lstrip()) is not None and len(_MAIL.findall(first)) > 1


TEXTS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (is_answer, ANSWER),
    (is_trace, "this is what curl -v printed without the lines that it sent (those with `>`): copy them too"),
    (is_credentials, "this is a file of credentials: give it with --credentials FILE, and the request as INPUT"),
    (is_mail, f"this is an e-mail: {GIVE}"),
    (lambda text: re.match(r"\s*(?:openapi|swagger): ", text) is not None, ("this is an OpenAPI description of an API, not a "
     "request: give a request that was sent")),
    (is_settings, f"this is a file of variables (.env): {ENVIRONMENT}"),
    (lambda text: text.lstrip().startswith("<?xml") or re.match(r"\s*<[\w:]+[ >]", text) is not None, ("this is XML without the "
     "request around it: give the whole request, with its method, URL and headers")),
    (lambda text: _TRACEBACK.search(text) is not None, ("this is the error of a program, not a request: give the request, or run "
     "a program in Python with `paraph trace FILE`, one in Node with `paraph trace node FILE`")),
)  # fmt: skip


def markdown_error(data: bytes, *, only_with_command: bool = False) -> Unreadable | None:
    """Return the error about Markdown: where the first command in a fence stands; None if this is no Markdown.

    With `only_with_command` a text without the command of a tool in a fence, such as a Hurl file, is no Markdown either.
    """
    text = wire_text(data[:LOOKED_AT])
    if not _FENCE.search(text):
        return None
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            closed = line.strip("`~ \t") and line.rstrip().endswith(("```", "~~~"))  # a block on one line
            inside = not inside and not closed
        elif inside and (_TOOL.match(line) or (not only_with_command and _METHOD.match(line))):
            return Unreadable("this is Markdown, and a command or request begins here: give that block alone", number)
    if only_with_command:
        return None
    return Unreadable(f"this is Markdown without a command or request in its blocks of code: {GIVE}")
