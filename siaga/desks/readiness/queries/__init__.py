"""Reads across all desks: lights of the board, health of the installation, figures for the monitor."""
