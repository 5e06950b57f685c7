"""Scripts that make pack content. Run from the root of the repository; the same bytes every time."""
