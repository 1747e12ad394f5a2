"""Speaks HTTP by hand over a socket that it wraps in TLS, and asks that socket what libraries ask."""

import socket
import ssl

from signing import HOST, PATH, QUERY, headers

context = ssl.create_default_context()
lines = [f"GET {PATH}?{QUERY} HTTP/1.1", f"Host: {HOST}", *(f"{name}: {value}" for name, value in headers().items())]
with context.wrap_socket(socket.create_connection((HOST, 443)), server_hostname=HOST) as tls:
    assert tls.context is context
    assert tls.selected_alpn_protocol() == "http/1.1"
    tls.sendall("\r\n".join([*lines, "", ""]).encode())
    print(tls.recv(65536).split()[1].decode())
