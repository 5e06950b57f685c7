"""Pages of the results desk, made for one thumb at midnight and for a desk with many rows."""
