"""The page of a unit: its work, its people, and what came of its work."""
