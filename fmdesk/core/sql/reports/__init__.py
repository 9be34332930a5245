"""The reports in the database."""
