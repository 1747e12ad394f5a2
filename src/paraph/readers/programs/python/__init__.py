"""Reads Python text that calls requests, httpx, urllib.request or http.client, as the requests that it would send.

The text is parsed, never run. Each call is an entry. Headers that the libraries add, such as User-Agent and Accept, are
omitted.

Source: requests 2.34, httpx 0.28, and http.client and urllib.request of Python 3.11
"""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING

from paraph.core.errors import Unreadable
from paraph.readers.programs.client_requests import MOST_CALLS, FoundCall, call_entries
from paraph.readers.programs.python.calls import Call, arguments, client_settings, program
from paraph.readers.programs.python.httpx import httpx_request
from paraph.readers.programs.python.requests import requests_request
from paraph.readers.programs.python.scopes import root
from paraph.readers.programs.python.stdlib import http_client_request, urllib_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.readers.entry import Entry
    from paraph.readers.programs.python.messages import Draft
    from paraph.readers.programs.python.values import Values

NO_CALL = "no call of requests, httpx, urllib.request or http.client was found in this Python text: run it with `paraph trace FILE`"
NOT_READ = "this Python text calls {}, which is not read: run it with `paraph trace FILE`"
_LIBRARY = re.compile(
    rb"(?m)^[ \t]*(?:import[ \t]+(?:[\w.]++[ \t]*,[ \t]*){0,20}|from[ \t]+)"
    rb"(?:requests|httpx|http\.client|urllib\.request|urllib3|aiohttp)\b"
    rb"|^[ \t]*from[ \t]+(?:http[ \t]+import[ \t]+client|urllib[ \t]+import[ \t]+request)\b"
    rb"|\b(?:requests|httpx)\.(?:get|post|put|patch|delete|head|options|request|stream|Request|Session|Client)\("
    rb"|\burllib\.request\.(?:urlopen|Request)\(|\bhttp\.client\.HTTPS?Connection\("
)
_CLIENT = re.compile(
    rb"(?i)\b\w*(?:session|client)\.(?:get|post|put|patch|delete|head|options|request)\(\s*f?[\"']http"
)
MOST_WORDS = 24_000
_WORD = re.compile(r"\w+|[^\w\s]")
_PARSER_LIMITS = (RecursionError, MemoryError, ValueError)
_LATER = frozenset(["prepare", "prepare_request", "build_request", "Request"])


def is_python(data: bytes) -> bool:
    """Return whether the text is a Python program that uses a known library."""
    return _LIBRARY.search(data) is not None


def is_python_piece(data: bytes) -> bool:
    """Return whether the text calls methods of a session or client that it does not create."""
    return _CLIENT.search(data) is not None


def read_python(text: str, variables: Mapping[str, str] | None = None) -> tuple[Entry, ...]:
    """Return the calls in a text, in order; raises Unreadable, with line and column, if none can be read.

    `variables` are the values of names that the text does not know.
    """
    tree = parse_program(text)
    try:
        calls, values = program(text, tree, variables or {})
    except RecursionError:
        raise Unreadable("this Python text is nested too deeply to be read") from None
    if all(call.name and call.client is None for call in calls):
        imported = {name.partition(".")[0] for name in values.aliases.values()}
        other = next((name for name in ("aiohttp", "urllib3") if name in imported), None)
        if other is not None and not imported & {"requests", "httpx"}:
            raise Unreadable(NOT_READ.format(other))
    if not calls:
        raise Unreadable(NO_CALL)
    return call_entries(found_call(call, values) for call in calls[:MOST_CALLS])


def parse_program(text: str) -> ast.Module:
    """Return the syntax tree."""
    if sum(1 for _ in _WORD.finditer(text)) + 2 * text.count("\n") > MOST_WORDS:  # a statement costs more than a word
        raise Unreadable(f"here are more than {MOST_WORDS} words of Python: give the part that makes the call")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        raise Unreadable(
            f"this looks like Python and cannot be parsed: {error.msg}", error.lineno or 1, max(error.offset or 1, 1)
        ) from None
    except _PARSER_LIMITS:
        raise Unreadable("this Python text is nested too deeply, or has bytes that no text has") from None


def found_call(call: Call, values: Values) -> FoundCall:
    """Return the request of a call, or why it cannot be read, with its line and notes."""
    line = call.node.lineno
    try:
        made = make_request(call, values)
    except Unreadable as error:
        return FoundCall(error.with_traceback(None), line)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        # The library, or Python itself, would refuse this when the program runs.
        return FoundCall(
            values.fault(call.node, f"this call cannot be read: {' '.join(str(error).split())[:200]}"), line
        )
    piece = call.name and call.client is None
    note = f"`{call.name}` is not made in this text: what it adds to each request is not known here"
    return FoundCall(made.request, line, (*made.notes, note) if piece else made.notes)


def make_request(call: Call, values: Values) -> Draft:
    """Return the request of a call."""
    if call.library == "urllib":
        return urllib_request(call, values)
    if call.library in ("http", "https"):
        return http_client_request(call, values)
    refuse_later_changes(call, values)
    given, settings = arguments(call, values), client_settings(call, values)
    method = str(given.pop("method", None) or call.function).upper()
    if call.library == "httpx":
        return httpx_request(method, given, settings)
    return requests_request(method, given, settings)


def refuse_later_changes(call: Call, values: Values) -> None:
    """Raise Unreadable if a request that is made first and sent later may be changed in between."""
    if call.function not in ("Request", "build_request"):
        return
    for change in call.scope.changes:
        bindings = call.scope.names.get(root_name(change.path), ())
        made = bindings[-1].value if bindings else None
        if isinstance(made, ast.Call) and called(made) in _LATER and change.end > (call.node.lineno, 0):
            raise values.unknown(call.node, f"makes a request that line {change.end[0]} changes before it is sent")
    if call.function == "Request":
        for node in call.scope.calls:
            if called(node) == "prepare_request":
                session = root(node.func)
                changed = any(root_name(change.path) == session for change in call.scope.changes)
                if changed:
                    raise values.unknown(call.node, f"makes a request to which `{session}` adds what it was given")


def root_name(path: str) -> str:
    """Return the first name of a path."""
    return path.partition(".")[0]


def called(node: ast.Call) -> str:
    """Return the last part of the name of what is called."""
    function = node.func
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
