"""Read requests out of command lines: curl, HTTPie, wget, PowerShell."""
