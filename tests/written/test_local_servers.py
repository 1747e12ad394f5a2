"""The page about the local servers names every option, fault and enforced section of policies, and no other."""

import re
from pathlib import Path

from click.testing import CliRunner

from paraph.cli.serve import command
from paraph.emulator.duo.policies.sections import Sections
from paraph.emulator.faults import KINDS, parse_fault

PAGE = Path("docs/local-servers.md").read_text("utf-8")
EVERYWHERE = {"--json", "--color", "--help", "--host"}


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
