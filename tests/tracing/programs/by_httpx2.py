import httpx2
from signing import URL, headers

with httpx2.Client() as client:
    print(client.get(URL, headers=headers()).status_code)
