"""What the benchmarks share: generated data, interleaved rounds, the report."""
