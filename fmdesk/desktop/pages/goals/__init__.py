"""The page of the goals: measures with norms, their results, and what is decided about them."""
