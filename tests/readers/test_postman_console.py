"""What Postman's console copies, as the requests that were sent."""

import json

import pytest

from paraph.core.errors import Unreadable
from paraph.readers import entries

NETWORK = {"addresses": {"remote": {"address": "127.0.0.1", "port": 443}}}


def log(method: str, url: str, **parts: object) -> str:
    """One request as the console copies it."""
    table = {"Network": NETWORK} | {name.replace("_", " "): part for name, part in parts.items()}
    return f"{method} {url}: {json.dumps(table, indent=2)}\n"


def test_requests_with_their_answers() -> None:
    text = "// a remark\n" + log(
        "POST", "https://h.example/a?b=%20",
        Request_Headers={"content-type": "application/json", "Authorization": "Basic x", "host": "h.example", "content-length": "8"},
        Request_Body='{"a":\n1}',
        Response_Headers={"vary": ["a", "b"], "server": "s"},
        Response_Body='{"code": 40103}',
    ) + "\nsome text of a script\n\n" + log("GET", "https://h.example/c", Request_Headers={"host": "h.example"})  # fmt: skip
    first, second = entries(text.encode())
    assert (first.kind, first.summary, first.notes) == ("postman", "POST /a", ())
    assert first.request.target == "/a?b=%20"
    assert first.request.body == b'{"a":\n1}'
    assert [name for name, _ in first.request.headers] == ["content-type", "Authorization", "host", "content-length"]
    assert first.response is not None
    assert (first.response.status, first.response.body) == (0, b'{"code": 40103}')
    assert first.response.headers == (("vary", "a"), ("vary", "b"), ("server", "s"))
    assert (second.summary, second.response) == ("GET /c", None)


def test_forms() -> None:
    urlencoded = log("POST", "https://h/a", Request_Headers={"content-type": "application/x-www-form-urlencoded", "content-length": "11"},
                     Request_Body={"a": "1 2", "b": "c"})  # fmt: skip
    multipart = log(
        "POST",
        "https://h/a",
        Request_Headers={"content-type": "multipart/form-data; boundary=x"},
        Request_Body={"a": "b"},
    )
    (form,) = entries(urlencoded.encode())
    assert (form.request.body, form.notes) == (b"a=1%202&b=c", ())
    (parts,) = entries(multipart.encode())
    assert parts.request.body == b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'


def test_a_body_of_another_length_and_a_log_that_is_cut_off() -> None:
    text = log("POST", "https://h/a", Request_Headers={"content-length": "9"}, Request_Body="abc")
    (entry,) = entries(text.encode())
    assert any("content-length says 9" in note for note in entry.notes)
    (cut,) = entries(text[: text.index("abc")].encode())
    with pytest.raises(Unreadable, match="line 1, column 1: the object after this URL is no whole JSON"):
        _ = cut.request
