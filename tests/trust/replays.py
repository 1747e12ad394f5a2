"""Replays: several processes spend the same nonces on one store; each may be accepted once."""

import random
import subprocess
import sys
from collections import Counter

from paraph import NonceStore, RedisNonces, SQLiteNonces

NOW = 1_773_739_805


def open_store(kind: str, place: str) -> NonceStore:
    """The store of that kind at a path or URL."""
    return SQLiteNonces(place) if kind == "sqlite" else RedisNonces(place, prefix="replays")


def replays_accepted(kind: str, place: str, processes: int, nonces: int, seed: int = 1) -> tuple[int, int]:
    """How many nonces were accepted, and how many a second time, when every process tries all of them in an order of its own."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.trust.replays", kind, place, str(nonces), str(seed * 1000 + number)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    outputs = [process.communicate()[0] for process in started]
    assert all(process.returncode == 0 for process in started)
    accepted = Counter(line for output in outputs for line in output.split())
    return len(accepted), sum(accepted.values()) - len(accepted)


def main() -> None:
    """Spend all nonces, print those that were accepted."""
    kind, place, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    store, order = open_store(kind, place), list(range(count))
    random.Random(seed).shuffle(order)
    print("\n".join(f"{n}" for n in order if store.spend(f"nonce {n}", NOW + 300, NOW)))


if __name__ == "__main__":
    main()
