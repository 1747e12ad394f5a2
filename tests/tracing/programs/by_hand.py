import sys
import urllib.error
import urllib.request

import handmade
from signing import SKEY, URL

style, times = sys.argv[1:]
try:
    signed = handmade.headers(getattr(handmade, style), SKEY * int(times))
    print(urllib.request.urlopen(urllib.request.Request(URL, headers=signed), timeout=5).status)
except urllib.error.HTTPError as error:
    print(error.code)
