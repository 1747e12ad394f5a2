import urllib.error
import urllib.request

from signing import URL, headers

try:
    print(urllib.request.urlopen(urllib.request.Request(URL, headers=headers()), timeout=5).status)
except urllib.error.HTTPError as error:
    print(error.code)
