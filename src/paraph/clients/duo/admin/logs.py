"""Calls of Duo's Admin API: logs. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages
    from paraph.clients.times import Time


class Logs(Group):
    """Calls of Duo's Admin API: logs."""

    def administrator(
        self,
        *,
        since: Time | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.AdministratorLog]:
        """Administrator actions, oldest first, at most 1000 a page.

        `since`: seconds; records of that second are among the answer.

        Needs: read log. It is ``GET /admin/v1/logs/administrator``.
        """
        return self._pages("GET /admin/v1/logs/administrator", locals())

    def authentication_v1(
        self,
        *,
        since: Time | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.AuthenticationLogV1]:
        """Authentications (old form), at most 1000 a page.

        `since`: seconds; records of that second are among the answer.

        On its way out, and known to leave events out. Needs: read log. It is ``GET /admin/v1/logs/authentication``.
        """
        return self._pages("GET /admin/v1/logs/authentication", locals())

    def authentication(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        page_size: int | None = None,
        sort: Literal["ts:asc", "ts:desc"] | None = None,
        applications: Sequence[str] | None = None,
        users: Sequence[str] | None = None,
        assessment: Sequence[str] | None = None,
        detections: Sequence[str] | None = None,
        event_types: Sequence[Literal["authentication", "enrollment"]] | None = None,
        factors: Sequence[str] | None = None,
        formatter: str | None = None,
        groups: Sequence[str] | None = None,
        phone_numbers: Sequence[str] | None = None,
        reasons: Sequence[str] | None = None,
        results: Sequence[Literal["success", "denied", "fraud"]] | None = None,
        tokens: Sequence[str] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.AuthenticationLog]:
        """Authentications.

        `since`: milliseconds, at most 180 days ago. `until`: milliseconds, more than mintime and at least two
        minutes ago. `applications`: integration keys. `users`: ids of users. `groups`: ids of groups.

        Each filter may be repeated. Needs: read log. It is ``GET /admin/v2/logs/authentication``.
        """
        return self._pages("GET /admin/v2/logs/authentication", locals())

    def activity(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        page_size: int | None = None,
        sort: Literal["ts:asc", "ts:desc"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Activity]:
        """Activity log.

        `since`: milliseconds, at most 180 days ago. `until`: milliseconds, more than mintime and at least two
        minutes ago.

        Needs: read log. It is ``GET /admin/v2/logs/activity``.
        """
        return self._pages("GET /admin/v2/logs/activity", locals())

    def telephony_v1(
        self,
        *,
        since: Time | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.TelephonyLogV1]:
        """Telephony (old form), at most 1000 a page.

        `since`: seconds; records of that second are among the answer.

        Needs: read log. It is ``GET /admin/v1/logs/telephony``.
        """
        return self._pages("GET /admin/v1/logs/telephony", locals())

    def telephony(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        page_size: int | None = None,
        sort: Literal["ts:asc", "ts:desc"] | None = None,
        account_id: str | None = None,
        filters: Any | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.TelephonyLog]:
        """Telephony.

        `since`: milliseconds, at most 180 days ago. `until`: milliseconds, more than mintime and at least two
        minutes ago.

        Needs: read log. It is ``GET /admin/v2/logs/telephony``.
        """
        return self._pages("GET /admin/v2/logs/telephony", locals())

    def offline_enrollment(
        self,
        *,
        since: Time | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.OfflineEnrollmentLog]:
        """Offline-access enrolments, at most 1000 a page.

        `since`: seconds; records of that second are among the answer.

        Needs: read log. It is ``GET /admin/v1/logs/offline_enrollment``.
        """
        return self._pages("GET /admin/v1/logs/offline_enrollment", locals())


class AsyncLogs(AsyncGroup):
    """Calls of Duo's Admin API: logs; for asyncio."""

    def administrator(
        self,
        *,
        since: Time | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.AdministratorLog]:
        """Administrator actions, oldest first, at most 1000 a page.

        `since`: seconds; records of that second are among the answer.

        Needs: read log. It is ``GET /admin/v1/logs/administrator``.
        """
        return self._pages("GET /admin/v1/logs/administrator", locals())

    def authentication_v1(
        self,
        *,
        since: Time | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.AuthenticationLogV1]:
        """Authentications (old form), at most 1000 a page.

        `since`: seconds; records of that second are among the answer.

        On its way out, and known to leave events out. Needs: read log. It is ``GET /admin/v1/logs/authentication``.
        """
        return self._pages("GET /admin/v1/logs/authentication", locals())

    def authentication(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        page_size: int | None = None,
        sort: Literal["ts:asc", "ts:desc"] | None = None,
        applications: Sequence[str] | None = None,
        users: Sequence[str] | None = None,
        assessment: Sequence[str] | None = None,
        detections: Sequence[str] | None = None,
        event_types: Sequence[Literal["authentication", "enrollment"]] | None = None,
        factors: Sequence[str] | None = None,
        formatter: str | None = None,
        groups: Sequence[str] | None = None,
        phone_numbers: Sequence[str] | None = None,
        reasons: Sequence[str] | None = None,
        results: Sequence[Literal["success", "denied", "fraud"]] | None = None,
        tokens: Sequence[str] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.AuthenticationLog]:
        """Authentications.

        `since`: milliseconds, at most 180 days ago. `until`: milliseconds, more than mintime and at least two
        minutes ago. `applications`: integration keys. `users`: ids of users. `groups`: ids of groups.

        Each filter may be repeated. Needs: read log. It is ``GET /admin/v2/logs/authentication``.
        """
        return self._pages("GET /admin/v2/logs/authentication", locals())

    def activity(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        page_size: int | None = None,
        sort: Literal["ts:asc", "ts:desc"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Activity]:
        """Activity log.

        `since`: milliseconds, at most 180 days ago. `until`: milliseconds, more than mintime and at least two
        minutes ago.

        Needs: read log. It is ``GET /admin/v2/logs/activity``.
        """
        return self._pages("GET /admin/v2/logs/activity", locals())

    def telephony_v1(
        self,
        *,
        since: Time | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.TelephonyLogV1]:
        """Telephony (old form), at most 1000 a page.

        `since`: seconds; records of that second are among the answer.

        Needs: read log. It is ``GET /admin/v1/logs/telephony``.
        """
        return self._pages("GET /admin/v1/logs/telephony", locals())

    def telephony(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        page_size: int | None = None,
        sort: Literal["ts:asc", "ts:desc"] | None = None,
        account_id: str | None = None,
        filters: Any | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.TelephonyLog]:
        """Telephony.

        `since`: milliseconds, at most 180 days ago. `until`: milliseconds, more than mintime and at least two
        minutes ago.

        Needs: read log. It is ``GET /admin/v2/logs/telephony``.
        """
        return self._pages("GET /admin/v2/logs/telephony", locals())

    def offline_enrollment(
        self,
        *,
        since: Time | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.OfflineEnrollmentLog]:
        """Offline-access enrolments, at most 1000 a page.

        `since`: seconds; records of that second are among the answer.

        Needs: read log. It is ``GET /admin/v1/logs/offline_enrollment``.
        """
        return self._pages("GET /admin/v1/logs/offline_enrollment", locals())
