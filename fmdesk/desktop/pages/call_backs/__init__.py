"""The page of the call-backs."""
