"""Method, URL and items of ``paraph send``."""

import json
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.encoding import parse_form
from paraph.readers.commands.items import composed

HOST = "api-example0.duosecurity.com"
words = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("line", "method", "url"),
    [
        (["/a"], "GET", f"https://{HOST}/a"),
        (["get", "/a?x=1", "b==2 3"], "GET", f"https://{HOST}/a?x=1&b=2%203"),
        (["/a", "b=2"], "POST", f"https://{HOST}/a"),
        (["DELETE", "/a", "b==2"], "DELETE", f"https://{HOST}/a?b=2"),
        (["http://h:81/a%2f//b/../ü x#y"], "GET", "http://h:81/a%2f//b/../%C3%BC%20x"),
        (["other.example/a"], "GET", "https://other.example/a"),
        (["HTTPS://Other.example"], "GET", "https://Other.example/"),
    ],
)
def test_method_and_url(line: list[str], method: str, url: str) -> None:
    request = composed(line, HOST)
    assert (request.method, request.url) == (method, url)


def test_items() -> None:
    line = ["/a", "X-A:1", "x-b;", "User-Agent:", "n:=1", 'list:=[1,{"b":null}]', "s=a=b", "f=@f.txt", "j:=@j.json", "h:@f.txt", "q==@f.txt"]  # fmt: skip
    request = composed(line, HOST, own=(("User-Agent", "us"), ("Accept", "x")), load=lambda _: b"[2]")
    assert request.headers == (("Host", HOST), ("Accept", "x"), ("Content-Type", "application/json"), ("X-A", "1"), ("x-b", ""), ("h", "[2]"))  # fmt: skip
    assert json.loads(request.body) == {"n": 1, "list": [1, {"b": None}], "s": "a=b", "f": "[2]", "j": [2]}
    assert request.query == "q=%5B2%5D"
    form = composed(["/a", "b=2 3", "b=ü", "n:=1"], HOST, form=True)
    assert form.body == b"b=2%203&b=%C3%BC&n=1"
    assert form.media_type == "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "line",
    [[], ["/a", "b"], ["/a", "=b"], ["GET", "/a", "b=2"], ["/a", "b:=nojson"], ["/a", "b c:1"], ["/a", "f@file"], ["ftp://x/"], [""]],
)  # fmt: skip
def test_what_is_no_request(line: list[str]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        composed(line, HOST)
    with pytest.raises(ValueError, match="give the whole URL"):
        composed(["/a"])


def test_a_message_does_not_show_a_value() -> None:
    with pytest.raises(ValueError, match=r"^(?!.*hunter2)"):
        composed(["/a", "password:=hunter2"], HOST)


def written(name: str, separator: str, value: str) -> str:
    """An item; a backslash stands before each separator, and in the name also before a backslash."""
    return re.sub(r"([\\:=@;])", r"\\\1", name) + separator + re.sub(r"([:=@;])", r"\\\1", value)


@given(st.lists(st.tuples(words, words), max_size=4))
def test_what_is_written_arrives(pairs: list[tuple[str, str]]) -> None:
    query = composed(["/a", *(written(name, "==", value) for name, value in pairs)], HOST)
    assert parse_form(query.query) == tuple(pairs)
    assert parse_qsl(urlsplit(query.url).query, keep_blank_values=True) == pairs
    form = composed(["/a", *(written(name, "=", value) for name, value in pairs)], HOST, form=True)
    assert parse_form(form.body.decode()) == tuple(pairs)
    members = composed(["/a", *(written(name, "=", value) for name, value in pairs)], HOST)
    assert json.loads(members.body or b"{}") == dict(pairs)


@given(st.lists(st.text(max_size=20), max_size=4))
def test_any_words_are_a_request_or_a_value_error(line: list[str]) -> None:
    try:
        request = composed(line, HOST)
    except ValueError:
        return
    assert re.fullmatch(r"[\x21-\x7e]*", request.target)
