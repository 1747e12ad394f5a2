"""Local servers that behave like the vendors', to develop and test against with no account and no network."""
