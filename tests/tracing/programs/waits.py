"""Sends one request, then waits until it is interrupted."""

import threading
import urllib.error
import urllib.request
from contextlib import suppress

from signing import URL, headers

with suppress(urllib.error.HTTPError):
    urllib.request.urlopen(urllib.request.Request(URL, headers=headers()))
print("waiting", flush=True)
threading.Event().wait()
