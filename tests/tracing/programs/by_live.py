"""Sends to a server on this machine that stands for the real one, over TLS, and prints what it answers."""

import os
import socket
import ssl
import urllib.error
import urllib.request

from signing import URL, headers

from paraph.tracing.python import live

PLACE = ("127.0.0.1", int(os.environ["REAL_PORT"]))
live.resolve = lambda *_: [(socket.AF_INET, socket.SOCK_STREAM, 0, "", PLACE)]
context = ssl.create_default_context(cafile=os.environ["REAL_CA"])
try:
    urllib.request.urlopen(urllib.request.Request(URL, headers=headers()), context=context)
except urllib.error.HTTPError as error:
    print(error.code, error.read().decode())
