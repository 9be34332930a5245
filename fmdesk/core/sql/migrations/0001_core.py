"""All tables of the core, their guards and search index, and what every office starts with.

The statements stand beside this file as text, one file per kind of database, made by
`scripts/freeze_schema`. After the first release they stay as they are, and every change of the
tables is a revision of its own.
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

END = ";\n\n"
"""What stands between statements."""


def upgrade() -> None:
    connection = op.get_bind()
    path = Path(__file__).with_suffix(f".{connection.dialect.name}.sql")
    for statement in path.read_text(encoding="utf-8").split(END):
        if statement:
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
