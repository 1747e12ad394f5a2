"""A share of each part of the campaign, and that the parts find what they are made to find."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.handmade.measure import SCHEMES
from tests.handmade.scenes import ALPHABET
from tests.trust import equal_forms, wrong_secrets
from tests.trust.campaign import Done, Part, Result, State, run, table, unfinished
from tests.trust.collisions import run_collisions
from tests.trust.edits import run_edits
from tests.trust.equal_forms import NORMALISERS, documented
from tests.trust.parts import PARTS
from tests.trust.signed import PLACEMENTS
from tests.trust.timing import welch_t
from tests.trust.wrong_secrets import CHANGES, change_secret, run_wrong_secrets


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_edits(placement: str) -> None:
    assert run_edits(placement, 7, 1500) == []


@pytest.mark.parametrize("scheme", ["duo", "oauth1"])
def test_collisions(scheme: str) -> None:
    faults, met = run_collisions(scheme, 7, 3000)
    assert faults == []
    assert met > 10


@pytest.mark.parametrize("scheme", SCHEMES)
def test_wrong_secrets(scheme: str) -> None:
    result = run_wrong_secrets(scheme, 12, 0.1, False, 7, 0)
    assert (result.cases, result.faults) == (12, [])
    assert result.figures["most candidates"] > 100


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_secret_that_is_right_or_cut_is_a_fault(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrong_secrets, "change_secret", lambda _draws, _change, text: text)
    faults = run_wrong_secrets(scheme, 4, 1.0, False, 7, 0).faults
    assert [fault.endswith(": valid []") for fault in faults] == [True] * 4
    monkeypatch.setattr(wrong_secrets, "change_secret", lambda _draws, _change, text: text + "x")
    faults = run_wrong_secrets(scheme, 4, 1.0, False, 7, 0).faults
    assert [": explained ['" in fault for fault in faults] == [True] * 4


@pytest.mark.parametrize("name", CHANGES)
@given(st.text(ALPHABET, min_size=20, max_size=40), st.sampled_from(["", "whsec_"]), st.randoms(use_true_random=False))
def test_a_changed_secret_has_the_form_of_the_right_one(
    name: str, text: str, prefix: str, draws: random.Random
) -> None:
    try:
        other = change_secret(draws, CHANGES[name], prefix + text)
    except ValueError:
        return  # all characters are alike
    assert other != prefix + text
    assert other.startswith(prefix)
    assert len(other) == len(prefix + text)
    assert set(other.removeprefix(prefix)) <= set(ALPHABET)
    if name != "drawn again":
        kept = len(prefix) + 4
        assert (other[:kept], other[-4:]) == ((prefix + text)[:kept], text[-4:])


def test_the_document_and_the_code_list_the_same_equal_forms() -> None:
    assert set(documented()) == set(NORMALISERS)
    assert set(documented().values()) == {"both", "Duo", "OAuth 1.0a"}


@pytest.mark.parametrize("name", ["parameter-order", "host-case", "header-name-case", "unsigned-headers"])
def test_an_equal_form_that_is_not_documented_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    less = {other: scheme for other, scheme in documented().items() if other != name}
    monkeypatch.setattr(equal_forms, "documented", lambda: less)
    assert any(run_edits(placement, 7, 1500) for placement in ("duo v2, query", "oauth1, header"))


def test_a_campaign_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = tmp_path / "state" / "1.json"
    parts = [Part("one", "nothing", 3, counted), Part("two", "nothing", 2, failing)]
    run(parts, State(path), 1, 0)
    assert unfinished(parts, State(path)) == ["one", "two"]
    run(parts, State(path), 1, 5)
    again = State(path)
    assert unfinished(parts, again) == []
    assert (again.of(parts[0]).count, again.of(parts[0]).figures) == (30, {"most": 2, "least": 0})
    assert sorted(again.of(parts[1]).faults) == ["step 0 ended in ValueError: odd", "step 1 ended in ValueError: odd"]
    run([Part("one", "nothing", 3, failing)], again, 1, 5)
    assert again.of(parts[0]).failed == 0
    assert "| one | nothing | 30 | 0 | least 0; most 2 |" in table(parts, again)


def counted(_seed: int, step: int) -> Result:
    return Result(10, [], {"most": step, "least": step})


def failing(_seed: int, _step: int) -> Result:
    raise ValueError("odd")


def test_the_page_has_a_row_for_each_part() -> None:
    rows = re.findall(r"^\| ([^|]+?) \|", Path("docs/trust.md").read_text("utf-8"), re.MULTILINE)
    assert [row for row in rows if row not in ("what", "---")] == [part.name for part in PARTS]


def test_only_whole_figures_are_kept() -> None:
    done = Done()
    done.add(0, Result(5, ["a"] * 30, {"most": 1.0}), 1.0)
    done.add(1, Result(5, [], {"most": 3.0}), 1.0)
    assert (done.failed, len(done.faults), done.figures, done.count) == (30, 20, {"most": 3.0}, 10)


def test_welch_t_tells_two_means_apart() -> None:
    assert abs(welch_t([10, 11, 12, 13] * 50, [13, 12, 11, 10] * 50)) < 1
    assert welch_t([10, 11, 12, 13] * 50, [20, 21, 22, 23] * 50) < -20
