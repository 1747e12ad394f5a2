"""Bruno's requests: ``.bru`` files, OpenCollection YAML, and folders of them."""
