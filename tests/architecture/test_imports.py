"""Which library may be used where; who may import whom stands in pyproject.toml (import-linter)."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

PLUGIN = r"(fmdesk\.plugins\.bundled\.\w+|fmdesk_\w+)"
ALLOWED = {
    "PySide6": rf"fmdesk\.(ui|desktop|plugins\.api\.qt|testing\.pages)\b|{PLUGIN}\.qt\b",
    "shiboken6": r"fmdesk\.(ui|desktop)\b",
    "sqlalchemy": rf"fmdesk\.(core\.sql|core\.sqltypes|plugins\.api\.sql)\b"
    rf"|{PLUGIN}\.(tables|store|migrations)\b",
    "alembic": rf"fmdesk\.(core\.sql|plugins\.api\.sql)\b|{PLUGIN}\.migrations\b",
    "psycopg": r"fmdesk\.(core\.sql|testing)\b",
    "sqlite3": r"fmdesk\.core\.sql\b",
    "durable": r"fmdesk\.rules\.worker\b",
    "reportlab": r"fmdesk\.reports\b",
    "pypdfium2": r"fmdesk\.(ui|desktop)\b",
    "pluggy": r"fmdesk\.plugins\b(?!\.bundled)",
    "pytest": r"fmdesk\.testing\b",
}
QT_PARTS = re.compile(rf"fmdesk\.(ui|desktop|plugins\.api\.qt|testing)\b|{PLUGIN}\.qt\b")
LATE = ("PySide6", "reportlab", "alembic", "openpyxl", "holidays", "babel", "durable", "psycopg")


def test_libraries_stay_where_they_belong(program: list) -> None:
    assert [
        f"{place} imports {name}"
        for source in program
        for name, place in imports(source)
        if (pattern := ALLOWED.get(name.partition(".")[0])) and not re.match(pattern, source.module)
    ] == []


def test_the_domain_needs_the_standard_library_only(program: list) -> None:
    assert [
        f"{place} imports {name}"
        for source in program
        if source.module.startswith("fmdesk.core.domain")
        for name, place in imports(source)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not name.startswith("fmdesk.core.domain")
    ] == []


def test_a_plugin_knows_the_api_only(everything: list) -> None:
    assert [
        f"{place} imports {name}"
        for source in everything
        if source.path.startswith(("fmdesk/plugins/bundled/", "plugins_contrib/"))
        and "/tests/" not in source.path
        for name, place in imports(source)
        if name.startswith("fmdesk.")
        and not name.startswith("fmdesk.plugins.api")
        and not name.startswith(".".join(source.module.split(".")[:4]))
    ] == []


def test_a_project_of_a_unit_knows_no_other(everything: list) -> None:
    assert [
        f"{place} imports {name}"
        for source in everything
        if source.path.startswith("plugins_contrib/")
        for name, place in imports(source)
        if name.startswith("fmdesk_")
        and name.partition(".")[0] != f"fmdesk_{source.path.split('/')[1]}"
    ] == []


def test_no_plugin_is_needed_by_another(everything: list) -> None:
    assert [
        f"{place} imports {name}"
        for source in everything
        if not source.path.startswith("fmdesk/plugins/bundled/")
        for name, place in imports(source)
        if name.startswith("fmdesk.plugins.bundled.") and source.path.startswith("fmdesk/")
    ] == []


def test_only_the_screens_load_qt(program: list) -> None:
    modules = [
        source.module
        for source in program
        if not QT_PARTS.match(source.module) and "migrations" not in source.module
    ]
    assert loaded_by(*modules) & {"PySide6", "shiboken6"} == set()


def test_the_plugin_api_loads_neither_qt_nor_sqlalchemy() -> None:
    assert loaded_by("fmdesk.plugins.api") & {"PySide6", "sqlalchemy", "alembic"} == set()


@pytest.mark.parametrize("words", [["--help"], ["db", "--help"], ["month", "--help"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "fmdesk", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    timed, said = [], []
    for line in done.stderr.splitlines():
        (timed if line.startswith("import time:") else said).append(line)
    assert done.returncode == 0, said
    loaded = {line.rpartition("|")[2].strip() for line in timed}
    assert "fmdesk" in loaded
    assert loaded & {*LATE, "sqlalchemy"} == set()


@pytest.mark.parametrize(
    ("rule", "path", "breach"),
    [
        (test_libraries_stay_where_they_belong, "core/services/a.py", "import sqlalchemy as sa"),
        (test_libraries_stay_where_they_belong, "core/sql.py", "from PySide6 import QtCore"),
        (test_libraries_stay_where_they_belong, "plugins/bundled/rooms/host.py", "import pluggy"),
        (test_the_domain_needs_the_standard_library_only, "core/domain/a.py", "import babel"),
        (test_the_domain_needs_the_standard_library_only, "core/domain/a.py", "import fmdesk.i18n"),
        (test_a_plugin_knows_the_api_only, "plugins/bundled/rooms/a.py", "from fmdesk import core"),
        (
            test_no_plugin_is_needed_by_another,
            "bootstrap/office.py",
            "import fmdesk.plugins.bundled.rooms",
        ),
    ],
)
def test_each_rule_catches_its_breach(
    rule: Callable[[object], None],
    path: str,
    breach: str,
    planted: Callable[[str, str], object],
) -> None:
    with pytest.raises(AssertionError):
        rule(planted(f"fmdesk/{path}", breach))


@pytest.mark.parametrize(
    ("rule", "breach"),
    [
        (test_a_plugin_knows_the_api_only, "from fmdesk.core.domain import ticket"),
        (test_a_plugin_knows_the_api_only, "from fmdesk.ui.page import Page"),
        (test_a_project_of_a_unit_knows_no_other, "from fmdesk_catering import times"),
    ],
)
def test_a_project_of_a_unit_is_watched(
    rule: Callable[[object], None], breach: str, planted: Callable[[str, str], object]
) -> None:
    with pytest.raises(AssertionError):
        rule(planted("plugins_contrib/keys/fmdesk_keys/a.py", breach))
    rule(planted("plugins_contrib/keys/fmdesk_keys/a.py", "from fmdesk_keys import b"))


def imports(source: object) -> Iterator[tuple[str, str]]:
    """Yield each imported module (absolute) with its place."""
    for node in source.walk(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif node.level:
            is_package = source.path.endswith("__init__.py")
            parts = source.module.split(".")
            base = parts[: len(parts) - node.level + is_package]
            names = [".".join([*base, node.module or ""]).rstrip(".")]
        else:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            yield name, source.at(node)


def loaded_by(*modules: str) -> set[str]:
    """Return the top-level packages that importing these modules loads, in a new process."""
    program = (
        f"import importlib, sys\nfor name in {modules!r}: importlib.import_module(name)\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())
