"""Policies: their endpoints, and what they decide about a login."""
