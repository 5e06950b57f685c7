"""Pages of the map. Regions and stations are public information; corrections take the right to edit."""
