"""Writes the modules of the typed clients from the catalogues: ``python -m generate``."""
