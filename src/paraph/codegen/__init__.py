"""Write code that repeats a call with a fresh signature, one module for each language."""
