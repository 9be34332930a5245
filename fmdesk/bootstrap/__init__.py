"""The composition root: opens an office and hands out its services.

Everything is built here, by hand, once per process. The desktop paints first and calls this on a
thread; a long job calls it again in a process of its own.
"""

from fmdesk.bootstrap.care import begin_office, try_database, upgrade_tables, verify_database
from fmdesk.bootstrap.jobs import Silent
from fmdesk.bootstrap.line_jobs import close_job
from fmdesk.bootstrap.office import Office
from fmdesk.bootstrap.opening import make_office, open_office

__all__ = [
    "Office",
    "Silent",
    "begin_office",
    "close_job",
    "make_office",
    "open_office",
    "try_database",
    "upgrade_tables",
    "verify_database",
]
