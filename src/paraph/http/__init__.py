"""What speaks HTTP: requests out of the bytes of a connection, the answers of the vendors, and a recorder."""
