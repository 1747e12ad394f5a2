"""Nonces on a Redis or Valkey server, for verifiers on several machines.

A key for each nonce would take some 100 bytes. So nonces share 65,536 hashes, chosen by their first two bytes; Redis
stores a hash of few fields as one compact list. One script looks a nonce up, drops expired ones and stores the new one,
which Redis runs as one operation. All names contain ``{...}``, so that a cluster stores them in one place.
"""

from __future__ import annotations

from inspect import iscoroutinefunction
from typing import Any

from paraph.core.errors import StoreUnavailable, Unconfigured
from paraph.nonces.store import nonce_digest

SCRIPT = """
local bucket, clock, digest = KEYS[1], KEYS[2], ARGV[1]
local expires, now = tonumber(ARGV[2]), tonumber(ARGV[3])
local latest = tonumber(redis.call('GET', clock) or '0')
if now > latest then
  latest = now
  redis.call('SET', clock, ARGV[3])
end
local spent = redis.call('HGET', bucket, digest)
if expires < latest or (spent and tonumber(spent) >= latest) then return 0 end
local kept = redis.call('HGETALL', bucket)
for i = 1, #kept, 2 do
  if tonumber(kept[i + 1]) < latest then redis.call('HDEL', bucket, kept[i]) end
end
redis.call('HSET', bucket, digest, ARGV[2])
local seconds = expires - now + tonumber(ARGV[4])
if redis.call('TTL', bucket) < seconds then redis.call('EXPIRE', bucket, seconds) end
return 1
"""
IDLE_SECONDS = 400 * 86_400
"""How much longer than its nonces a hash stays that nobody asks for: by Redis's clock, so longer than any clock is wrong."""


class RedisNonces:
    """Spent nonces on a Redis or Valkey server; `client` is a client of the package ``redis`` or ``valkey``, or a URL.

    A URL is such as ``redis://localhost:6379/0``; `prefix` begins the names of all keys. The
    server must not evict keys (``maxmemory-policy noeviction``). Raises Unconfigured without the extra ``redis``.
    """

    def __init__(self, client: Any, prefix: str = "paraph:nonces") -> None:
        self._client = client_of(client) if isinstance(client, str) else client
        if not hasattr(self._client, "register_script") or iscoroutinefunction(
            getattr(self._client, "execute_command", None)
        ):
            raise TypeError("RedisNonces takes a URL or a synchronous client of the package redis or valkey")
        self._prefix = f"{{{prefix}}}"
        self._script = self._client.register_script(SCRIPT)

    def spend(self, nonce: str, expires: int, now: int) -> bool:
        """Spend `nonce` until `expires`; return False if it was spent before or had expired."""
        digest = nonce_digest(nonce)
        keys = [f"{self._prefix}:{digest[:2].hex()}", f"{self._prefix}:latest"]
        try:
            answer = self._script(keys=keys, args=[digest[2:], expires, now, IDLE_SECONDS])
        except Exception as error:
            if type(error).__module__.partition(".")[0] not in ("redis", "valkey"):
                raise
            raise StoreUnavailable(f"the Redis server of the nonces does not answer ({type(error).__name__})") from None
        return bool(answer)


def client_of(url: str) -> Any:
    """Return a client for the server at `url`."""
    try:
        import redis
    except ImportError:
        raise Unconfigured("nonces on Redis need the extra: pip install 'paraph[redis]'") from None
    return redis.Redis.from_url(url)
