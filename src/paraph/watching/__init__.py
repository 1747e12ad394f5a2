"""Receives requests byte for byte as a client sent them, and explains each."""
