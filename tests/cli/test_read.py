"""``paraph read``: what was understood, and the same requests in other forms."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.errors import ParaphError
from paraph.core.message import Request
from paraph.readers import Entry, entries
from paraph.render.forms import FORMS, in_form
from tests.cli.running import run

FORM = "application/x-www-form-urlencoded"
NAMES = st.sampled_from(("Date", "Authorization", "X-Own", "Content-Type", "Accept", "x-lower"))
VALUES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12).map(str.strip)
TARGETS = st.text(st.sampled_from("abz09-._~%2F/?&=+:@!$'()*,;[]{}|^\\\"<># é"), max_size=20)
BODIES = st.one_of(st.binary(max_size=24), st.text(max_size=24).map(lambda text: text.encode("utf-8", "replace")))
REQUESTS = st.builds(
    lambda method, target, headers, body: Request(method, f"/{target}", (("Host", "h.example"), *headers), body),
    st.sampled_from(("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD")),
    TARGETS,
    st.lists(st.tuples(NAMES, VALUES), max_size=3, unique_by=lambda pair: pair[0].lower()),
    BODIES,
)


def essence(request: Request) -> tuple[object, ...]:
    """What must survive; the length of the body and Host are said in other ways."""
    own = ("host", "content-length", "accept", "user-agent")
    headers = sorted((name, value) for name, value in request.headers if name.lower() not in own)
    return request.method, request.url, request.body, headers


@pytest.mark.parametrize("form", FORMS)
def test_round_trip_or_refusal(form: str) -> None:
    carried = []

    @given(REQUESTS)
    def check(request: Request) -> None:
        try:
            text = in_form((Entry(1, "", request),), form)
        except ParaphError as error:
            assert "--as" in str(error)
            return
        carried.append(form)
        (again,) = entries(text)
        assert essence(again.request) == essence(request)

    check()
    assert len(carried) > 20  # most requests can be carried


@pytest.mark.parametrize("form", ["curl", "http", "har", "httpie"])
def test_several_requests_in_one_file(form: str) -> None:
    first = Request("GET", "/a?x=1", (("Host", "h.example"), ("X-A", "it's")))
    second = Request("POST", "/b", (("Host", "h.example"), ("Content-Type", FORM)), b"a=1&b=2")
    text = in_form((Entry(1, "one", first), Entry(2, "two", second)), form)
    assert [essence(entry.request) for entry in entries(text)] == [essence(first), essence(second)]


def test_text_and_json(tmp_path: Path) -> None:
    path = tmp_path / "call.txt"
    path.write_text("curl https://h.example/a?b=1 -d x=1 -H 'X-A: b'\n")
    shown = run("read", str(path))
    assert shown.code == 0
    assert "POST https://h.example/a?b=1\n" in shown.stdout
    assert "X-A: b\n" in shown.stdout
    assert "\nx=1\n" in shown.stdout
    answer = json.loads(run("read", str(path), "--json").stdout)
    assert answer["schema"] == "paraph.read/1"
    (entry,) = answer["entries"]
    assert (entry["number"], entry["status"]) == (1, None)
    assert entry["request"]["url"] == "https://h.example/a?b=1"
    assert entry["request"]["body"] == "x=1"


def test_one_of_several_and_an_unreadable_one(tmp_path: Path) -> None:
    path = tmp_path / "calls.http"
    path.write_text("### a\nGET https://h.example/a\n\n### b\nPOST https://h.example/b\n\n< ./file.json\n")
    both = run("read", str(path), "--json")
    assert both.code == 0
    shown = json.loads(both.stdout)["entries"]
    assert [set(entry) & {"request", "error"} for entry in shown] == [{"request"}, {"error"}]
    assert shown[1]["error"]["line"] == 7
    assert json.loads(run("read", str(path), "--json", "--entry", "a").stdout)["entries"] == shown[:1]
    failed = run("read", str(path), "--entry", "b")
    assert failed.code == 65
    assert "line 7" in failed.stderr
    raw = run("read", str(path), "--as", "raw")
    assert (raw.code, "--entry" in raw.stderr or "line 7" in raw.stderr) == (65, True)


def test_a_folder_is_not_left_through_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    folder.mkdir()
    (folder / "bruno.json").write_text('{"name": "c", "type": "collection"}')
    (folder / "call.bru").write_text("get {\n  url: https://h.example/{{process.env.TOKEN}}\n}\n")
    (tmp_path / "own").write_text("TOKEN=canary\n")
    (folder / ".env").symlink_to(tmp_path / "own")
    linked = run("read", str(folder))
    assert "canary" not in linked.stdout + linked.stderr
    (folder / ".env").unlink()
    (folder / ".env").write_text("TOKEN=canary\n")
    assert "https://h.example/canary" in run("read", str(folder)).stdout
