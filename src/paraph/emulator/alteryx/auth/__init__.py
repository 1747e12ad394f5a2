"""Keys, OAuth 1.0a signatures and bearer tokens."""
