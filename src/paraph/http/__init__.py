"""What speaks HTTP: parsing the bytes of a connection, the vendors' answers, clients and servers."""
