"""The parts of the campaign, with full counts; each is a function that the suite runs a share of."""

import tempfile
from functools import partial
from pathlib import Path

from paraph import MemoryNonces, NonceStore, RedisNonces, SQLiteNonces
from tests.nonces.redis_server import running_server
from tests.proxy.awkward import run_awkward
from tests.proxy.hostile import send_hostile
from tests.proxy.long_answers import growth_by_long_answer
from tests.trust import handmade, reading, sending, wrong_secrets
from tests.trust.bad_servers import BAD
from tests.trust.campaign import Part, Result
from tests.trust.collisions import run_collisions
from tests.trust.edits import run_edits
from tests.trust.faces import FACES
from tests.trust.framing_forms import SMUGGLING
from tests.trust.growth import run_growth
from tests.trust.hostile import run_hostile
from tests.trust.kills import lost_by_kills
from tests.trust.load import half_sent, large_bodies, many_requests, memory_mb, real_server
from tests.trust.replays import replays_accepted
from tests.trust.secrets import run_secrets
from tests.trust.servers import ROUTES, foreign_headers, served_though_foreign, smuggled
from tests.trust.shapes import SHAPES
from tests.trust.signed import NOW, PLACEMENTS
from tests.trust.timing import early_against_late, known_against_unknown, naive, ours

MILLION, IDLE_SECONDS, STEPS = 1_000_000, 15.0, 20


def growth(seed: int, step: int) -> Result:
    """A twentieth of all readers and parsers on all shapes, at 64 and 512 KB."""
    faults, worst = run_growth(seed, None, step, STEPS)
    return Result(len(FACES) * len(SHAPES) // STEPS, faults, {"ms of CPU at 64 KB": worst.middle})


def hostile(seed: int, step: int) -> Result:
    """50,000 hostile inputs over all readers and parsers."""
    faults, worst = run_hostile(seed * 1000 + step, 50_000)
    return Result(50_000, [str(fault) for fault in faults], {"ms of CPU, of any": worst})


def edits(placement: str, seed: int, step: int) -> Result:
    """10,000 edits of requests of one placement."""
    return Result(10_000, run_edits(placement, seed * 1000 + step, 10_000))


def collisions(scheme: str, seed: int, step: int) -> Result:
    """20,000 pairs of requests of one scheme."""
    faults, met = run_collisions(scheme, seed * 1000 + step, 20_000)
    return Result(20_000, faults, {"most equal pairs of a step": met})


def comparing(seed: int, step: int) -> Result:
    """100,000 pairs of early and late mismatches, and the same for ``==``."""
    t, control = ours(100_000, seed + step), early_against_late(naive, 100_000, seed + step)
    faults = [f"t is {t:.1f}"] if abs(t) >= 4.5 else []
    if abs(control) <= 100:
        faults.append(f"the harness sees t {control:.1f} for ==, so it would see nothing")
    return Result(100_000, faults, {"t at most": abs(t), "least t of ==": abs(control)})


def key_ids(seed: int, step: int) -> Result:
    """20,000 requests under a known and under an unknown key id."""
    ratio = known_against_unknown(20_000, seed + step)
    faults = [] if 0.9 <= ratio <= 1.1 else [f"an unknown key takes {ratio:.3f} of the time of a known one"]
    return Result(20_000, faults, {"ratio at most": ratio, "least ratio": ratio})


def replays(kind: str, seed: int, _step: int) -> Result:
    """100,000 nonces, each tried by 8 processes."""
    with tempfile.TemporaryDirectory() as name:
        if kind == "sqlite":
            accepted, twice = replays_accepted(kind, str(Path(name) / "nonces.db"), 8, 100_000, seed)
        else:
            with running_server(Path(name)) as url:
                accepted, twice = replays_accepted(kind, url, 8, 100_000, seed)
    faults = [f"{twice} replays accepted"] if twice else []
    if accepted != 100_000:
        faults.append(f"{accepted} of 100,000 nonces accepted")
    return Result(800_000, faults, {"replays accepted": twice})


def filled(store: NonceStore) -> None:
    """Spend a million nonces, with expiries as a busy verifier sees them."""
    for number in range(MILLION):
        assert store.spend(f"nonce {number}", NOW + 300 + number * 7919 % 600, NOW)


def store_size(kind: str, _seed: int, _step: int) -> Result:
    """A million live nonces in one store; how many MB it takes."""
    with tempfile.TemporaryDirectory() as name:
        if kind == "memory":
            before = memory_mb_here()
            store = MemoryNonces()
            filled(store)
            size = memory_mb_here() - before
        elif kind == "sqlite":
            on_disk = SQLiteNonces(Path(name) / "nonces.db")
            filled(on_disk)
            on_disk.close()
            size = sum(path.stat().st_size for path in Path(name).iterdir()) / 1e6
        else:
            with running_server(Path(name)) as url:
                size = redis_size(url)
    faults = [] if size <= 64 * 1.048576 else [f"a million nonces take {size:.0f} MB"]
    return Result(MILLION, faults, {"MB": size})


def redis_size(url: str) -> float:
    """A million nonces on Redis; by how many MB it has grown."""
    import redis

    client = redis.Redis.from_url(url)
    before = client.info("memory")["used_memory"]
    filled(RedisNonces(client))
    return float(client.info("memory")["used_memory"] - before) / 1e6


def memory_mb_here() -> float:
    """How much memory this process holds, in MB."""
    import os

    return memory_mb(os.getpid())


def secrets(seed: int, _step: int) -> Result:
    """400 scenarios."""
    return Result(400, run_secrets(seed, 400))


def foreign(verb: str, _seed: int, step: int) -> Result:
    """All foreign headers on one route."""
    with real_server(verb) as (url, _):
        served = served_though_foreign(url, [ROUTES[step]])
    return Result(len(foreign_headers(1)), [f"{verb} served {case}" for case in served])


def smuggling(verb: str, _seed: int, _step: int) -> Result:
    """All forms that leave room for two readings."""
    with real_server(verb) as (url, _):
        passed = smuggled(url, SMUGGLING)
    return Result(len(SMUGGLING), [f"{verb}: {case}" for case in passed])


def hanging(verb: str, _seed: int, _step: int) -> Result:
    """200 requests that stay half sent."""
    seconds, faults = half_sent(verb, 200, IDLE_SECONDS)
    return Result(200, faults, {"closed after seconds": seconds})


def bodies(verb: str, _seed: int, _step: int) -> Result:
    """40 bodies of 15 MB."""
    grown, faults = large_bodies(verb, 40, 15_000_000)
    return Result(40, faults, {"MB grown": grown})


def requests(verb: str, _seed: int, _step: int) -> Result:
    """200,000 requests."""
    grown, faults = many_requests(verb, 200_000)
    return Result(200_000, faults, {"MB grown in the second half": grown})


def kills(words: tuple[str, ...], _seed: int, _step: int) -> Result:
    """Ten kills of a server that writes, on one file."""
    acknowledged, lost = lost_by_kills(10, *words)
    return Result(10, [f"lost: {each}" for each in lost], {"least acknowledged of a step": acknowledged})


def bad_servers(_seed: int, step: int) -> Result:
    """One bad server, met in every way of taking an answer."""
    name, faults, longest = list(BAD)[step], [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        for way in sending.WAYS:
            outcome = sending.run(name, way, Path(folder))
            faults += [f"{name}, {way}: {fault}" for fault in sending.faults(name, way, outcome)]
            longest = max(longest, outcome.seconds)
    return Result(len(sending.WAYS), faults, {"seconds": longest})


def proxied(seed: int, step: int) -> Result:
    """200 awkward requests through the proxy."""
    return Result(200, run_awkward(seed * 1000 + step, 200))


def hostile_to_proxy(_seed: int, _step: int) -> Result:
    """All requests that the proxy must not sign."""
    return Result(*send_hostile())


def long_answer(_seed: int, _step: int) -> Result:
    """An answer of 1 GB through the proxy."""
    grown, faults = growth_by_long_answer(1000)
    return Result(1, faults, {"MB grown": grown})


VERBS = ("serve", "watch", "proxy")
PARTS = (
    Part("hostile inputs", "0 foreign exceptions; 100 ms at 64 KB", 20, hostile, alone=True),
    Part("growth of every reader and parser", "100 ms at 64 KB, linear beyond", STEPS, growth, alone=True),
    *reading.PARTS,
    *handmade.PARTS,
    *wrong_secrets.PARTS,
    *(Part(f"edits: {name}", "0 accepted beside equal forms", 20, partial(edits, name)) for name in PLACEMENTS),
    *(Part(f"collisions: {name}", "0 of 200,000", 10, partial(collisions, name)) for name in ("duo", "oauth1")),
    Part("timing: early against late", "t < 4.5; == above 100", 3, comparing, alone=True),
    Part("timing: known against unknown key", "0.9 to 1.1", 3, key_ids, alone=True),
    *(Part(f"replays: 8 processes, {kind}", "0 of 100,000", 1, partial(replays, kind), alone=True) for kind in ("sqlite", "redis")),
    *(Part(f"a million nonces: {kind}", "64 MiB", 1, partial(store_size, kind)) for kind in ("memory", "sqlite", "redis")),
    Part("secrets in any output, file, frame or argument", "0 in 400 scenarios", 1, secrets, alone=True),
    *(Part(f"foreign Host, Origin, Sec-Fetch: {verb}", "all refused", len(ROUTES), partial(foreign, verb)) for verb in VERBS),
    *(Part(f"smuggling: {verb}", "all refused", 1, partial(smuggling, verb)) for verb in VERBS),
    *(Part(f"200 half-sent requests: {verb}", "closed, others served", 1, partial(hanging, verb)) for verb in VERBS),
    *(Part(f"40 bodies of 15 MB: {verb}", "100 MB at most", 1, partial(bodies, verb)) for verb in VERBS),
    *(Part(f"200,000 requests: {verb}", "flat", 1, partial(requests, verb)) for verb in VERBS),
    Part("proxy: awkward requests", "byte for byte as signed", 10, proxied),
    Part("proxy: hostile requests", "none signed, none sent to a trap", 1, hostile_to_proxy),
    Part("proxy: an answer of 1 GB", "8 MB grown at most", 1, long_answer),
    Part("kill -9 while writing", "0 acknowledged writes lost", 10, partial(kills, ())),
    Part("kill -9 while writing, --seed 1", "0 acknowledged writes lost", 10, partial(kills, ("--seed", "1"))),
    Part("bad servers, 512 MB", "one clear line in time", len(BAD), bad_servers),
)  # fmt: skip
