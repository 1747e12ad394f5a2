"""Calls of Duo's Auth API, version 1: auth v1. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from paraph.clients.client import AsyncCalls, Calls

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records


class AuthV1Calls(Calls):
    """Calls of Duo's Auth API, version 1: auth v1."""

    def ping(
        self,
        *,
        extra: Extra = None,
    ) -> Any:
        """Old Auth API liveness.

        Superseded by /auth/v2; duo_client signs it as version 2. It is ``GET /rest/v1/ping``.
        """
        return self._call("GET /rest/v1/ping", locals())

    def check(
        self,
        *,
        extra: Extra = None,
    ) -> Any:
        """Old key check.

        Superseded by /auth/v2; duo_client signs it as version 2. Needs: auth v1. It is ``GET /rest/v1/check``.
        """
        return self._call("GET /rest/v1/check", locals())

    def logo(
        self,
        *,
        extra: Extra = None,
    ) -> bytes:
        """Old logo.

        Superseded by /auth/v2; duo_client signs it as version 2. Needs: auth v1. It is ``GET /rest/v1/logo``.
        """
        return self._call("GET /rest/v1/logo", locals())

    def preauth(
        self,
        *,
        user: str,
        ipaddr: str | None = None,
        extra: Extra = None,
    ) -> records.PreauthV1:
        """Old preauth.

        `ipaddr`: where the user comes from.

        Superseded by /auth/v2; duo_client signs it as version 2. Needs: auth v1. It is ``POST /rest/v1/preauth``.
        """
        return self._call("POST /rest/v1/preauth", locals())

    def auth(
        self,
        *,
        user: str,
        factor: Literal["auto", "passcode", "phone", "sms", "push"],
        async_: bool | None = None,
        pushinfo: str | None = None,
        ipaddr: str | None = None,
        auto: str | None = None,
        code: str | None = None,
        phone: str | None = None,
        extra: Extra = None,
    ) -> records.AuthV1:
        """Old auth.

        `async_`: answer at once with a txid, for auth_status. `pushinfo`: URL-encoded pairs that the push shows.
        `ipaddr`: where the user comes from. `auto`: a factor of preauth's answer. `code`: the passcode.

        Superseded by /auth/v2; duo_client signs it as version 2. Needs: auth v1. It is ``POST /rest/v1/auth``.
        """
        return self._call("POST /rest/v1/auth", locals())

    def status(
        self,
        *,
        txid: str,
        extra: Extra = None,
    ) -> records.AuthStatusV1:
        """Old status poll.

        Superseded by /auth/v2; duo_client signs it as version 2. Needs: auth v1. It is ``GET /rest/v1/status``.
        """
        return self._call("GET /rest/v1/status", locals())


class AsyncAuthV1Calls(AsyncCalls):
    """Calls of Duo's Auth API, version 1: auth v1; for asyncio."""

    async def ping(
        self,
        *,
        extra: Extra = None,
    ) -> Any:
        """Old Auth API liveness.

        Superseded by /auth/v2; duo_client signs it as version 2. It is ``GET /rest/v1/ping``.
        """
        return await self._call("GET /rest/v1/ping", locals())

    async def check(
        self,
        *,
        extra: Extra = None,
    ) -> Any:
        """Old key check.

        Superseded by /auth/v2; duo_client signs it as version 2. Needs: auth v1. It is ``GET /rest/v1/check``.
        """
        return await self._call("GET /rest/v1/check", locals())

    async def logo(
        self,
        *,
        extra: Extra = None,
    ) -> bytes:
        """Old logo.

        Superseded by /auth/v2; duo_client signs it as version 2. Needs: auth v1. It is ``GET /rest/v1/logo``.
        """
        return await self._call("GET /rest/v1/logo", locals())

    async def preauth(
        self,
        *,
        user: str,
        ipaddr: str | None = None,
        extra: Extra = None,
    ) -> records.PreauthV1:
        """Old preauth.

        `ipaddr`: where the user comes from.

        Superseded by /auth/v2; duo_client signs it as version 2. Needs: auth v1. It is ``POST /rest/v1/preauth``.
        """
        return await self._call("POST /rest/v1/preauth", locals())

    async def auth(
        self,
        *,
        user: str,
        factor: Literal["auto", "passcode", "phone", "sms", "push"],
        async_: bool | None = None,
        pushinfo: str | None = None,
        ipaddr: str | None = None,
        auto: str | None = None,
        code: str | None = None,
        phone: str | None = None,
        extra: Extra = None,
    ) -> records.AuthV1:
        """Old auth.

        `async_`: answer at once with a txid, for auth_status. `pushinfo`: URL-encoded pairs that the push shows.
        `ipaddr`: where the user comes from. `auto`: a factor of preauth's answer. `code`: the passcode.

        Superseded by /auth/v2; duo_client signs it as version 2. Needs: auth v1. It is ``POST /rest/v1/auth``.
        """
        return await self._call("POST /rest/v1/auth", locals())

    async def status(
        self,
        *,
        txid: str,
        extra: Extra = None,
    ) -> records.AuthStatusV1:
        """Old status poll.

        Superseded by /auth/v2; duo_client signs it as version 2. Needs: auth v1. It is ``GET /rest/v1/status``.
        """
        return await self._call("GET /rest/v1/status", locals())
