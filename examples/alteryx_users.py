"""Lists the users of an Alteryx Gallery, and is refused: kept wrong on purpose, for `paraph trace` to find out why."""

import base64
import hmac
from time import time
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import urlopen

KEY, SECRET = "8EXAMPLE_admin_key", "exampleAlteryxSecret0123"
USERS = "https://gallery.example.com:443/gallery/api/admin/v1/users/"


def signed(url: str, parameters: dict[str, str]) -> str:
    """The URL with parameters and signature."""
    base = f"GET&{quote(url, safe='')}&{quote(urlencode(parameters), safe='')}"
    mac = hmac.digest(f"{SECRET}&".encode(), base.encode(), "sha1")
    return f"{url}?{urlencode({**parameters, 'oauth_signature': base64.b64encode(mac).decode()})}"


def users(page: int) -> None:
    """Print what the Gallery answers."""
    parameters = {"page": str(page), "pageSize": "25", "oauth_timestamp": str(int(time())),
                  "oauth_signature_method": "HMAC-SHA1", "oauth_consumer_key": KEY, "oauth_version": "1.0",
                  "oauth_nonce": "000001"}  # fmt: skip
    try:
        with urlopen(signed(USERS, parameters)) as reply:
            print(reply.read().decode())
    except HTTPError as error:
        print(error.code, error.read().decode())


users(0)
