"""Explain why a signature is wrong: the third walk over a scheme's stages, with problems and advice."""
