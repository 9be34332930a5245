"""Two processes of one machine on one file: neither takes the log away under the other's eyes."""

import subprocess
import sys
from pathlib import Path

from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database

OTHER = """
import sys
from uuid import uuid4
from fmdesk.core.domain.views import Changes
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
database = open_database(sys.argv[1])
door = SqlDoor(database, "other")
def work(unit):
    unit.settings.put(sys.argv[2], "x" * 5000)
    return Changes()
door.run(uuid4(), "test.put", None, work, Changes)
database.close()
"""


def test_what_a_process_wrote_and_left_is_seen_by_the_one_that_stays(
    sqlite_template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "fmdesk.db"
    path.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{path}"
    database = open_database(url)
    with database.read() as connection:
        connection.exec_driver_sql("SELECT 1 FROM setting").all()
    door = SqlDoor(database, "anneke")  # looks at the file while a connection is open
    for name in ("one", "two", "three"):
        subprocess.run([sys.executable, "-c", OTHER, url, name], check=True)
        with door.read() as work:
            assert work.settings.get(name) == "x" * 5000
    database.close()
