"""The page in a process, and a browser that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

import pytest

from paraph.cli.page_server import WORKER
from paraph.web.worker import Worker
from tests.web import browsing
from tests.web.pages import RunningPage, running_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    Visiting = Callable[..., browsing.Visit]
    """Starts a page with the options of ``paraph ui``, and opens it; keywords are those of a context of the browser."""
    Windows = Callable[..., browsing.Visit]
    """Opens a window of a page that several tests share; keywords are those of a context of the browser."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPage]:
    """A page that has been opened."""
    with running_page(tmp_path_factory.mktemp("page")) as page:
        page.open()
        yield page


@pytest.fixture(scope="module")
def thinking() -> Iterator[Worker]:
    """The process that thinks for the page."""
    with closing(Worker(WORKER)) as worker:
        yield worker


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without windows."""
    if not browsing.is_here():
        pytest.skip(browsing.WITHOUT)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, closing(browsing.launch(playwright)) as browser:
        yield browser


@pytest.fixture
def visiting(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visiting]:
    """A function that starts a page of its own and visits it; nothing may have gone wrong in any of them at the end."""
    with ExitStack() as ending:
        visits: list[browsing.Visit] = []

        def visit(*options: str, **context: Any) -> browsing.Visit:
            server = ending.enter_context(running_page(tmp_path_factory.mktemp("page"), *options))
            visits.append(ending.enter_context(closing(browsing.Visit(browser, server, **context))))
            return visits[-1]

        yield visit
        for each in visits:
            each.check()


@pytest.fixture
def window(browser: Browser, opened: RunningPage) -> Iterator[Windows]:
    """A function that opens a window of the page that the tests of a module share; it takes the options of a context."""
    with ExitStack() as ending:
        visits: list[browsing.Visit] = []

        def visit(**context: Any) -> browsing.Visit:
            visits.append(ending.enter_context(closing(browsing.Visit(browser, opened, **context))))
            return visits[-1]

        yield visit
        for each in visits:
            each.check()


@pytest.fixture
def visit(visiting: Visiting) -> browsing.Visit:
    """A visit to a page with nothing in it."""
    return visiting()
