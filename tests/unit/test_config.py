import dataclasses
from pathlib import Path

import pytest

from fmdesk.config import Settings, config_path, load_settings, resources_path
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.services.smtp import SmtpMailer
from fmdesk.messages import explain


def settings_from(tmp_path: Path, text: str, **variables: str) -> Settings:
    path = tmp_path / "fmdesk.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings({"FMDESK_CONFIG": str(path), **variables})


def test_without_a_file_the_office_is_dutch_and_uses_its_own_file(tmp_path: Path) -> None:
    settings = load_settings(
        {"FMDESK_CONFIG": str(tmp_path / "none.toml"), "FMDESK_DATA_DIR": str(tmp_path)}
    )
    assert (settings.language, settings.zone) == ("nl", "Europe/Amsterdam")
    assert settings.database_url == f"sqlite:///{tmp_path}/fmdesk.db"
    assert not settings.safe_mode


def test_a_variable_beats_the_file(tmp_path: Path) -> None:
    text = 'language = "en"\ntheme = "dark"\nsafe_mode = true\nzone = "UTC"\n'
    settings = settings_from(tmp_path, text, FMDESK_THEME="contrast", FMDESK_SAFE_MODE="no")
    assert (settings.language, settings.theme, settings.safe_mode) == ("en", "contrast", False)
    assert settings.zone == "UTC"


def test_plugins_are_named_in_a_list_or_beside_each_other(tmp_path: Path) -> None:
    settings = settings_from(
        tmp_path, 'plugins = ["keys", "rooms"]', FMDESK_DISABLED_PLUGINS="rooms, supplies"
    )
    assert settings.plugins == ("keys", "rooms")
    assert settings.disabled_plugins == ("rooms", "supplies")
    assert settings_from(tmp_path, 'plugins = ["keys"]', FMDESK_PLUGINS="").plugins == ()


def test_settings_do_not_change_while_running() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().theme = "dark"


def test_no_password_is_in_what_a_log_may_show() -> None:
    address = "smtps://desk:geheim@mail.example.org"
    shown = repr(Settings(database="postgresql://fm:geheim@db/fm", mail_server=address))
    assert "geheim" not in shown + repr(SmtpMailer(address))
    assert "language='nl'" in shown


def test_the_settings_file_lies_in_the_users_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/home/jo/.config")
    assert config_path({}) == Path("/home/jo/.config/fmdesk/fmdesk.toml")


@pytest.mark.parametrize(
    ("text", "variables", "shown"),
    [
        ("language = ", {}, "is not valid TOML"),
        ('langauge = "nl"', {}, "The setting langauge in"),
        ('language = "fr"', {}, "cannot be 'fr'. Use nl | en."),
        ("theme = 3", {}, "cannot be 3. Use light | dark | contrast."),
        ('zone = "Europe/Utrecht"', {}, "Use Europe/Amsterdam."),
        ('zone = "Europe"', {}, "Use Europe/Amsterdam."),
        ('zone = "../etc"', {}, "Use Europe/Amsterdam."),
        ('safe_mode = "perhaps"', {}, "Use true | false."),
        ("", {"FMDESK_SAFE_MODE": "2"}, "The setting safe_mode in FMDESK_SAFE_MODE cannot be"),
        ('database = "fmdesk.db"', {}, "Use sqlite:///"),
        ("data_dir = 7", {}, "The setting data_dir in"),
        ("plugins = 7", {}, 'cannot be 7. Use ["keys", "rooms"].'),
        ('disabled_plugins = ["keys", 7]', {}, 'Use ["keys", "rooms"].'),
    ],
)
def test_a_bad_setting_is_named_with_what_is_possible(
    tmp_path: Path, text: str, variables: dict[str, str], shown: str, language: object
) -> None:
    with pytest.raises(DomainError) as caught:
        settings_from(tmp_path, text, **variables)
    language("en")
    assert shown in explain(caught.value)


def test_a_settings_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(DomainError) as caught:
        load_settings({"FMDESK_CONFIG": str(tmp_path)})
    assert str(tmp_path) in explain(caught.value)


def test_files_of_the_program_are_found_and_a_missing_one_is_named() -> None:
    assert resources_path("locale", "nl").is_dir()
    with pytest.raises(DomainError, match="no/such"):
        resources_path("no", "such")
