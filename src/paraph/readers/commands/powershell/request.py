"""The body and the headers that PowerShell sends for the parameters of Invoke-RestMethod and Invoke-WebRequest.

No PowerShell runs here: this follows its documentation and source.

Source: https://github.com/PowerShell/PowerShell, WebRequestPSCmdlet.Common.cs, version 7.5
"""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from paraph.core.encoding import percent_safe
from paraph.core.message import Pairs, wire_bytes
from paraph.readers.commands.powershell.objects import WEB_SAFE, Credential, Octets, Rows, SecureText, Session, Table
from paraph.readers.commands.powershell.values import Script, plain
from paraph.readers.common import FORM_TYPE, with_query
from paraph.readers.multipart import BOUNDARY, BOUNDARY_NOTE, MULTIPART
from paraph.readers.programs.client_requests import basic_header

ANY_ORDER = "The form or query comes from a hashtable, which has no order: what was sent may be in another order than it is here."
LOGIN_NOTE = (
    "-Credential without -Authentication Basic sends no Authorization with the first request; the second one, which "
    "answers the server's challenge, is known only when the script runs"
)


class Body(NamedTuple):
    """A body, the type that PowerShell gives it, whether it was a text, and what is to be said about it."""

    data: bytes = b""
    kind: str = ""
    text: bool = False
    notes: tuple[str, ...] = ()


def body_of(script: Script, given: dict[str, Any], method: str, url: str, place: int) -> tuple[str, Body]:
    """The URL, with a query that a hashtable becomes, and the body."""
    body, form = given.get("Body"), given.get("Form")
    kind = FORM_TYPE if method == "POST" else ""
    if form is not None:
        return url, form_of(script, form, place)
    if isinstance(body, Table):
        rows = [(web(name), web(plain(value, script, place))) for name, value in body.rows.items()]
        fields = "&".join(f"{name}={value}" for name, value in rows)
        notes = () if body.ordered or len(body.rows) < 2 else (ANY_ORDER,)
        if method == "GET":
            return with_query(url, fields), Body(notes=notes)
        return url, Body(wire_bytes(fields), FORM_TYPE if fields else "", notes=notes)
    if isinstance(body, Octets):
        return url, Body(body.data, kind if body.data else "", notes=body.notes)
    if body is None:
        return url, Body()
    text = plain(body, script, place)
    return url, Body(wire_bytes(text), kind if text else "", True, getattr(body, "notes", ()))


def form_of(script: Script, form: Any, place: int) -> Body:
    """The body of -Form: each field has the type of a text, which .NET writes first."""
    if not isinstance(form, Table):
        raise script.fault(place, "-Form is no hashtable")
    pieces: list[str] = []
    for name, several in form.rows.items():
        for value in several if isinstance(several, list) else [several]:
            pieces.append(
                f"--{BOUNDARY}\r\nContent-Type: text/plain; charset=utf-8\r\n"
                f'Content-Disposition: form-data; name="{name}"\r\n\r\n{plain(value, script, place)}\r\n'
            )
    notes = (BOUNDARY_NOTE,) if form.ordered or len(form.rows) < 2 else (BOUNDARY_NOTE, ANY_ORDER)
    kind = f'{MULTIPART}; boundary="{BOUNDARY}"'
    return Body(wire_bytes("".join((*pieces, f"--{BOUNDARY}--\r\n"))), kind, notes=notes)


def web(text: str) -> str:
    """As .NET's WebUtility.UrlEncode writes it."""
    return percent_safe(text, WEB_SAFE, space="+")


def headers_of(script: Script, given: dict[str, Any], url: str, place: int) -> tuple[Pairs, tuple[str, ...]]:
    """The headers that are given, those of the session and of the login, and what is to be said about them."""
    table, session = given.get("Headers"), given.get("WebSession")
    if table is not None and not isinstance(table, Table):
        raise script.fault(place, "-Headers is no hashtable")
    if session is not None and not isinstance(session, Session):
        raise script.fault(place, "-WebSession is no session that is made in this script")
    rows = Rows()
    if session is not None:
        rows.set_all(session.headers)
        rows.set_all({"User-Agent": session.user_agent} if session.user_agent else {})
        found = urlsplit(url)
        cookies = [one for one in session.cookies if one.goes_to(found.hostname or "", found.path or "/")]
        rows.set_all({"Cookie": "; ".join(f"{one.name}={one.value}" for one in cookies)} if cookies else {})
    rows.set_all(table.rows if table else {})
    for parameter, name in (("UserAgent", "User-Agent"), ("ContentType", "Content-Type")):
        if given.get(parameter) is not None:
            rows[name] = given[parameter]
    login, notes = login_of(script, given, place)
    rows.set_all({"Authorization": login} if login else {})
    return tuple((name, plain(value, script, place)) for name, value in rows.items()), notes


def login_of(script: Script, given: dict[str, Any], place: int) -> tuple[str, tuple[str, ...]]:
    """The Authorization of -Authentication, empty if there is none, and what is to be said about it."""
    way = plain(given.get("Authentication") or "None", script, place).lower()
    credential, token = given.get("Credential"), given.get("Token")
    if credential is not None and not isinstance(credential, Credential):
        raise script.fault(
            place, "-Credential: who logs in is known only when the script runs: give the Authorization in -Headers"
        )
    if way == "basic" and credential is not None:
        return basic_header(credential.user, credential.password)[1], ()
    if way in ("bearer", "oauth") and isinstance(token, SecureText):
        return f"Bearer {token.text}", ()
    if way != "none" or token is not None:
        raise script.fault(
            place, "-Authentication: the login is known only when the script runs: give the Authorization in -Headers"
        )
    return "", (LOGIN_NOTE,) if credential is not None else ()
