"""Read requests out of program text, which is never run."""
