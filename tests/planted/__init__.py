"""Wrongly signed requests with known mistakes, to score the answers of ``explain``."""
