"""Users, groups, studios, the audit log, and the older admin lists."""
