"""The page of the budgets: what cost centres may spend, and did."""
