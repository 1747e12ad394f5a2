"""Explain why a signature is wrong: the third walk over a scheme's stages, and everything that is told about a request."""
