"""Adapters that sign what other HTTP libraries send, one module a library; :mod:`paraph.auth` is the short way to them."""
