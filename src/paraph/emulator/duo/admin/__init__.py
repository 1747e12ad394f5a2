"""The Admin API: users, groups, administrators, integrations, branding and reports."""
