"""Files are kept with what they belong to: once, whole, in every copy, and never lost."""

import os
import stat
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.attachment import HideDraft, Owner, OwnerKind
from fmdesk.core.domain.errors import (
    ConflictError,
    DomainError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    StorageError,
)
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import Contact, ContactKind, EventDraft
from fmdesk.core.services import attachments
from fmdesk.core.services.attachments import LARGEST, Attachments
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.projection import project
from fmdesk.core.sql.attachments import PIECE
from fmdesk.core.sql.copies import backup
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.core.sql.verify import verify
from fmdesk.messages import explain
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.testing import race
from tests.integration.incoming.conftest import PICTURE, Change, Filed
from tests.integration.intake.conftest import Desk

one_database = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
"""For what the database has no part in."""


def rows(database: Database, table: str) -> int:
    with database.read() as connection:
        return connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_a_file_comes_back_as_it_was(files: Attachments, filed: Filed, desk: Desk) -> None:
    content = os.urandom(3 * PIECE + 17)
    made = files.add(uuid4(), filed.ticket, "../../lek in de gang.bin", content)
    assert (made.name, made.size) == ("lek in de gang.bin", len(content))
    assert made.sha256 == sha256(content).hexdigest()
    assert (made.added_by, made.added_at) == ("jan", desk.time.at)
    assert files.of(filed.ticket) == (made,)
    assert files.content(made.id) == content


def test_equal_bytes_are_kept_once(files: Attachments, filed: Filed, database: Database) -> None:
    for owner in (filed.ticket, filed.line):
        files.add(uuid4(), owner, "plaatje.png", PICTURE)
    assert rows(database, "blob") == 1
    assert rows(database, "attachment") == 2
    race(4, lambda number: files.add(uuid4(), filed.ticket, f"{number}.txt", b"hetzelfde"))
    assert rows(database, "blob") == 2


def test_the_same_command_twice_is_one_file(files: Attachments, filed: Filed) -> None:
    op_id = uuid4()
    first = files.add(op_id, filed.ticket, "a.txt", b"een")
    assert files.add(op_id, filed.ticket, "a.txt", b"een") == first
    with pytest.raises(ConflictError, match=r"command\.reused"):
        files.add(op_id, filed.ticket, "a.txt", b"twee")
    assert files.of(filed.ticket) == (first,)


@one_database
def test_no_log_keeps_the_bytes(files: Attachments, filed: Filed, database: Database) -> None:
    files.add(uuid4(), filed.ticket, "a.txt", b"vertrouwelijk " * 50)
    with database.read() as connection:
        logged = connection.execute(sa.text("SELECT payload FROM command_payload")).scalars()
        assert not any("vertrouwelijk" in text for text in logged)


def test_a_ticket_shows_what_its_lines_and_contacts_have(
    files: Attachments, filed: Filed, desk: Desk, change: Change
) -> None:
    found: list[int] = []

    def note(work: object) -> None:
        made = work.tickets.add_contact(
            Contact(0, None, "e-mail", ContactKind.QUESTION, work.now, ticket_id=filed.ticket.id)
        )
        found.append(made.id)

    change(note)
    contact = Owner(OwnerKind.CONTACT, found[0])
    names = {filed.ticket: "t.txt", filed.line: "l.txt", contact: "c.txt"}
    for owner, name in names.items():
        files.add(uuid4(), owner, name, name.encode())
    assert [one.name for one in files.of(filed.ticket)] == ["t.txt", "l.txt", "c.txt"]
    assert [one.name for one in files.of(contact)] == ["c.txt"]


@one_database
def test_files_stay_when_work_passes_over_the_cut(
    files: Attachments, filed: Filed, desk: Desk
) -> None:
    kept = files.add(uuid4(), filed.line, "foto.png", PICTURE)
    work = Fulfilment(desk.door, Gateway(PluginHost(())))
    for version, (kind, step) in enumerate(
        [
            (EventKind.STEP_FINISHED, 0),
            (EventKind.STARTED, 1),
            (EventKind.RETURNED, 1),
            (EventKind.READY, None),
            (EventKind.REOPENED, None),
        ],
        1,
    ):
        reason = "" if kind is EventKind.READY else "zo is het"
        work.record(EventDraft(uuid4(), filed.line.id, kind, version, step=step, reason=reason))
    assert files.of(filed.line) == files.of(filed.ticket) == (kept,)
    assert files.content(kept.id) == PICTURE


@one_database
def test_a_product_has_files_too(files: Attachments, filed: Filed, desk: Desk) -> None:
    with desk.door.read() as work:
        product = work.catalog.product("PAP", desk.time.at.date())
    owner = Owner(OwnerKind.PRODUCT, product.product_id)
    files.add(uuid4(), owner, "folder.pdf", b"%PDF-1.7 ...")
    assert [one.media_type for one in files.of(owner)] == ["application/pdf"]
    assert files.of(filed.ticket) == ()


@one_database
def test_what_is_taken_away_is_hidden_with_the_reason_and_kept(
    files: Attachments, filed: Filed, desk: Desk
) -> None:
    made = files.add(uuid4(), filed.ticket, "verkeerd.txt", b"van een ander")
    with pytest.raises(InvalidInputError, match=r"attachment\.no_reason"):
        files.hide(HideDraft(uuid4(), made.id, "  "))
    files.hide(HideDraft(uuid4(), made.id, "hoort bij een ander"))
    assert files.of(filed.ticket) == ()
    assert files.content(made.id) == b"van een ander"
    with desk.door.read() as work:
        hidden = work.attachments.attachment(made.id)
    assert (hidden.hidden_by, hidden.hidden_reason) == ("jan", "hoort bij een ander")
    with pytest.raises(ConflictError, match=r"attachment\.hidden"):
        files.hide(HideDraft(uuid4(), made.id, "nog eens"))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM attachment",
        "UPDATE attachment SET name = 'x'",
        "UPDATE attachment SET ticket_id = NULL, line_id = 1",
        "DELETE FROM blob_piece",
        "UPDATE blob_piece SET content = ''",
        "UPDATE blob SET size = 1",
    ],
)
def test_the_database_itself_loses_no_file(
    files: Attachments, filed: Filed, database: Database, statement: str
) -> None:
    made = files.add(uuid4(), filed.ticket, "a.txt", b"blijft")
    with database.write() as connection, pytest.raises(sa.exc.DBAPIError, match="append_only"):
        connection.execute(sa.text(statement))
    assert files.content(made.id) == b"blijft"


@one_database
def test_a_file_of_nothing_is_refused(files: Attachments, filed: Filed) -> None:
    with pytest.raises(InvalidInputError, match=r"attachment\.empty"):
        files.add(uuid4(), filed.ticket, "leeg.txt", b"")
    nowhere = replace(filed.ticket, id=9999)
    with pytest.raises(NotFoundError, match=r"attachment\.no_owner"):
        files.add(uuid4(), nowhere, "a.txt", b"a")
    with pytest.raises(NotFoundError, match=r"attachment\.unknown"):
        files.content(9999)


@one_database
def test_fifty_megabytes_are_refused_before_they_are_read(
    files: Attachments, filed: Filed, tmp_path: Path, database: Database
) -> None:
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InvalidInputError, match=r"attachment\.large") as refused:
        files.add_file(uuid4(), filed.ticket, large)
    told = explain(refused.value)
    assert "film.mp4" in told
    assert "50 MB" in told
    assert "25 MB" in told
    assert rows(database, "blob") == 0


@one_database
def test_the_office_sets_how_large_a_file_may_be(
    files: Attachments, filed: Filed, change: Change
) -> None:
    change(lambda work: work.settings.put(LARGEST, "1"))
    files.add(uuid4(), filed.ticket, "past.bin", bytes(1_000_000))
    with pytest.raises(InvalidInputError, match=r"attachment\.large.*size='2'"):
        files.add(uuid4(), filed.ticket, "groot.bin", bytes(1_000_001))


@one_database
def test_a_file_of_this_machine_is_attached(
    files: Attachments, filed: Filed, tmp_path: Path
) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(PICTURE)
    made = files.add_file(uuid4(), filed.line, path)
    assert (made.name, made.media_type) == ("scan.png", "image/png")


@one_database
@pytest.mark.parametrize("name", ["is er niet.txt", "map", "pijp"])
def test_what_is_no_file_is_said(
    files: Attachments, filed: Filed, tmp_path: Path, name: str
) -> None:
    (tmp_path / "map").mkdir()
    reader = os.open(tmp_path / "pijp", os.O_RDWR) if not os.mkfifo(tmp_path / "pijp") else 0
    try:
        with pytest.raises(DomainError, match=r"attachment\.(unread|no_file)") as refused:
            files.add_file(uuid4(), filed.ticket, tmp_path / name)
    finally:
        os.close(reader)
    assert name in explain(refused.value)


@one_database
def test_a_copy_is_opened_by_nobody_else_and_as_what_it_is(
    files: Attachments, filed: Filed
) -> None:
    made = files.add(uuid4(), filed.ticket, "factuur.pdf.exe", PICTURE)
    copies = [files.open_copy(made.id) for _again in range(2)]
    assert [one.name for one in copies] == ["factuur.pdf.png"] * 2
    assert copies[0] != copies[1]
    for copy in copies:
        assert copy.read_bytes() == PICTURE
        assert stat.S_IMODE(copy.stat().st_mode) == 0o400
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(copy.parents[1].stat().st_mode) == 0o700


@one_database
@pytest.mark.parametrize("content", [b"MZ\x90\x00...", b"\x7fELF...", b"#!/bin/sh\n", b"\x00\x01"])
def test_a_program_is_saved_but_never_opened(
    files: Attachments, filed: Filed, tmp_path: Path, content: bytes
) -> None:
    made = files.add(uuid4(), filed.ticket, "foto.png", content)
    with pytest.raises(NotAllowedError, match=r"attachment\.program"):
        files.open_copy(made.id)
    files.save_as(made.id, tmp_path / "bewaard")
    assert (tmp_path / "bewaard").read_bytes() == content
    with pytest.raises(StorageError, match=r"attachment\.unwritten"):
        files.save_as(made.id, tmp_path / "nergens" / "x")


@one_database
def test_copies_go_with_the_program(files: Attachments, filed: Filed) -> None:
    made = files.add(uuid4(), filed.ticket, "a.txt", b"kort")
    own = attachments.Copies()
    path = replace(files, copies=own).open_copy(made.id)
    assert path.exists()
    del own
    assert not path.exists()


def test_a_damaged_file_is_told_and_never_shown(
    files: Attachments, filed: Filed, desk: Desk, database: Database
) -> None:
    made = files.add(uuid4(), filed.ticket, "a.txt", b"goed")
    with database.write() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(sa.text("DROP TRIGGER blob_piece_no_update"))
        else:
            connection.execute(sa.text("ALTER TABLE blob_piece DISABLE TRIGGER ALL"))
        connection.execute(sa.text("UPDATE blob_piece SET content = :wrong"), {"wrong": b"fout"})
        connection.commit()
    with pytest.raises(StorageError, match=r"attachment\.damaged"):
        files.content(made.id)
    found = {one.code: one.subject for one in verify(desk.door, project).findings}
    assert found["verify.file"] == made.sha256[:12]


def test_whole_files_are_no_finding(files: Attachments, filed: Filed, desk: Desk) -> None:
    for content in (b"een", bytes(3 * PIECE)):
        files.add(uuid4(), filed.ticket, "a.bin", content)
    assert verify(desk.door, project).is_sound


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_copy_of_the_database_has_the_files(
    files: Attachments, filed: Filed, database: Database, tmp_path: Path, desk: Desk
) -> None:
    made = files.add(uuid4(), filed.ticket, "plan.pdf", b"%PDF-1.7 " + os.urandom(2 * PIECE))
    target = tmp_path / "copy.db"
    backup(database, target)
    copy = open_database(f"sqlite:///{target}")
    try:
        other = Attachments(replace_database(desk, copy))
        assert other.content(made.id) == files.content(made.id)
    finally:
        copy.close()


def replace_database(desk: Desk, database: Database) -> object:
    return type(desk.door)(database, "jan", desk.time)
