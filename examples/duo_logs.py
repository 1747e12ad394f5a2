"""Lists authentication logs, and is refused: kept wrong on purpose, for `paraph trace` to find out why."""

import base64
import hashlib
import hmac
from email.utils import formatdate
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

KEY, SECRET = "DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00"
HOST, PATH = "api-example0.duosecurity.com", "/admin/v2/logs/authentication"


def authorization(date: str, parameters: dict[str, int]) -> str:
    """The Basic credentials of a request that has these parameters."""
    lines = [date, "GET", HOST, PATH, urlencode(sorted(parameters.items()))]
    mac = hmac.new(SECRET.encode(), "\n".join(lines).encode(), hashlib.sha512)
    return "Basic " + base64.b64encode(f"{KEY}:{mac.hexdigest()}".encode()).decode()


def logs(since: int, until: int) -> None:
    """Print what the API answers."""
    date = formatdate()
    headers = {"Date": date, "Authorization": authorization(date, {"mintime": since, "maxtime": until})}
    try:
        with urlopen(Request(f"https://{HOST}{PATH}", headers=headers)) as reply:
            print(reply.read().decode())
    except HTTPError as error:
        print(error.code, error.read().decode())


logs(1772355600000, 1772442000000)
