"""Revisions of the core's tables, one file each: `0002_words.py` has `revision = "0002"`."""
