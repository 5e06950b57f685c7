"""Reading Indonesian administrative prose: regulations, letters, days and amounts, with where they stand."""
