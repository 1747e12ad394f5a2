"""The keys that every local server accepts. They open nothing but local servers."""

from __future__ import annotations

from typing import NamedTuple


class DemoKey(NamedTuple):
    """A demonstration key: the kind of application or API it belongs to, its name, id and secret."""

    kind: str
    name: str
    id: str
    secret: str


DUO_DEMO = DemoKey(
    "demo", "Demonstration (every API)", "DIPARAPHDEMO00000000", "notsecretDemoKeyOfALocalParaphServer0000"
)
DUO_KEYS = (
    DUO_DEMO,
    DemoKey("adminapi", "Admin API", "DIPARAPHADMIN0000000", "notsecretAdminKeyOfALocalParaphServer000"),
    DemoKey("adminapi", "Log reader", "DIPARAPHLOGS00000000", "notsecretLogsKeyOfALocalParaphServer0000"),
    DemoKey("authapi", "Auth API", "DIPARAPHAUTH00000000", "notsecretAuthKeyOfALocalParaphServer0000"),
    DemoKey("accountsapi", "Accounts API", "DIPARAPHACCOUNTS0000", "notsecretAccountsKeyOfLocalParaphServer0"),
    DemoKey("rest", "Auth API v1", "DIPARAPHREST00000000", "notsecretRestKeyOfALocalParaphServer0000"),
    DemoKey("deviceapi", "Device API", "DIPARAPHDEVICE000000", "notsecretDeviceKeyOfALocalParaphServer00"),
)
"""One key for every API, and one for each type; "Log reader" may only read logs."""

ALTERYX_DEMO = DemoKey(
    "demo", "Demo Curator", "PARAPHALTERYXDEMO0000000000000000", "notsecretDemoKeyOfALocalAlteryxServer000"
)
ALTERYX_KEYS = (
    ALTERYX_DEMO,
    DemoKey(
        "subscription",
        "Studio Artisan",
        "PARAPHALTERYXSTUDIO00000000000000",
        "notsecretStudioKeyOfALocalAlteryxServer0",
    ),
    DemoKey("admin", "Admin Curator", "PARAPHALTERYXADMIN000000000000000", "notsecretAdminKeyOfALocalAlteryxServer00"),
    DemoKey("api", "Profile Artisan", "PARAPHALTERYXPROFILE0000000000000", "notsecretProfileKeyOfLocalAlteryxServer0"),
    DemoKey("api", "Profile Viewer", "PARAPHALTERYXVIEWER00000000000000", "notsecretViewerKeyOfALocalAlteryxServer0"),
)
"""One key for both bases, and one for each kind; a name consists of the user's first name and role."""
