"""The page of the messages: delays to tell, and what goes out."""
