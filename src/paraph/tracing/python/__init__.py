"""Watches a Python program from inside: its HMACs, its hashes, its network."""
