"""Jobs go on with the clock, and schedules with it."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping

import pytest

from paraph.emulator.alteryx.calls import AlteryxError, AlteryxOptions
from paraph.emulator.alteryx.jobs.recurrence import check_iteration, format_run_time, next_run, run_times
from paraph.emulator.alteryx.jobs.scheduler import MAX_MISSED_RUNS
from paraph.emulator.alteryx.times import parse_time
from tests.emulator.alteryx.assets.test_publishing import UPLOAD, package
from tests.emulator.alteryx.simulation import ARTISAN, DEMO, STUDIO, Bench, header, multipart, value

TIMED = AlteryxOptions(queue_seconds=5, run_seconds=10)


def start(bench: Bench, name: str = "") -> str:
    workflow = bench.named("workflow", name)["id"] if name else bench.ids("workflow")[0]
    job = value(bench.older("POST", f"/v1/workflows/{workflow}/jobs/", content={"questions": [], "priority": "0"}))
    assert (job["status"], job["disposition"], job["outputs"], job["messages"]) == ("Queued", "None", [], [])
    assert job["createDate"].endswith("0000Z")
    return str(job["id"])


def test_a_job_waits_runs_and_ends() -> None:
    bench = Bench(TIMED)
    job = start(bench)
    seen = []
    for _ in range(4):
        seen.append(value(bench.older("GET", f"/v1/jobs/{job}/"))["status"])
        bench.now += 5
    assert seen == ["Queued", "Running", "Running", "Completed"]
    done = value(bench.older("GET", f"/v1/jobs/{job}/"))
    assert done["disposition"] == "Success"
    assert [each["text"].split()[0] for each in done["messages"]] == ["Started", "Finished"]
    assert value(bench.older("GET", f"/v1/jobs/{job}/?includeMessages=false"))["messages"] == []


def test_an_output_in_each_of_its_formats() -> None:
    bench = Bench(TIMED)
    job = start(bench)
    path = f"/v1/jobs/{job}/output/{'0' * 24}/?format=Csv"
    assert bench.older("GET", path).status == 404
    bench.now += 15
    (output,) = value(bench.older("GET", f"/v1/jobs/{job}/"))["outputs"]
    path = f"/v1/jobs/{job}/output/{output['id']}/?format="
    for form in output["formats"]:
        reply = bench.older("GET", path + form)
        assert reply.status == 200
        assert (header(reply, "Content-Disposition") or "").startswith('attachment; filename="')
    rows = list(csv.DictReader(io.StringIO(bench.older("GET", f"{path}Raw").body.decode())))
    assert rows[0]["Region"] == "North"
    with zipfile.ZipFile(io.BytesIO(bench.older("GET", f"{path}Zip").body)) as archive:
        assert archive.namelist() == [output["name"]]
    assert bench.older("GET", f"{path}Yxdb").status == 400
    assert bench.older("GET", path.removesuffix("?format=")).status == 400


def test_a_workflow_that_fails_by_its_name() -> None:
    bench = Bench(TIMED)
    job = start(bench, "Nightly import that fails")
    bench.now += 15
    done = value(bench.older("GET", f"/v1/jobs/{job}/"))
    assert (done["status"], done["disposition"], done["outputs"]) == ("Error", "Error", [])
    assert done["messages"][-1]["status"] == 3


def test_v3_has_other_names_for_the_same() -> None:
    bench = Bench(TIMED)
    workflow = bench.ids("workflow")[0]
    job = value(bench.newer("POST", f"/v3/workflows/{workflow}/jobs", content={"priority": "High"}))
    assert job["priority"] == "High"
    bench.now += 15
    done = value(bench.newer("GET", f"/v3/jobs/{job['id']}"))
    assert done["createDateTime"] == job["createDateTime"]
    assert done["outputs"][0]["availableFormats"] == ["Raw", "Csv", "Html", "Zip"]
    assert len(value(bench.newer("GET", f"/v3/jobs/{job['id']}/messages"))) == 2
    assert value(bench.older("GET", f"/v1/jobs/{job['id']}/"))["priority"] == 2


def test_lists_of_jobs_go_on_by_offset_and_limit() -> None:
    bench = Bench()
    workflow = bench.ids("workflow")[0]
    start(bench)
    path = f"/v1/workflows/{workflow}/jobs/"
    whole = value(bench.older("GET", f"{path}?sortField=createdate&direction=desc"))
    count = len(whole)
    assert count > 4
    assert [each["createDate"] for each in whole] == sorted((each["createDate"] for each in whole), reverse=True)
    parts = [value(bench.older("GET", f"{path}?direction=desc&offset={at}&limit=3")) for at in (0, 3, count)]
    assert [*parts[0], *parts[1]] == whole[:6]
    assert parts[2] == []
    assert value(bench.older("GET", f"{path}?limit=0")) == []
    running = value(bench.newer("GET", f"/v3/workflows/{workflow}/jobs?status=Queued"))
    assert len(running) == 1
    listed = value(bench.older("GET", "/admin/v1/workflows/"))
    assert next(each for each in listed if each["id"] == workflow)["runCount"] == count


def test_the_last_job_of_each_workflow() -> None:
    bench = Bench()
    workflow, job = bench.ids("workflow")[0], start(bench)
    last = value(bench.older("GET", "/admin/v1/workflows/jobs/"))
    assert len(last) == len(bench.ids("workflow"))
    assert [each["id"] for each in last if each["appId"] == workflow] == [job]
    only = value(bench.older("GET", f"/admin/v1/workflows/jobs/?appIds={workflow},{'0' * 24}"))
    assert [each["id"] for each in only] == [job]


@pytest.mark.parametrize(
    "content",
    [{"questions": "x"}, {"questions": [{"value": "1"}], "priority": "no"}, [], "text", ("application/json", b"{")],
)
def test_a_malformed_job_request_is_400(content: object) -> None:
    bench = Bench()
    reply = bench.older("POST", f"/v1/workflows/{bench.ids('workflow')[0]}/jobs/", content=content)
    assert json.loads(reply.body)["exceptionName"] == "BadRequestException"
    assert reply.status == 400


def test_priorities_are_for_those_who_may_set_them() -> None:
    bench = Bench()
    guest = bench.state.store.find_by_name("alteryx-user", "studio.artisan@example.com")[0]
    bench.state.store.save("alteryx-user", guest["id"], guest | {"canPrioritizeJobs": False}, [guest["email"]])
    public = next(each["id"] for each in bench.state.store.page("alteryx-workflow") if each["isPublic"])
    path = f"/v1/workflows/{public}/jobs/"
    assert value(bench.older("POST", path, STUDIO, content={"priority": "3"}))["priority"] == 0
    assert value(bench.older("POST", path, DEMO, content={"priority": "3"}))["priority"] == 3


MORNING = "2026-09-21T06:00:00Z"  # a Monday
NOW = parse_time("2026-09-23T12:00:00Z", "now") // 1000


@pytest.mark.parametrize(
    ("iteration", "expected"),
    [
        ({"iterationType": "Once"}, None),
        ({"iterationType": "Hourly", "hourlyContract": {"hours": 5, "minutes": 30}}, "2026-09-23T13:00:00Z"),
        ({"iterationType": "Daily"}, "2026-09-24T06:00:00Z"),
        ({"iterationType": "Weekly", "weeklyContract": {"daysOfWeek": ["Tuesday"]}}, "2026-09-29T06:00:00Z"),
        ({"iterationType": "Monthly", "monthlyContract": {"simpleDayOfMonth": True, "dayOfMonth": 31}}, "2026-10-31T06:00:00Z"),
        ({"iterationType": "Monthly", "monthlyContract": {"simpleDayOfMonth": False, "occurrence": 3, "dayOfWeek": "Friday"}}, "2026-10-16T06:00:00Z"),
        ({"iterationType": "Custom", "customContract": {"daysOfMonth": [29], "months": [2]}}, "2028-02-29T06:00:00Z"),
    ],
)  # fmt: skip
def test_the_next_run(iteration: dict[str, object], expected: str | None) -> None:
    whole = check_iteration({"startTime": MORNING, **iteration})
    assert format_run_time(next_run(whole, NOW)) == expected
    assert next_run({**whole, "endTime": "2026-09-22T00:00:00Z"}, NOW) is None
    first = next(run_times(whole, 0, NOW + 5 * 366 * 86400))
    assert first >= parse_time(MORNING, "") // 1000


def test_a_work_week_has_five_days() -> None:
    daily = {"startTime": MORNING, "iterationType": "Daily", "dailyContract": {"runOnlyWorkWeek": True}}
    assert len(list(run_times(daily, NOW - 7 * 86400, NOW + 7 * 86400))) == 8
    assert list(run_times(daily, NOW, NOW)) == []


@pytest.mark.parametrize(
    "iteration",
    [
        {}, {"iterationType": "Often"}, {"iterationType": "Once", "startTime": "soon"}, {"iterationType": "Once", "startTime": None},
        {"iterationType": "Hourly", "startTime": MORNING}, {"iterationType": "Once", "startTime": MORNING, "endTime": "later"},
        {"iterationType": "Hourly", "startTime": MORNING, "hourlyContract": {"hours": 0, "minutes": 0}},
        {"iterationType": "Weekly", "startTime": MORNING, "weeklyContract": {"daysOfWeek": "Monday"}},
    ],
)  # fmt: skip
def test_an_iteration_that_cannot_be_followed(iteration: dict[str, object]) -> None:
    with pytest.raises(AlteryxError, match="400"):
        check_iteration(iteration)


def test_a_schedule_from_its_making_to_its_end() -> None:
    bench = Bench()
    workflow = bench.ids("workflow")[0]
    wanted = {
        "workflowId": workflow,
        "iteration": {"iterationType": "Daily", "startTime": "2026-09-22T06:00:00Z"},
        "name": "Mornings",
    }
    key = value(bench.newer("POST", "/v3/schedules", content=wanted))
    made = value(bench.newer("GET", f"/v3/schedules/{key}"))
    assert (made["runCount"], made["lastRunTime"], made["runDateTime"]) == (0, None, "2026-09-22T06:00:00Z")
    bench.now += 3 * 86400
    bench._tokens.clear()
    later = value(bench.newer("GET", f"/v3/schedules/{key}"))
    assert (later["runCount"], later["lastRunTime"], later["runDateTime"]) == (
        3,
        "2026-09-24T06:00:00Z",
        "2026-09-25T06:00:00Z",
    )
    assert value(bench.newer("PATCH", f"/v3/schedules/{key}", content={"enabled": False}))["runDateTime"] == ""
    window = "runsAfter=2026-09-25T00:00:00Z&runsBefore=2026-09-26T00:00:00Z"
    assert key not in [each["id"] for each in value(bench.newer("GET", f"/v3/schedules?{window}"))]
    assert (
        value(bench.newer("PATCH", f"/v3/schedules/{key}", content={"enabled": True, "comment": "x"}))["comment"] == "x"
    )
    assert key in [each["id"] for each in value(bench.newer("GET", f"/v3/schedules?{window}"))]
    ends = "afterDate=2026-09-25T00:00:00Z&beforeDate=2026-09-28T00:00:00Z"
    forecast = value(bench.older("GET", f"/admin/v2/schedule/forecast/?{ends}"))
    assert [each["startTime"][:10] for each in forecast if each["id"] == key] == [
        "2026-09-25",
        "2026-09-26",
        "2026-09-27",
    ]
    assert bench.newer("DELETE", f"/v3/schedules/{key}").status == 200
    assert bench.newer("GET", f"/v3/schedules/{key}").status == 404


def scheduled(bench: Bench, iteration: Mapping[str, object], **more: object) -> tuple[str, str]:
    """A new workflow that nobody else runs, and its schedule."""
    fields = {**UPLOAD, "name": "Nightly", "ownerId": bench.ids("user")[0]}
    made = bench.newer("POST", "/v3/workflows", content=multipart(fields, {"file": ("Nightly.yxzp", package())}))
    workflow = str(value(made))
    content = {"workflowId": workflow, "name": "Nights", "iteration": iteration, **more}
    return workflow, str(value(bench.newer("POST", "/v3/schedules", content=content)))


def jobs_of(bench: Bench, workflow: str) -> list[tuple[str, str]]:
    """When the jobs of a workflow were made, and their status."""
    found = value(bench.newer("GET", f"/v3/workflows/{workflow}/jobs"))
    return [(each["createDate"][:19], each["status"]) for each in found]


def test_each_run_of_a_schedule_is_a_job_of_its_time() -> None:
    bench = Bench()
    daily = {"iterationType": "Daily", "startTime": "2026-09-22T06:00:00Z"}
    workflow, key = scheduled(bench, daily, priority="High")
    assert jobs_of(bench, workflow) == []
    bench.now = parse_time("2026-09-24T06:00:00Z", "") / 1000
    bench._tokens.clear()
    assert jobs_of(bench, workflow) == [
        ("2026-09-22T06:00:00", "Completed"), ("2026-09-23T06:00:00", "Completed"), ("2026-09-24T06:00:00", "Queued"),
    ]  # fmt: skip
    assert jobs_of(bench, workflow) == jobs_of(bench, workflow)
    seen = value(bench.newer("GET", f"/v3/schedules/{key}"))
    assert (seen["runCount"], seen["lastRunTime"]) == (3, "2026-09-24T06:00:00Z")
    bench.newer("PATCH", f"/v3/schedules/{key}", content={"enabled": False})
    bench.now += 3 * 86400
    bench._tokens.clear()
    bench.newer("PATCH", f"/v3/schedules/{key}", content={"enabled": True})
    assert len(jobs_of(bench, workflow)) == 3
    bench.now += 86400
    bench._tokens.clear()
    assert len(jobs_of(bench, workflow)) == 4


def test_of_the_runs_that_nobody_saw_the_latest_are_jobs() -> None:
    bench = Bench()
    each_minute = {
        "iterationType": "Hourly",
        "startTime": "2026-09-22T06:00:00Z",
        "hourlyContract": {"hours": 0, "minutes": 1},
    }
    workflow, key = scheduled(bench, each_minute)
    bench.now = parse_time("2026-10-22T06:00:30Z", "") / 1000
    bench._tokens.clear()
    found = jobs_of(bench, workflow)
    assert (len(found), found[-1][0]) == (MAX_MISSED_RUNS, "2026-10-22T06:00:00")
    assert value(bench.newer("GET", f"/v3/schedules/{key}"))["runCount"] == 30 * 1440 + 1


def test_a_schedule_whose_workflow_may_not_run_makes_no_jobs() -> None:
    bench = Bench()
    workflow, _ = scheduled(bench, {"iterationType": "Once", "startTime": "2026-09-22T06:00:00Z"})
    kept = bench.state.store.get("alteryx-workflow", workflow)
    assert kept is not None
    bench.state.store.save("alteryx-workflow", workflow, kept | {"runDisabled": True})
    bench.now += 5 * 86400
    bench._tokens.clear()
    assert jobs_of(bench, workflow) == []


def test_a_forecast_is_for_less_than_45_days() -> None:
    bench = Bench()
    for ends in (
        "afterDate=2026-09-25T00:00:00Z&beforeDate=2026-11-09T00:00:00Z",
        "afterDate=x&beforeDate=y",
        "beforeDate=2026-11-09T00:00:00Z",
    ):
        assert bench.older("GET", f"/admin/v2/schedule/forecast/?{ends}").status == 400


def test_others_schedules_are_not_theirs_to_change() -> None:
    bench = Bench()
    public = next(each["id"] for each in bench.state.store.page("alteryx-workflow") if each["isPublic"])
    wanted = {"workflowId": public, "iteration": {"iterationType": "Once", "startTime": "2026-12-01T00:00:00Z"}}
    key = value(bench.newer("POST", "/v3/schedules", content=wanted))
    assert bench.newer("DELETE", f"/v3/schedules/{key}", ARTISAN).status == 404
    own = value(bench.newer("POST", "/v3/schedules", ARTISAN, content=wanted))
    assert bench.newer("DELETE", f"/v3/schedules/{own}", ARTISAN).status == 200
