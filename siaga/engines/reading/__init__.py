"""Photographed result forms, read: pages placed, witnesses weighed, figures decoded together."""
