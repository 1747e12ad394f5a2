"""``paraph duo`` and ``paraph alteryx``: every call of the catalogues as a command, made from the catalogue when it is named."""
