"""Requests to Duo as people send them."""

import base64
import json
import random
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple
from urllib.parse import quote_plus

from tests.handmade.duo.signer import Scene
from tests.handmade.encoders import percent
from tests.handmade.pairs import Pair
from tests.handmade.scenes import parameters, text_of

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
FORMAT = "%a, %d %b %Y %H:%M:%S"


class Call(NamedTuple):
    """An endpoint, and parameters that people send to it."""

    method: str
    path: str
    names: tuple[tuple[str, str], ...] = ()


CALLS = (
    Call("GET", "/auth/v2/check"),
    Call("POST", "/auth/v2/auth", (("username", "ann@example.com"), ("factor", "push"), ("device", "auto"))),
    Call("POST", "/auth/v2/preauth", (("username", "ann"), ("ipaddr", "10.0.0.1"))),
    Call("GET", "/admin/v1/users", (("limit", "300"), ("offset", "0"))),
    Call("GET", "/admin/v1/users", (("username", "müller"),)),
    Call("POST", "/admin/v1/users", (("username", "o'brien"), ("realname", "Zoë O'Brien"), ("email", "zoe+1@example.com"))),
    Call("POST", "/admin/v1/users/DU0123456789ABCDEFGH", (("notes", "50% off (today)"), ("status", "active"))),
    Call("DELETE", "/admin/v1/users/DU0123456789ABCDEFGH/phones/DP0123456789ABCDEFGH"),
    Call("GET", "/admin/v2/logs/authentication",
         (("mintime", "1700000000000"), ("maxtime", "1700086400000"), ("limit", "1000"), ("sort", "ts:asc"))),
    Call("GET", "/admin/v2/logs/authentication",
         (("next_offset", "1532951895000,af0ba235-0b33-23c8-bc23-a31aa0231de8"), ("mintime", "1"), ("maxtime", "2"))),
    Call("GET", "/admin/v1/logs/administrator", (("mintime", "1700000000"),)),
    Call("POST", "/accounts/v1/account/list"),
    Call("POST", "/accounts/v1/account/create", (("name", "Acme & Sons, Inc."),)),
    Call("DELETE", "/admin/v1/groups/DG0123456789ABCDEFGH", (("force", "true"),)),
    Call("PUT", "/admin/v1/policies/PO0123456789ABCDEFGH", (("name", "Default (all)"),)),
    Call("GET", "/admin/v1/groups", (("group_id_list", "DGA"), ("group_id_list", "DGB"))),
)  # fmt: skip


def date_of(draws: random.Random, stamp: int) -> str:
    """Write a date as clients do."""
    if draws.random() < 0.15:
        zone = timezone(timedelta(hours=draws.choice((-5, 1, 2, 8))))
        return datetime.fromtimestamp(stamp, zone).strftime(f"{FORMAT} %z")
    return f"{datetime.fromtimestamp(stamp, UTC).strftime(FORMAT)} {draws.choice(('-0000', '+0000', 'GMT', 'GMT'))}"


def json_of(draws: random.Random, pairs: list[tuple[str, str]]) -> str:
    """Write the JSON body, with or without spaces, sorted or not."""
    separators = draws.choice(((",", ":"), (", ", ": ")))
    return json.dumps(dict(pairs), separators=separators, sort_keys=draws.random() < 0.5)


def scene_of(draws: random.Random) -> Scene:
    """Draw a request as people send it."""
    version = draws.choice((2, 2, 5))
    call = draws.choice(CALLS)
    pairs = [*call.names, *(parameters(draws, 4) if call.names or draws.random() < 0.4 else [])]
    if draws.random() < 0.4:
        draws.shuffle(pairs)
    stamp = draws.randint(1_700_000_000, 1_790_000_000)
    date = date_of(draws, stamp)
    header = draws.choice(("Date", "Date", "X-Duo-Date"))
    host = f"api-{text_of(draws, 8, '0123456789abcdef')}.duosecurity.com"
    in_body = call.method in ("POST", "PUT")
    has_json = in_body and version == 5
    placed = tuple(Pair(*pair, "body" if in_body else "query") for pair in pairs)
    return Scene(
        version=version,
        digest=draws.choice(("sha1", "sha512")) if version == 2 else "sha512",
        method=draws.choice((call.method, call.method, call.method, call.method, call.method.lower())),
        host=host if draws.random() < 0.8 else host.replace("api-", "API-").replace("duo", "Duo"),
        path=call.path,
        query=() if in_body else placed,
        form=placed if in_body and not has_json else (),
        json=json_of(draws, pairs) if has_json else "",
        fields=tuple(Pair(*pair, "body") for pair in dict(pairs).items()) if has_json else (),
        date=date,
        date_header=header,
        stamp=stamp,
        own_headers=own_headers(draws, version, header, date),
        form_encoder=draws.choice((quote_plus, percent)),
        integration_key="DI" + text_of(draws, 18, CAPITALS),
        secret_key=text_of(draws, 40),
        luck=draws.getrandbits(30),
    )


def own_headers(draws: random.Random, version: int, header: str, date: str) -> tuple[tuple[str, str], ...]:
    """Return the x-duo headers that are sent, among them the date."""
    more = [("X-Duo-Request", "Export 1"), ("X-Duo-Client", "b")] if version == 5 and draws.random() < 0.3 else []
    return (*more, *([(header, date)] if header == "X-Duo-Date" else []))


def wire_parts(scene: Scene, signature: str) -> tuple[str, tuple[tuple[str, str], ...], bytes]:
    """Return URL, headers and body as they travel, with the signature."""
    query = "&".join(f"{scene.form_encoder(pair.name)}={scene.form_encoder(pair.value)}" for pair in scene.query)
    identity = base64.b64encode(f"{scene.integration_key}:{signature}".encode()).decode()
    dates = [(scene.date_header, scene.date)] if scene.date_header == "Date" else []
    kinds = [("Content-Type", "application/json" if scene.json else "application/x-www-form-urlencoded")]
    headers = [*dates, *scene.own_headers, ("Authorization", f"Basic {identity}"), *(kinds if scene.body else [])]
    url = f"https://{scene.host}{scene.path}" + (f"?{query}" if query else "")
    return url, tuple(headers), scene.body.encode()
