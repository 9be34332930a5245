"""One line: what was ordered, how far it is, why it is judged so."""
