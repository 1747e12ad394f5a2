"""What a store is given it gives back, in order, and all or nothing of a transaction."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.errors import Unconfigured
from paraph.emulator.store import Event, Store, decode


def test_objects_come_back_in_the_order_in_which_they_were_first_put() -> None:
    store = Store()
    for key in "cab":
        store.save("letter", key, {"key": key})
    store.save("letter", "c", {"key": "C"})
    assert [each["key"] for each in store.page("letter")] == ["C", "a", "b"]
    assert store.page("letter", 1, 1) == [{"key": "a"}]
    assert (store.count("letter"), store.count("digit")) == (3, 0)
    assert store.delete("letter", "a")
    assert not store.delete("letter", "a")
    assert store.get("letter", "a") is None


def test_names_follow_their_object() -> None:
    store = Store()
    store.save("user", "1", {"n": 1}, ["ada", "lovelace", ""])
    assert store.find_by_name("user", "ada") == [{"n": 1}]
    store.save("user", "1", {"n": 2})
    assert store.find_by_name("user", "lovelace") == [{"n": 2}]
    store.save("user", "1", {"n": 3}, ["ada"])
    assert store.find_by_name("user", "lovelace") == []
    store.delete("user", "1")
    assert store.find_by_name("user", "ada") == []


def test_links_are_found_from_both_sides() -> None:
    store = Store()
    for one, other in (("u", "p2"), ("u", "p1"), ("v", "p1"), ("u", "p2")):
        store.link("phone", one, other)
    assert store.targets("phone", "u") == ["p2", "p1"]
    assert store.sources("phone", "p1") == ["u", "v"]
    assert store.unlink("phone", "u", None) == 2
    assert store.sources("phone", "p1") == ["v"]


def test_lists_of_several_are_found_at_once_and_stay_in_their_account() -> None:
    store = Store()
    for account, color in ((store, "red"), (store.account_store("other"), "blue")):
        for key in "ab":
            account.save("phone", key, {"key": key, "color": color})
        account.save("group", "a", {"group": color})
        for kind, one, other in (
            ("phone", "u", "b"),
            ("phone", "u", "a"),
            ("phone", "v", "a"),
            ("group", "u", "a"),
            ("phone", "w", "a"),
        ):
            account.link(f"user-{kind}", one, other)
    found = store.account_store("other").target_bodies(
        {"user-phone": "phone", "user-group": "group", "user-token": "token"}, ["v", "u", "x"]
    )
    assert {key: [decode(bytes(each)) for each in bodies] for key, bodies in found.items()} == {
        ("u", "user-phone"): [{"key": "b", "color": "blue"}, {"key": "a", "color": "blue"}],
        ("v", "user-phone"): [{"key": "a", "color": "blue"}],
        ("u", "user-group"): [{"group": "blue"}],
    }


def test_a_transaction_that_fails_leaves_nothing() -> None:
    store = Store()

    def fail() -> None:
        with store.transaction():
            store.save("user", "1", {})
            with store.transaction():
                store.save("user", "2", {})
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert store.count("user") == 0


@given(
    st.lists(st.tuples(st.integers(0, 5), st.text(max_size=3)), unique=True), st.integers(1, 4), st.booleans()
)  # fmt: skip
def test_going_on_after_the_last_record_misses_none_and_repeats_none(
    times: list[tuple[int, str]], limit: int, descending: bool
) -> None:
    store = Store()
    store.log("log", [Event(time, name, b"{}") for time, name in times])
    found: list[tuple[int, str]] = []
    after: tuple[int, str] | None = None
    while page := store.events("log", 1, 5, limit=limit, after=after, descending=descending):
        found += [(time, name) for time, name, _ in page]
        after = found[-1]
    wanted = [each for each in times if 1 <= each[0] < 5]
    assert found == sorted(wanted, key=lambda each: (each[0], each[1].encode()), reverse=descending)
    assert store.event_count("log", 1, 5) == len(wanted)


def test_records_are_counted_by_what_stands_in_them() -> None:
    store = Store()
    bodies = [b'{"a": "x", "b": {"c": 1}}', b'{"a": "x", "b": {"c": 1}}', b'{"a": null}', b'{"a": "x"}']
    store.log("log", [Event(time, str(time), body) for time, body in enumerate(bodies)])
    assert sorted(store.tally("log", 0, 9, "$.a", "$.b.c"), key=str) == [("x", 1, 2), ("x", None, 1), (None, None, 1)]
    assert store.tally("log", 0, 2, "$.a") == [("x", 2)]


def test_a_file_is_kept_for_its_owner_alone_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "data"
    store = Store(str(file))
    store.save("user", "1", {"name": "Åsa"})
    store.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Store(str(file)).get("user", "1") == {"name": "Åsa"}


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as base:
        base.execute("CREATE TABLE mine (a)")
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but someone's notes " * 100)
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    for file in (other, text, tmp_path, tmp_path / "link", tmp_path / "no" / "folder"):
        before = file.read_bytes() if file.is_file() else b""
        mode = file.stat().st_mode if file.exists() else 0
        with pytest.raises(Unconfigured):
            Store(str(file))
        assert not file.is_file() or file.read_bytes() == before
        assert not mode or file.stat().st_mode == mode


def test_a_file_is_for_one_server_at_a_time(tmp_path: Path) -> None:
    file = str(tmp_path / "duo.db")
    first = Store(file)
    with pytest.raises(Unconfigured, match="another server has it open"):
        Store(file)
    first.close()
    Store(file).close()


def test_what_was_found_is_remembered_until_something_changes() -> None:
    store, asked = Store(), []

    def found() -> int | None:
        asked.append(store.count("letter"))
        return asked[-1] or None

    def count() -> int | None:
        return store.cached(("letters",), found)

    assert [count(), count()] == [None, None], "nothing found is not remembered"
    store.save("letter", "a", {})
    assert [count(), count(), len(asked)] == [1, 1, 3]
    store.link("sound", "a", "vowel")
    assert [count(), len(asked)] == [1, 4]

    def in_vain() -> None:
        with store.transaction():
            store.save("letter", "b", {})
            assert count() == 2
            raise KeyError

    with pytest.raises(KeyError):
        in_vain()
    assert count() == 1, "what was found in a transaction that came to nothing"
    assert store.account_store("other").cached(("letters",), lambda: 7) == 7, "each account asks for itself"


def test_links_of_a_transaction_that_comes_to_nothing_are_as_before() -> None:
    store = Store()
    store.link("phone", "u", "p1")

    def in_vain() -> None:
        with store.transaction():
            store.unlink("phone", "u", "p1")
            store.account_store("other").link("phone", "u", "p2")
            raise KeyError

    with pytest.raises(KeyError):
        in_vain()
    assert store.targets("phone", "u") == ["p1"]
    assert store.account_store("other").targets("phone", "u") == []


@pytest.mark.parametrize(
    ("mode", "is_taken"), [(0o644, True), (0o640, True), (0o600, True), (0o666, False), (0o620, False)]
)
def test_a_file_that_was_there_is_private_or_refused(tmp_path: Path, mode: int, is_taken: bool) -> None:
    file = tmp_path / "data"
    file.touch()
    file.chmod(mode)
    if is_taken:
        Store(str(file)).close()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    else:
        with pytest.raises(Unconfigured, match="can be written by others"):
            Store(str(file))
        assert file.stat().st_size == 0
