"""The page of the plugins."""
