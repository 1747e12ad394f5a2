"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): input files. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra, File


class InputFiles(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): input files."""

    def upload(
        self,
        *,
        file: File,
        name: str,
        index: int | None = None,
        extra: Extra = None,
    ) -> str:
        """Upload a temporary input file for a later run.

        `file`: the .yxzp package.

        Needs: subscription key; Artisan. It is ``POST /user/v2/inputfiles/``.
        """
        return self._call("POST /user/v2/inputfiles/", locals())


class AsyncInputFiles(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): input files; for asyncio."""

    async def upload(
        self,
        *,
        file: File,
        name: str,
        index: int | None = None,
        extra: Extra = None,
    ) -> str:
        """Upload a temporary input file for a later run.

        `file`: the .yxzp package.

        Needs: subscription key; Artisan. It is ``POST /user/v2/inputfiles/``.
        """
        return await self._call("POST /user/v2/inputfiles/", locals())
