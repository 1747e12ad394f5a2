"""Calls of Duo's Admin API: phones. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class Phones(Group):
    """Calls of Duo's Admin API: phones."""

    def list(
        self,
        *,
        number: str | None = None,
        extension: str | None = None,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Phone]:
        """List phones, or look one up by number.

        `number`: E.164, such as +15555550100. `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/phones``.
        """
        return self._pages("GET /admin/v1/phones", locals())

    def create(
        self,
        *,
        number: str | None = None,
        name: str | None = None,
        extension: str | None = None,
        type: str | None = None,
        platform: str | None = None,
        predelay: str | None = None,
        postdelay: str | None = None,
        extra: Extra = None,
    ) -> records.Phone:
        """Create a phone.

        `number`: E.164, such as +15555550100. `predelay`: seconds to wait before the extension is dialled, as
        digits. `postdelay`: seconds to wait after the extension is dialled, as digits.

        Needs: write resource. It is ``POST /admin/v1/phones``.
        """
        return self._call("POST /admin/v1/phones", locals())

    def get(
        self,
        phone_id: str,
        *,
        extra: Extra = None,
    ) -> records.Phone:
        """Get one phone.

        Needs: read resource. It is ``GET /admin/v1/phones/{phone_id}``.
        """
        return self._call("GET /admin/v1/phones/{phone_id}", locals())

    def update(
        self,
        phone_id: str,
        *,
        number: str | None = None,
        name: str | None = None,
        extension: str | None = None,
        type: str | None = None,
        platform: str | None = None,
        predelay: str | None = None,
        postdelay: str | None = None,
        extra: Extra = None,
    ) -> records.Phone:
        """Change a phone.

        `number`: E.164, such as +15555550100. `predelay`: seconds to wait before the extension is dialled, as
        digits. `postdelay`: seconds to wait after the extension is dialled, as digits.

        Needs: write resource. It is ``POST /admin/v1/phones/{phone_id}``.
        """
        return self._call("POST /admin/v1/phones/{phone_id}", locals())

    def delete(
        self,
        phone_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a phone (succeeds even when absent).

        Needs: write resource. It is ``DELETE /admin/v1/phones/{phone_id}``.
        """
        return self._call("DELETE /admin/v1/phones/{phone_id}", locals())

    def create_activation_url(
        self,
        phone_id: str,
        *,
        valid_secs: int | None = None,
        install: bool | None = None,
        extra: Extra = None,
    ) -> records.Activation:
        """Make a Duo Mobile activation code/URL.

        `valid_secs`: seconds. `install`: answer with a link to install Duo Mobile too.

        Needs: write resource. It is ``POST /admin/v1/phones/{phone_id}/activation_url``.
        """
        return self._call("POST /admin/v1/phones/{phone_id}/activation_url", locals())

    def send_sms_activation(
        self,
        phone_id: str,
        *,
        valid_secs: int | None = None,
        install: bool | None = None,
        installation_msg: str | None = None,
        activation_msg: str | None = None,
        extra: Extra = None,
    ) -> records.SmsActivation:
        """Text an activation link.

        `valid_secs`: seconds. `install`: answer with a link to install Duo Mobile too. `installation_msg`: must
        hold <insturl>. `activation_msg`: must hold <acturl>.

        Needs: write resource. It is ``POST /admin/v1/phones/{phone_id}/send_sms_activation``.
        """
        return self._call("POST /admin/v1/phones/{phone_id}/send_sms_activation", locals())

    def send_sms_installation(
        self,
        phone_id: str,
        *,
        installation_msg: str | None = None,
        extra: Extra = None,
    ) -> records.SmsActivation:
        """Text an installation link.

        `installation_msg`: must hold <insturl>.

        Needs: write resource. It is ``POST /admin/v1/phones/{phone_id}/send_sms_installation``.
        """
        return self._call("POST /admin/v1/phones/{phone_id}/send_sms_installation", locals())

    def send_sms_passcodes(
        self,
        phone_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Text a new batch of passcodes.

        Needs: write resource. It is ``POST /admin/v1/phones/{phone_id}/send_sms_passcodes``.
        """
        return self._call("POST /admin/v1/phones/{phone_id}/send_sms_passcodes", locals())


class AsyncPhones(AsyncGroup):
    """Calls of Duo's Admin API: phones; for asyncio."""

    def list(
        self,
        *,
        number: str | None = None,
        extension: str | None = None,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Phone]:
        """List phones, or look one up by number.

        `number`: E.164, such as +15555550100. `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/phones``.
        """
        return self._pages("GET /admin/v1/phones", locals())

    async def create(
        self,
        *,
        number: str | None = None,
        name: str | None = None,
        extension: str | None = None,
        type: str | None = None,
        platform: str | None = None,
        predelay: str | None = None,
        postdelay: str | None = None,
        extra: Extra = None,
    ) -> records.Phone:
        """Create a phone.

        `number`: E.164, such as +15555550100. `predelay`: seconds to wait before the extension is dialled, as
        digits. `postdelay`: seconds to wait after the extension is dialled, as digits.

        Needs: write resource. It is ``POST /admin/v1/phones``.
        """
        return await self._call("POST /admin/v1/phones", locals())

    async def get(
        self,
        phone_id: str,
        *,
        extra: Extra = None,
    ) -> records.Phone:
        """Get one phone.

        Needs: read resource. It is ``GET /admin/v1/phones/{phone_id}``.
        """
        return await self._call("GET /admin/v1/phones/{phone_id}", locals())

    async def update(
        self,
        phone_id: str,
        *,
        number: str | None = None,
        name: str | None = None,
        extension: str | None = None,
        type: str | None = None,
        platform: str | None = None,
        predelay: str | None = None,
        postdelay: str | None = None,
        extra: Extra = None,
    ) -> records.Phone:
        """Change a phone.

        `number`: E.164, such as +15555550100. `predelay`: seconds to wait before the extension is dialled, as
        digits. `postdelay`: seconds to wait after the extension is dialled, as digits.

        Needs: write resource. It is ``POST /admin/v1/phones/{phone_id}``.
        """
        return await self._call("POST /admin/v1/phones/{phone_id}", locals())

    async def delete(
        self,
        phone_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a phone (succeeds even when absent).

        Needs: write resource. It is ``DELETE /admin/v1/phones/{phone_id}``.
        """
        return await self._call("DELETE /admin/v1/phones/{phone_id}", locals())

    async def create_activation_url(
        self,
        phone_id: str,
        *,
        valid_secs: int | None = None,
        install: bool | None = None,
        extra: Extra = None,
    ) -> records.Activation:
        """Make a Duo Mobile activation code/URL.

        `valid_secs`: seconds. `install`: answer with a link to install Duo Mobile too.

        Needs: write resource. It is ``POST /admin/v1/phones/{phone_id}/activation_url``.
        """
        return await self._call("POST /admin/v1/phones/{phone_id}/activation_url", locals())

    async def send_sms_activation(
        self,
        phone_id: str,
        *,
        valid_secs: int | None = None,
        install: bool | None = None,
        installation_msg: str | None = None,
        activation_msg: str | None = None,
        extra: Extra = None,
    ) -> records.SmsActivation:
        """Text an activation link.

        `valid_secs`: seconds. `install`: answer with a link to install Duo Mobile too. `installation_msg`: must
        hold <insturl>. `activation_msg`: must hold <acturl>.

        Needs: write resource. It is ``POST /admin/v1/phones/{phone_id}/send_sms_activation``.
        """
        return await self._call("POST /admin/v1/phones/{phone_id}/send_sms_activation", locals())

    async def send_sms_installation(
        self,
        phone_id: str,
        *,
        installation_msg: str | None = None,
        extra: Extra = None,
    ) -> records.SmsActivation:
        """Text an installation link.

        `installation_msg`: must hold <insturl>.

        Needs: write resource. It is ``POST /admin/v1/phones/{phone_id}/send_sms_installation``.
        """
        return await self._call("POST /admin/v1/phones/{phone_id}/send_sms_installation", locals())

    async def send_sms_passcodes(
        self,
        phone_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Text a new batch of passcodes.

        Needs: write resource. It is ``POST /admin/v1/phones/{phone_id}/send_sms_passcodes``.
        """
        return await self._call("POST /admin/v1/phones/{phone_id}/send_sms_passcodes", locals())
