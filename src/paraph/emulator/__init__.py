"""Local servers that behave like the vendors' servers, for development and tests without account or network."""
