"""Reading forms: Siaga beside others, on the same photographs and the same boxes."""
