"""What every program here signs with: Duo version 2, wrongly, since the parameters are left unsorted."""

import base64
import email.utils
import hashlib
import hmac
from urllib.parse import quote

IKEY, SKEY = "DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00"
HOST, PATH = "api-example0.duosecurity.com", "/admin/v1/users"
PARAMETERS = {"username": "lena okafor", "limit": "5"}
QUERY = "&".join(f"{name}={quote(value, safe='~')}" for name, value in PARAMETERS.items())
URL = f"https://{HOST}{PATH}?{QUERY}"


def headers() -> dict[str, str]:
    date = email.utils.formatdate()
    text = "\n".join(("GET", HOST, PATH))
    text = "\n".join((date, text, QUERY))
    mac = hmac.new(SKEY.encode(), text.encode(), hashlib.sha512).hexdigest()
    return {"Date": date, "Authorization": "Basic " + base64.b64encode(f"{IKEY}:{mac}".encode()).decode()}
