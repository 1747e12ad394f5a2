"""Stores of spent nonces: in memory, in a SQLite file, on a Redis or Valkey server."""

from paraph.nonces.redis import RedisNonces
from paraph.nonces.sqlite import MemoryNonces, SQLiteNonces
from paraph.nonces.store import NonceStore

__all__ = ["MemoryNonces", "NonceStore", "RedisNonces", "SQLiteNonces"]
