"""The keys that a local server begins with. They open nothing but local servers."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """A key of the demonstration: what kind of application or API it belongs to, its id and its secret."""

    kind: str
    name: str
    id: str
    secret: str


DUO_DEMO = Key("demo", "Demonstration (every API)", "DIPARAPHDEMO00000000", "notsecretDemoKeyOfALocalParaphServer0000")
DUO_KEYS = (
    DUO_DEMO,
    Key("adminapi", "Admin API", "DIPARAPHADMIN0000000", "notsecretAdminKeyOfALocalParaphServer000"),
    Key("adminapi", "Log reader", "DIPARAPHLOGS00000000", "notsecretLogsKeyOfALocalParaphServer0000"),
    Key("authapi", "Auth API", "DIPARAPHAUTH00000000", "notsecretAuthKeyOfALocalParaphServer0000"),
    Key("accountsapi", "Accounts API", "DIPARAPHACCOUNTS0000", "notsecretAccountsKeyOfLocalParaphServer0"),
    Key("rest", "Auth API v1", "DIPARAPHREST00000000", "notsecretRestKeyOfALocalParaphServer0000"),
    Key("deviceapi", "Device API", "DIPARAPHDEVICE000000", "notsecretDeviceKeyOfALocalParaphServer00"),
)
"""One that opens every API, and one a type; "Log reader" may read logs and nothing else."""

ALTERYX_DEMO = Key(
    "demo", "Demo Curator", "PARAPHALTERYXDEMO0000000000000000", "notsecretDemoKeyOfALocalAlteryxServer000"
)
ALTERYX_KEYS = (
    ALTERYX_DEMO,
    Key(
        "subscription",
        "Studio Artisan",
        "PARAPHALTERYXSTUDIO00000000000000",
        "notsecretStudioKeyOfALocalAlteryxServer0",
    ),
    Key("admin", "Admin Curator", "PARAPHALTERYXADMIN000000000000000", "notsecretAdminKeyOfALocalAlteryxServer00"),
    Key("api", "Profile Artisan", "PARAPHALTERYXPROFILE0000000000000", "notsecretProfileKeyOfLocalAlteryxServer0"),
    Key("api", "Profile Viewer", "PARAPHALTERYXVIEWER00000000000000", "notsecretViewerKeyOfALocalAlteryxServer0"),
)
"""One that opens both bases, and one a kind; their names are those of the users whose keys they are, with their roles."""
