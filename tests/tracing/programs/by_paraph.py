import urllib.request

from signing import IKEY, SKEY, URL

from paraph import Credential, Secret, request_for, sign

signed = sign(request_for("GET", URL), Credential(IKEY, Secret(SKEY)), "duo")
print(urllib.request.urlopen(urllib.request.Request(URL, headers=dict(signed.headers)), timeout=5).status)
