"""Receive requests byte for byte as a client sent them, and explain each."""
