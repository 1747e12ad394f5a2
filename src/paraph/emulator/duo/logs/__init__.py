"""The logs: writing records, and the endpoints that read them."""
