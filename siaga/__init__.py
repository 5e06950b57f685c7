"""Siaga: the election room of an Indonesian city."""

__version__ = "0.1.0"
