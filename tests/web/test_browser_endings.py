"""The program or the process that thinks for it ends under an open page: the page says so, and goes on if it can."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.web import browsing
from tests.web.pages import running_page
from tests.web.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.web.browsing import Visit

pytestmark = [
    pytest.mark.skipif(not browsing.is_here(), reason=browsing.WITHOUT),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc"),
]

HARD = Path("examples/requests/duo-logs-from-a-script.http").read_text()
SECRET = "abcdefghijklmnop0123456789ABCDEF"
GONE = "paraph does not answer: it has ended. Start it again."


def children(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    own = [int(word) for word in found.stdout.split() if Path(f"/proc/{word}").exists()]
    return own + [further for each in own for further in children(each)]


def is_running(pid: int) -> bool:
    """Return whether a process has not ended; one that has may still be in the list."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def search(page: Page, budget: int = 10) -> None:
    """Begin a search that takes so many seconds."""
    page.locator("summary", has_text="More evidence").click()
    page.fill("#budget", str(budget))
    page.fill("#secret", SECRET)
    page.fill("#paste", HARD)
    page.locator(".cancel").wait_for()


def kill(pids: list[int]) -> None:
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def test_the_process_that_thinks_is_killed_while_it_waits(visit: Visit) -> None:
    page = visit.page
    page.locator("[data-example]").first.click()
    page.locator("#verdict[data-verdict=explained]").wait_for()
    expect(page.get_by_label("The code", exact=True)).not_to_be_empty()  # it is asked for last
    kill(children(visit.server.process.pid))
    page.locator("[data-example]").last.click()
    page.locator("#verdict[data-verdict=explained]:not([data-old])").wait_for()


def test_the_process_that_thinks_is_killed_while_it_searches(visit: Visit) -> None:
    page = visit.page
    search(page)
    visit.is_broken = True  # the browser notes an answer with 409
    kill(children(visit.server.process.pid))
    page.locator("#verdict[data-verdict=error]").wait_for()
    assert "ended without a result" in page.inner_text("#verdict")
    page.locator("[data-example]").first.click()
    page.locator("#verdict[data-verdict=explained]:not([data-old])").wait_for()


@pytest.mark.parametrize("leave", ["reload", "close", "another question"])
def test_a_search_that_nobody_waits_for_ends(visit: Visit, leave: str) -> None:
    page = visit.page
    search(page, 60)
    searching = set(children(visit.server.process.pid))
    assert searching
    if leave == "reload":
        page.reload()
    elif leave == "close":
        page = visit.page = visit.context.new_page()
        page.context.pages[0].close()
        page.goto(visit.server.root)
    page.locator("[data-example]").first.click()
    page.locator("#verdict[data-verdict=explained]:not([data-old])").wait_for()  # with less patience than the search
    assert searching.isdisjoint(children(visit.server.process.pid))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_program_ends_while_it_searches(visit: Visit, number: signal.Signals) -> None:
    page, process = visit.page, visit.server.process
    search(page, 3 if number == signal.SIGKILL else 10)
    visit.is_broken = True
    started = children(process.pid)
    process.send_signal(number)
    assert process.wait(20) == (0 if number != signal.SIGKILL else -signal.SIGKILL)
    page.locator("#verdict[data-verdict=error]").wait_for()
    page.click("button.main")
    page.locator("#verdict", has_text=GONE).wait_for()
    while any(is_running(pid) for pid in started):  # without its program a search ends at the end of its budget
        assert number == signal.SIGKILL
        os.sched_yield()


def test_the_live_list_says_that_its_program_has_ended(tmp_path: Path, browser: Browser) -> None:
    with serving(tmp_path, browser) as (visit, _):
        started = children(visit.server.process.pid)
        visit.server.process.send_signal(signal.SIGTERM)  # while the page waits for news
        assert visit.server.process.wait(20) == 0
        visit.page.locator("#view-live .error", has_text=GONE).wait_for()
        assert not any(is_running(pid) for pid in started)


def test_a_program_that_was_started_again_says_so(tmp_path: Path, visit: Visit) -> None:
    page, before = visit.page, visit.server
    page.locator("[data-example]").first.click()
    page.locator("#verdict[data-verdict=explained]").wait_for()
    assert before.end() == 0
    visit.is_broken = True
    with running_page(tmp_path, "--port", str(before.port)) as after:
        page.click("button.main")
        page.locator("#verdict", has_text="has ended").wait_for()
        assert "open the address that it printed" in page.inner_text("#verdict")
        page.goto(after.url)
        page.locator("[data-example]").first.click()
        page.locator("#verdict[data-verdict=explained]").wait_for()


def test_two_programs_in_one_browser(tmp_path: Path, visit: Visit) -> None:
    with running_page(tmp_path) as other:
        second = visit.context.new_page()
        second.goto(other.url)
        for page in (visit.page, second, visit.page):
            page.bring_to_front()
            page.reload()
            page.locator("[data-example]").first.click()
            page.locator("#verdict[data-verdict=explained]").wait_for()
        second.close()
        visit.urls[:] = [url for url in visit.urls if not url.startswith(other.root)]
