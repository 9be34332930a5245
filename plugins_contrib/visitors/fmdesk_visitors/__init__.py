"""Visitors: announced, received with a badge, and known when a building is evacuated."""
