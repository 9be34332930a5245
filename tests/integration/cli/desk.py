"""A person at a terminal: runs the installed command and reads what it says."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

COMMAND = (str(Path(sys.executable).with_name("fmdesk")),)
FAULTY = (sys.executable, "-m", "tests.integration.cli.faulty")
ROOT = Path(__file__).resolve().parents[3]
SECONDS = 120
"""When a command is taken for hung; nothing is asserted about speed."""


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        """The one line of JSON on standard output."""
        assert self.out.count("\n") == 1, self.out
        return json.loads(self.out)


@dataclass(frozen=True)
class Desk:
    """The command line with a data folder of its own.

    Attributes:
        folder: The data folder, which is also where commands are run.
        database: Address of the database; empty for the file in the folder.
    """

    folder: Path
    database: str = ""

    @property
    def file(self) -> Path:
        """The database file."""
        return self.folder / "fmdesk.db"

    def environment(self, language: str = "en") -> dict[str, str]:
        """What the command sees of the machine."""
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("FMDESK_") and key != "PYTHONDONTWRITEBYTECODE"
        }
        own = {
            "FMDESK_DATA_DIR": str(self.folder),
            "FMDESK_CONFIG": str(self.folder / "none.toml"),
            "FMDESK_DATABASE": self.database,
            "FMDESK_LANGUAGE": language,
            "PYTHONPATH": str(ROOT),
        }
        return kept | own

    def start(
        self,
        *words: object,
        language: str = "en",
        program: tuple[str, ...] = COMMAND,
        changes: Mapping[str, str] | None = None,
        **more: Any,
    ) -> subprocess.Popen[str]:
        """Start a command."""
        return subprocess.Popen(
            [*program, *map(str, words)],
            env=self.environment(language) | dict(changes or {}),
            cwd=self.folder,
            text=True,
            **({"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more),
        )

    def run(self, *words: object, **how: Any) -> Done:
        """Run a command to its end; see `start` for what may be given."""
        with self.start(*words, **how) as process:
            out, err = process.communicate(timeout=SECONDS)
        return Done(process.returncode, out, err)

    def run_together(self, *commands: Sequence[object], **how: Any) -> list[Done]:
        """Run several commands at the same time."""
        started = [self.start(*words, **how) for words in commands]
        said = [one.communicate(timeout=SECONDS) for one in started]
        return [Done(one.returncode, *texts) for one, texts in zip(started, said, strict=True)]

    def run_faulty(self, fault: str, *words: object) -> Done:
        """Run a command on a machine with a planted fault; see `faulty`."""
        return self.run(fault, *words, program=FAULTY)

    def copy(self, folder: Path) -> "Desk":
        """Return a desk with a copy of this office; nobody may be using it."""
        folder.mkdir(exist_ok=True, parents=True)
        shutil.copyfile(self.file, folder / "fmdesk.db")
        return Desk(folder)

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database file."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def change(self, *statements: str) -> None:
        """Change the database file behind the program's back, its guards off."""
        with closing(sqlite3.connect(self.file)) as connection:
            guards = connection.execute(
                "select name, sql from sqlite_master where type = 'trigger'"
            ).fetchall()
            for name, _sql in guards:
                connection.execute(f"drop trigger {name}")
            for statement in statements:
                connection.execute(statement)
            for _name, sql in guards:
                connection.execute(sql)
            connection.commit()

    def content(self) -> dict[str, str]:
        """Return a digest of every table."""
        tables = self.ask(
            "select name from sqlite_master where type = 'table' and sql not like '%VIRTUAL%'"
        )
        return {
            name: sha256(repr(sorted(self.ask(f'select * from "{name}"'), key=repr)).encode())
            .hexdigest()
            for (name,) in tables
        }  # fmt: skip
