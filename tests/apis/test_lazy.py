"""Pages whose records are decoded when they are looked at are the pages that decoding at once gives."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.apis.lazy import BrokenRecord, LazyRecords, decode_lazily

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.lists(VALUES, max_size=5)


@given(RECORDS, st.none() | st.dictionaries(st.text(), VALUES, max_size=2), st.sampled_from([None, 2]))
def test_an_offset_list_is_the_same(records: list[Any], metadata: Any, indent: int | None) -> None:
    body = json.dumps({"stat": "OK", "response": records, "metadata": metadata}, indent=indent).encode()
    page = decode_lazily("offset", body)
    assert list(page["response"]) == records
    assert list(reversed(page["response"])) == records[::-1]
    assert page["response"][1:3] == records[1:3]
    assert page["metadata"] == metadata
    assert isinstance(page["response"], LazyRecords)


@given(RECORDS, st.sampled_from(["authlogs", "items", "events"]), VALUES)
def test_a_log_is_the_same(records: list[Any], name: str, cursor: Any) -> None:
    answer = {"stat": "OK", "response": {name: records, "metadata": {"next_offset": cursor}}}
    page = decode_lazily("v2-log", json.dumps(answer).encode())["response"]
    assert (list(page[name]), page["metadata"]) == (records, {"next_offset": cursor})


@pytest.mark.parametrize("body", [
    b"", b"{}", b"[]", b"<html>", b'{"response": {"a": 1}}', b'{"response": null}', b'{"response": ["\xff"]}',
    b'\xef\xbb\xbf{"response": []}', b'{"response": [NaN]}', b"[" * 100_000,
])  # fmt: skip
def test_another_form_is_left_to_the_usual_decoder(body: bytes) -> None:
    assert decode_lazily("offset", body) is None
    assert decode_lazily("mintime-seconds", b'{"response": []}') is None


def test_a_record_that_cannot_be_decoded_is_said_in_one_line() -> None:
    with pytest.raises(BrokenRecord, match="a record of the server's answer is no usable JSON"):
        list(LazyRecords([b"{"]))
