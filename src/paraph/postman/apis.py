"""The APIs that a collection can be made of."""

from __future__ import annotations

from typing import NamedTuple

PROXY = "http://localhost:8090"
"""Where `paraph proxy` listens in our documentation."""


class Api(NamedTuple):
    """An API: which calls of the catalogue it has, and how its requests are authenticated.

    `parts` are its names in the catalogue. `base_path` is the path before `prefix`, which all its paths begin with.
    `scheme` is empty if requests carry a token of OAuth 2. `key_name` and `secret_name` are variables of the collection.
    """

    title: str
    vendor: str
    parts: tuple[str, ...]
    scheme: str
    key_name: str
    secret_name: str
    host: str
    base_path: str = ""
    prefix: str = ""

    def base(self, base_url: str = "", *, signs: bool = True) -> str:
        """Return the value of the variable `base`: a given URL, the API's own host, or `paraph proxy`."""
        return base_url.rstrip("/") or (("https://{{host}}" if signs else PROXY) + self.base_path)


DUO_HOST, ALTERYX_HOST = "api-xxxxxxxx.duosecurity.com", "gallery.example.com"


def duo(title: str, part: str) -> Api:
    """Return an API of Duo."""
    return Api(title, "duo", (part,), "duo", "ikey", "skey", DUO_HOST)


APIS = {
    "duo-admin": duo("Duo Admin API", "admin"),
    "duo-auth": duo("Duo Auth API", "auth"),
    "duo-auth-v1": duo("Duo Auth API, version 1", "auth-v1"),
    "duo-accounts": duo("Duo Accounts API", "accounts"),
    "duo-device": duo("Duo Device API", "device"),
    "alteryx": Api(
        "Alteryx Server API, versions 1 and 2", "alteryx",
        ("v1-subscription", "user-v2", "admin-v1", "admin-v2", "gallery-misc"),
        "oauth1", "key", "secret", ALTERYX_HOST, "/gallery", "/api",
    ),
    "alteryx-v3": Api(
        "Alteryx Server API, version 3", "alteryx", ("v3", "oauth2"),
        "", "client_id", "client_secret", ALTERYX_HOST, "/webapi",
    ),
}  # fmt: skip
"""Each API by its name on the command line."""
