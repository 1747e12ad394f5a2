"""A time outside the window: a clock that is off is told from a time that was saved or pasted."""

import pytest

from paraph import Credential, explain, request_for, sign
from paraph.core.dates import date_text
from paraph.explaining.examples import NOW
from paraph.explaining.result import Finding

DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
OAUTH = Credential.of("8EXAMPLE_admin_key", "exampleAlteryxSecret0123")
MINUTE, HOUR, DAY = 60, 3600, 86400


def problems(scheme: str, age: int) -> dict[str, Finding]:
    url = "https://api-1234abcd.duosecurity.com/auth/v2/check"
    credential = DUO if scheme == "duo" else OAUTH
    signed = sign(request_for("GET", url), credential, scheme, now=NOW - age)
    return {problem.id: problem for problem in explain(signed, credential, scheme, now=NOW).problems}


@pytest.mark.parametrize("scheme", ["duo", "oauth1"])
@pytest.mark.parametrize(
    ("age", "problem"),
    [
        (4 * MINUTE, None),
        (10 * MINUTE, "clock-skew"),
        (-10 * MINUTE, "clock-skew"),
        (-17 * HOUR, "clock-skew"),
        (HOUR, "clock-skew"),
        (17 * HOUR, "date-hardcoded"),
        (271 * DAY, "date-hardcoded"),
    ],
)
def test_an_old_time_is_no_matter_of_the_clock(scheme: str, age: int, problem: str | None) -> None:
    found = set(problems(scheme, age)) & {"clock-skew", "date-hardcoded"}
    assert found == ({problem} if problem else set())


def test_the_fix_fits_the_age() -> None:
    assert "NTP" in problems("duo", 10 * MINUTE)["clock-skew"].fix
    old = problems("duo", 271 * DAY)["date-hardcoded"]
    assert "NTP" not in old.fix
    assert "pasted" in old.title
    assert old.fix.startswith("Make the date when you send")
    assert f"271 days behind the clock used here ({date_text(NOW)})" in old.detail
