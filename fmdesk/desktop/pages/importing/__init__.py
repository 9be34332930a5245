"""A file of rows that becomes tickets, people or products."""
