"""Reads of the staff desk; return dataclasses."""
