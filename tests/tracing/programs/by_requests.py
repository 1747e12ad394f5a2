import requests
from signing import URL, headers

print(requests.get(URL, headers=headers(), timeout=5).status_code)
