"""A local proxy that signs: clients speak plain HTTP to loopback, and each request goes on signed, byte for byte."""
