"""The real tools as oracles: what each sends to a recorder, held against what its reader says."""
