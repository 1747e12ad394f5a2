"""Demonstration users and generated data."""
