"""The storage of the core: SQLAlchemy on SQLite (one workstation) or PostgreSQL (many)."""


def create_tables(url: str) -> None:
    """Make the core's tables in an empty database.

    Args:
        url: Its SQLAlchemy address; a SQLite file is made.
    """
    from fmdesk.core.sql.admin import create_database  # noqa: PLC0415  # keeps the import light

    create_database(url)
