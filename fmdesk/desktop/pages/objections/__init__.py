"""Objections: what units say against sanctions, and what controllers decide."""
