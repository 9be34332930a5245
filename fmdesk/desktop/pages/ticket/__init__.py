"""The page of one ticket: what was asked, what happened, what is still to be done."""
