"""What `paraph send` says about the parameters of calls that the catalogues know."""

import pytest

from paraph import Request
from paraph.apis.catalogue import VENDORS, catalogue
from paraph.apis.openapi import base_paths
from paraph.cli.completing_calls import completed_path
from paraph.cli.known_calls import parameter_note
from paraph.cli.vendor_paths import ROOTS, vendor_of
from tests.cli.running import run

FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
JSON = (("Content-Type", "application/json"),)


@pytest.mark.parametrize(
    ("request_line", "body", "note"),
    [
        ("GET /admin/v1/users?limit=3", "", ""),
        ("GET /admin/v1/users?limt=3", "",
         "GET /admin/v1/users: unknown parameter limt, did you mean limit? (as a command: `paraph duo users list`)"),
        ("GET /admin/v1/users?zzz=3", "", "GET /admin/v1/users: unknown parameter zzz (as a command: `paraph duo users list`)"),
        ("POST /admin/v1/users", "username=ada", ""),
        ("POST /admin/v1/users", "username=ada&custom_attributes.team=a", ""),
        ("POST /admin/v1/users", '{"username": "ada"}', ""),
        ("POST /admin/v1/users", "{", ""),
        ("POST /admin/v1/users", '{"realname": "Ada"}',
         "POST /admin/v1/users: missing parameter username (as a command: `paraph duo users create`)"),
        ("POST /auth/v2/preauth?username=ada", "",
         "POST /auth/v2/preauth: username goes into the body: username=VALUE (as a command: `paraph duo auth preauth`)"),
        ("GET /admin/v2/logs/authentication", "",
         "GET /admin/v2/logs/authentication: missing parameters mintime, maxtime (as a command: `paraph duo logs authentication`)"),
        ("GET /gallery/api/admin/v2/users/?pagesize=1&page=0", "",
         "GET /admin/v2/users/: unknown parameter pagesize, did you mean pageSize? (as a command: `paraph alteryx users list`)"),
        ("GET /admin/v1/nothing?limt=3", "", ""),
    ],
)  # fmt: skip
def test_the_note_about_a_call(request_line: str, body: str, note: str) -> None:
    method, target = request_line.split(" ")
    kind = JSON if body.startswith("{") else FORM
    request = Request(method, target, (("Host", "api-x.duosecurity.com"), *kind), body.encode())
    assert parameter_note(request, vendor_of(request.path), follows_pages=False) == note


def test_parameters_of_the_first_page_are_added_by_page() -> None:
    request = Request("GET", "/admin/v2/logs/authentication", (("Host", "api-x.duosecurity.com"),))
    assert parameter_note(request, "duo", follows_pages=True) == ""


def test_the_note_is_one_line_on_stderr_and_no_error() -> None:
    words = ("--credentials", "examples/duo.json", "--base-url", "https://api-x.duosecurity.com", "--offline")
    done = run("send", "/admin/v1/users", "limt==3", *words)
    assert done.code == 0
    notes = [line for line in done.stderr.splitlines() if "note:" in line]
    assert notes == [
        "paraph: note: GET /admin/v1/users: unknown parameter limt, did you mean limit? (as a command: `paraph duo users list`)"
    ]
    assert "note:" not in run("send", "/admin/v1/users", "limit==3", *words).stderr


def test_each_path_of_the_catalogues_belongs_to_its_vendor() -> None:
    for vendor in VENDORS:
        paths = [base + each.path for each in catalogue(vendor).endpoints for base in base_paths(vendor, each)]
        assert {vendor_of(path) for path in paths} == {vendor}
        assert not [root for root in ROOTS[vendor] if not any(path.startswith(root) for path in paths)]
    assert (vendor_of("/x"), vendor_of("/x", "duo")) == ("", "")
    assert (vendor_of("/admin/v1/users", "duo"), vendor_of("/admin/v1/users", "oauth1")) == ("duo", "")


@pytest.mark.parametrize(
    ("path", "template", "result"),
    [
        ("/ad", "/admin/v1/users", "/admin/v1/users"),
        ("/admin/v1/us", "/admin/v1/users/{user_id}/groups", "/admin/v1/users/"),
        ("/admin/v1/users/", "/admin/v1/users/{user_id}", ""),
        ("/admin/v1/users/DU1/gr", "/admin/v1/users/{user_id}/groups/{group_id}", "/admin/v1/users/DU1/groups/"),
        ("/admin/v1/users//gr", "/admin/v1/users/{user_id}/groups", ""),
        ("/admin/v2/us", "/admin/v1/users", ""),
        ("/admin/v1/users/DU1/groups", "/admin/v1/users", ""),
    ],
)
def test_a_path_is_completed_to_its_next_id(path: str, template: str, result: str) -> None:
    assert completed_path(path, template) == result
