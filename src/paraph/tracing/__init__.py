"""Watching a running program: what it hands to its MAC function, what it writes to the network, and where.

The program runs unchanged in a process of its own. There `hooks` note each HMAC and lead each connection to a small server
in that same process (`network`), which passes on what is written to the parent, through a socket in a folder that only its
owner can open: a line of JSON a request (`records`). The parent answers as the vendor would (`links`, `replying`), so nothing
leaves the machine, and explains what it saw (`traced`). A Node program is watched by `node/preload`, whose connections lead
to the parent themselves.

Where real servers answer, `live` passes on to them what a Python program writes, and the parent is only told. A Node program's
connections then lead where they lead, and a pipe tells the parent of what is written.
"""
