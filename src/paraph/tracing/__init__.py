"""Watching a running program: what it hands to its MAC function, what it writes to the network, and where.

The program runs unchanged in a process of its own. There `hooks` note each HMAC, and lead each connection to
`answering`, a small server in that same process that answers as the vendor would, so nothing leaves the machine.
What was seen goes to the parent through a socket in a folder that only its owner can open, a line of JSON a request
(`records`), and is explained there (`traced`).

A Node program is watched by `bootstrap_node`, whose connections lead to the parent (`links`), which answers itself.
Where real servers answer, `live` passes on what a Python program writes. A Node program's connections then lead where
they lead, and a pipe tells the parent of what is written.
"""
