"""Training of the reader of the line of words. Nothing here is needed to run Siaga."""
