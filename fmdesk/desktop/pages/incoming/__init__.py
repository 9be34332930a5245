"""The page of what comes in by itself: e-mails that wait for the desk."""
