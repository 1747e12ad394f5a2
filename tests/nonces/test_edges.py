"""How the stores of nonces name what they keep, and what they say when they fail."""

import sys
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
import redis
import redis.asyncio

from paraph import MemoryNonces, RedisNonces, SQLiteNonces
from paraph.core.errors import StoreUnavailable, Unconfigured
from paraph.nonces.store import nonce_digest

NOW = 1_773_739_805


class Client:
    """Stands for a client of Redis: notes what its script is called with, and answers or raises."""

    def __init__(self, answer: Any = 1) -> None:
        self.answer = answer
        self.calls: list[tuple[list[str], list[Any]]] = []

    def register_script(self, text: str) -> Any:
        assert "HSET" in text
        return self.call

    def call(self, keys: list[str], args: list[Any]) -> Any:
        self.calls.append((keys, args))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(("options", "prefix"), [({}, "{paraph:nonces}"), ({"prefix": "mine"}, "{mine}")])
def test_every_version_finds_a_nonce_under_the_same_name(options: dict[str, str], prefix: str) -> None:
    client = Client()
    assert RedisNonces(client, **options).spend("n", NOW + 300, NOW) is True
    digest = blake2b(b"n", digest_size=12, person=b"paraph nonces").digest()
    names = [f"{prefix}:{digest[:2].hex()}", f"{prefix}:latest"]
    assert client.calls == [(names, [digest[2:], NOW + 300, NOW, 400 * 86_400])]
    assert RedisNonces(Client(0)).spend("n", NOW + 300, NOW) is False


@pytest.mark.parametrize("module", ["redis", "redis.exceptions", "redis.cluster.inner", "valkey", "valkey.exceptions"])
def test_an_error_of_the_client_is_an_unavailable_store(module: str) -> None:
    error = type("TimeoutError", (Exception,), {"__module__": module})("redis://user:secret@host")
    with pytest.raises(StoreUnavailable, match=r"^the Redis server of the nonces does not answer \(TimeoutError\)$"):
        RedisNonces(Client(error)).spend("n", NOW, NOW)


@pytest.mark.parametrize("module", ["builtins", "redisx", "my.redis"])
def test_any_other_error_stays_what_it_is(module: str) -> None:
    kind = type("Odd", (Exception,), {"__module__": module})
    with pytest.raises(kind, match="^odd$"):
        RedisNonces(Client(kind("odd"))).spend("n", NOW, NOW)


def test_a_url_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(Unconfigured, match=r"need the extra: pip install 'paraph\[redis\]'$"):
        RedisNonces("redis://localhost")


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> SQLiteNonces:
    return MemoryNonces() if request.param == "memory" else SQLiteNonces(tmp_path / "nonces.db")


def test_a_nonce_may_come_again_after_its_time_even_if_it_was_not_dropped_yet(store: SQLiteNonces) -> None:
    names = sorted(
        (f"{n}" for n in range(300)), key=nonce_digest, reverse=True
    )  # those that are dropped last come first
    assert all(store.spend(name, NOW + 1, NOW) for name in names)
    assert all(store.spend(name, NOW + 9, NOW + 2) for name in names)
    assert not any(store.spend(name, NOW + 9, NOW + 2) for name in names)


def test_a_call_that_breaks_leaves_the_store_as_it_was(store: SQLiteNonces) -> None:
    assert store.spend("before", NOW + 300, NOW)
    with pytest.raises(OverflowError):
        store.spend("broken", 2**70, NOW)
    assert not store.spend("before", NOW + 300, NOW)
    assert store.spend("broken", NOW + 300, NOW)


def test_a_closed_store_says_that_it_cannot_be_used(store: SQLiteNonces) -> None:
    store.close()
    with pytest.raises(StoreUnavailable, match="^the store of nonces cannot be used: .*closed"):
        store.spend("a", NOW, NOW)


@pytest.mark.parametrize("client", [redis.asyncio.Redis(), None, object(), 5])
def test_only_a_synchronous_client_is_taken(client: object) -> None:
    with pytest.raises(
        TypeError, match="^RedisNonces takes a URL or a synchronous client of the package redis or valkey$"
    ):
        RedisNonces(client)
