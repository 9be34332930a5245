"""A new order, taken by hand."""
