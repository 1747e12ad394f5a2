"""What goes wrong on request goes wrong as it was written, and no more often."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.message import Request
from paraph.emulator.faults import KINDS, LASTING, RECORD_FAULTS, Fault, Faults, UnknownFault, parse_fault, with_faults
from paraph.http.handler import DelayedResponse, Response

ADMIN, AUTH = Request("GET", "/admin/v1/users"), Request("GET", "/auth/v2/check")


def good(_request: Request) -> Response:
    return Response(200, (), b"0123456789")


def statuses(faults: Faults, *requests: Request) -> list[int]:
    replies = [with_faults(good, faults)(request) for request in requests]
    return [reply.status for reply in replies if isinstance(reply, Response)]


@given(st.text(max_size=20))
def test_any_text_is_a_fault_or_is_refused_in_one_line(text: str) -> None:
    try:
        fault = parse_fault(text)
    except UnknownFault as error:
        assert "\n" not in str(error)
    else:
        assert parse_fault(str(fault)) == fault


VALUES = st.none() | st.integers(0, 999).map(float)
STRIKING = st.builds(
    Fault,
    st.sampled_from([kind for kind in KINDS if kind not in LASTING]),
    VALUES,
    st.just("/admin"),
    st.none() | st.integers(1, 9),
)
HOLDING = st.builds(Fault, st.sampled_from(LASTING), VALUES, st.just("/admin"))
SKEWED = st.builds(Fault, st.just("skew"), st.integers(-99, 999).map(float), st.just("/admin"))
IN_RECORDS = st.builds(
    Fault, st.sampled_from(RECORD_FAULTS), VALUES, st.just("/admin"), st.none(), st.integers(0, 100).map(float)
)


@given(STRIKING | HOLDING | SKEWED | IN_RECORDS)
def test_a_fault_is_read_as_it_is_written(fault: Fault) -> None:
    assert parse_fault(str(fault)) == fault


def test_a_number_of_times_on_one_path() -> None:
    faults = Faults(("429:30@/admin*2",))
    assert statuses(faults, AUTH, ADMIN, ADMIN, ADMIN) == [200, 429, 429, 200]
    assert faults.descriptions() == []


@pytest.mark.parametrize(
    ("text", "written"), [("429*3@/admin", "429@/admin*3"), ("late:60%5@/admin", "late:60@/admin%5")]
)
def test_the_path_may_come_last(text: str, written: str) -> None:
    assert str(parse_fault(text)) == written


def test_a_retry_after_is_only_there_when_it_has_a_value() -> None:
    without, with_one = (with_faults(good, Faults((text,)))(ADMIN) for text in ("429", "429:7"))
    assert isinstance(without, Response)
    assert isinstance(with_one, Response)
    assert "Retry-After" not in dict(without.headers)
    assert dict(with_one.headers)["Retry-After"] == "7"


def test_a_share_of_requests() -> None:
    struck = statuses(Faults(("503%25",), seed=1), *[ADMIN] * 1000).count(503)
    assert 200 < struck < 300
    assert statuses(Faults(("503%0",)), *[ADMIN] * 50) == [200] * 50


def test_an_answer_can_be_late_and_be_cut() -> None:
    late = with_faults(good, Faults(("slow:2.5*1",)))(ADMIN)
    assert isinstance(late, DelayedResponse)
    assert (late.seconds, late.then()) == (2.5, good(ADMIN))
    short = with_faults(good, Faults(("cut*1",)))(ADMIN)
    assert isinstance(short, Response)
    assert short.cut == 5


def test_what_holds_strikes_no_request() -> None:
    faults = Faults(("skew:90",))
    assert statuses(faults, ADMIN, ADMIN) == [200, 200]
    assert str(faults.lasting("skew")) == "skew:90"
    assert Faults(("late@/admin/v2",)).lasting("late", "/admin/v1/logs/telephony") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "418",
        "429*",
        "429*x",
        "429@admin",
        "slow:-",
        "429%",
        "429*3%4",
        "429*3@/a*3",
        "429%1@/a*3",
        "skew*2",
        "skew%3",
        "late*1",
        "repeat%5",
        "429*0",
        "429@/admin*00",
        "503%101",
        "slow:-1",
        "late:-60@/admin/v2",
    ],
)
def test_what_is_no_fault_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UnknownFault, match="is not a fault"):
        parse_fault(text)
