import base64
import email.utils

import requests
from cryptography.hazmat.primitives import hashes, hmac
from signing import HOST, IKEY, PATH, QUERY, SKEY, URL

date = email.utils.formatdate()
text = "\r\n".join((date, "GET", HOST, PATH, "&".join(sorted(QUERY.split("&")))))
taken = hmac.HMAC(SKEY.encode(), hashes.SHA1())
taken.update(text.encode())
pair = f"{IKEY}:{taken.finalize().hex()}"
token = base64.b64encode(pair.encode()).decode()
print(requests.get(URL, headers={"Date": date, "Authorization": f"Basic {token}"}, timeout=5).status_code)
