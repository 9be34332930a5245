"""The storage of the core: SQLAlchemy on SQLite (one workstation) or PostgreSQL (many)."""
