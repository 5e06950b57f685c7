"""The public bundle of an election: rows, photos, recap and proof in open formats; written and verified."""
