"""Progress: one line on a terminal, nothing elsewhere."""

import io
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from paraph.apis.paging import Page
from paraph.cli.progress import ERASE, Progress, elapsed
from paraph.cli.send_pages import Extent, Records, pace
from tests.cli.running import run

T0 = 1_773_739_805


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_line_is_drawn_after_a_second_and_not_too_often(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    line = Progress(terminal, clock)
    line.show("too early")
    clock.now += 1
    line.show("first")
    clock.now += 0.125
    line.show("too soon")
    clock.now += 0.125
    line.show("second " + "x" * 500)
    assert terminal.getvalue().startswith(f"{ERASE}first{ERASE}second ")
    assert max(map(len, terminal.getvalue().split(ERASE))) < 500
    line.clear()
    line.clear()
    assert terminal.getvalue().endswith("x" + ERASE)


@pytest.mark.parametrize(("stream", "term"), [(io.StringIO(), "xterm"), (Terminal(), "dumb")])
def test_nothing_is_drawn_elsewhere(
    stream: io.StringIO, term: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    line = Progress(stream, clock)
    clock.now += 5
    line.show("text")
    line.clear()
    assert stream.getvalue() == ""


def test_work_without_steps_is_drawn_by_a_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("paraph.cli.progress.DELAY", 0.0)
    before = signal.getsignal(signal.SIGALRM)
    with elapsed(lambda seconds: f"{seconds:.0f} s"):
        signal.raise_signal(signal.SIGALRM)
    assert terminal.getvalue() == f"{ERASE}0 s{ERASE}"
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def log_page(*times: int) -> Page:
    return Page([{"timestamp": time} for time in times], None, float(times[-1]))


def test_a_log_that_goes_backwards_says_so(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    records = Records(Progress(Terminal(), clock))
    records.show(log_page(T0, T0 - 60), Extent())
    assert records.summary() == "2 records on 1 page, back to 2026-03-17T09:29:05Z"
    records.show(log_page(T0 - 61, T0 - 120), Extent())
    assert records.summary() == "4 records on 2 pages, back to 2026-03-17T09:28:05Z"
    assert records.fraction(Extent(first=T0 - 240, last=T0)) == 0.5
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_a_log_that_goes_forwards_says_so(clock: Clock) -> None:
    records = Records(Progress(Terminal(), clock))
    records.show(log_page(T0, T0 + 60), Extent())
    assert records.summary() == "2 records on 1 page, up to 2026-03-17T09:31:05Z"
    assert records.fraction(Extent(first=T0, last=T0 + 240)) == 0.25
    assert records.fraction(Extent(total=8)) == 0.25
    assert records.fraction(Extent()) is None


@pytest.mark.parametrize(
    ("fraction", "text"),
    [(0.25, ", 50 a second, about 1 minute 30 seconds left"), (None, ", 50 a second"), (1.5, ", 50 a second")],
)
def test_the_rest_is_estimated_if_the_fraction_is_known(fraction: float | None, text: str) -> None:
    assert pace(1500, 30.0, fraction) == text


def test_a_search_shows_how_long_it_may_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []

    @contextmanager
    def note(text: Callable[[float], str]) -> Iterator[None]:
        texts.append(text(3.4))
        yield

    monkeypatch.setattr("paraph.cli.explain_context.elapsed", note)
    credentials = tmp_path / "duo.json"
    credentials.write_bytes(Path("examples/duo.json").read_bytes())
    credentials.chmod(0o600)
    request = "examples/requests/duo-auth-unsorted.http"
    done = run("explain", request, "--credentials", str(credentials), "--budget", "20")
    assert (done.code, done.stderr) == (1, "")
    assert texts == ["searching for the mistakes: 3 s of at most 20 s"]
