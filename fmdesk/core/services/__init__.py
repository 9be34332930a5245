"""Use cases, one file per business noun; each change goes through the one door."""
