"""A server of the Model Context Protocol, so that an agent can read, explain, verify, sign and send requests.

The server speaks the protocol on standard input and output. It runs each call in a process of its own, which it ends when
the call is cancelled or takes too long. Credentials are chosen when the server starts; a call names one of them. All that
leaves the server goes through one function, which hides every form of their secrets.
"""
