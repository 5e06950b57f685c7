"""Pages of the election. Everything here is public information."""
