"""Joining an office: its address in the settings, its password where nobody else reads it."""

from pathlib import Path

import pytest

from fmdesk.config import Server, keep_server, load_settings
from fmdesk.core.domain.errors import StorageError

SERVER = Server("db.example.org", "desk", "ayşe", "a:b\\c d", 5433)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        "FMDESK_CONFIG": str(tmp_path / "conf" / "fmdesk.toml"),
        "PGPASSFILE": str(tmp_path / "pgpass"),
    }


def test_the_address_stands_in_the_settings_without_the_password(
    environment: dict[str, str],
) -> None:
    keep_server(SERVER, environment)
    path = Path(environment["FMDESK_CONFIG"])
    assert load_settings(environment).database_url == (
        "postgresql+psycopg://ay%C5%9Fe@db.example.org:5433/desk"
    )
    assert "c d" not in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o077 == 0


def test_the_password_goes_into_libpqs_own_file(environment: dict[str, str]) -> None:
    passwords = Path(environment["PGPASSFILE"])
    passwords.write_text("other:5432:db:me:secret\n", encoding="utf-8")
    keep_server(SERVER, environment)
    keep_server(SERVER, environment)
    assert passwords.read_text(encoding="utf-8").splitlines() == [
        "db.example.org:5433:desk:ayşe:a\\:b\\\\c d",
        "other:5432:db:me:secret",
    ]
    assert passwords.stat().st_mode & 0o077 == 0


def test_other_settings_stay(environment: dict[str, str]) -> None:
    path = Path(environment["FMDESK_CONFIG"])
    path.parent.mkdir()
    path.write_text('language = "en"\ndatabase = "sqlite:///old.db"\n', encoding="utf-8")
    keep_server(Server("/run/postgresql", "desk", "jan"), environment)
    settings = load_settings(environment)
    assert settings.language == "en"
    assert settings.database == "postgresql+psycopg://jan@/desk?host=/run/postgresql&port=5432"
    assert not Path(environment["PGPASSFILE"]).exists()


def test_the_password_is_in_the_address_that_is_tried_and_never_shown() -> None:
    assert SERVER.url(with_password=True) == (
        "postgresql+psycopg://ay%C5%9Fe:a%3Ab%5Cc%20d@db.example.org:5433/desk"
    )
    assert "a:b" not in repr(SERVER)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    environment = {"FMDESK_CONFIG": str(tmp_path / "file" / "fmdesk.toml")}
    with pytest.raises(StorageError, match=r"config\.(not_written|unreadable)"):
        keep_server(SERVER, environment)
