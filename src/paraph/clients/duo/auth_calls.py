"""Calls of Duo's Auth API, version 2: auth. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncCalls, Calls

if TYPE_CHECKING:
    import builtins

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records


class AuthCalls(Calls):
    """Calls of Duo's Auth API, version 2: auth."""

    def ping(
        self,
        *,
        extra: Extra = None,
    ) -> records.ServerTime:
        """Liveness; needs NO signature.

        duo_client signs it all the same. It is ``GET /auth/v2/ping``.
        """
        return self._call("GET /auth/v2/ping", locals())

    def check(
        self,
        *,
        extra: Extra = None,
    ) -> records.ServerTime:
        """Check keys and signing.

        Needs: auth. It is ``GET /auth/v2/check``.
        """
        return self._call("GET /auth/v2/check", locals())

    def logo(
        self,
        *,
        extra: Extra = None,
    ) -> bytes:
        """Logo (PNG bytes).

        Needs: auth. It is ``GET /auth/v2/logo``.
        """
        return self._call("GET /auth/v2/logo", locals())

    def enroll(
        self,
        *,
        username: str | None = None,
        valid_secs: int | None = None,
        bypass_codes: int | None = None,
        extra: Extra = None,
    ) -> records.Enrollment:
        """Create a user and an activation code.

        `valid_secs`: seconds. `bypass_codes`: how many bypass codes to make.

        A name that exists is refused with 40002 and the detail "username already exists". Needs: auth. It is ``POST
        /auth/v2/enroll``.
        """
        return self._call("POST /auth/v2/enroll", locals())

    def enroll_status(
        self,
        *,
        user_id: str,
        activation_code: str,
        extra: Extra = None,
    ) -> str:
        """Ask whether enrolment finished.

        `activation_code`: what enroll answered.

        Needs: auth. It is ``POST /auth/v2/enroll_status``.
        """
        return self._call("POST /auth/v2/enroll_status", locals())

    def preauth(
        self,
        *,
        user_id: str | None = None,
        username: str | None = None,
        ipaddr: str | None = None,
        hostname: str | None = None,
        trusted_device_token: str | None = None,
        client_supports_verified_push: bool | None = None,
        text_prompt: bool | None = None,
        failmode: str | None = None,
        extra: Extra = None,
    ) -> records.Preauth:
        """May this user log in, and how.

        `ipaddr`: where the user comes from. `trusted_device_token`: what an earlier authentication answered.
        `text_prompt`: answer with a menu to print.

        One of user_id and username, not both. text_prompt and failmode are what duo_unix sends. Needs: auth. It is
        ``POST /auth/v2/preauth``.
        """
        return self._call("POST /auth/v2/preauth", locals())

    def auth(
        self,
        *,
        factor: Literal["auto", "push", "passcode", "sms", "phone", "prompt"],
        user_id: str | None = None,
        username: str | None = None,
        ipaddr: str | None = None,
        hostname: str | None = None,
        async_: bool | None = None,
        device: str | None = None,
        type: str | None = None,
        display_username: str | None = None,
        pushinfo: str | None = None,
        passcode: str | None = None,
        txid: str | None = None,
        prompt: str | None = None,
        extra: Extra = None,
    ) -> records.AuthResult | records.Transaction:
        """Do the second factor.

        `ipaddr`: where the user comes from. `async_`: answer at once with a txid, for auth_status. `device`: a
        device of preauth's answer. `type`: what the push asks for, beside the name of the application.
        `display_username`: the name that the push shows. `pushinfo`: URL-encoded pairs that the push shows.
        `prompt`: what the user typed at preauth's menu.

        One of user_id and username, not both. duo_unix sends the factor prompt too. Without async the answer comes
        when the user has decided, or after a minute. Needs: auth. It is ``POST /auth/v2/auth``.
        """
        return self._call("POST /auth/v2/auth", locals())

    def auth_status(
        self,
        *,
        txid: str,
        extra: Extra = None,
    ) -> records.AuthStatus:
        """Long-poll an asynchronous authentication.

        Needs: auth. It is ``GET /auth/v2/auth_status``.
        """
        return self._call("GET /auth/v2/auth_status", locals())

    def bypass_codes(
        self,
        *,
        user_id: str | None = None,
        username: str | None = None,
        count: int | None = None,
        valid_secs: int | None = None,
        extra: Extra = None,
    ) -> builtins.list[str]:
        """Make bypass codes (removed from current clients).

        `count`: how many codes to make up, ten unless told; not together with codes. `valid_secs`: seconds; 0 for
        no end.

        Clients no longer have it; it may be gone. Needs: auth (unconfirmed). It is ``POST /auth/v2/bypass_codes``.
        """
        return self._call("POST /auth/v2/bypass_codes", locals())


class AsyncAuthCalls(AsyncCalls):
    """Calls of Duo's Auth API, version 2: auth; for asyncio."""

    async def ping(
        self,
        *,
        extra: Extra = None,
    ) -> records.ServerTime:
        """Liveness; needs NO signature.

        duo_client signs it all the same. It is ``GET /auth/v2/ping``.
        """
        return await self._call("GET /auth/v2/ping", locals())

    async def check(
        self,
        *,
        extra: Extra = None,
    ) -> records.ServerTime:
        """Check keys and signing.

        Needs: auth. It is ``GET /auth/v2/check``.
        """
        return await self._call("GET /auth/v2/check", locals())

    async def logo(
        self,
        *,
        extra: Extra = None,
    ) -> bytes:
        """Logo (PNG bytes).

        Needs: auth. It is ``GET /auth/v2/logo``.
        """
        return await self._call("GET /auth/v2/logo", locals())

    async def enroll(
        self,
        *,
        username: str | None = None,
        valid_secs: int | None = None,
        bypass_codes: int | None = None,
        extra: Extra = None,
    ) -> records.Enrollment:
        """Create a user and an activation code.

        `valid_secs`: seconds. `bypass_codes`: how many bypass codes to make.

        A name that exists is refused with 40002 and the detail "username already exists". Needs: auth. It is ``POST
        /auth/v2/enroll``.
        """
        return await self._call("POST /auth/v2/enroll", locals())

    async def enroll_status(
        self,
        *,
        user_id: str,
        activation_code: str,
        extra: Extra = None,
    ) -> str:
        """Ask whether enrolment finished.

        `activation_code`: what enroll answered.

        Needs: auth. It is ``POST /auth/v2/enroll_status``.
        """
        return await self._call("POST /auth/v2/enroll_status", locals())

    async def preauth(
        self,
        *,
        user_id: str | None = None,
        username: str | None = None,
        ipaddr: str | None = None,
        hostname: str | None = None,
        trusted_device_token: str | None = None,
        client_supports_verified_push: bool | None = None,
        text_prompt: bool | None = None,
        failmode: str | None = None,
        extra: Extra = None,
    ) -> records.Preauth:
        """May this user log in, and how.

        `ipaddr`: where the user comes from. `trusted_device_token`: what an earlier authentication answered.
        `text_prompt`: answer with a menu to print.

        One of user_id and username, not both. text_prompt and failmode are what duo_unix sends. Needs: auth. It is
        ``POST /auth/v2/preauth``.
        """
        return await self._call("POST /auth/v2/preauth", locals())

    async def auth(
        self,
        *,
        factor: Literal["auto", "push", "passcode", "sms", "phone", "prompt"],
        user_id: str | None = None,
        username: str | None = None,
        ipaddr: str | None = None,
        hostname: str | None = None,
        async_: bool | None = None,
        device: str | None = None,
        type: str | None = None,
        display_username: str | None = None,
        pushinfo: str | None = None,
        passcode: str | None = None,
        txid: str | None = None,
        prompt: str | None = None,
        extra: Extra = None,
    ) -> records.AuthResult | records.Transaction:
        """Do the second factor.

        `ipaddr`: where the user comes from. `async_`: answer at once with a txid, for auth_status. `device`: a
        device of preauth's answer. `type`: what the push asks for, beside the name of the application.
        `display_username`: the name that the push shows. `pushinfo`: URL-encoded pairs that the push shows.
        `prompt`: what the user typed at preauth's menu.

        One of user_id and username, not both. duo_unix sends the factor prompt too. Without async the answer comes
        when the user has decided, or after a minute. Needs: auth. It is ``POST /auth/v2/auth``.
        """
        return await self._call("POST /auth/v2/auth", locals())

    async def auth_status(
        self,
        *,
        txid: str,
        extra: Extra = None,
    ) -> records.AuthStatus:
        """Long-poll an asynchronous authentication.

        Needs: auth. It is ``GET /auth/v2/auth_status``.
        """
        return await self._call("GET /auth/v2/auth_status", locals())

    async def bypass_codes(
        self,
        *,
        user_id: str | None = None,
        username: str | None = None,
        count: int | None = None,
        valid_secs: int | None = None,
        extra: Extra = None,
    ) -> builtins.list[str]:
        """Make bypass codes (removed from current clients).

        `count`: how many codes to make up, ten unless told; not together with codes. `valid_secs`: seconds; 0 for
        no end.

        Clients no longer have it; it may be gone. Needs: auth (unconfirmed). It is ``POST /auth/v2/bypass_codes``.
        """
        return await self._call("POST /auth/v2/bypass_codes", locals())
