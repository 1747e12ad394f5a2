"""Calls of Duo's Admin API: identity verification. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records


class IdentityVerification(Group):
    """Calls of Duo's Admin API: identity verification."""

    def start(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.IdentityVerification:
        """Start an identity verification.

        It is ``POST /admin/v2/identity_verification/{user_id}/start``.
        """
        return self._call("POST /admin/v2/identity_verification/{user_id}/start", locals())

    def cancel(
        self,
        user_id: str,
        *,
        inquiry_id: str,
        extra: Extra = None,
    ) -> records.IdentityVerification:
        """Cancel an identity verification.

        `inquiry_id`: what the start answered.

        It is ``POST /admin/v2/identity_verification/{user_id}/cancel``.
        """
        return self._call("POST /admin/v2/identity_verification/{user_id}/cancel", locals())

    def status(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.IdentityVerification:
        """Read the state of an identity verification.

        It is ``GET /admin/v2/identity_verification/{user_id}/status``.
        """
        return self._call("GET /admin/v2/identity_verification/{user_id}/status", locals())


class AsyncIdentityVerification(AsyncGroup):
    """Calls of Duo's Admin API: identity verification; for asyncio."""

    async def start(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.IdentityVerification:
        """Start an identity verification.

        It is ``POST /admin/v2/identity_verification/{user_id}/start``.
        """
        return await self._call("POST /admin/v2/identity_verification/{user_id}/start", locals())

    async def cancel(
        self,
        user_id: str,
        *,
        inquiry_id: str,
        extra: Extra = None,
    ) -> records.IdentityVerification:
        """Cancel an identity verification.

        `inquiry_id`: what the start answered.

        It is ``POST /admin/v2/identity_verification/{user_id}/cancel``.
        """
        return await self._call("POST /admin/v2/identity_verification/{user_id}/cancel", locals())

    async def status(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.IdentityVerification:
        """Read the state of an identity verification.

        It is ``GET /admin/v2/identity_verification/{user_id}/status``.
        """
        return await self._call("GET /admin/v2/identity_verification/{user_id}/status", locals())
