"""The page: its server, its files, and the page itself in a browser."""
