"""Forty calls as programs make them, with the types that their results have; checked by mypy, and the names by running it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import assert_type

from paraph.clients import Limiter, Retry
from paraph.clients.alteryx import Gallery, Server
from paraph.clients.alteryx import records as alteryx
from paraph.clients.duo import Accounts, Admin, AsyncAdmin, Auth, records
from paraph.clients.pages import AsyncPages, Page, Pages


def administer(admin: Admin) -> None:
    assert_type(admin.users.list(), Pages[records.User])
    assert_type(admin.users.list(limit=5, page_size=100).all(), list[records.User])
    assert_type(admin.users.list(username="ada").first(), records.User | None)
    assert_type(admin.users.list(user_id_list=["DU1"]).pages(), Iterator[Page[records.User]])
    assert_type([user["username"] for user in admin.users.list()], list[str])
    assert_type(admin.users_by_id(f"DU{number}" for number in range(250)), Pages[records.User])
    assert_type(admin.users_by_name(["ada"]), Pages[records.User])
    assert_type(admin.groups_by_id(("DG1",)), Pages[records.Group])
    assert_type(admin.users.get("DU1"), records.User)
    assert_type(admin.users.create(username="ada", email="ada@example.com", extra={"new": 1}), records.User)
    assert_type(admin.users.update("DU1", realname="Ada")["realname"], str | None)
    assert_type(admin.users.enroll(username="ben", email="b@example.com", valid_secs=3600), str)
    assert_type(admin.users.list_phones("DU1"), Pages[records.Phone])
    assert_type(admin.users.create_bypass_codes("DU1", count=3), list[str])
    assert_type(admin.groups.list(), Pages[records.Group])
    assert_type(admin.groups.get("DG1"), records.Group)
    assert_type(admin.phones.get("DP1"), records.Phone)
    assert_type(admin.phones.list(number="+15555550100").first(), records.Phone | None)
    assert_type(admin.info.summary(), records.InfoSummary)
    assert_type(admin.settings.get(), records.Settings)
    assert_type(admin.integrations.get("DI1"), records.Integration)
    assert_type(admin.policies.list(), Pages[records.Policy])
    assert_type(admin.with_options(timeout=5, retry=Retry(tries=2), limiter=Limiter({"logs": 2})), Admin)


def read_logs(admin: Admin) -> None:
    log = admin.logs
    assert_type(log.authentication(since="2h"), Pages[records.AuthenticationLog])
    assert_type(
        log.authentication(since=timedelta(days=1), until="now", results=["denied"]).all(),
        list[records.AuthenticationLog],
    )
    assert_type(log.activity(since=datetime(2026, 2, 3, tzinfo=UTC)), Pages[records.Activity])
    assert_type(log.administrator(since=1_770_000_000), Pages[records.AdministratorLog])
    assert_type(log.telephony_v1(since="2026-02-03"), Pages[records.TelephonyLogV1])
    for page in log.authentication(since="7d").pages():
        assert_type(page.cursor, str | None)
        assert_type(page.total, int | None)


def authenticate(auth: Auth) -> None:
    assert_type(auth.ping(), records.ServerTime)
    assert_type(auth.check(), records.ServerTime)
    assert_type(auth.logo(), bytes)
    assert_type(auth.preauth(username="ada"), records.Preauth)
    assert_type(auth.enroll_status(user_id="DU1", activation_code="duo://x"), str)


def manage(accounts: Accounts) -> None:
    assert_type(accounts.list(), list[records.ChildAccount])
    assert_type(accounts.child("DA1"), Admin)
    assert_type([admin for _, admin in accounts.children()], list[Admin])


def use_alteryx(gallery: Gallery, server: Server) -> None:
    assert_type(server.users.list(), list[alteryx.ReducedUserView | alteryx.UserView])
    assert_type(gallery.schedules.list(), Pages[alteryx.ScheduleView])
    assert_type(
        server.workflows.create_version(
            "1", file=Path("a.yxzp"), others_may_download=False, others_can_execute=True, execution_mode="Safe",
            make_published=True, workflow_credential_type="Default", name="n", owner_id="1",
        ),
        alteryx.WorkflowView,
    )  # fmt: skip


async def wait(admin: AsyncAdmin) -> None:
    assert_type(admin.users.list(), AsyncPages[records.User])
    assert_type(await admin.users.get("DU1"), records.User)
    assert_type([event["txid"] async for event in admin.logs.authentication(since="1h")], list[str])
