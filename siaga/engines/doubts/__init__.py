"""The claims ledger's rules: what a source gets wrong or leaves out, found by rule beside its own words."""
