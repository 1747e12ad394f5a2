"""The page about the local servers shows what there is, and what it shows works."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from paraph.cli.serve import command
from paraph.emulator.duo.policies.sections import Sections
from paraph.emulator.faults import KINDS, parse_fault
from paraph.testing import AlteryxServer, DuoServer

PAGE = Path("docs/local-servers.md").read_text("utf-8")
SENT = re.findall(r"^\$ paraph (send .*)$", PAGE, re.MULTILINE)
EVERYWHERE = {"--json", "--color", "--help", "--host"}


@pytest.mark.parametrize("line", SENT, ids=lambda line: line.split("8080")[1].split()[0])
def test_the_calls_work(line: str, paraph_duo: DuoServer, paraph_alteryx: AlteryxServer) -> None:
    paraph_duo.add_user("ada", phone="+15555550100")
    url = (paraph_alteryx if "/gallery/" in line else paraph_duo).url
    words = shlex.split(line.replace("http://127.0.0.1:8080", url))
    done = subprocess.run([sys.executable, "-m", "paraph", *words], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_every_option_is_on_the_page_and_no_other() -> None:
    shown = CliRunner().invoke(command, ["--help"]).output
    options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", shown, re.MULTILINE))
    named = {option for span in re.findall(r"`([^`\n]+)`", PAGE) for option in re.findall(r"--[a-z-]+", span)}
    assert options - EVERYWHERE <= named
    assert named <= options | {"--ca", "--cacert"}


def test_every_fault_is_on_the_page_and_can_be_set() -> None:
    rows = re.findall(r"^\| (`[^|]*) \|", PAGE.partition("## Inject faults")[2].partition("\n## ")[0], re.MULTILINE)
    examples = [text for row in rows for text in re.findall(r"`([^`]+)`", row)]
    assert {parse_fault(text).kind for text in examples} == set(KINDS)


def test_every_section_of_policies_that_counts_is_on_the_page_and_no_other() -> None:
    found = PAGE.partition("The server enforces these sections")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([a-z]+_[a-z_]+)`", found)) - {"blocked_auth_list"}
    assert named == set(Sections.__struct_fields__)
