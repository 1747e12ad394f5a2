"""Child accounts, and the applications with their keys."""
