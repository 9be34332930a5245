"""The intake: a customer on the phone, and nothing but the keyboard."""
