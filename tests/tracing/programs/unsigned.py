import sys

import requests

print("before")
try:
    requests.get("https://example.org/", timeout=5)
except requests.ConnectionError:
    print("refused")
sys.exit(7)
