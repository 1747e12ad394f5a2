import httpx
from signing import URL, headers

with httpx.Client() as client:
    print(client.get(URL, headers=headers()).status_code)
