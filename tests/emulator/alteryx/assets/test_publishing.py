"""Packages go up and come down again, versions add up, lists are searched, sorted and paged."""

import io
import zipfile

import pytest

from paraph.emulator.alteryx.calls import AlteryxOptions
from tests.emulator.alteryx.simulation import ARTISAN, Bench, header, multipart, value

UPLOAD = {
    "name": "Own work", "isPublic": "false", "isReadyForMigration": "true", "othersMayDownload": "true",
    "othersCanExecute": "true", "executionMode": "Safe", "workflowCredentialType": "Default",
}  # fmt: skip


def package(name: str = "Own work.yxwz") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "<AlteryxDocument/>")
    return made.getvalue()


def test_v3_up_and_down_again() -> None:
    bench = Bench()
    owner, collection = bench.ids("user")[0], bench.ids("collection")[0]
    fields = {**UPLOAD, "ownerId": owner, "districtTags": '["x"]', "collectionIds": f'["{collection}"]'}
    key = value(bench.newer("POST", "/v3/workflows", content=multipart(fields, {"file": ("Own work.yxzp", package())})))
    seen = value(bench.newer("GET", f"/v3/workflows/{key}"))
    assert (seen["name"], seen["ownerId"], seen["districtTags"]) == ("Own work", owner, ["x"])
    assert (seen["isReadyForMigration"], seen["versions"][0]["packageWorkflowType"]) == (True, "App")
    assert key in value(bench.newer("GET", f"/v3/collections/{collection}"))["workflowIds"]
    reply = bench.newer("GET", f"/v3/workflows/{key}/package")
    assert reply.body == package()
    assert header(reply, "Content-Disposition") == 'attachment; filename="Own work.yxzp"'
    assert bench.older("GET", f"/v1/{key}/package/").body == package()
    assert key in [each["id"] for each in value(bench.older("GET", "/admin/v1/workflows/migratable/"))]
    value(bench.older("PUT", f"/admin/v1/workflows/migratable/{key}/"))
    assert key not in [each["id"] for each in value(bench.older("GET", "/admin/v1/workflows/migratable/"))]
    assert (
        value(bench.older("PUT", f"/admin/v1/workflows/migratable/{key}/", content={"isReadyForMigration": True}))
        == key
    )


def test_a_version_more() -> None:
    bench = Bench()
    key = bench.ids("workflow")[0]
    first = value(bench.newer("GET", f"/v3/workflows/{key}"))
    fields = {**UPLOAD, "ownerId": first["ownerId"], "comments": "Better", "makePublished": "false"}
    content = multipart(fields, {"file": ("Next.yxzp", package("Next.yxmd"))})
    second = value(bench.newer("POST", f"/v3/workflows/{key}/versions", content=content))
    assert [each["versionNumber"] for each in second["versions"]] == [1, 2]
    assert second["publishedVersionId"] == first["publishedVersionId"]
    other = second["versions"][1]["versionId"]
    assert bench.newer("GET", f"/v3/workflows/{key}/package?versionId={other}").body == package("Next.yxmd")
    assert bench.newer("GET", f"/v3/workflows/{key}/package?versionId=none").status == 400
    with zipfile.ZipFile(io.BytesIO(bench.newer("GET", f"/v3/workflows/{key}/package").body)) as archive:
        assert archive.namelist()[0].endswith((".yxmd", ".yxwz"))
    changed = {**{name: second[name] for name in UPLOAD if name in second}, "versionId": other, "makePublished": True,
               "ownerId": second["ownerId"], "workerTag": "big", "districtTags": [], "comments": "", "isPublic": True}  # fmt: skip
    third = value(bench.newer("PUT", f"/v3/workflows/{key}", content=changed))
    assert (third["publishedVersionId"], third["workerTag"], third["isPublic"]) == (other, "big", True)
    revisions = next(each for each in value(bench.older("GET", "/admin/v1/workflows/all/")) if each["id"] == key)
    assert [each["version"] for each in revisions["revisions"]] == [1, 2]
    assert revisions["dateMadePublic"]
    assert "Update" in [each["event"] for each in revisions["events"]]


def test_admin_v1_publishes_and_replaces_what_came_from_the_same_source() -> None:
    bench = Bench()
    fields = {"name": "Moved", "owner": "demo.curator@example.com", "validate": "false", "isPublic": "true",
              "canDownload": "true", "sourceId": "5f0000000000000000000001"}  # fmt: skip
    first = value(
        bench.older("POST", "/admin/v1/workflows/", content=multipart(fields, {"file": ("a.yxzp", package())}))
    )
    again = value(
        bench.older("POST", "/admin/v1/workflows/", content=multipart(fields, {"file": ("b.yxzp", package())}))
    )
    assert first == again
    assert value(bench.newer("GET", f"/v3/workflows/{first}"))["versions"][1]["published"]
    other = value(
        bench.older(
            "POST", "/admin/v1/workflows/", content=multipart({**fields, "sourceId": ""}, {"file": ("b.yxzp", b"any")})
        )
    )
    assert other != first


@pytest.mark.parametrize(
    ("fields", "file", "blamed"),
    [
        ({"ownerId": "0" * 24}, package(), "ownerId"),
        ({"executionMode": "Fast"}, package(), "executionMode"),
        ({"isPublic": "maybe"}, package(), "isPublic"),
        ({"collectionIds": "x"}, package(), "contract"),
        ({"districtTags": "{}"}, package(), "districtTags"),
        ({}, b"", "file"),
    ],
)
def test_what_is_wrong_with_an_upload_is_named(fields: dict[str, str], file: bytes, blamed: str) -> None:
    bench = Bench()
    before = bench.ids("workflow")
    content = multipart({**UPLOAD, "ownerId": bench.ids("user")[0], **fields}, {"file": ("a.yxzp", file)})
    assert list(value(bench.newer("POST", "/v3/workflows", content=content), 400)["modelState"]) == [blamed]
    assert bench.ids("workflow") == before


@pytest.mark.parametrize(
    "broken", [b"", b"--edge", b"--edge-of-a-part\r\nContent-Disposition: form-data\r\n\r\nx\r\n", b"\xff" * 50]
)
def test_a_broken_body_is_refused(broken: bytes) -> None:
    for kind in (
        "multipart/form-data; boundary=edge-of-a-part",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
    ):
        assert Bench(people=1).newer("POST", "/v3/workflows", content=(kind, broken)).status == 400


def test_a_temporary_file() -> None:
    content = multipart({"name": "in.csv"}, {"file": ("in.csv", b"a,b\n")})
    assert value(Bench().older("POST", "/user/v2/inputfiles/", content=content)).endswith("/in.csv")


def test_an_artisan_publishes_for_nobody_else() -> None:
    bench = Bench()
    content = multipart({**UPLOAD, "ownerId": bench.ids("user")[0]}, {"file": ("a.yxzp", package())})
    assert bench.newer("POST", "/v3/workflows", ARTISAN, content=content).status == 400


def test_a_list_is_searched_sorted_and_paged() -> None:
    bench = Bench(people=8)
    path = "/admin/v1/workflows/"
    whole = value(bench.older("GET", f"{path}?sortField=Name&direction=desc"))
    names = [each["metaInfo"]["name"].lower() for each in whole]
    assert names == sorted(names, reverse=True)
    some = value(bench.older("GET", f"{path}?search=FAILS"))
    assert [each["metaInfo"]["name"] for each in some] == ["Nightly import that fails"]
    assert value(bench.older("GET", f"{path}?sortField=name&direction=desc&offset=3&limit=2")) == whole[3:5]
    assert bench.older("GET", f"{path}?sortField=colour").status == 400
    assert bench.older("GET", f"{path}?offset=-1").status == 400
    apps = value(bench.older("GET", "/v1/workflows/subscription/?packageType=0"))
    assert {each["packageType"] for each in apps} == {0}
    assert value(bench.older("GET", f"/v1/workflows/{apps[0]['id']}/questions/"))[0]["type"] == "QuestionListBox"


@pytest.mark.parametrize("first", [0, 1])
def test_pages_are_counted_from_where_the_server_counts_from(first: int) -> None:
    bench = Bench(AlteryxOptions(first_page=first), people=8)
    for path in ("/admin/v1/users/", "/admin/v2/users/", "/admin/v1/workflows/all/", "/admin/v1/schedules/"):
        whole = value(bench.older("GET", path))
        assert value(bench.older("GET", f"{path}?page={first}&pageSize=0")) == whole
        pages = [value(bench.older("GET", f"{path}?page={first + at}&pageSize=5")) for at in range(9)]
        assert [each for page in pages for each in page] == whole
        assert pages[-1] == []


def test_dates_and_names_choose_among_all_versions() -> None:
    bench = Bench()
    path = "/admin/v2/workflows/all/"
    assert value(bench.older("GET", f"{path}?startDate=2030-01-01T00:00:00Z")) == []
    assert len(value(bench.older("GET", f"{path}?endDate=2030-01-01T00:00:00Z"))) == len(bench.ids("workflow"))
    assert len(value(bench.older("GET", f"{path}?name=fails&useEvents=true&startDate=2026-01-01"))) == 1
    studio = bench.named("workflow", "Nightly import that fails")["subscriptionId"]
    assert {each["subscription"]["id"] for each in value(bench.older("GET", f"{path}?subscriptionId={studio}"))} == {
        studio
    }
    assert bench.older("GET", f"{path}?startDate=yesterday").status == 400


def test_a_deleted_workflow_is_only_in_the_list_of_all() -> None:
    bench = Bench()
    key = bench.state.store.page("alteryx-schedule")[0]["workflowId"]
    assert bench.newer("DELETE", f"/v3/workflows/{key}").status == 400
    assert bench.newer("DELETE", f"/v3/workflows/{key}?force=true").status == 200
    assert bench.newer("GET", f"/v3/workflows/{key}").status == 404
    assert key not in [each["id"] for each in value(bench.newer("GET", "/v3/workflows?view=Full"))]
    assert next(each for each in value(bench.older("GET", "/admin/v1/workflows/all/")) if each["id"] == key)[
        "isDeleted"
    ]
    assert key not in [each["workflowId"] for each in bench.state.store.page("alteryx-schedule")]
