"""PowerShell that calls Invoke-RestMethod or Invoke-WebRequest, as the requests that it would send.

No PowerShell runs here: this follows its documentation and source.

These are what people write by hand, what Postman exports, and what browsers write as "Copy as PowerShell". A
hashtable has no order: where it becomes a query or a form, the order that was sent may be another one, and the entry
says so.

Source: https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-restmethod, version 7.5
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from paraph.core.errors import Unreadable
from paraph.readers.commands.powershell.objects import (
    Cookie,
    Rows,
    Session,
    Table,
)
from paraph.readers.commands.powershell.request import body_of, headers_of
from paraph.readers.commands.powershell.values import Script, plain
from paraph.readers.commands.shell import position
from paraph.readers.programs.client_requests import (
    MOST_CALLS,
    FoundCall,
    assemble_request,
    browser_url,
    call_entries,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.core.message import Pairs
    from paraph.readers.entry import Entry

COMMANDS = frozenset(["invoke-restmethod", "invoke-webrequest", "irm", "iwr"])
VALUED = (
    "Uri", "Method", "Headers", "Body", "ContentType", "UserAgent", "WebSession", "CustomMethod", "InFile", "Form",
    "Credential", "Authentication", "Token", "TimeoutSec", "OutFile", "Proxy", "MaximumRedirection", "SessionVariable",
    "TransferEncoding", "Certificate", "CertificateThumbprint", "SslProtocol", "HttpVersion", "MaximumRetryCount",
    "RetryIntervalSec", "ResponseHeadersVariable", "StatusCodeVariable", "ErrorAction", "ConnectionTimeoutSeconds",
    "OperationTimeoutSeconds", "ProxyCredential", "ErrorVariable", "OutVariable",
)  # fmt: skip
SWITCHES = (
    "UseBasicParsing", "SkipCertificateCheck", "SkipHttpErrorCheck", "SkipHeaderValidation", "DisableKeepAlive",
    "UseDefaultCredentials", "PassThru", "PreserveAuthorizationOnRedirect", "AllowUnencryptedAuthentication",
    "FollowRelLink", "NoProxy", "Resume", "Verbose", "Debug", "AllowInsecureRedirect", "PreserveHttpMethodOnRedirect",
    "ProxyUseDefaultCredentials",
)  # fmt: skip
TEXT_NOTE = (
    "the body has characters beyond ASCII: it is UTF-8 since PowerShell 7.4, and Latin-1 before; a charset in "
    "-ContentType, or bytes as the body, say which"
)
SESSION_NOTE = "cookies that the server set in an earlier answer are sent too, and are not known here"
_OPENING = ("@{", "(", "@(", "$(", "{")
_COMMAND = re.compile(
    rb"(?im)(?:^|[=(;{|])[ \t]*(?:invoke-(?:restmethod|webrequest)|(?:irm|iwr)(?=[ \t]+(?:-|@|['\"(]{0,2}https?://|\$)))(?![\w.-])"
)


def is_powershell(data: bytes) -> bool:
    """Whether the text has one of the two commands, or a short name of theirs, where a command stands."""
    return _COMMAND.search(data) is not None


def read_powershell(text: str, variables: Mapping[str, str] | None = None) -> tuple[Entry, ...]:
    """The calls in a text, in order; raises Unreadable, with line and column, when none can be read.

    `variables` are the values of variables that the script does not set.
    """
    script = Script(text, variables)
    found: list[FoundCall] = []
    place = 0
    while script.tokens[place].kind != "end":
        end = statement_end(script, place)
        call = command_in(script, place, end)
        if len(found) == MOST_CALLS:
            break
        if call is None:
            follow(script, place)
        else:
            found.append(one_call(script, call))
        place = end + (script.tokens[end].kind != "end")
    if not found:
        raise Unreadable("no Invoke-RestMethod or Invoke-WebRequest was found here outside of comments and texts")
    return call_entries(found)


def statement_end(script: Script, place: int) -> int:
    """The place of the line end, semicolon or block's brace that ends a statement."""
    nested = 0
    for end in range(place, len(script.tokens)):
        kind, text, _, _ = script.tokens[end]
        if kind == "end" or (kind == "line" and not nested):
            return end
        if kind == "mark":
            if not nested and text in ("{", "}"):
                return end
            if text in _OPENING:
                nested += 1
            elif nested and text in ("}", ")"):
                nested -= 1
    return len(script.tokens) - 1


def command_in(script: Script, place: int, end: int) -> int | None:
    """The place of the command in a statement."""
    for found in range(place, end):
        kind, text, _, _ = script.tokens[found]
        if kind == "word" and text.lower() in COMMANDS:
            return found
    return None


def follow(script: Script, place: int) -> None:
    """Do what a statement does to the variables; one that is not understood leaves them alone."""
    token = script.tokens[place]
    if token.kind not in ("type", "variable"):
        return
    if token.kind == "type" and script.tokens[place + 1].kind == "variable":
        place += 1
        token = script.tokens[place]
    if token.kind != "variable":
        return
    name = token.text.strip("${}").lower().rpartition(":")[2]
    try:
        change(script, name, place)
    except (Unreadable, RecursionError) as error:
        reason = error if isinstance(error, Unreadable) else script.fault(place, "this is nested too deeply")
        script.variables[name] = reason


def change(script: Script, name: str, place: int) -> None:
    """Assign to a variable, to a member or item of it, or call its Add."""
    after = script.tokens[place + 1]
    if after.text == "=":
        value, end = script.value(place + 2, lists=True)
        if script.tokens[end].kind not in ("line", "end") and script.tokens[end].text not in ("}", ")"):
            raise script.unknown(place + 2)
        script.variables[name] = copied(value)
    elif after.kind == "word" and after.glued and after.text.startswith("."):
        member(script, name, after.text.lower().strip("."), place + 2)
    elif after.text == "[" or (after.kind in ("word", "type") and after.text.startswith("[")):
        item(script, name, place + 1)
    elif after.text in ("+", "++", "-", "--") and (len(after.text) == 2 or script.tokens[place + 2].text == "="):
        raise script.unknown(place)


def copied(value: Any) -> Any:
    """A value of its own for each literal."""
    return Table(Rows(value.rows), value.ordered) if isinstance(value, Table) else value


def member(script: Script, name: str, path: str, place: int) -> None:
    """``$x.Add(...)``, ``$x.Name = ...`` and what a session has."""
    holder = script.variable(name, place - 2)
    if path in ("add", "headers.add", "cookies.add") and script.tokens[place].text == "(":
        given, _ = script.list_value(place)
        if path == "cookies.add" and isinstance(holder, Session):
            add_cookie(script, holder, given, place)
            return
        rows = holder.rows if isinstance(holder, Table) else holder.headers if isinstance(holder, Session) else None
        if rows is None or len(given) != 2:
            raise script.unknown(place)
        rows[plain(given[0], script, place)] = given[1]
        return
    if isinstance(holder, Session) and path == "headers[":
        item(script, name, place - 1)
        return
    value, _ = script.value(place + (script.tokens[place].text == "="), lists=True)
    if isinstance(holder, Session):
        if path == "useragent":
            holder.user_agent = plain(value, script, place)
        elif path == "headers" and isinstance(value, Table):
            holder.headers = Rows(value.rows)
    elif isinstance(holder, Cookie):
        if path in ("name", "value", "path", "domain"):
            setattr(holder, path, plain(value, script, place))
    elif isinstance(holder, Table):
        holder.rows[script.tokens[place - 1].text[1:]] = value
    else:
        raise script.unknown(place)


def add_cookie(script: Script, session: Session, given: list[Any], place: int) -> None:
    """``$session.Cookies.Add($cookie)`` or ``Add($uri, $cookie)``."""
    cookie = given[-1] if given else None
    if not isinstance(cookie, Cookie) or not cookie.name or len(given) > 2:
        raise script.unknown(place)
    if len(given) == 2 and not cookie.domain:
        cookie = replace(cookie, domain=urlsplit(plain(given[0], script, place)).hostname or "")
    kept = [
        one for one in session.cookies if (one.name, one.domain, one.path) != (cookie.name, cookie.domain, cookie.path)
    ]
    session.cookies[:] = [*kept, cookie]


def item(script: Script, name: str, place: int) -> None:
    """``$x["name"] = ...``."""
    holder = script.variable(name, place - 1)
    rows = holder.rows if isinstance(holder, Table) else holder.headers if isinstance(holder, Session) else None
    end = place + 1
    while script.tokens[end].kind not in ("line", "end") and script.tokens[end].text != "]":
        end += 1
    if rows is None or script.tokens[end].text != "]":
        raise script.unknown(place - 1)
    key, _ = script.value(place + 1)
    value, _ = script.value(end + 1 + (script.tokens[end + 1].text == "="))
    rows[plain(key, script, place)] = value


def one_call(script: Script, place: int) -> FoundCall:
    """The call whose command stands at `place`."""
    line = position(script.text, script.tokens[place].offset)[0]
    try:
        return sent(script, parameters(script, place + 1), place, line)
    except Unreadable as error:
        return FoundCall(error, line)
    except (ValueError, RecursionError) as error:
        return FoundCall(script.fault(place, " ".join(str(error).split())), line)


def parameters(script: Script, place: int) -> dict[str, Any]:
    """The parameters of a command by their full names, splatted ones too."""
    given: dict[str, Any] = {}
    while not ends(script, place):
        token = script.tokens[place]
        if token.kind == "splat":
            table = script.variable(token.text[1:], place)
            if not isinstance(table, Table):
                raise script.unknown(place)
            given |= {full_name(script, name, place): value for name, value in table.rows.items()}
            place += 1
        elif token.kind == "word" and re.fullmatch(r"-[A-Za-z]+:?.*", token.text):
            name, colon, attached = token.text[1:].partition(":")
            full = full_name(script, name, place)
            place += 1
            if full in SWITCHES:
                place += bool(colon and not attached)
            elif attached:
                given[full] = attached
            elif ends(script, place):
                raise script.fault(place - 1, f"-{name} needs a value after it")
            else:
                given[full], place = script.argument(place)
        else:
            if "Uri" in given:
                raise script.fault(place, "this word belongs to no parameter: put quotes around the value")
            given["Uri"], place = script.argument(place)
    return given


def ends(script: Script, place: int) -> bool:
    """Whether the command ends here."""
    return script.tokens[place].kind in ("line", "end") or script.tokens[place].text in ("|", ")", "}", "&")


def full_name(script: Script, name: str, place: int) -> str:
    """The parameter that a name, or the beginning of one, stands for."""
    wanted = name.lower()
    exact = [known for known in (*VALUED, *SWITCHES) if known.lower() == wanted]
    found = exact or [known for known in (*VALUED, *SWITCHES) if known.lower().startswith(wanted)]
    if len(found) != 1:
        raise script.fault(place, f"-{name[:40]} is no parameter that is known here")
    return found[0]


def sent(script: Script, given: dict[str, Any], place: int, line: int) -> FoundCall:
    """The request of a command."""
    if given.get("Uri") is None:
        raise script.fault(place, "this command has no -Uri")
    if given.get("InFile") is not None:
        raise script.fault(place, "-InFile: the file is not read: put its content after -Body")
    method = plain(given.get("CustomMethod") or given.get("Method") or "GET", script, place).upper()
    url, session = plain(given["Uri"], script, place), given.get("WebSession")
    url = url if "://" in url else f"http://{url}"
    url, body = body_of(script, given, method, url, place)
    headers, notes = headers_of(script, given, url, place)
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    if body.text and not body.data.isascii() and "charset" not in kind.lower():
        notes += (TEXT_NOTE,)
    own: Pairs = (("Content-Type", body.kind),) if body.kind else ()
    request = assemble_request(method, browser_url(url), headers, own, body.data)
    if isinstance(given.get("SessionVariable"), str):
        rows = {name: value for name, value in headers if name.lower() != "content-type"}
        script.variables[given["SessionVariable"].lower()] = Session(headers=Rows(rows), notes=(SESSION_NOTE,))
    notes += session.notes if isinstance(session, Session) else ()
    return FoundCall(request, line, (*body.notes, *notes))
