"""Reads of this desk; they return dataclasses or querysets and change nothing."""
