"""Reports of a period: choose, look, open a figure, take it along."""
