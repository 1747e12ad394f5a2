"""The stores of spent nonces."""
