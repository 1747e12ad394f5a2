"""Parameters that make mistakes in encoding, order and choice visible."""

PAIRS = (("name", "Zoë O'Neil (x)!*"), ("tag", "b"), ("tag", "a"), ("Limit", "10"), ("a1", "50%/~+"), ("a", "true"),
         ("item10", ""), ("item2", " 5.0 "), ("filter[0]", "1"), ("note", "one\ntwo"), ("z{", "x"))  # fmt: skip
