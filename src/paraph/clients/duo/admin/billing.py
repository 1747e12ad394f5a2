"""Calls of Duo's Admin API: billing. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records


class Billing(Group):
    """Calls of Duo's Admin API: billing."""

    def get_edition(
        self,
        *,
        account_id: str,
        extra: Extra = None,
    ) -> records.Edition:
        """Read a child account edition.

        `account_id`: the child account.

        For the key of an Accounts API application, after Duo has enabled it. Needs: accounts. It is ``GET
        /admin/v1/billing/edition``.
        """
        return self._call("GET /admin/v1/billing/edition", locals())

    def update_edition(
        self,
        *,
        account_id: str,
        edition: Literal["ENTERPRISE", "PLATFORM", "BEYOND"],
        extra: Extra = None,
    ) -> Any:
        """Set a child account edition.

        `account_id`: the child account.

        For the key of an Accounts API application, after Duo has enabled it. Needs: accounts. It is ``POST
        /admin/v1/billing/edition``.
        """
        return self._call("POST /admin/v1/billing/edition", locals())

    def get_telephony_credits(
        self,
        *,
        account_id: str,
        extra: Extra = None,
    ) -> records.TelephonyCredits:
        """Read child telephony credits.

        `account_id`: the child account.

        For the key of an Accounts API application, after Duo has enabled it. Needs: accounts. It is ``GET
        /admin/v1/billing/telephony_credits``.
        """
        return self._call("GET /admin/v1/billing/telephony_credits", locals())

    def add_telephony_credits(
        self,
        *,
        account_id: str,
        credits: int,
        extra: Extra = None,
    ) -> records.TelephonyCredits:
        """Set child telephony credits (moves credits from the parent).

        `account_id`: the child account.

        For the key of an Accounts API application, after Duo has enabled it. Needs: accounts. It is ``POST
        /admin/v1/billing/telephony_credits``.
        """
        return self._call("POST /admin/v1/billing/telephony_credits", locals())


class AsyncBilling(AsyncGroup):
    """Calls of Duo's Admin API: billing; for asyncio."""

    async def get_edition(
        self,
        *,
        account_id: str,
        extra: Extra = None,
    ) -> records.Edition:
        """Read a child account edition.

        `account_id`: the child account.

        For the key of an Accounts API application, after Duo has enabled it. Needs: accounts. It is ``GET
        /admin/v1/billing/edition``.
        """
        return await self._call("GET /admin/v1/billing/edition", locals())

    async def update_edition(
        self,
        *,
        account_id: str,
        edition: Literal["ENTERPRISE", "PLATFORM", "BEYOND"],
        extra: Extra = None,
    ) -> Any:
        """Set a child account edition.

        `account_id`: the child account.

        For the key of an Accounts API application, after Duo has enabled it. Needs: accounts. It is ``POST
        /admin/v1/billing/edition``.
        """
        return await self._call("POST /admin/v1/billing/edition", locals())

    async def get_telephony_credits(
        self,
        *,
        account_id: str,
        extra: Extra = None,
    ) -> records.TelephonyCredits:
        """Read child telephony credits.

        `account_id`: the child account.

        For the key of an Accounts API application, after Duo has enabled it. Needs: accounts. It is ``GET
        /admin/v1/billing/telephony_credits``.
        """
        return await self._call("GET /admin/v1/billing/telephony_credits", locals())

    async def add_telephony_credits(
        self,
        *,
        account_id: str,
        credits: int,
        extra: Extra = None,
    ) -> records.TelephonyCredits:
        """Set child telephony credits (moves credits from the parent).

        `account_id`: the child account.

        For the key of an Accounts API application, after Duo has enabled it. Needs: accounts. It is ``POST
        /admin/v1/billing/telephony_credits``.
        """
        return await self._call("POST /admin/v1/billing/telephony_credits", locals())
