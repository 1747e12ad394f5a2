"""What the vendors' APIs offer, as data: one description an endpoint, one JSON Schema a record."""
