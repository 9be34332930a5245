"""Copies that fmdesk makes by itself: one a day, and one at the close of each month.

Only for SQLite; a PostgreSQL server has its own copies, made by who runs it.
"""

from pathlib import Path

from fmdesk.core.sql.copies import BackupReport, backup
from fmdesk.core.sql.engine import Database

DAILY_KEPT = 14
"""Daily copies that stay; those of closed months stay for ever."""


def keep_copy(database: Database, occasion: str, *, is_daily: bool = False) -> BackupReport | None:
    """Copy the database beside it, once per occasion; the copy is opened and checked.

    Args:
        database: The open database.
        occasion: Part of the name: a day, or the closed month with its revision.
        is_daily: Older daily copies than the newest `DAILY_KEPT` go.

    Returns:
        The copy, None on PostgreSQL or when there is one of this occasion.

    Raises:
        StorageError: `storage.copy_failed`.
    """
    if database.file is None:
        return None
    path = database.file.path
    kind = "day" if is_daily else "close"
    target = copies_folder(path) / f"{path.stem}-{kind}-{occasion}.db"
    if target.exists():
        return None
    report = backup(database, target, has_own_folder=True)
    if is_daily:
        for old in sorted(copies_folder(path).glob(f"{path.stem}-day-*.db"))[:-DAILY_KEPT]:
            old.unlink()
    return report


def copies_folder(path: Path) -> Path:
    """Return the folder of the copies of a database file."""
    return path.with_name("backups")
