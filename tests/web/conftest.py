"""The page in a process, and a browser that shows it."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from paraph.cli.page_server import WORKER
from paraph.web.worker import Worker
from tests.web.pages import RunningPage, running_page


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
