"""Generated people and log records."""
