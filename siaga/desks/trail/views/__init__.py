"""Pages of the trail: the entries for who may read them, the checkpoints and proofs for everyone."""
