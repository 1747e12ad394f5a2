"""Jobs, schedules and their run times."""
