"""Arguments by the names of parameters, and answers of the server, for calls of both libraries."""

import copy
import inspect
import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.compat.libraries import Answer

AWKWARD = st.sampled_from(
    [
        "",
        "ada",
        "a b",
        "a+b",
        "100%",
        "%41",
        "a&b=c",
        "a/b?c#d",
        "Jürgen",
        "😀",
        "x\u0000y",
        "~-._",
        "'\"",
        "a\nb",
        "1e3",
    ]
)
TEXTS = AWKWARD | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.integers(-1, 3) | st.integers(0, 2**41) | st.sampled_from(["0", "17", " 5 ", 2.5])
SWITCHES = st.sampled_from([True, False, 0, 1, "0", "", None])
LISTS = st.lists(TEXTS | st.integers(0, 9), max_size=3)
JSON = st.recursive(
    TEXTS | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
OBJECTS = st.dictionaries(TEXTS, JSON, max_size=3)
IDS = TEXTS | st.sampled_from(["DU0123456789", 7, None])
ANYTHING = TEXTS | NUMBERS | SWITCHES | LISTS | OBJECTS
NO_TEXT: st.SearchStrategy[Any] = st.sampled_from([None, 0, 3, ["a"], {}])
PARAMS = st.dictionaries(TEXTS, TEXTS | LISTS | st.none() | st.binary(max_size=3), max_size=3) | OBJECTS | NO_TEXT

BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "limit": st.none() | NUMBERS | st.just(5000),
    "offset": st.none() | NUMBERS,
    "mintime": NUMBERS | NO_TEXT,
    "maxtime": NUMBERS | NO_TEXT,
    "api_version": st.sampled_from([1, 2, 3, "2", None]),
    "sort": st.sampled_from(["desc", "DESC", "asc", "ts:desc", ""]),
    "codes": TEXTS | st.lists(NUMBERS, max_size=3),
    "ip_whitelist": TEXTS | st.lists(TEXTS, max_size=3),
    "logo": st.binary(max_size=9),
    "custom_attribute_map": OBJECTS | st.none(),
    "json_request": PARAMS,
    "params": PARAMS,
    "method": st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "get", "post", "OPTIONS"]),
    "path": st.just("/admin/v1/users") | TEXTS.map(lambda text: "/" + text),
    "factor": st.sampled_from(["auto", "passcode", "phone", "sms", "push"]) | TEXTS,
    "async_txn": SWITCHES,
    "get_records_func": st.just(lambda page: page["events"]),
    "proxy_type": st.sampled_from(["CONNECT", None, "SOCKS"]),
    "sig_version": st.sampled_from([None, 1, 2, 3, 4, 5]),
    "additional_headers": st.none()
    | st.dictionaries(
        st.sampled_from(["X-Duo-A", "x-duo-b", "X-DUO-A", "X-Other", "X-Duo-\0"]) | st.none(),
        AWKWARD | st.none(),
        max_size=2,
    ),
    "host": TEXTS,
}
KEYWORDS = {
    "get_authentication_log": ("mintime", "maxtime", "limit", "sort", "next_offset", "users", "api_version", "other"),
    "get_activity_logs": ("mintime", "maxtime", "limit", "sort", "next_offset", "other"),
    "get_telephony_log": ("other",),
    "get_child_api_host": ("ikey", "skey", "host", "other"),
}
"""What methods with ``**kwargs`` are called with."""


def value_for(name: str) -> st.SearchStrategy[Any]:
    """Return values for a parameter: mostly sensible ones, now and then anything."""
    usual = BY_NAME.get(name)
    if usual is None:
        usual = IDS if name.endswith(("_id", "_key", "key")) else ANYTHING
    return usual if name in ("get_records_func", "data", "response") else st.one_of(usual, usual, usual, ANYTHING)


def arguments_for(method: Callable[..., Any], name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return keyword arguments for a method: all that are required, and some of the others."""
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for parameter in inspect.signature(method).parameters.values():
        if parameter.name == "self" or parameter.kind is parameter.VAR_KEYWORD:
            continue
        chosen = ANSWERS_DATA if parameter.name == "data" else value_for(parameter.name)
        chosen = ONE_ANSWER if parameter.name == "response" else chosen
        (required if parameter.default is parameter.empty else optional)[parameter.name] = chosen
    optional |= {keyword: value_for(keyword) for keyword in KEYWORDS.get(name, ()) if keyword not in required}
    return st.fixed_dictionaries(required, optional=optional)


def ok(response: Any, **members: Any) -> Answer:
    """Return an answer that is OK."""
    return Answer(json.dumps({"stat": "OK", "response": response, **members}).encode())


def fail(status: int, reason: str, body: Any) -> Answer:
    """Return an answer with an error status."""
    return Answer(body if isinstance(body, bytes | str) else json.dumps(body), status, reason)


ROWS = [{"account_id": "DACHILD", "api_hostname": "api-9.duosecurity.com"}, {"account_id": "DA2"}, {}]
LIMITED = fail(429, "Too Many Requests", {"stat": "FAIL", "code": 42901, "message": "Too Many Requests"})
UNAUTHORIZED = {"stat": "FAIL", "code": 40103, "message": "Invalid signature", "message_detail": "in Basic"}
SCRIPTS: dict[str, list[Answer]] = {
    "list": [ok(ROWS)],
    "object": [
        ok({"result": "allow", "status": "allow", "status_msg": "fine", "txid": "T1", "trusted_device_token": "t"})
    ],
    "waiting": [ok({"result": "waiting"})],
    "text": [ok("pong")],
    "valid": [ok("valid")],
    "null": [ok(None)],
    "pages": [ok([{"n": 1}, {"n": 2}], metadata={"next_offset": 2}), ok([{"n": 3}], metadata={})],
    "cursors": [
        ok({"events": [{"n": 1}], "metadata": {"next_offset": "1,x"}}),
        ok({"events": [{"n": 2}], "metadata": {"next_offset": None}}),
    ],
    "items": [ok({"items": [{"ts": "1"}], "authlogs": [{"ts": "2"}], "metadata": {}})],
    "image": [Answer(b"\x89PNG", content_type="image/png")],
    "untyped": [Answer(b'{"stat": "OK", "response": 1}', content_type=None)],
    "401": [fail(401, "Unauthorized", UNAUTHORIZED)],
    "400": [fail(400, "Bad Request", {"stat": "FAIL", "code": 40002, "message": "Invalid request parameters"})],
    "400 without message": [fail(400, "Bad Request", {"stat": "FAIL"})],
    "404 of a proxy": [fail(404, "Not Found", b"<html>")],
    "500 list": [fail(500, "Oops", [1])],
    "not OK": [Answer('{"stat": "FAIL"}')],
    "no response": [Answer('{"stat": "OK"}')],
    "not JSON": [Answer("{")],
    "not UTF-8": [Answer(b"\xff")],
    "429 once": [LIMITED, ok(ROWS)],
    "429 always": [LIMITED],
}
"""Answers by a name; the last of a list is repeated."""
ONE_ANSWER = st.sampled_from([script[0] for script in SCRIPTS.values()]).map(copy.deepcopy)
ANSWERS_DATA = st.sampled_from([script[0].data for script in SCRIPTS.values()])
