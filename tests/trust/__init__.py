"""Campaigns that show what SECURITY.md promises; a share of each runs in the suite."""
