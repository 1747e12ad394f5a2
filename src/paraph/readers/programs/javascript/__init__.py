"""Reads JavaScript that makes requests, as the requests that it would send; nothing is run.

It reads calls of fetch, axios and its instances, got, Node's http and https, and XMLHttpRequest. These are in what
browsers write as "Copy as fetch", in what Postman and Insomnia export, and in programs. `referrer`, `credentials` and
`mode` are ignored: cookies that a browser adds by itself are not in the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import Unreadable
from paraph.readers.commands.shell import fault, position
from paraph.readers.programs.client_requests import BOUNDARY, BOUNDARY_NOTE, MOST_CALLS, FoundCall, call_entries
from paraph.readers.programs.javascript.axios import FUNCTIONS, axios_request, merged
from paraph.readers.programs.javascript.fetch import fetch_request, xhr_request
from paraph.readers.programs.javascript.node import GOT_METHODS, got_options, got_request, node_request
from paraph.readers.programs.javascript.text import NoText
from paraph.readers.programs.javascript.values import Script

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.core.message import Request
    from paraph.readers.entry import Entry

_CALL = re.compile(
    rb"(?<![\w.$])(?:(?:window|globalThis|self)\.)?fetch\s*\(\s*[^\s)]|\baxios\s*(?:\.\s*[A-Za-z]+\s*)?\("
    rb"|(?:\brequire\(\s*|\bfrom\s+)['\"](?:axios|got|(?:node:)?https?)['\"]|\bnew\s+XMLHttpRequest\b"
    rb"|(?<![\w.$])https?\s*\.\s*(?:request|get)\s*\("
    rb"|\brequire\(\s*['\"](?:request|superagent|unirest|node-fetch|follow-redirects)['\"]|(?<![\w.])(?:\$|jQuery)\.ajax\s*\("
)
MODULES = {"axios": "axios", "got": "got", "http": "http", "https": "https", "node:http": "http", "node:https": "https",
           "node-fetch": "fetch", "undici": "fetch", "cross-fetch": "fetch"}  # fmt: skip
CALLABLE = {"axios": FUNCTIONS, "got": GOT_METHODS, "http": frozenset(["request", "get"]),
            "https": frozenset(["request", "get"]), "fetch": frozenset([""])}  # fmt: skip
MAKERS = {"axios": "create", "got": "extend"}
_METHODS = frozenset(["write", "end", "setHeader", "removeHeader", "open", "send", "setRequestHeader"])
EMPTY_NOTE = "axios sends this Content-Type in Node.js; in a browser it sends none without a body."


class Client(NamedTuple):
    """What a call is made with: the library, the place of the call that made an instance, and the function."""

    library: str
    made: int | None
    function: str
    arguments: int
    """The place of the first argument."""


def is_javascript(data: bytes) -> bool:
    """Return whether the text makes requests with one of the known functions."""
    return _CALL.search(data) is not None


def read_javascript(text: str, variables: Mapping[str, str] | None = None) -> tuple[Entry, ...]:
    """Return the calls in a text, in order; raises Unreadable, with line and column, if none can be read.

    `variables` are the values of names that the text does not know.
    """
    script = Script(text, variables)
    hook = hook_place(script)
    found: list[FoundCall] = []
    methods = method_places(script)
    for place in script.places:
        if len(found) == MOST_CALLS:
            break
        client = client_at(script, place)
        if client is not None:
            content = call_content(script, client, place, methods, hook)
            found.append(FoundCall(content, position(text, script.tokens[place].offset)[0], notes_on(content, client)))
    if not found:
        raise Unreadable("no call of fetch, axios, got or http.request was found in this JavaScript outside of comments and texts: run the program with `paraph trace node FILE`, or send its request to `paraph watch`")  # fmt: skip
    return call_entries(found)


def notes_on(content: Request | Unreadable, client: Client) -> tuple[str, ...]:
    """Return sentences about what depends on where the program runs."""
    if isinstance(content, Unreadable):
        return ()
    notes = []
    if BOUNDARY in (content.header("content-type") or ""):
        notes.append(BOUNDARY_NOTE)
    if client.library == "axios" and not content.body and content.header("content-type"):
        notes.append(EMPTY_NOTE)
    return tuple(notes)


def method_places(script: Script) -> dict[int, list[int]]:
    """Return the calls of ``req.write`` and the like, by the identity of the name's binding."""
    found: dict[int, list[int]] = {}
    for place in script.places:
        marks = [token.text for token in script.tokens[place + 1 : place + 4]]
        if len(marks) == 3 and marks[0] == "." and marks[1] in _METHODS and marks[2] == "(":
            bound = script.names.find(script.tokens[place].text, place)
            if bound is not None:
                found.setdefault(id(bound[1]), []).append(place)
    return found


def client_at(script: Script, place: int) -> Client | None:
    """Return the client whose call begins at a name; None if it is no such call."""
    word, before = script.names.text(place), script.names.text(place - 1)
    if word == "XMLHttpRequest" and before == "new":
        return Client("xhr", None, "", place)
    if before in ("function", "class") or (before in (".", "?.") and not is_window_member(script, place)):
        return None
    name, after = script.dotted_name(place)
    if script.tokens[after].text != "(":
        return None
    function = name.partition(".")[2].removeprefix("default.")
    library, made = library_of(script, word, place)
    if function in CALLABLE.get(library, ()) and function != MAKERS.get(library):
        return Client(library, made, function, after + 1)
    return None


def is_window_member(script: Script, place: int) -> bool:
    """Return whether the name is a member of the global object."""
    return script.names.text(place - 2) in ("window", "globalThis", "self")


def library_of(script: Script, word: str, place: int) -> tuple[str, int | None]:
    """Return the library that a name stands for, and the place of the call that made it an instance."""
    module = script.module(word, place)
    if module is not None:
        return MODULES.get(module, ""), None
    bound = script.names.find(word, place)
    if bound is None:
        return (word if word in CALLABLE else ""), None
    start = bound[1].start
    if start is None or script.tokens[start].kind != "name" or script.tokens[start].text == word:
        return "", None
    name, after = script.dotted_name(start)
    root, _, function = name.partition(".")
    library, outer = library_of(script, root, start) if root != word else ("", None)
    if script.tokens[after].text == "(" and library and function == MAKERS.get(library):
        return library, start
    return "", outer


def call_content(
    script: Script, client: Client, place: int, methods: dict[int, list[int]], hook: int
) -> Request | Unreadable:
    """Return the request of a call, or why it cannot be read."""
    script.now = place
    try:
        if hook >= 0 and client.library == "axios":
            raise script.unknown(hook, "changes the requests of axios in a way that is not followed here")
        return call_request(script, client, place, methods)
    except Unreadable as error:
        error.__context__ = None
        return error.with_traceback(None)
    except NoText as error:
        why = "has a value that is no text" if str(error) == "is no text" else str(error)
        step = "" if "refuses" in why else f": {script.next_step}"
        return fault(script.text, script.tokens[place].offset, f"this call of {client.library} {why}{step}")
    except (ValueError, OverflowError, RecursionError) as error:
        return fault(script.text, script.tokens[client.arguments].offset, " ".join(str(error).split()))


def call_request(script: Script, client: Client, place: int, methods: dict[int, list[int]]) -> Request:
    """Return the request of a call; raises Unreadable or NoText."""
    if client.library == "xhr":
        return xhr_request(later_calls(script, place, place - 1, methods))
    arguments, end = script.items(client.arguments, ")", 0)
    if client.library == "fetch":
        return fetch_request(arguments)
    if client.library in ("http", "https"):
        calls = later_calls(script, place, place, methods)
        if [token.text for token in script.tokens[end : end + 3]] == [".", "end", "("]:
            calls.append(("end", script.items(end + 3, ")", 0)[0]))
        return node_request(client.library, arguments, calls)
    defaults = instance_options(script, client.library, client.made)
    if client.library == "got":
        return got_request(client.function, arguments, defaults)
    return axios_request(script, client.function, arguments, defaults, client.arguments)


def later_calls(script: Script, place: int, first: int, methods: dict[int, list[int]]) -> list[tuple[str, list[Any]]]:
    """Return the method calls of the name to which the value at `first` is assigned: names and arguments, in order."""
    names = script.names
    bound = names.find(names.text(first - 2), first - 2) if names.text(first - 1) == "=" and first > 1 else None
    found = []
    for at in methods.get(id(bound[1]), []) if bound else []:
        same = names.function_of(at) == names.function_of(place) and names.encloses(names.blocks[at], place)
        if bound is None or bound[1].start is None or not same or not names.certain(at):
            raise script.unknown(at, "is called only on some runs")
        script.now = at
        found.append((names.text(at + 2), script.items(at + 4, ")", 0)[0]))
    return found


def instance_options(script: Script, library: str, made: int | None) -> dict[str, Any]:
    """Return the options that an instance has from the call that made it, and from that of its own origin."""
    if made is None:
        return {}
    name, after = script.dotted_name(made)
    root = name.partition(".")[0]
    defaults = instance_options(script, library, library_of(script, root, made)[1])
    arguments, _ = script.items(after + 1, ")", 0)
    if library == "got":
        return got_options(arguments, defaults)
    if arguments and not isinstance(arguments[0], dict):
        raise script.unknown(after + 1)
    return merged(defaults, arguments[0]) if arguments else defaults


def hook_place(script: Script) -> int:
    """Return where the program changes axios requests elsewhere than in the call; -1 if it does not."""
    for place in script.places:
        word = script.tokens[place].text
        if word in ("interceptors", "defaults") and place > 1 and script.names.text(place - 1) == ".":
            if word == "interceptors" and script.names.text(place + 2) == "request":
                return place - 2
            if word == "defaults" and library_of(script, script.names.text(place - 2), place - 2)[0] == "axios":
                return place - 2
    return -1
