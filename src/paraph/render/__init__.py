"""Turns values into text, JSON or HTML; width and colour are arguments, and nothing is printed here."""
