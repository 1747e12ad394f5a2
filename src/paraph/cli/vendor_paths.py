"""Which vendor's API a path belongs to, by its beginning: for other paths no catalogue has to be loaded."""

from __future__ import annotations

ROOTS = {
    "duo": ("/admin/", "/auth/", "/accounts/", "/device/", "/rest/"),
    "alteryx": ("/gallery/api/", "/api/", "/webapi/"),
}
"""How the paths of a vendor's APIs begin."""


def vendor_of(path: str) -> str:
    """Return the vendor whose API may have that path; empty if there is none."""
    return next((vendor for vendor, roots in ROOTS.items() if path.startswith(roots)), "")
