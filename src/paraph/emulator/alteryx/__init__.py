"""A local Alteryx Server: the older base with OAuth 1.0a and the newer one with OAuth 2, over one store."""
