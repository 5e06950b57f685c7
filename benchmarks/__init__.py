"""Benchmarks: one module per engine, its peers side by side in one run; ``siaga bench`` runs them."""
