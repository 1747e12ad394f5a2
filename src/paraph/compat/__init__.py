"""Stand-ins for other libraries: change the import, and the rest of the program stays as it is."""
