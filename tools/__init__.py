"""Scripts that make pack content. Run them from the root of the repository; they write the same bytes every time."""
