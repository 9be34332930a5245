"""An office begins: of one's own, or by joining one; long work and backups know who asked."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.bootstrap import Office, Silent, begin_office, open_office, try_database
from fmdesk.cli.desktop import OpenOffice
from fmdesk.config import Server, Settings
from fmdesk.core.domain.access import ALL_ROLES, AccountDraft, Role
from fmdesk.core.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    StorageError,
)
from fmdesk.testing import PostgresServer

NAME = "Gemeente Voorbeeld"
PASSWORD = "correct paard batterij"


@pytest.fixture
def settings(empty_database_url: str, tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, database=empty_database_url)


@pytest.fixture
def own(settings: Settings) -> Iterator[Office]:
    """An office of one's own on an empty database."""
    begin_office(settings, f" {NAME} ")
    with open_office(settings) as office:
        yield office


def test_an_own_office_has_a_desk_hours_and_an_administrator(own: Office) -> None:
    assert own.organisation == NAME
    me = own.services.access.me()
    assert me.roles == ALL_ROLES
    with own.door.read() as work:
        (desk,) = work.people.units()
        assert desk.is_front_office
        assert me.unit_id == desk.id
        assert work.catalog.calendar("office", work.now.date())[1].windows[0]
        assert work.settings.get("is_demo") == ""
    assert not own.services.queries.status().is_demo


def test_an_office_begins_once_and_with_a_name(own: Office, settings: Settings) -> None:
    with pytest.raises(ConflictError, match=r"demo\.not_empty"):
        begin_office(settings, "Another")
    assert own.organisation == NAME


def test_an_office_needs_a_name(settings: Settings) -> None:
    with pytest.raises(InvalidInputError, match=r"administration\.missing"):
        begin_office(settings, "   ")


def test_what_is_no_office_is_not_joined(settings: Settings) -> None:
    with pytest.raises(StorageError):
        try_database(settings.database_url)
    begin_office(settings, NAME)
    try_database(settings.database_url)


def test_a_server_is_tried_before_its_address_is_kept(
    postgres_server: PostgresServer,
    postgres_template: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = tmp_path / "fmdesk.toml"
    monkeypatch.setenv("FMDESK_CONFIG", str(config))
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    office = OpenOffice(Settings(data_dir=tmp_path))
    assert not office.is_there
    folder = str(postgres_server.folder)
    with pytest.raises(StorageError, match=r"storage\.unreachable"):
        office.join(Server(folder, "no_such_database", "fm"))
    assert not config.exists()
    name = postgres_server.create_database(postgres_template)
    try:
        office.join(Server(folder, name, "fm", PASSWORD))
    finally:
        postgres_server.drop_database(name)
    assert office.is_there
    assert PASSWORD not in config.read_text(encoding="utf-8")
    assert PASSWORD in (tmp_path / "pgpass").read_text(encoding="utf-8")


def test_a_backup_is_for_who_administers(own: Office) -> None:
    path = Path(own.make_backup())
    assert path.stat().st_size
    assert path.stat().st_mode & 0o077 == 0
    own.services.access.save_account(AccountDraft(uuid4(), "ayse", (Role.DESK,)))
    own.services.access.set_password(uuid4(), "ayse", PASSWORD)
    own.services.access.sign_in("ayse", PASSWORD)
    with pytest.raises(NotAllowedError, match=r"access\.area"):
        own.make_backup()


def test_long_work_runs_as_who_is_signed_in_when_it_is_sent(own: Office) -> None:
    backup = own.services.jobs.backup
    path = pickle.loads(pickle.dumps(backup))(Silent())
    assert Path(path).exists()
    own.services.access.save_account(AccountDraft(uuid4(), "ayse", (Role.DESK,)))
    own.services.access.set_password(uuid4(), "ayse", PASSWORD)
    own.services.access.sign_in("ayse", PASSWORD)
    sent = pickle.loads(pickle.dumps(backup))
    for job in (sent, backup):
        with pytest.raises(NotAllowedError, match=r"access\.area"):
            job(Silent())
