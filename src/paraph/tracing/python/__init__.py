"""Watch a Python program from the inside: its HMACs, its hashes, its network."""
