"""Says all it has to say, closes its half of the connection, and then listens to the end."""

import socket

from signing import HOST, PATH, QUERY, headers

lines = [f"GET {PATH}?{QUERY} HTTP/1.1", f"Host: {HOST}", *(f"{name}: {value}" for name, value in headers().items())]
with socket.create_connection((HOST, 80)) as connection, connection.makefile("rb") as answer:
    connection.sendall("\r\n".join([*lines, "", ""]).encode())
    connection.shutdown(socket.SHUT_WR)
    print(answer.read().split()[1].decode())
