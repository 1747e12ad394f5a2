"""What every store of nonces promises, on each of the three."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis

from paraph import MemoryNonces, NonceStore, RedisNonces, SQLiteNonces
from paraph.core.errors import StoreUnavailable
from tests.nonces.redis_server import PROGRAMS, running_server, server_program
from tests.trust.replays import replays_accepted

NOW = 1_773_739_805


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if server_program() is None and "PARAPH_NOTHING_LEFT_OUT" not in os.environ:
        pytest.skip(f"left out: nonces on Redis, since there is no {' or '.join(PROGRAMS)}")
    with running_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(params=["memory", "sqlite", "redis"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> NonceStore:
    if request.param == "memory":
        return MemoryNonces()
    if request.param == "sqlite":
        return SQLiteNonces(tmp_path / "nonces.db")
    return RedisNonces(request.getfixturevalue("redis_url"), prefix=str(tmp_path))


def test_a_nonce_is_spent_once(store: NonceStore) -> None:
    assert store.spend("a", NOW + 300, NOW)
    assert not store.spend("a", NOW + 300, NOW)
    assert not store.spend("a", NOW + 301, NOW + 1)
    assert store.spend("b", NOW + 300, NOW)


def test_a_nonce_is_kept_until_it_expires_and_then_dropped(store: NonceStore) -> None:
    assert store.spend("a", NOW + 10, NOW)
    assert not store.spend("a", NOW + 20, NOW + 10)
    assert store.spend("a", NOW + 20, NOW + 11)


def test_a_clock_set_back_lets_nothing_in_again(store: NonceStore) -> None:
    assert store.spend("a", NOW + 300, NOW)
    assert store.spend("b", NOW + 1300, NOW + 1000)
    assert not store.spend("a", NOW + 300, NOW)
    assert not store.spend("never seen, but as old", NOW + 300, NOW)


def test_what_has_expired_is_refused(store: NonceStore) -> None:
    assert not store.spend("a", NOW - 1, NOW)
    assert store.spend("a", NOW, NOW)


def test_long_and_odd_nonces(store: NonceStore) -> None:
    for nonce in ("n" * 1_000_000, "", "\0", "\udc80", "é", "n" * 999_999):
        assert store.spend(nonce, NOW, NOW)
        assert not store.spend(nonce, NOW, NOW)


def test_one_of_many_threads_spends_a_nonce(store: NonceStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        spent = list(pool.map(lambda n: store.spend(f"{n % 50}", NOW + 300, NOW), range(400)))
    assert sum(spent) == 50


def test_any_order_of_calls_agrees_with_a_plain_model(store: NonceStore) -> None:
    draws = random.Random(7)
    spent: dict[str, int] = {}
    latest = 0
    for _ in range(1500):
        now, nonce = NOW + draws.randrange(100), f"n{draws.randrange(40)}"
        expires = now + draws.randrange(-5, 30)
        latest = max(latest, now)
        new = expires >= latest and spent.get(nonce, 0) < latest
        assert store.spend(nonce, expires, now) is new
        if new:
            spent[nonce] = expires


def test_a_full_store_refuses_and_forgets_nothing(tmp_path: Path) -> None:
    small = MemoryNonces(most=2)
    assert small.spend("a", 10, 0)
    assert small.spend("b", 20, 0)
    assert not small.spend("c", 20, 5)
    assert not small.spend("a", 20, 10)
    assert small.spend("c", 20, 11)
    on_disk = SQLiteNonces(tmp_path / "small.db", most_bytes=65_536)
    results = [on_disk.spend(f"{n}", NOW, NOW) for n in range(3000)]
    kept = results.index(False)
    assert 500 < kept < 2990
    assert not any(on_disk.spend(f"{n}", NOW, NOW) for n in range(kept))
    assert [on_disk.spend(f"later {n}", NOW + 9, NOW + 1) for n in range(100)].count(True) > 50


@pytest.mark.parametrize("kind", ["sqlite", "redis"])
def test_several_processes_share_a_store(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    place = str(tmp_path / "shared.db") if kind == "sqlite" else str(request.getfixturevalue("redis_url"))
    accepted, replayed = replays_accepted(kind, place, processes=3, nonces=400)
    assert (accepted, replayed) == (400, 0)


def test_a_killed_process_loses_no_nonce(tmp_path: Path) -> None:
    path = tmp_path / "killed.db"
    program = (
        "import os, signal, sys; from paraph import SQLiteNonces; s = SQLiteNonces(sys.argv[1]);\n"
        f"assert all(s.spend(str(n), {NOW}, {NOW}) for n in range(100)); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert done.returncode == -9
    again = SQLiteNonces(path)
    assert not any(again.spend(str(n), NOW, NOW) for n in range(100))


def test_a_store_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        SQLiteNonces(tmp_path / "no such folder" / "x.db")
    (tmp_path / "text.db").write_text("this is no database, whatever its name says" * 100)
    with pytest.raises(StoreUnavailable):
        SQLiteNonces(tmp_path / "text.db")
    gone = SQLiteNonces(tmp_path / "gone.db")
    gone.close()
    with pytest.raises(StoreUnavailable):
        gone.spend("a", NOW, NOW)
    with pytest.raises(StoreUnavailable, match="ConnectionError"):
        RedisNonces(f"unix://{tmp_path}/nobody.sock").spend("a", NOW, NOW)


def test_what_is_kept_is_small_and_shows_no_nonce(tmp_path: Path) -> None:
    path = tmp_path / "size.db"
    store = SQLiteNonces(path)
    for n in range(20_000):
        assert store.spend(f"secret-looking nonce {n}" * 20, NOW + n % 600, NOW)
    store.close()
    assert path.stat().st_size / 20_000 < 67
    assert b"secret-looking" not in path.read_bytes()


def test_the_memory_of_a_million_is_within_its_bound() -> None:
    store = MemoryNonces()
    for n in range(20_000):
        store.spend(f"{n}", NOW + n % 600, NOW)
    (pages,) = store._opened.execute("pragma page_count").fetchone()
    assert pages * 4096 / 20_000 < 67


def test_redis_keeps_a_million_in_64_megabytes(redis_url: str) -> None:
    client = redis.Redis.from_url(redis_url)
    client.flushall()
    before = client.info("memory")["used_memory"]
    store = RedisNonces(client, prefix="size")
    script = store._script
    with client.pipeline(transaction=False) as pipeline:
        for n in range(65_536 // 8):  # an eighth of the buckets, each as full as with a million
            for k in range(15):
                digest = n.to_bytes(2, "big") + k.to_bytes(10, "big")
                keys = [f"{{size}}:{digest[:2].hex()}", "{size}:latest"]
                script(keys=keys, args=[digest[2:], NOW + 300, NOW, 1], client=pipeline)
        pipeline.execute()
    assert (client.info("memory")["used_memory"] - before) * 8 < 64 * 1024 * 1024
