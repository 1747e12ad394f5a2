import base64
import email.utils
import hashlib
import hmac
import json

import requests
from signing import IKEY, SKEY, URL

date = email.utils.formatdate()
text = json.dumps({"url": URL, "date": date})
mac = hmac.new(SKEY.encode(), text.encode(), hashlib.sha512).hexdigest()
basic = base64.b64encode(f"{IKEY}:{mac}".encode()).decode()
requests.get(URL, headers={"Date": date, "Authorization": f"Basic {basic}"}, timeout=5)
