"""Whole Postman collections, one for each API of the catalogues; each request in them signs itself when it is sent.

`apis` names the APIs, `items` turns an endpoint into a request, `description` explains it, `scripts` are what runs before
a request, and `collection` puts all together.
"""
