"""HMACs that are made by hand out of plain hashes."""

import array
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.credential import Secret
from paraph.tracing.python import hashes, macs
from tests.tracing.test_tracing import PROGRAMS, SECRETS, explained, spoken, trace

CONSTRUCTORS = {name: hashes.Constructor(getattr(hashlib, name), 0) for name in hashes.NAMES}
FORMS: tuple[Callable[[bytes], Any], ...] = (bytes, bytearray, memoryview, lambda piece: array.array("B", piece))
"""What people feed a hash."""
PIECES = st.lists(st.tuples(st.binary(max_size=200), st.sampled_from(FORMS)), max_size=6)
NAMES = st.sampled_from(hashes.NAMES)


@pytest.fixture(autouse=True)
def _nothing_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macs, "SEEN", deque(maxlen=64))
    monkeypatch.setattr(hashes, "RECENT", hashes.RecentDigests())


def seen() -> list[tuple[str, bytes, bytes, bytes]]:
    return [(mac.algorithm, mac.key.value, mac.message, mac.digest) for mac in macs.SEEN]


def by_hand(name: str, key: bytes, pieces: list[tuple[bytes, Callable[[bytes], Any]]]) -> bytes:
    new = CONSTRUCTORS[name]
    size = new().block_size
    padded = (new(key).digest() if len(key) > size else key).ljust(size, b"\0")
    inner, outer = (new(bytes(octet ^ pad for octet in padded)) for pad in (0x36, 0x5C))
    for piece, form in pieces:
        inner = inner.copy()
        inner.update(form(piece))
    outer.update(inner.digest())
    made: bytes = outer.digest()
    return made


@given(NAMES, PIECES)
def test_digests_are_those_of_the_plain_hash(name: str, pieces: list[tuple[bytes, Callable[[bytes], Any]]]) -> None:
    first, *rest = [form(piece) for piece, form in pieces] or [b""]
    noted, plain = CONSTRUCTORS[name](first), getattr(hashlib, name)(first)
    for piece in rest:
        assert noted.digest() == plain.digest()
        noted = noted.copy()
        noted.update(piece)
        plain.update(piece)
    assert (noted.digest(), noted.hexdigest()) == (plain.digest(), plain.hexdigest())


@given(NAMES, st.binary(max_size=200), PIECES)
def test_every_hmac_by_hand_is_noted_once(
    name: str, key: bytes, pieces: list[tuple[bytes, Callable[[bytes], Any]]]
) -> None:
    macs.SEEN.clear()
    message = b"".join(piece for piece, _ in pieces)
    made = by_hand(name, key, pieces)
    assert made == hmac.digest(key, message, name)
    assert seen() == [(name, key.rstrip(b"\0") if len(key) <= CONSTRUCTORS[name]().block_size else key, message, made)]


def test_a_long_key_whose_hash_was_not_seen_is_that_hash() -> None:
    key = b"k" * 81
    made = by_hand("sha256", hashlib.sha256(key).digest(), [(b"message", bytes)])
    assert seen() == [("sha256", hashlib.sha256(key).digest(), b"message", made)]
    assert made == hmac.digest(key, b"message", "sha256")


def test_a_key_of_a_block_that_was_hashed_all_the_same_is_its_hash() -> None:
    hashed = CONSTRUCTORS["sha1"](b"k" * 64).digest()
    by_hand("sha1", hashed, [(b"message", bytes)])
    assert macs.SEEN[0].key == Secret(hashed)


def test_what_only_looks_like_an_hmac_is_not_noted() -> None:
    new = CONSTRUCTORS["sha1"]
    inner = new(b"\x36" * 64 + b"message").digest()
    for outer in (b"\x36" * 64 + inner, b"\x5c" * 63 + b"]" + inner, b"\x5c" * 64 + inner[:-1] + b"?"):
        new(outer).digest()
    assert seen() == []
    new(b"\x5c" * 64 + inner).digest()
    assert len(seen()) == 1


def test_long_messages_are_forgotten() -> None:
    by_hand("sha1", b"key", [(b"m" * (hashes.LONGEST - 64), bytes)])
    assert len(seen()) == 1
    by_hand("sha1", b"other key", [(b"m" * (hashes.LONGEST - 63), bytes)])
    assert len(seen()) == 1


def test_old_digests_are_forgotten() -> None:
    fed = [b"%100d" % number for number in range(3 * hashes.GENERATION)]
    for text in fed:
        CONSTRUCTORS["sha1"](text).digest()
    remembered = [text for text in fed if hashes.RECENT.get(hashlib.sha1(text).digest())]
    assert remembered == fed[hashes.GENERATION :]


def test_an_hmac_that_the_module_hmac_makes_of_such_hashes_is_noted_where_it_was_asked_for() -> None:
    new = CONSTRUCTORS["sha1"]
    taken = macs.new(b"key", b"message", lambda data=b"": new(data))
    made = taken.digest()
    assert seen() == [("sha1", b"key", b"message", made)]
    assert macs.SEEN[0].places[-1].code.startswith("taken = macs.new(")


def test_the_line_that_makes_the_message_in_the_call_itself() -> None:
    def sign(message: bytes) -> bytes:
        return by_hand("sha1", b"key", [(message, bytes)])

    def signed(lines: list[str]) -> bytes:
        return sign("\n".join(lines).encode())

    signed(["today", "GET"])
    (mac,) = macs.SEEN
    assert [(place.what, place.code) for place in mac.places] == [
        ("built", 'return sign("\\n".join(lines).encode())'),
        ("signed", "made: bytes = outer.digest()"),
    ]


@pytest.mark.parametrize(
    ("style", "times", "function"),
    [("one_shot", 1, "one_shot"), ("by_pieces", 1, "by_pieces"), ("by_copies", 1, "Keyed.sign"), ("by_copies", 2, "Keyed.sign")],
)  # fmt: skip
def test_each_style(style: str, times: int, function: str, tmp_path: Path) -> None:
    path = tmp_path / "duo.json"
    path.write_text(json.dumps({"id": "DIEXAMPLE00000000000", "secret": SECRETS[0] * times}))
    for known in ((), ("--credentials", str(path))):
        done = trace("--json", *known, str(PROGRAMS / "by_hand.py"), style, str(times))
        (answer,) = explained(done)
        assert [mistake["id"] for mistake in answer["mistakes"]] == ["ord-unsorted"]
        assert answer["search"]["candidates"] == 0
        signing = [("built", "handmade.py", "headers"), ("signed", "handmade.py", function)]
        assert spoken(answer["source"]) == [*signing, ("sent", "by_hand.py", "<module>")]
        assert answer["source"][0]["code"] == 'text = "\\n".join(lines)'
        assert "401" in done.stderr


def test_a_program_that_signs_by_paraph() -> None:
    (answer,) = explained(trace("--json", str(PROGRAMS / "by_paraph.py")))
    assert answer["verdict"] == "valid"
    assert [place["what"] for place in answer["source"]] == ["signed", "sent"]


def test_programs_see_no_difference() -> None:
    done = trace(str(PROGRAMS / "ordinary.py"))
    assert (done.returncode, done.stdout) == (0, "all as ever\n"), done.stderr
