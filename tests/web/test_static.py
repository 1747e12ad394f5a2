"""The files of the page: only they are served, nothing in them is dangerous, and they are small."""

import gzip
import re
from importlib.resources import files
from pathlib import Path

import pytest

from paraph.web.assets import TYPES, assets
from tests.trust.servers import exchange, message, status_of
from tests.web.pages import LocalPage, RunningPage

FOLDER = Path(str(files("paraph.web").joinpath("static")))
NAMES = sorted(path.name for path in FOLDER.iterdir())
MOST_BYTES = 40_000
"""Of all files together, as gzip -9 makes them."""


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_served_as_it_is(name: str) -> None:
    answer = LocalPage().get(f"/static/{name}")
    assert (answer.status, answer.body) == (200, (FOLDER / name).read_bytes())
    assert answer.header("content-type") == TYPES[name.rpartition(".")[2]]


def test_the_root_is_the_document() -> None:
    page = LocalPage()
    assert page.get("/") == page.get("/static/index.html")


OUTSIDE = (
    "", ".", "..", "../page.py", "../static/index.html", "./index.html", "%2e%2e/page.py", "..%2fpage.py", "%2e%2e%2fpage.py",
    "..\\page.py", "..%5cpage.py", "/etc/passwd", "%2fetc%2fpasswd", "//etc/passwd", "index.html%00", "index.html%00.js", "index.html\0",
    "index.html/", "index.html/..", "index%2ehtml", "INDEX.HTML", "index.html.", "index.html ", "index.html;a", "*", "~", "__init__.py",
    "C:/Windows/win.ini", "file:///etc/passwd", "....//page.py", "%252e%252e/page.py", "\u2025/page.py", "index.html~", ".gitignore",
)  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_else_is_served(name: str) -> None:
    for target in (f"/static/{name}", f"/{name}" if name else "/static"):
        answer = LocalPage().get(target)
        assert (answer.status, answer.message) == (404, "there is nothing at this path")


def test_nothing_else_is_served_over_a_socket(opened: RunningPage) -> None:
    headers = (("Host", f"127.0.0.1:{opened.port}"), ("Cookie", opened.cookie))
    for name in OUTSIDE:
        got = exchange(opened.root, message("GET", f"/static/{name}", headers))
        assert status_of(got) in (400, 404), name
        assert b"import " not in got
        assert b"root:" not in got


def test_all_files_together_are_small() -> None:
    assert sum(len(gzip.compress(asset.content, 9)) for asset in assets().values()) <= MOST_BYTES


def test_each_file_is_of_a_known_type() -> None:
    assert [name for name in NAMES if name not in assets()] == []


DANGEROUS = {
    "markup from text": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|setHTML|srcdoc",
    "code from text": r"\beval\b|new\s+Function|\bFunction\s*\(|[\"'`]\s*javascript:|\bimport\s*\(|importScripts",
    "code from text, later": r"set(?:Timeout|Interval)\(\s*[\"'`]",
    "styles in attributes": r"\.style\b(?!\.marginBottom\b)|\bstyle\s*=|cssText|insertRule|<style|[\"']style[\"']",
    "handlers in attributes": r"<[^>]*\son[a-z]+\s*=|setAttribute\(\s*[\"']on",
    "scripts in the document": r"<script(?![^>]*\bsrc=)[^>]*>|<iframe|<object|<embed|<base|<form[^>]*\baction",
    "talking": r"\bconsole\b|\balert\(|\bdebugger\b|sendBeacon|WebSocket|EventSource|XMLHttpRequest|serviceWorker",
    "other storage": r"indexedDB|sessionStorage|document\.cookie|\bcaches\b|showSaveFilePicker",
    "leaving": r"window\.open\(|target=[\"']_blank|location\.(?:href|(?:assign|replace)\((?!\"#))|location\s*=[^=]|pushState",
}
SPACES = re.compile(r"http://www\.w3\.org/[\w/]+")
"""Names of namespaces, which nobody fetches."""


def source(name: str) -> str:
    """A file without comments, in which types are imported."""
    return re.sub(r"/\*.*?\*/", "", (FOLDER / name).read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("kind", DANGEROUS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_dangerous_is_in_the_source(name: str, kind: str) -> None:
    assert re.findall(DANGEROUS[kind], source(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_comes_from_elsewhere(name: str) -> None:
    text = SPACES.sub("", source(name))
    assert re.findall(r"(?:https?|wss?)://|[\"'(]//[\w.]+", text) == []
    assert re.findall(r"@import|url\((?!['\"]?(?:data:|#))", text) == []


@pytest.mark.parametrize("name", NAMES)
def test_only_the_choice_of_colours_is_stored(name: str) -> None:
    uses = re.findall(r"localStorage(.{0,40})", source(name), re.DOTALL)
    assert [use for use in uses if not re.match(r"\.(?:get|set|remove)Item\(\"paraph-theme\"", use)] == []


def test_the_document_names_files_of_the_page_alone() -> None:
    named = re.findall(r"(?:src|href)=\"([^\"]*)\"", source("index.html"))
    assert named
    assert [name for name in named if not name.startswith("#") and name.removeprefix("/static/") not in NAMES] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".js")])
def test_scripts_import_scripts_of_the_page_alone(name: str) -> None:
    named = re.findall(
        r"^(?:import|export)\b[^;\"]*?(?:\bfrom\s+)?(?<=from |port )\"([^\"]+)\"", source(name), re.MULTILINE
    )
    assert [other for other in named if other.removeprefix("./") not in NAMES] == []


def test_every_file_is_used() -> None:
    texts = "".join(source(name) for name in NAMES)
    assert [name for name in NAMES if name != "index.html" and name not in texts] == []
