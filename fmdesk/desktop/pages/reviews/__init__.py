"""The page of the reviews: what is looked at again, when, and what is overdue."""
