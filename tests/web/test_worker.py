"""The process that does the page's calls: one at a time, and ended as soon as nobody waits for it."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from paraph.cli.page_server import WORKER
from paraph.web.worker import Call, Stopped, Worker
from tests.web.pages import LocalPage, Told

STUB = """
import json, os, pathlib, signal, sys
for line in sys.stdin.buffer:
    job = json.loads(line)
    if "begin" in job:
        pathlib.Path(job["begin"]).touch()
        signal.pause()
    if "part" in job:
        print(job["part"], end="", flush=True)
        sys.exit()
    print(json.dumps({"answer": {**job, "pid": os.getpid()}, **({"spent": True} if "spent" in job else {})}), flush=True)
"""
"""A worker that repeats its job; it begins some and never ends them, and dies of others."""
LONG = 600.0
pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="only POSIX systems have process groups")


@pytest.fixture
def worker() -> Iterator[Worker]:
    with closing(Worker([sys.executable, "-c", STUB])) as made:
        yield made


def pid_of(worker: Worker) -> int:
    pid: int = worker.run({}, LONG)["answer"]["pid"]
    return pid


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(path: Path) -> None:
    while not path.exists():
        os.sched_yield()


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    return tmp_path / "begun"


def in_progress(worker: Worker) -> Call:
    assert worker._call is not None
    return worker._call


def begin(worker: Worker, path: Path, call: Call) -> tuple[threading.Thread, list[str]]:
    """A thread with this call, which never ends by itself, and the list that gets the reason why it was stopped."""
    reasons: list[str] = []

    def run() -> None:
        with pytest.raises(Stopped) as stopped:
            worker.run({"begin": str(path)}, LONG, call)
        reasons.append(str(stopped.value))

    thread = threading.Thread(target=run)
    thread.start()
    return thread, reasons


def in_thread(worker: Worker, path: Path) -> tuple[threading.Thread, list[str]]:
    """The same, once the call has begun."""
    thread, reasons = begin(worker, path, Call())
    wait_for(path)
    return thread, reasons


def test_calls_share_a_warm_process(worker: Worker) -> None:
    worker.warm()
    assert worker.run({"a": "\udcff\u00e9"}, LONG)["answer"]["a"] == "\udcff\u00e9"
    assert pid_of(worker) == pid_of(worker)


def test_a_cancelled_call_ends_at_once_and_the_next_one_works(worker: Worker, mark: Path) -> None:
    before = pid_of(worker)
    thread, reasons = in_thread(worker, mark)
    worker.cancel(in_progress(worker))
    thread.join()
    assert reasons == ["cancelled"]
    assert not is_alive(before)
    warmed = worker._process
    assert warmed is not None
    assert pid_of(worker) == warmed.pid  # started by `cancel`, and not ended by the call that found its process dead


def test_a_call_that_is_over_is_not_cancelled(worker: Worker) -> None:
    call = Call()
    worker.cancel(Call())
    before = worker.run({}, LONG, call)["answer"]["pid"]
    worker.cancel(call)
    assert pid_of(worker) == before


def test_a_call_does_not_end_the_next_one(worker: Worker, mark: Path) -> None:
    """Whoever wants to end a call may come too late: its client, or its timer."""
    first, second = Call(), Call()
    worker.run({}, LONG, first)
    thread, reasons = begin(worker, mark, second)
    wait_for(mark)
    worker.cancel(first)
    worker._end("late", first)
    assert (reasons, thread.is_alive()) == ([], True)
    worker.cancel(second)
    thread.join()
    assert reasons == ["cancelled"]


def test_calls_that_were_cancelled_before_they_began_never_begin(worker: Worker, mark: Path) -> None:
    call, others = Call(), [Call() for _ in range(200)]
    first, reasons = begin(worker, mark, call)
    wait_for(mark)
    unused = mark.with_name("unused")
    waiting = [begin(worker, unused, other) for other in others]
    for other in [*others, call]:
        worker.cancel(other)
    for thread, _ in [(first, reasons), *waiting]:
        thread.join()
    assert [reasons, *(said for _, said in waiting)] == [["cancelled"]] * 201
    assert not unused.exists()


def test_calls_wait_for_each_other(worker: Worker, mark: Path) -> None:
    thread, reasons = in_thread(worker, mark)
    answers: list[int] = []
    second = threading.Thread(target=lambda: answers.append(pid_of(worker)))
    second.start()
    assert answers == []
    worker.cancel(in_progress(worker))
    thread.join()
    second.join()
    assert (reasons, len(answers)) == (["cancelled"], 1)


def test_a_call_that_takes_too_long_is_ended(worker: Worker, mark: Path) -> None:
    before = pid_of(worker)
    with pytest.raises(Stopped, match="no result within 0.01 s: give a smaller input"):
        worker.run({"begin": str(mark)}, 0.01)
    assert not is_alive(before)
    assert pid_of(worker) != before


@pytest.mark.parametrize("part", ["", "{", '{"answer": 1}'])
def test_a_process_that_dies_within_a_call(worker: Worker, part: str) -> None:
    with pytest.raises(Stopped, match="the call ended without a result"):
        worker.run({"part": part}, LONG)
    pid_of(worker)


def test_a_process_that_dies_between_calls_is_replaced(worker: Worker) -> None:
    before = pid_of(worker)
    os.kill(before, signal.SIGKILL)
    assert worker._process is not None
    worker._process.wait()
    assert pid_of(worker) != before


def test_a_process_that_is_spent_is_replaced_after_its_answer(worker: Worker) -> None:
    before = worker.run({}, LONG)["answer"]["pid"]
    assert worker.run({"spent": True}, LONG) == {"answer": {"spent": True, "pid": before}}
    assert not is_alive(before)
    warmed = worker._process
    assert warmed is not None
    assert pid_of(worker) == warmed.pid != before


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux counts what is mapped as memory in use")
def test_a_call_that_needs_much_memory_leaves_none_behind(thinking: Worker) -> None:
    page = LocalPage(thinking)
    assert page.post("read", {"input": "GET / HTTP/1.1\nHost: a"}).status == 200
    before = thinking._process
    page.post("read", {"input": "GET / HTTP/1.1\nHost: a\n" + "A: b\n" * 1_900_000})
    assert thinking._process is not before
    assert page.post("read", {"input": "GET / HTTP/1.1\nHost: a"}).status == 200


def test_nothing_runs_after_the_end(worker: Worker, mark: Path) -> None:
    before = pid_of(worker)
    thread, reasons = in_thread(worker, mark)
    worker.close()
    thread.join()
    assert reasons == ["the page has ended"]
    assert not is_alive(before)
    with pytest.raises(Stopped, match="the page has ended"):
        worker.run({}, LONG)
    with pytest.raises(Stopped):
        worker.warm()
    worker.close()


def test_pipes_of_ended_processes_are_closed(worker: Worker, mark: Path) -> None:
    worker.warm()
    idle = worker._process
    worker._end("")
    thread, _ = in_thread(worker, mark)
    cancelled = worker._process
    worker.cancel(in_progress(worker))
    thread.join()
    for process in (idle, cancelled):
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        assert (process.stdin.closed, process.stdout.closed) == (True, True)


def test_the_page_says_why_a_call_has_no_answer() -> None:
    answer: Told = LocalPage().post("read", {"input": "GET / HTTP/1.1"})
    assert (answer.status, answer.json["error"]["kind"]) == (409, "cancelled")
    assert answer.message == "the call ended without a result: give a smaller input"


LIMITED = """
import resource, sys
from paraph.cli import tool_worker
resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
tool_worker.main()
"""


def test_a_call_beyond_the_memory_says_so() -> None:
    with closing(Worker([sys.executable, "-P", "-c", LIMITED])) as worker:
        page = LocalPage(worker)
        large = page.post("read", {"input": "GET / HTTP/1.1\n" + "A: b\n" * 1_900_000})
        assert (large.status, large.message) == (
            422,
            "this input needs more memory than a call may use: give a smaller one",
        )
        assert page.post("read", {"input": "GET / HTTP/1.1\nHost: a.example"}).status == 200


def test_the_worker_takes_no_modules_of_the_current_folder() -> None:
    assert "-P" in WORKER
