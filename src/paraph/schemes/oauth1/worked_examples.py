"""OAuth 1.0a requests as people bring them who cannot see why they are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.credential import Credential, Secret
from paraph.core.diagnosis import WorkedExample
from paraph.core.message import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNED = 1772442001


def worked_examples() -> Iterator[WorkedExample]:
    """Yield a client of Alteryx Gallery with several mistakes at once."""
    yield WorkedExample(
        "Alteryx Gallery refuses every call of a client with several mistakes",
        Request("GET", "/gallery/api/admin/v1/users/?page=0&pageSize=25", (("Host", "gallery.example.com:443"),)),
        Credential("8EXAMPLE_admin_key", Secret(b"exampleAlteryxSecret0123")),
        "oauth1",
        ("host-default-port-kept", "ord-unsorted", "out-base64-urlsafe"),
        SIGNED,
        now=SIGNED + 3,
        nonce="000001",
        options={"placement": "query"},
        response='{"data": null, "exceptionName": "UnauthorizedException", "innerExceptionMessage": "", "message": "Invalid signature"}',
    )
