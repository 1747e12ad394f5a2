"""The local page: what was signed beside what had to be signed, and the list of requests that reach a local server."""
