"""Pages of the staff desk: counts for a city, formations for a ward, taps for a telephone."""
