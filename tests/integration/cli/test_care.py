"""`fmdesk db …` on a file in a bad state: each says what to do, and leaves it as it was."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.cli.desk import COMMAND, Desk
from tests.integration.cli.test_bad_input import without_privileges

ACTIONS = ("create", "upgrade", "check", "verify", "backup")
PAGE = 4096


def make_foreign(file: Path) -> None:
    """Make the database of another program."""
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("create table songs (title)")


def spoil_pages(file: Path) -> None:
    """Write noise over some pages."""
    with file.open("r+b") as data:
        data.seek(50 * PAGE)
        data.write(b"\xa5" * PAGE * 3)


def set_revision(file: Path) -> None:
    """Let a later program have been at it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("update alembic_version_core set version_num = '9999'")
        connection.commit()


def empty_it(file: Path) -> None:
    """Leave a file of no bytes."""
    file.write_bytes(b"")


DAMAGED = "zet de laatste reservekopie terug: fmdesk db restore"
NO_TABLES = "heeft geen tabellen van fmdesk. Maak ze met: fmdesk db create"
NEWER = "Installeer de nieuwere fmdesk op deze werkplek"
STATES: dict[str, tuple[Callable[[Path], None], str, dict[str, str]]] = {
    "noise": (spoil_pages, DAMAGED, {}),
    "newer": (set_revision, NEWER, {}),
    "foreign": (make_foreign, NO_TABLES, {"create": "is van een ander programma"}),
    "no bytes": (empty_it, NO_TABLES, {"create": "staat klaar"}),
}
"""What is wrong, the advice of every action, and where one says something else."""


@pytest.mark.parametrize("state", STATES)
def test_every_action_says_what_to_do(state: str, desk: Desk) -> None:
    spoil, advice, others = STATES[state]
    spoil(desk.file)
    before = desk.file.read_bytes()
    for action in (name for name in ACTIONS if others.get(name) != "staat klaar"):
        words = ("copy.db",) if action == "backup" else ()
        done = desk.run("db", action, *words, language="nl")
        assert others.get(action, advice) in done.err + done.out, (action, done)
        assert done.code == (4 if action == "check" and state != "noise" else 1), (action, done)
        assert "Traceback" not in done.err
        assert desk.file.read_bytes() == before, action
    assert not list(desk.folder.glob("*.part"))
    assert not list(desk.folder.glob("copy*"))


def test_what_stands_there_is_replaced_by_a_copy_whatever_its_state(
    desk: Desk, starter: Desk
) -> None:
    copy = desk.folder / "copy.db"
    assert desk.run("db", "backup", copy).code == 0
    for number, (spoil, *_rest) in enumerate(STATES.values(), start=1):
        spoil(desk.file)
        bad = desk.file.read_bytes()
        assert desk.run("db", "restore", copy).code == 0
        assert desk.content() == starter.content()
        kept = desk.folder / f"fmdesk.db.before-restore.{number}"
        assert kept.read_bytes() == bad


def test_what_is_no_copy_is_not_put_in_place(desk: Desk, starter: Desk) -> None:
    make_foreign(desk.folder / "songs.db")
    (desk.folder / "folder").mkdir()
    (desk.folder / "nothing").touch()
    for name in ("nowhere.db", "folder", "nothing", "songs.db"):
        done = desk.run("db", "restore", name, language="nl")
        assert done.code == 1
        assert f"{name} is geen kopie van een kantoor" in done.err, done
        assert "fmdesk db backup" in done.err
    assert desk.content() == starter.content()


def test_a_copy_with_a_log_beside_it_is_restored_with_what_is_in_the_log(
    desk: Desk, tmp_path: Path
) -> None:
    """A folder that was copied while the program ran."""
    folder = tmp_path / "copied"
    folder.mkdir()
    with closing(sqlite3.connect(desk.file)) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("insert into setting (name, value) values ('late', 'yes')")
        connection.commit()
        for ending in ("", "-wal"):
            shutil.copy(f"{desk.file}{ending}", folder)
    assert (folder / "fmdesk.db-wal").stat().st_size
    empty = Desk(tmp_path)
    assert empty.run("db", "restore", folder / "fmdesk.db").code == 0
    assert empty.ask("select value from setting where name = 'late'") == [("yes",)]
    assert empty.run("db", "check").code == 0


def test_a_file_that_another_program_writes_is_not_set_aside(desk: Desk, starter: Desk) -> None:
    copy = desk.folder / "copy.db"
    assert desk.run("db", "backup", copy).code == 0
    with closing(sqlite3.connect(desk.file, isolation_level=None)) as other:
        other.execute("begin immediate")
        done = desk.run("db", "restore", copy)
        other.execute("rollback")
    assert (done.code, "is in use" in done.err) == (1, True), done
    assert desk.content() == starter.content()
    assert not list(desk.folder.glob("*before-restore*"))


def test_a_file_that_may_not_be_read_is_not_taken_for_a_missing_one(desk: Desk) -> None:
    desk.file.chmod(0)
    program = (*without_privileges(), *COMMAND)
    for action in ("create", "upgrade", "check"):
        done = desk.run("db", action, program=program)
        assert done.code == 1
        assert "cannot be opened: Permission denied" in done.err, done
        assert "that you may use it" in done.err


def test_verify_says_what_to_do_with_a_database_that_was_changed(desk: Desk) -> None:
    desk.change("update command_log set actor = 'piet' where seq = 2")
    done = desk.run("db", "verify", language="nl")
    assert done.code in (1, 4)
    assert "Opdracht 2 is niet zoals zij is vastgelegd" in done.out, done
    assert "zet de laatste kopie terug die deugt: fmdesk db restore" in done.out
