"""Watches a running program: what it passes to its MAC function, what it writes to the network, and where in its code.

The program runs unchanged in its own process. There `hooks` record each HMAC and redirect each connection to a small
server in the same process (`network`). It sends each request as a line of JSON (`records`) to the parent, through a
socket in a folder that only its owner can open. The parent answers as the vendor would (`links`, `replying`), so nothing
leaves the machine, and explains what it saw (`explain_trace`). A Node program is watched by `node/preload`, which
connects to the parent directly.

If real servers answer, `live` forwards to them what a Python program writes, and the parent only receives the records. A
Node program's connections are then not redirected, and a pipe carries the records to the parent.
"""
