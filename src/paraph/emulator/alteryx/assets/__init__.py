"""Workflows, packages, collections, credentials and connections."""
