"""The Auth API: who may log in, by which factor, and how a login goes on."""
