"""Watches a Node program: the modules preloaded into it (`preload/`), and what they report."""
