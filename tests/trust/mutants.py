"""The mutation score of what signs and verifies: ``python -m tests.trust.mutants``, or ``make mutants``.

Each mutant is one small change in one function (:mod:`tests.trust.mutating`). One process collects the tests and runs them
once, to see which test calls which function and how long it takes. Then a copy of the process (a fork) is made for each
mutant; it puts the changed code into the live function, so that stages stay the objects that the schemes hold, and runs the
tests that call it, the quickest first, until one fails. A mutant is `killed` by a failing test or by a loop without end; the
others survive. What is known of the survivors stands in ``survivors.toml``.

Verdicts are kept in ``.mutants/``: what was killed stays killed as long as its function stays as it is, and what
survived is tried again; without that folder all begins anew. Words narrow the run down, such as ``duo`` or
``basic_pair``. ``--list`` only counts.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import signal
import sys
import threading
import time
import tomllib
import types
from collections import Counter, defaultdict
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

from tests.trust.mutating import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
SRC = Path("src/paraph")
CORE = (
    *(
        "signing",
        "verifying/judge",
        "verifying/arguments",
        "verifying/verdict",
        "core/policy",
        "core/wellformed",
        "core/scheme",
        "core/credential",
        "core/secret",
    ),
    *("core/mac", "core/rsa"),
    *("nonces/redis", "nonces/sqlite", "nonces/store", "schemes/__init__"),
    *("schemes/duo/signing", "schemes/duo/wire", "schemes/duo/coverage"),
    *("schemes/oauth1/signing", "schemes/oauth1/wire", "schemes/oauth1/verifying"),
)
TESTS = (
    *("test_signing", "test_laws", "verifying/test_judge", "verifying/test_verdicts", "verifying/test_policy"),
    *("core/test_wellformed", "core/test_scheme", "core/test_keys", "vectors/test_vectors"),
    *("schemes/test_duo", "schemes/test_oauth1", "schemes/test_peers"),
)
WIDE = ("test_laws", "test_vectors", "test_peers")
"""Tests that call nearly everything, so they are asked last."""
SLOW = ("another_signer_is_told", "every_mistake_has", "megabytes", "what_is_kept_is_small", "share_a_store")
"""Parts of the names of tests that are left out, since they take seconds and ask no more of the core than others."""
STATE = Path(".mutants/verdicts.json")
SECONDS = 60
"""How long the tests of one mutant may take."""

PATIENCE = 5.0
"""How many seconds of tests, as the first run took them, one mutant gets; more would only find more of them dead."""
Called = dict[tuple[str, str], list[pytest.Item]]


class Mutating:
    """A pytest plugin that runs the tests once, and then once more for each mutant."""

    def __init__(self, mutants: list[Mutant], verdicts: dict[str, str]) -> None:
        self.mutants, self.verdicts = mutants, verdicts

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In the place of the one run that pytest makes."""
        called = callers(session.items)
        gc.freeze()
        if outcome(None, session.items) != "survived":
            raise pytest.UsageError("the tests fail in a copy of the process, without any mutant")
        for number, mutant in enumerate(self.mutants):
            tests = called.get((str(mutant.path.resolve()), mutant.function), [])
            self.verdicts[mutant.key] = outcome(mutant, tests) if tests else "not called"
            if number % 50 == 49:
                keep(self.verdicts)
                print(f"  {number + 1} of {len(self.mutants)}", file=sys.__stderr__, flush=True)
        keep(self.verdicts)
        return True


def callers(items: list[pytest.Item]) -> Called:
    """The tests that call each function, by file and name, the quickest first; raises for a test that fails."""
    found: defaultdict[tuple[str, str], list[pytest.Item]] = defaultdict(list)
    seconds: dict[pytest.Item, float] = {}
    files = {str((SRC / f"{name}.py").resolve()) for name in CORE}
    seen: set[tuple[str, str]] = set()

    def note(frame: types.FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename in files:
            seen.add((code.co_filename, code.co_qualname.partition(".<locals>")[0]))

    for item, following in zip(items, [*items[1:], None], strict=True):
        clear_caches()
        seen.clear()
        threading.setprofile(note)
        sys.setprofile(note)
        start = time.perf_counter()
        reports = runtestprotocol(item, log=False, nextitem=following)
        sys.setprofile(None)
        threading.setprofile(None)
        seconds[item] = time.perf_counter() - start
        if any(report.failed for report in reports):
            raise pytest.UsageError(f"without any mutant, this fails: {item.nodeid}")
        for name in seen:
            found[name].append(item)
    return {name: quickest(tests, seconds) for name, tests in found.items()}


def quickest(tests: list[pytest.Item], seconds: dict[pytest.Item, float]) -> list[pytest.Item]:
    """The quickest of the tests, as many as take PATIENCE together, and one at least."""
    ordered = sorted(tests, key=lambda test: (test.path.stem in WIDE, seconds[test]))
    ends = list(accumulate(seconds[test] for test in ordered))
    return ordered[: max(1, sum(end <= PATIENCE for end in ends))]


def outcome(mutant: Mutant | None, tests: list[pytest.Item]) -> str:
    """What comes of a mutant: "killed", "endless" or "survived"; None changes nothing.

    The test that killed it is put first, since it often kills its neighbours too.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        run_child(mutant, tests, writing)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    kill_group(child)
    with os.fdopen(reading, "rb") as told:
        failed = told.read(4)
    if failed:
        tests.insert(0, tests.pop(int.from_bytes(failed)))
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        return "endless"
    return "survived" if status == 0 else "killed"


def run_child(mutant: Mutant | None, tests: list[pytest.Item], writing: int) -> None:
    """Put the mutant in place, run the tests, tell which one failed, and end this process: with 0 if all pass."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS)
    limit = 4 * 1024**3
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    status = 1
    try:
        if mutant:
            put_in_place(mutant)
        clear_caches()
        pairs = enumerate(zip(tests, [*tests[1:], None], strict=True))
        failed = next((index for index, pair in pairs if fails(*pair)), None)
        if failed is None:
            status = 0
        else:
            os.write(writing, failed.to_bytes(4))
    finally:
        os._exit(status)


def fails(test: pytest.Item, following: pytest.Item | None) -> bool:
    """Whether a test fails."""
    return any(report.failed for report in runtestprotocol(test, log=False, nextitem=following))


def kill_group(child: int) -> None:
    """End what a child has started and left behind."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        return


def put_in_place(mutant: Mutant) -> None:
    """Give the live function the changed code and defaults."""
    name = ".".join(mutant.path.with_suffix("").parts[1:]).removesuffix(".__init__")
    live = importlib.import_module(name)
    names = dict(vars(live))
    exec(compile(mutant.source, str(live.__file__), "exec"), names)  # noqa: S102, running it is what a mutant is for
    old, new = (function_in(there, mutant.function) for there in (vars(live), names))
    old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__


def function_in(names: dict[str, Any], name: str) -> types.FunctionType:
    """The plain function of that name, out of whatever decorators put around it."""
    first, *others = name.split(".")
    found = names[first]
    for part in others:
        found = vars(found)[part]
    while not isinstance(found, types.FunctionType):
        found = getattr(found, "fget", None) or found.__wrapped__
    inner = getattr(found, "__wrapped__", found)
    assert isinstance(inner, types.FunctionType)
    return inner


def clear_caches() -> None:
    """Empty what paraph's functions remember."""
    for module in [module for name, module in sys.modules.items() if name.startswith("paraph")]:
        for value in list(vars(module).values()):
            if callable(clear := getattr(value, "cache_clear", None)):
                clear()


def keep(verdicts: dict[str, str]) -> None:
    """Write the verdicts down for the next run."""
    STATE.parent.mkdir(exist_ok=True)
    STATE.write_text(json.dumps(verdicts, indent=0, sort_keys=True))


def show(mutants: list[Mutant], verdicts: dict[str, str]) -> None:
    """Print the survivors and the score of each module."""
    known = tomllib.loads(Path(__file__).with_name("survivors.toml").read_text("utf-8"))
    alive = [mutant for mutant in mutants if verdicts.get(mutant.key) in ("survived", "not called", None)]
    for mutant in alive:
        why = known.get(mutant.place, {}).get(f"{mutant.before} -> {mutant.after}", "")
        verdict = verdicts.get(mutant.key, "not tried")
        print(
            f"{mutant.path}:{mutant.function}+{mutant.line} {verdict}: {why}\n    {mutant.before!r}\n    {mutant.after!r}"
        )
    print(f"\n{'module':<24}{'all':>6}{'killed':>8}{'endless':>9}{'left':>6}{'score':>9}")
    for name in [*dict.fromkeys(str(mutant.path.relative_to(SRC)) for mutant in mutants), "all"]:
        own = [m for m in mutants if name in ("all", str(m.path.relative_to(SRC)))]
        count = Counter(verdicts.get(mutant.key, "not tried") for mutant in own)
        dead = count["killed"] + count["endless"]
        shown = f"{name:<24}{len(own):>6}{count['killed']:>8}{count['endless']:>9}{len(own) - dead:>6}"
        print(f"{shown}{dead / len(own):>9.1%}")


def main(words: list[str]) -> int:
    """Try what has not been killed yet, and show what came of it."""
    os.chdir(ROOT)
    sys.setrecursionlimit(3000)
    narrow = [word for word in words if not word.startswith("-")]
    every = [mutant for name in CORE for mutant in mutants_of(SRC / f"{name}.py")]
    every = [m for m in every if not narrow or any(w in f"{m.path}:{m.function}" for w in narrow)]
    verdicts: dict[str, str] = json.loads(STATE.read_text("utf-8")) if STATE.exists() else {}
    left = [mutant for mutant in every if verdicts.get(mutant.key) not in ("killed", "endless")]
    if "--list" not in words and left:
        settings.register_profile(
            "mutants", derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate)
        )
        settings.load_profile("mutants")
        paths = [f"tests/{name}.py" for name in TESTS]
        options = [
            "-n0",
            "-p",
            "no:cacheprovider",
            "--tb=no",
            "--assert=plain",
            "-q",
            "-k",
            f"not ({' or '.join(SLOW)})",
        ]
        if code := pytest.main([*options, *paths, "tests/nonces"], plugins=[Mutating(left, verdicts)]):
            return code
    show(every, verdicts)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
