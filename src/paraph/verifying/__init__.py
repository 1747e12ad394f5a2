"""Judge and verify signed requests: the second walk over a scheme's stages."""
