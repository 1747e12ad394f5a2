"""Calls of Duo's Admin API: users. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping, Sequence

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class Users(Group):
    """Calls of Duo's Admin API: users."""

    def list(
        self,
        *,
        username: str | None = None,
        email: str | None = None,
        user_id_list: Sequence[str] | None = None,
        username_list: Sequence[str] | None = None,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.User]:
        """List users, or look one up by exact username/alias or e-mail, or many by id/name list.

        `user_id_list`: ids of users. `username_list`: names of users. `offset`: index of the first record.

        A lookup answers with a list of none or one, never with 404. Needs: read resource. It is ``GET
        /admin/v1/users``.
        """
        return self._pages("GET /admin/v1/users", locals())

    def create(
        self,
        *,
        username: str,
        alias1: str | None = None,
        alias2: str | None = None,
        alias3: str | None = None,
        alias4: str | None = None,
        aliases: str | None = None,
        realname: str | None = None,
        email: str | None = None,
        enable_auto_prompt: bool | None = None,
        status: Literal["active", "bypass", "disabled"] | None = None,
        notes: str | None = None,
        firstname: str | None = None,
        lastname: str | None = None,
        custom_attributes: Mapping[str, str] | None = None,
        extra: Extra = None,
    ) -> records.User:
        """Create a user.

        `aliases`: alias1=...&alias2=..., up to eight, itself encoded once more as a value. `custom_attributes`: one
        attribute, which the account must know by that name.

        Needs: write resource. It is ``POST /admin/v1/users``.
        """
        return self._call("POST /admin/v1/users", locals())

    def bulk_create(
        self,
        *,
        users: Sequence[records.UsersBulkCreateUsers],
        extra: Extra = None,
    ) -> builtins.list[records.User]:
        """Create many users at once.

        `users`: who to create.

        Needs: write resource. It is ``POST /admin/v1/users/bulk_create``.
        """
        return self._call("POST /admin/v1/users/bulk_create", locals())

    def bulk_restore(
        self,
        *,
        user_id_list: Sequence[str],
        extra: Extra = None,
    ) -> Any:
        """Restore users from pending deletion.

        `user_id_list`: ids of users.

        Needs: write resource. It is ``POST /admin/v1/users/bulk_restore``.
        """
        return self._call("POST /admin/v1/users/bulk_restore", locals())

    def bulk_send_to_trash(
        self,
        *,
        user_id_list: Sequence[str],
        extra: Extra = None,
    ) -> Any:
        """Put users into pending deletion.

        `user_id_list`: ids of users.

        Needs: write resource. It is ``POST /admin/v1/users/bulk_send_to_trash``.
        """
        return self._call("POST /admin/v1/users/bulk_send_to_trash", locals())

    def get(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.User:
        """Get one user.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}``.
        """
        return self._call("GET /admin/v1/users/{user_id}", locals())

    def update(
        self,
        user_id: str,
        *,
        username: str | None = None,
        alias1: str | None = None,
        alias2: str | None = None,
        alias3: str | None = None,
        alias4: str | None = None,
        aliases: str | None = None,
        realname: str | None = None,
        email: str | None = None,
        enable_auto_prompt: bool | None = None,
        status: Literal["active", "bypass", "disabled"] | None = None,
        notes: str | None = None,
        firstname: str | None = None,
        lastname: str | None = None,
        extra: Extra = None,
    ) -> records.User:
        """Change a user.

        `aliases`: alias1=...&alias2=..., up to eight, itself encoded once more as a value.

        Needs: write resource. It is ``POST /admin/v1/users/{user_id}``.
        """
        return self._call("POST /admin/v1/users/{user_id}", locals())

    def delete(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a user permanently (succeeds even when absent).

        Needs: write resource. It is ``DELETE /admin/v1/users/{user_id}``.
        """
        return self._call("DELETE /admin/v1/users/{user_id}", locals())

    def enroll(
        self,
        *,
        username: str,
        email: str,
        valid_secs: int | None = None,
        extra: Extra = None,
    ) -> str:
        """Create if needed and e-mail an enrolment link.

        `valid_secs`: seconds; 0 for no end.

        Needs: write resource. It is ``POST /admin/v1/users/enroll``.
        """
        return self._call("POST /admin/v1/users/enroll", locals())

    def list_bypass_codes(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.BypassCode]:
        """List a user's bypass codes (metadata only).

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}/bypass_codes``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/bypass_codes", locals())

    def create_bypass_codes(
        self,
        user_id: str,
        *,
        count: int | None = None,
        codes: str | None = None,
        reuse_count: int | None = None,
        valid_secs: int | None = None,
        preserve_existing: bool | None = None,
        endpoint_verification: bool | None = None,
        extra: Extra = None,
    ) -> builtins.list[str]:
        """Create bypass codes; response is the list of codes.

        `count`: how many codes to make up, ten unless told; not together with codes. `codes`: codes of your own,
        with commas between them; not together with count. `reuse_count`: how often each code may be used; 0 for
        without end. `valid_secs`: seconds; 0 for no end. `preserve_existing`: keep the codes that the user has.

        Codes that the user has are gone unless preserve_existing is true. Needs: write resource. It is ``POST
        /admin/v1/users/{user_id}/bypass_codes``.
        """
        return self._call("POST /admin/v1/users/{user_id}/bypass_codes", locals())

    def list_groups(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Group]:
        """List a user's groups.

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}/groups``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/groups", locals())

    def add_group(
        self,
        user_id: str,
        *,
        group_id: str,
        extra: Extra = None,
    ) -> str:
        """Put a user into a group.

        Needs: write resource. It is ``POST /admin/v1/users/{user_id}/groups``.
        """
        return self._call("POST /admin/v1/users/{user_id}/groups", locals())

    def remove_group(
        self,
        user_id: str,
        group_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Take a user out of a group.

        Needs: write resource. It is ``DELETE /admin/v1/users/{user_id}/groups/{group_id}``.
        """
        return self._call("DELETE /admin/v1/users/{user_id}/groups/{group_id}", locals())

    def list_phones(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Phone]:
        """List a user's phones.

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}/phones``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/phones", locals())

    def add_phone(
        self,
        user_id: str,
        *,
        phone_id: str,
        extra: Extra = None,
    ) -> str:
        """Attach a phone to a user.

        Needs: write resource. It is ``POST /admin/v1/users/{user_id}/phones``.
        """
        return self._call("POST /admin/v1/users/{user_id}/phones", locals())

    def remove_phone(
        self,
        user_id: str,
        phone_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Detach a phone from a user.

        Needs: write resource. It is ``DELETE /admin/v1/users/{user_id}/phones/{phone_id}``.
        """
        return self._call("DELETE /admin/v1/users/{user_id}/phones/{phone_id}", locals())

    def list_tokens(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Token]:
        """List a user's hardware tokens.

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}/tokens``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/tokens", locals())

    def add_token(
        self,
        user_id: str,
        *,
        token_id: str,
        extra: Extra = None,
    ) -> str:
        """Attach a hardware token.

        Needs: write resource. It is ``POST /admin/v1/users/{user_id}/tokens``.
        """
        return self._call("POST /admin/v1/users/{user_id}/tokens", locals())

    def remove_token(
        self,
        user_id: str,
        token_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Detach a hardware token.

        Needs: write resource. It is ``DELETE /admin/v1/users/{user_id}/tokens/{token_id}``.
        """
        return self._call("DELETE /admin/v1/users/{user_id}/tokens/{token_id}", locals())

    def list_u2ftokens(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.U2FToken]:
        """List a user's U2F tokens (legacy).

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}/u2ftokens``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/u2ftokens", locals())

    def list_webauthncredentials(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.WebAuthnCredential]:
        """List a user's WebAuthn credentials.

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}/webauthncredentials``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/webauthncredentials", locals())

    def list_desktopauthenticators(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.DesktopAuthenticator]:
        """List a user's desktop authenticators.

        `offset`: index of the first record.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/users/{user_id}/desktopauthenticators``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/desktopauthenticators", locals())

    def sync_from_directory(
        self,
        directory_key: str,
        *,
        username: str,
        extra: Extra = None,
    ) -> records.UsersSyncFromDirectory:
        """Sync one user from a directory now.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/users/directorysync/{directory_key}/syncuser``.
        """
        return self._call("POST /admin/v1/users/directorysync/{directory_key}/syncuser", locals())

    def send_verification_push(
        self,
        user_id: str,
        *,
        phone_id: str,
        extra: Extra = None,
    ) -> records.VerificationPush:
        """Send an identity-verification push to a phone.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/users/{user_id}/send_verification_push``.
        """
        return self._call("POST /admin/v1/users/{user_id}/send_verification_push", locals())

    def get_verification_push(
        self,
        user_id: str,
        *,
        push_id: str,
        extra: Extra = None,
    ) -> records.VerificationPush:
        """Read the answer to a verification push.

        `push_id`: what send_verification_push answered.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/users/{user_id}/verification_push_response``.
        """
        return self._call("GET /admin/v1/users/{user_id}/verification_push_response", locals())


class AsyncUsers(AsyncGroup):
    """Calls of Duo's Admin API: users; for asyncio."""

    def list(
        self,
        *,
        username: str | None = None,
        email: str | None = None,
        user_id_list: Sequence[str] | None = None,
        username_list: Sequence[str] | None = None,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.User]:
        """List users, or look one up by exact username/alias or e-mail, or many by id/name list.

        `user_id_list`: ids of users. `username_list`: names of users. `offset`: index of the first record.

        A lookup answers with a list of none or one, never with 404. Needs: read resource. It is ``GET
        /admin/v1/users``.
        """
        return self._pages("GET /admin/v1/users", locals())

    async def create(
        self,
        *,
        username: str,
        alias1: str | None = None,
        alias2: str | None = None,
        alias3: str | None = None,
        alias4: str | None = None,
        aliases: str | None = None,
        realname: str | None = None,
        email: str | None = None,
        enable_auto_prompt: bool | None = None,
        status: Literal["active", "bypass", "disabled"] | None = None,
        notes: str | None = None,
        firstname: str | None = None,
        lastname: str | None = None,
        custom_attributes: Mapping[str, str] | None = None,
        extra: Extra = None,
    ) -> records.User:
        """Create a user.

        `aliases`: alias1=...&alias2=..., up to eight, itself encoded once more as a value. `custom_attributes`: one
        attribute, which the account must know by that name.

        Needs: write resource. It is ``POST /admin/v1/users``.
        """
        return await self._call("POST /admin/v1/users", locals())

    async def bulk_create(
        self,
        *,
        users: Sequence[records.UsersBulkCreateUsers],
        extra: Extra = None,
    ) -> builtins.list[records.User]:
        """Create many users at once.

        `users`: who to create.

        Needs: write resource. It is ``POST /admin/v1/users/bulk_create``.
        """
        return await self._call("POST /admin/v1/users/bulk_create", locals())

    async def bulk_restore(
        self,
        *,
        user_id_list: Sequence[str],
        extra: Extra = None,
    ) -> Any:
        """Restore users from pending deletion.

        `user_id_list`: ids of users.

        Needs: write resource. It is ``POST /admin/v1/users/bulk_restore``.
        """
        return await self._call("POST /admin/v1/users/bulk_restore", locals())

    async def bulk_send_to_trash(
        self,
        *,
        user_id_list: Sequence[str],
        extra: Extra = None,
    ) -> Any:
        """Put users into pending deletion.

        `user_id_list`: ids of users.

        Needs: write resource. It is ``POST /admin/v1/users/bulk_send_to_trash``.
        """
        return await self._call("POST /admin/v1/users/bulk_send_to_trash", locals())

    async def get(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.User:
        """Get one user.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}``.
        """
        return await self._call("GET /admin/v1/users/{user_id}", locals())

    async def update(
        self,
        user_id: str,
        *,
        username: str | None = None,
        alias1: str | None = None,
        alias2: str | None = None,
        alias3: str | None = None,
        alias4: str | None = None,
        aliases: str | None = None,
        realname: str | None = None,
        email: str | None = None,
        enable_auto_prompt: bool | None = None,
        status: Literal["active", "bypass", "disabled"] | None = None,
        notes: str | None = None,
        firstname: str | None = None,
        lastname: str | None = None,
        extra: Extra = None,
    ) -> records.User:
        """Change a user.

        `aliases`: alias1=...&alias2=..., up to eight, itself encoded once more as a value.

        Needs: write resource. It is ``POST /admin/v1/users/{user_id}``.
        """
        return await self._call("POST /admin/v1/users/{user_id}", locals())

    async def delete(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a user permanently (succeeds even when absent).

        Needs: write resource. It is ``DELETE /admin/v1/users/{user_id}``.
        """
        return await self._call("DELETE /admin/v1/users/{user_id}", locals())

    async def enroll(
        self,
        *,
        username: str,
        email: str,
        valid_secs: int | None = None,
        extra: Extra = None,
    ) -> str:
        """Create if needed and e-mail an enrolment link.

        `valid_secs`: seconds; 0 for no end.

        Needs: write resource. It is ``POST /admin/v1/users/enroll``.
        """
        return await self._call("POST /admin/v1/users/enroll", locals())

    def list_bypass_codes(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.BypassCode]:
        """List a user's bypass codes (metadata only).

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}/bypass_codes``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/bypass_codes", locals())

    async def create_bypass_codes(
        self,
        user_id: str,
        *,
        count: int | None = None,
        codes: str | None = None,
        reuse_count: int | None = None,
        valid_secs: int | None = None,
        preserve_existing: bool | None = None,
        endpoint_verification: bool | None = None,
        extra: Extra = None,
    ) -> builtins.list[str]:
        """Create bypass codes; response is the list of codes.

        `count`: how many codes to make up, ten unless told; not together with codes. `codes`: codes of your own,
        with commas between them; not together with count. `reuse_count`: how often each code may be used; 0 for
        without end. `valid_secs`: seconds; 0 for no end. `preserve_existing`: keep the codes that the user has.

        Codes that the user has are gone unless preserve_existing is true. Needs: write resource. It is ``POST
        /admin/v1/users/{user_id}/bypass_codes``.
        """
        return await self._call("POST /admin/v1/users/{user_id}/bypass_codes", locals())

    def list_groups(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Group]:
        """List a user's groups.

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}/groups``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/groups", locals())

    async def add_group(
        self,
        user_id: str,
        *,
        group_id: str,
        extra: Extra = None,
    ) -> str:
        """Put a user into a group.

        Needs: write resource. It is ``POST /admin/v1/users/{user_id}/groups``.
        """
        return await self._call("POST /admin/v1/users/{user_id}/groups", locals())

    async def remove_group(
        self,
        user_id: str,
        group_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Take a user out of a group.

        Needs: write resource. It is ``DELETE /admin/v1/users/{user_id}/groups/{group_id}``.
        """
        return await self._call("DELETE /admin/v1/users/{user_id}/groups/{group_id}", locals())

    def list_phones(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Phone]:
        """List a user's phones.

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}/phones``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/phones", locals())

    async def add_phone(
        self,
        user_id: str,
        *,
        phone_id: str,
        extra: Extra = None,
    ) -> str:
        """Attach a phone to a user.

        Needs: write resource. It is ``POST /admin/v1/users/{user_id}/phones``.
        """
        return await self._call("POST /admin/v1/users/{user_id}/phones", locals())

    async def remove_phone(
        self,
        user_id: str,
        phone_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Detach a phone from a user.

        Needs: write resource. It is ``DELETE /admin/v1/users/{user_id}/phones/{phone_id}``.
        """
        return await self._call("DELETE /admin/v1/users/{user_id}/phones/{phone_id}", locals())

    def list_tokens(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Token]:
        """List a user's hardware tokens.

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}/tokens``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/tokens", locals())

    async def add_token(
        self,
        user_id: str,
        *,
        token_id: str,
        extra: Extra = None,
    ) -> str:
        """Attach a hardware token.

        Needs: write resource. It is ``POST /admin/v1/users/{user_id}/tokens``.
        """
        return await self._call("POST /admin/v1/users/{user_id}/tokens", locals())

    async def remove_token(
        self,
        user_id: str,
        token_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Detach a hardware token.

        Needs: write resource. It is ``DELETE /admin/v1/users/{user_id}/tokens/{token_id}``.
        """
        return await self._call("DELETE /admin/v1/users/{user_id}/tokens/{token_id}", locals())

    def list_u2ftokens(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.U2FToken]:
        """List a user's U2F tokens (legacy).

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}/u2ftokens``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/u2ftokens", locals())

    def list_webauthncredentials(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.WebAuthnCredential]:
        """List a user's WebAuthn credentials.

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/users/{user_id}/webauthncredentials``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/webauthncredentials", locals())

    def list_desktopauthenticators(
        self,
        user_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.DesktopAuthenticator]:
        """List a user's desktop authenticators.

        `offset`: index of the first record.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/users/{user_id}/desktopauthenticators``.
        """
        return self._pages("GET /admin/v1/users/{user_id}/desktopauthenticators", locals())

    async def sync_from_directory(
        self,
        directory_key: str,
        *,
        username: str,
        extra: Extra = None,
    ) -> records.UsersSyncFromDirectory:
        """Sync one user from a directory now.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/users/directorysync/{directory_key}/syncuser``.
        """
        return await self._call("POST /admin/v1/users/directorysync/{directory_key}/syncuser", locals())

    async def send_verification_push(
        self,
        user_id: str,
        *,
        phone_id: str,
        extra: Extra = None,
    ) -> records.VerificationPush:
        """Send an identity-verification push to a phone.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/users/{user_id}/send_verification_push``.
        """
        return await self._call("POST /admin/v1/users/{user_id}/send_verification_push", locals())

    async def get_verification_push(
        self,
        user_id: str,
        *,
        push_id: str,
        extra: Extra = None,
    ) -> records.VerificationPush:
        """Read the answer to a verification push.

        `push_id`: what send_verification_push answered.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/users/{user_id}/verification_push_response``.
        """
        return await self._call("GET /admin/v1/users/{user_id}/verification_push_response", locals())
