"""Hand-made signers: what they draw is what they say, and what `explain` makes of a share of them."""

import base64
import json
import random
import subprocess
import sys
from dataclasses import replace
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest

from paraph import Explanation
from paraph.explaining.result import StageValue
from tests.handmade import duo, oauth1
from tests.handmade.drawing import draw_choices
from tests.handmade.measure import SCHEMES, fault_of, jobs_of, outcomes, summary
from tests.handmade.oauth1.choices import DIMENSIONS
from tests.handmade.oauth1.sites import scene_of


@pytest.mark.parametrize("scheme", SCHEMES)
def test_right_signers_are_valid(scheme: str) -> None:
    done = list(outcomes(jobs_of(scheme, 0, 60, "share", 1.0, share=False), 1))
    assert [(outcome.verdict, outcome.fault) for outcome in done] == [("valid", "")] * 60


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("wrong", [1, 2])
def test_explanations_reproduce_the_signature(scheme: str, wrong: int) -> None:
    done = list(outcomes(jobs_of(scheme, wrong, 16, "share", 0.3, share=False), 1))
    assert [outcome.fault for outcome in done if outcome.fault] == []
    assert "explained" in {outcome.verdict for outcome in done}
    assert f"{scheme}, {wrong} wrong: 0 valid" in summary(scheme, wrong, done)


@pytest.mark.parametrize(("wrong", "least"), [(1, 20), (2, 19), (3, 15)])
def test_a_share_of_the_webhooks_is_explained(wrong: int, least: int) -> None:
    done = list(outcomes(jobs_of("webhooks", wrong, 20, "webhooks", 2.0, share=False), 1))
    assert sum(outcome.verdict == "explained" for outcome in done) >= least


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("wrong", [1, 2, 3, 4])
def test_each_choice_matters(scheme: str, wrong: int) -> None:
    for number in range(10):
        drawn = SCHEMES[scheme](f"matters {number}", wrong)
        assert len({dimension for dimension, _ in drawn.choices}) == wrong
        assert drawn.seal(drawn.signed_text) == drawn.signature
        assert drawn == SCHEMES[scheme](f"matters {number}", wrong)


def test_undoing_choices_changes_the_signature() -> None:
    draws = random.Random("undo")
    for _ in range(20):
        scene = scene_of(draws)
        seal = partial(oauth1.sign_with, scene)
        choices = draw_choices(draws, DIMENSIONS, 3, seal)
        if choices is not None:
            parts = [part for size in range(3) for part in combinations(choices, size)]
            assert seal(choices).signature not in {seal(part).signature for part in parts}


def test_the_signature_travels_where_the_scheme_has_it() -> None:
    for number in range(20):
        drawn = duo.draw(f"wire {number}", 1)
        wire_parts = dict(drawn.headers)["Authorization"].removeprefix("Basic ")
        assert base64.b64decode(wire_parts).decode() == f"{drawn.credential[0]}:{drawn.signature}"


def explanation(verdict: str, text: str) -> Explanation:
    return Explanation(verdict, "oauth1", "", observed=(StageValue("base_string", text),), subject="base_string")


def test_what_must_never_be_is_a_fault() -> None:
    wrong, right = oauth1.draw("fault", 1), oauth1.draw("fault", 0)
    assert fault_of(wrong, explanation("valid", "")) == "valid, though another signature is right"
    assert fault_of(wrong, explanation("explained", "other")) == "not reproduced by the text that was explained"
    assert fault_of(wrong, replace(explanation("explained", ""), observed=())) == "explained without a signed text"
    assert fault_of(wrong, explanation("explained", wrong.signed_text)) == ""
    assert fault_of(wrong, explanation("unexplained", "")) == ""
    assert fault_of(right, explanation("explained", right.signed_text)) == "explained, though the signature is right"
    assert fault_of(right, explanation("valid", "")) == ""


def test_failures_are_written_with_all_that_repeats_them(tmp_path: Path) -> None:
    path = tmp_path / "failures.jsonl"
    command = [sys.executable, "-m", "tests.handmade.measure", "--scheme", "oauth1", "--wrong", "4", "--count", "6"]
    run = subprocess.run(
        [*command, "--budget", "0", "--jobs", "2", "--failures", str(path)], capture_output=True, text=True, timeout=120
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("oauth1, 4 wrong: 0 valid")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert lines
    for line in lines:
        again = oauth1.draw(line["seed"], line["wrong"])
        assert (line["signed_text"], line["request"]["url"]) == (again.signed_text, again.url)
