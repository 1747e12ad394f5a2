"""The values that everything else is built on: requests, keys, encodings, stages. Pure functions without I/O."""
