"""The manual pages, and the wheel that has them."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from paraph import __version__
from paraph.cli import VERBS
from paraph.cli.man_pages import line_text, man_pages, paragraph

PAGES = man_pages(__version__)


def test_there_is_a_page_for_each_verb_with_its_options() -> None:
    assert set(PAGES) == {"paraph.1", *(f"paraph-{verb}.1" for verb in VERBS)}
    for verb in VERBS:
        assert f"paraph\\-{verb} (1)" in PAGES["paraph.1"]
        text = PAGES[f"paraph-{verb}.1"]
        assert text.startswith(
            f'.TH "PARAPH-{verb.upper()}" "1" "" "paraph {__version__}" "paraph"\n.ad l\n.SH NAME\nparaph\\-{verb} \\- '
        )
        assert verb == "ui" or "\n\\fB\\-\\-json\\fR\n" in text  # a page is for people
        assert "\b" not in text
        own = text.partition(".SH COMMANDS")[0]
        assert all(line.startswith(r"\fB\-") for before, line in pairwise(own.splitlines()) if before == ".TP")


def test_the_page_of_a_vendor_names_each_call() -> None:
    text = PAGES["paraph-duo.1"]
    assert "\n.TP\n\\fBlogs authentication\\fR\n" in text
    assert text.count("\n.TP\n\\fB") - text.count("\n.TP\n\\fB\\-") == 204


def test_examples_keep_their_lines() -> None:
    assert "\n.nf\nExamples:\n  paraph mistakes\n  paraph mistakes ord\\-unsorted\n.fi\n" in PAGES["paraph-mistakes.1"]


@pytest.mark.parametrize(("text", "roff"), [
    (".bru files", r"\&.bru files"), ("'x'", r"\&'x'"), (r"a\b --c", r"a\(rsb \-\-c"), ("plain", "plain"),
])  # fmt: skip
def test_text_is_no_request(text: str, roff: str) -> None:
    assert line_text(text) == roff
    assert paragraph(f"\b\n{text}\n  x") == f".nf\n{roff}\n  x\n.fi\n"


@pytest.mark.skipif(
    shutil.which("man") is None and "PARAPH_NOTHING_LEFT_OUT" not in os.environ,
    reason="left out: reading the pages with man; install Debian's package man-db",
)
@pytest.mark.parametrize("name", PAGES)
def test_man_shows_it_without_a_warning(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(PAGES[name], "utf-8")
    done = subprocess.run(["man", "--warnings", "-l", str(tmp_path / name)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "OPTIONS" in done.stdout


def test_the_wheel_has_the_pages(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name: archive.read(name).decode() for name in archive.namelist() if "/share/man/" in name}
    assert {
        re.sub(r"^paraph-[^/]+\.data/data/share/man/man1/", "", name): text for name, text in names.items()
    } == PAGES
