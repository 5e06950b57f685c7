"""How many paper forms must be pulled to know, at a stated risk, that the outcome stands."""
