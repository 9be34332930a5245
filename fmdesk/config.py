"""Settings: one file `fmdesk.toml` plus `FMDESK_*` variables, read once and frozen.

A variable beats the file, the file beats the defaults. Nothing here is changed while running.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import get_origin, get_type_hints

from fmdesk.core.domain.errors import InvalidInputError, StorageError

LANGUAGES = ("nl", "en")
LANGUAGE_NAMES = dict(zip(LANGUAGES, ("Nederlands", "English"), strict=True))
"""Each language as its own speakers call it."""
THEMES = ("light", "dark", "contrast")
PREFIX = "FMDESK_"
_TRUE = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an office or a person may set.

    Attributes:
        database: SQLAlchemy address of the database; empty means the SQLite file in `data_dir`.
        data_dir: Folder of the SQLite file, backups, plugins and logs.
        language: Language of screens and messages, `nl` or `en`.
        zone: The time zone, an IANA name, that a new office gets; then its database says it.
        theme: `light`, `dark` or `contrast`.
        plugins: Ids of the added plugins that may run; the bundled ones need not be named.
        disabled_plugins: Ids of plugins, bundled ones too, that are switched off.
        mail_server: Where e-mail is handed in, `smtp+starttls://user:password@host:587`; empty for
            none. `smtps://` encrypts from the start, `smtp://` not at all.
        mailbox: Where e-mail comes to, `imaps://user:password@host:993/INBOX`; empty for none.
            `imap+starttls://` encrypts after the greeting, `imap://` not at all.
        drop_folder: Folder where others drop order forms; empty for none.
        safe_mode: Start without any plugin that was added later.
        login: Who acts; empty for the account of the operating system. It is handed on to long work
            in a process of its own, and never read from the file or a variable.
    """

    database: str = field(default="", repr=False)  # it may have a password
    data_dir: Path = Path()
    language: str = "nl"
    zone: str = "Europe/Amsterdam"
    theme: str = "light"
    plugins: tuple[str, ...] = ()
    disabled_plugins: tuple[str, ...] = ()
    mail_server: str = field(default="", repr=False)  # as above
    mailbox: str = field(default="", repr=False)  # as above
    drop_folder: Path = Path()
    safe_mode: bool = False
    login: str = ""

    @property
    def database_url(self) -> str:
        """Address of the database, the file in `data_dir` where none is set."""
        return self.database or f"sqlite:///{(self.data_dir / 'fmdesk.db').as_posix()}"


def config_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the path of the settings file (`FMDESK_CONFIG`, else the user's folder)."""
    from platformdirs import user_config_path  # noqa: PLC0415  # keeps `fmdesk --help` quick

    given = environment.get(f"{PREFIX}CONFIG")
    return Path(given) if given else user_config_path("fmdesk", appauthor=False) / "fmdesk.toml"


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Args:
        environment: Variables; `FMDESK_CONFIG` names another settings file, `FMDESK_DATABASE`,
            `FMDESK_DATA_DIR` and so on set one value each.

    Raises:
        StorageError: The settings file cannot be read.
        InvalidInputError: It is not TOML, has an unknown key, or a value that is not possible.
    """
    path = config_path(environment)
    values = _defaults()
    for key, value in _read_file(path).items():
        values[key] = _checked(key, value, str(path))
    for name, text in environment.items():
        key = name.removeprefix(PREFIX).lower()
        if name.startswith(PREFIX) and key in values:
            values[key] = _checked(key, text, name)
    return Settings(**values)  # type: ignore[arg-type]  # every value went through _checked


@dataclass(frozen=True, slots=True)
class Server:
    """Where the PostgreSQL database of an office is.

    Attributes:
        host: Name of the computer, or the folder of its socket.
        database: Name of the database.
        user: Who signs in there.
        password: With what; empty where the server asks none.
        port: Its port.
    """

    host: str
    database: str
    user: str
    password: str = field(default="", repr=False)
    port: int = 5432

    def url(self, *, with_password: bool) -> str:
        """Return the SQLAlchemy address, with or without the password."""
        from urllib.parse import quote  # noqa: PLC0415  # only who joins an office needs it

        user, database = quote(self.user, safe=""), quote(self.database, safe="")
        secret = f":{quote(self.password, safe='')}" if with_password and self.password else ""
        if self.host.startswith("/"):
            place = f"/{database}?host={quote(self.host)}&port={self.port}"
            return f"postgresql+psycopg://{user}{secret}@{place}"
        return f"postgresql+psycopg://{user}{secret}@{self.host}:{self.port}/{database}"


def keep_server(server: Server, environment: Mapping[str, str] = os.environ) -> None:
    """Use the database of a server from now on.

    Its address goes into the settings file; its password into libpq's own password file, which
    nobody else may read.

    Args:
        server: The server, known to answer.
        environment: Variables; `FMDESK_CONFIG` and `PGPASSFILE` name other files.

    Raises:
        StorageError: `config.not_written`.
    """
    path = config_path(environment)
    kept = [line for line in _lines(path) if line.partition("=")[0].strip() != "database"]
    _write(path, [f'database = "{server.url(with_password=False)}"', *kept])
    if server.password:
        given = environment.get("PGPASSFILE")
        passwords = Path(given) if given else Path.home() / ".pgpass"
        parts = (server.host, str(server.port), server.database, server.user)
        begin = ":".join(part.replace("\\", "\\\\").replace(":", "\\:") for part in parts)
        secret = server.password.replace("\\", "\\\\").replace(":", "\\:")
        others = [line for line in _lines(passwords) if not line.startswith(f"{begin}:")]
        _write(passwords, [f"{begin}:{secret}", *others])


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as problem:
        raise StorageError("config.unreadable", path=str(path), reason=str(problem)) from problem


def _write(path: Path, lines: list[str]) -> None:
    """Put a file in place whole, readable by its owner alone."""
    half = path.with_name(f"{path.name}.half")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)
        half.write_text("\n".join((*lines, "")), encoding="utf-8")
        half.replace(path)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StorageError("config.not_written", path=str(path), reason=reason) from problem


def resources_path(*parts: str) -> Path:
    """Return the path of a file that belongs to the program (icons, fonts, catalogues of texts).

    The wheel carries them inside the package; a source tree has them beside it.

    Raises:
        StorageError: It is in neither place: the installation is incomplete.
    """
    package = Path(__file__).parent
    for root in (package / "resources", package.parent / "resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise StorageError("config.resource_missing", path="/".join(parts))


def _defaults() -> dict[str, object]:
    from platformdirs import user_data_path  # noqa: PLC0415  # keeps `fmdesk --help` quick

    values: dict[str, object] = {
        one.name: one.default for one in fields(Settings) if one.name != "login"
    }
    return values | {"data_dir": user_data_path("fmdesk", appauthor=False)}


def _read_file(path: Path) -> Mapping[str, object]:
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StorageError("config.unreadable", path=str(path), reason=reason) from problem
    import tomllib  # noqa: PLC0415  # a start without settings file does not wait for it

    try:
        return tomllib.loads(text.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise InvalidInputError("config.not_toml", path=str(path), reason=str(problem)) from problem


def _checked(key: str, value: object, source: str) -> object:
    kinds = get_type_hints(Settings)
    del kinds["login"]
    if key not in kinds:
        known = ", ".join(kinds)
        raise InvalidInputError("config.unknown_key", key=key, source=source, known=known)
    kind = get_origin(kinds[key]) or kinds[key]
    if kind is bool and isinstance(value, str):
        value = _TRUE.get(value.lower(), value)
    if kind is Path and isinstance(value, str) and value:
        value = Path(value).expanduser()
    if kind is tuple and isinstance(value, str):
        value = re.findall(r"[^\s,]+", value)
    if kind is tuple and isinstance(value, list):
        value = tuple(value)
    is_possible, expected = _rule(key, value, kind)
    if not isinstance(value, kind) or not is_possible:
        shown = re.sub(r".*@", "…@", repr(value))  # without the password of an address
        raise InvalidInputError(
            "config.bad_value", key=key, source=source, value=shown, expected=expected
        )
    return value


def _rule(key: str, value: object, kind: type) -> tuple[bool, str]:
    """Tell whether the value of this key is possible, and what would be."""
    choices = {"language": LANGUAGES, "theme": THEMES}.get(key)
    if choices:
        return value in choices, " | ".join(choices)
    if key == "zone":
        return _is_zone(str(value)), "Europe/Amsterdam"
    if key == "database":
        return value == "" or "://" in str(value), "sqlite:///… | postgresql+psycopg://…"
    if key in _SERVERS:
        return value == "" or is_server(key, str(value)), _SERVERS[key][2]
    if kind is tuple:
        is_list = isinstance(value, tuple) and all(isinstance(one, str) for one in value)
        return is_list, '["keys", "rooms"]'
    return True, {bool: "true | false", Path: "…/fmdesk"}[kind]


_SERVERS = {
    "mail_server": (
        frozenset({"smtp", "smtp+starttls", "smtps"}),
        False,
        "smtp+starttls://user:password@host:587",
    ),
    "mailbox": (
        frozenset({"imap", "imap+starttls", "imaps"}),
        True,
        "imaps://user:password@host:993/INBOX",
    ),
}
"""Settings that name a server: how it may be spoken to, whether a folder follows, an example."""


def is_server(key: str, address: str) -> bool:
    """Tell whether an address names a server.

    Args:
        key: The setting that it is for, `mail_server` or `mailbox`.
        address: As the setting has it.
    """
    schemes, has_folder, _example = _SERVERS[key]
    from urllib.parse import urlsplit  # noqa: PLC0415  # only an address that is set is checked

    try:
        parts = urlsplit(address)
        (parts.hostname or "").encode("idna")
        rest = "" if has_folder else parts.path.strip("/")
        is_whole = parts.port != 0 and not (rest or parts.query or parts.fragment)
    except ValueError:  # the port is no number, or the password has a sign that ends the host
        return False
    is_plain = address.isascii() or not has_folder  # the name of a folder goes out as it is
    return parts.scheme in schemes and bool(parts.hostname) and is_whole and is_plain


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo  # noqa: PLC0415  # only a zone that is set is checked

    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # unknown, a folder of zones, or no name at all
        return False
    return True
