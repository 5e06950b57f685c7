"""The readiness board, and what the operator's machines ask: health and metrics."""
