"""Which vendor's API a path belongs to, by its beginning: for other paths no catalogue has to be loaded."""

from __future__ import annotations

ROOTS = {
    "duo": ("/admin/", "/auth/", "/accounts/", "/device/", "/rest/"),
    "alteryx": ("/gallery/api/", "/webapi/"),
}
"""How the paths of a vendor's APIs begin."""
SCHEMES = {"duo": "duo", "alteryx": "oauth1"}
"""How requests to a vendor are signed; other servers may have the same paths."""


def vendor_of(path: str, scheme: str = "") -> str:
    """Return the vendor whose API may have that path and, if it is given, that scheme; empty if there is none."""
    vendor = next((vendor for vendor, roots in ROOTS.items() if path.startswith(roots)), "")
    return vendor if not scheme or SCHEMES.get(vendor) == scheme else ""
