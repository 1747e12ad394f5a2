"""Middleware that verifies signed requests before an application sees them.

An application may only read what was verified. Servers decode the path, join repeated headers and drop parts of the
target before an application is called, so each middleware does the same three things::

    what the server passes on  ->  Request as the client sent it  ->  verified values, or one answer for every rejection
    {"raw_path": b"/a%20b", …}     GET /a%20b, Host: h.example        Verified(path="/a%20b", …)  or  401

``verifier`` has the options and the decision, ``refusing`` the answers and the reports, ``target`` and ``framing`` what
the frameworks share; ``asgi``, ``wsgi`` and ``django`` are the three doors. If the sent target cannot be reproduced, the
request is rejected.
"""
