"""HAR read entry by entry: the same entries as read at once, wherever the text is cut, and in bounded memory."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph import Unreadable
from paraph.readers import Entry, choose_entry, entries, entries_of_file
from paraph.readers.files.har import read_har
from paraph.readers.files.har.json_stream import JsonStream
from paraph.readers.files.har.stream import stream_har
from paraph.readers.large import MOST_BYTES, Choice, kept_entries

TEXT = st.text(max_size=12) | st.sampled_from(['"', "\\", "\\\\", '\\"', "{", "]}", "\ud83d\ude00", "\x00", "é\n"])
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
HEADERS = st.lists(st.fixed_dictionaries({"name": TEXT, "value": TEXT}, optional={"_x": ANY}), max_size=3)
REQUEST = st.fixed_dictionaries(
    {"method": st.sampled_from(["GET", "POST", "no method"]), "url": st.just("https://h.example/?a=b") | TEXT},
    optional={"headers": HEADERS, "postData": st.fixed_dictionaries({"text": TEXT}), "_x": ANY},
)
ANSWER = st.fixed_dictionaries(
    {"status": st.sampled_from([0, 200, 401])}, optional={"headers": HEADERS, "content": ANY}
)
ROW = st.fixed_dictionaries({}, optional={"request": REQUEST, "response": ANSWER, "_x": ANY})
LOG = st.fixed_dictionaries(
    {"entries": st.lists(ROW, min_size=1, max_size=4)}, optional={"version": TEXT, "pages": ANY}
)


def shuffled(table: dict[str, Any], order: int) -> dict[str, Any]:
    """The members in another order."""
    names = sorted(table)
    return {name: table[name] for name in names[order % len(names) :] + names[: order % len(names)]}


def same(left: Entry, right: Entry) -> bool:
    """Whether two entries are equal; errors are by their text."""
    return left._replace(content=text(left)) == right._replace(content=text(right))  # type: ignore[arg-type]


def text(entry: Entry) -> object:
    return str(entry.content) if isinstance(entry.content, Unreadable) else entry.content


@settings(max_examples=300, deadline=None)
@given(LOG, st.dictionaries(TEXT, ANY, max_size=2), st.integers(0, 5), st.integers(1, 70), st.sampled_from([None, 1]),
       st.booleans())  # fmt: skip
def test_the_same_entries_as_read_at_once(
    log: dict[str, Any], more: dict[str, Any], order: int, chunk: int, indent: int | None, ascii_only: bool
) -> None:
    table = shuffled({**more, "log": shuffled(log, order)}, order)
    data = json.dumps(table, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    whole = read_har(json.loads(data.decode("utf-8", "surrogateescape")))
    streamed = list(stream_har(BytesIO(data), chunk=chunk))
    assert len(streamed) == len(whole)
    assert all(map(same, streamed, whole))


SMALL: dict[str, Any] = {
    "request": {"method": "POST", "url": "https://h.example/é", "headers": [], "postData": {"text": 'a "\\ü'}},
    "response": {"status": 401, "headers": [], "content": {"text": "1.5e3 true null"}},
    "time": 1.25, "_ok": [True, None, -0.5],
}  # fmt: skip
THREE = json.dumps({"log": {"pages": [1], "entries": [SMALL] * 3, "version": "1.2"}}, indent=1).encode()


@pytest.mark.parametrize("chunk", [1, 7, 64, 100_000])
def test_cut_anywhere(chunk: int) -> None:
    whole = list(stream_har(BytesIO(THREE)))
    for end in range(len(THREE)):
        try:
            found = list(stream_har(BytesIO(THREE[:end]), chunk=chunk))
        except Unreadable as error:
            assert error.line == THREE[:end].count(b"\n") + 1
            continue
        if len(found) == 3 and not isinstance(found[2].content, Unreadable):
            assert THREE[:end].rstrip().count(b"]\n  }\n }") <= 1
            continue
        *before, last = found
        assert all(map(same, before, whole))
        assert isinstance(last.content, Unreadable)
        assert last.number == len(before) + 1
        assert last.content.line <= THREE[:end].count(b"\n") + 1


def test_a_cut_file_keeps_its_whole_entries() -> None:
    found = entries(THREE[: THREE.rindex(b"1.5e3")])
    assert [isinstance(entry.content, Unreadable) for entry in found] == [False, False, True]
    assert {entry.kind for entry in found} == {"har"}
    assert "cut off" in str(found[2].content)
    with pytest.raises(Unreadable, match="cut off"):
        entries(THREE[:200])


def test_a_fault_is_found_where_it_is() -> None:
    damaged = THREE.replace(b'"time": 1.25', b'"time" 1.25', 2).replace(b'"time" 1.25', b'"time": 1.25', 1)
    with pytest.raises(json.JSONDecodeError) as fault:
        json.loads(damaged)
    *before, last = stream_har(BytesIO(damaged + b" " * 500_000), chunk=50)
    assert len(before) == 1
    assert isinstance(last.content, Unreadable)
    assert (last.content.line, last.content.column) == (fault.value.lineno, fault.value.colno)


@pytest.mark.parametrize("filler", ['"\\', "x", "[]{}", "é\U0001f600\n"])
def test_an_entry_that_is_too_large_is_left_out(filler: str) -> None:
    large = {**SMALL, "_x": [filler * 9000]}
    data = json.dumps({"log": {"entries": [SMALL, large, SMALL]}}).encode()
    one, two, three = stream_har(BytesIO(data), chunk=100, most=2000)
    assert same(three, one._replace(number=3))
    assert "entry 2 is larger" in str(two.content)
    assert isinstance(two.content, Unreadable)
    assert two.content.column == len('{"log": {"entries": [') + len(json.dumps(SMALL)) + 3
    *_, cut = stream_har(BytesIO(data[: data.index(b"_x") + 4000]), chunk=100, most=2000)
    assert "cut off" in str(cut.content)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"log": 1}', b'{"log": {}}', b'{"a": {"entries": []}}', b'{"log": {"version": "1'])  # fmt: skip
def test_what_is_no_har(data: bytes) -> None:
    with pytest.raises(Unreadable):
        list(stream_har(BytesIO(data)))


def test_deep_nesting_is_no_traceback() -> None:
    data = b'{"log": {"entries": [{}, ' + b'{"a":[' * 100_000
    *_, last = stream_har(BytesIO(data))
    assert "nested too deeply" in str(last.content)
    with pytest.raises(Unreadable, match="nested too deeply"):
        JsonStream(BytesIO(b"[" * 100_000), "utf-8").skip()


SIGNED = {"name": "Authorization", "value": 'OAuth oauth_consumer_key="k", oauth_signature_method="HMAC-SHA1", '
          'oauth_timestamp="1700000000", oauth_nonce="n", oauth_signature="abc%3D"'}  # fmt: skip


def row(number: int, *, signed: bool = False, content: str = "") -> dict[str, Any]:
    """An entry of a recording."""
    headers = [SIGNED] if signed else []
    request = {"method": "GET", "url": f"https://h.example/{number}", "headers": headers}
    return {"request": request, "response": {"status": 200, "headers": [], "content": {"text": content}}}


def test_of_a_large_file_signed_entries_and_the_wanted_one_are_kept() -> None:
    data = json.dumps({"log": {"entries": [row(n, signed=n in (3, 5)) for n in range(1, 8)]}}).encode()

    def numbers(wanted: str | None, everything: bool = False) -> list[int]:
        choice = Choice(wanted, everything=everything)
        found = kept_entries(stream_har(BytesIO(data), "utf-8", choice), choice)
        assert (found.total, found.signed) == (7, None if everything else 2)
        if wanted:
            assert choose_entry(found.entries, wanted).request.path == "/7"
        return [entry.number for entry in found.entries]

    assert numbers(None) == [3, 5]
    assert numbers("7") == numbers("GET https://h.example/7") == [3, 5, 7]
    assert numbers(None, everything=True) == list(range(1, 8))


def test_nothing_signed_is_said_once() -> None:
    data = json.dumps({"log": {"entries": [row(1), row(2)]}}).encode()
    choice = Choice(None, everything=False)
    with pytest.raises(Unreadable, match=r"^.*2 entries, none bears a signature; .*sanitised HAR.* 1 to 2$"):
        kept_entries(stream_har(BytesIO(data), "utf-8", choice), choice)


def large_har(path: Path, size: int, encoding: str = "utf-8") -> int:
    """Write a recording with a signed entry among every thousand; return how many entries it has."""
    number, written = 0, 0
    with path.open("w", encoding=encoding) as file:
        file.write('\ufeff{"log": {"version": "1.2", "entries": [\n')
        while written < size:
            number += 1
            piece = json.dumps(
                row(number, signed=number % 1000 == 7, content='<p class="x">\n' * (number % 900)), indent=2
            )
            written += file.write(piece if number == 1 else f",\n{piece}")
        file.write("]}}\n")
    return number


PEAK = """
import sys
from pathlib import Path
from paraph.readers import entries_of_file
with open(sys.argv[1], "rb") as file:
    found = entries_of_file(file)
(peak,) = (line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(found.total, found.signed, len(found.entries), int(peak) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much memory a process had")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_memory_is_bounded(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "large.har"
    count = large_har(path, 24_000_000, encoding)
    assert path.stat().st_size > MOST_BYTES
    ran = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    total, signed, kept, megabytes = map(int, ran.stdout.split())
    assert (total, signed, kept) == (count, (count + 993) // 1000, signed)
    assert megabytes < 90


def test_a_large_file_of_another_form_is_refused() -> None:
    for start in (b"GET / HTTP/1.1\r\n", b"{{host}}", b'{"info": {}, "item": [', b'{"log": 1, "x": "'):
        with pytest.raises(Unreadable, match="only a HAR may be larger|cut off"):
            entries_of_file(BytesIO(start + b" " * (MOST_BYTES + 1)))


def test_a_small_file_is_read_at_once() -> None:
    found = entries_of_file(BytesIO(THREE))
    assert (found.total, found.signed, found.remark) == (3, None, "")
    assert found.entries == entries(THREE)
