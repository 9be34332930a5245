"""Pool vehicles: cars and bikes that are lent, returned, and missed when they are late."""
