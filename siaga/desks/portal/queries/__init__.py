"""Reads of the public side; return plain dataclasses."""
