"""Catering: lunch, coffee and drinks at an agreed time, also with the booking of a room."""
