"""What the suites find: nothing in plugins that are well made, each fault in those that are not."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from fmdesk.authoring import budget, runner, suites
from fmdesk.authoring.budget import TimedHost, check_budget
from fmdesk.authoring.checks import Check, Subject, Trail, Verdict
from fmdesk.authoring.contract import check_contract
from fmdesk.authoring.determinism import compare
from fmdesk.authoring.hostile import check_hostile
from fmdesk.authoring.office import open_trial
from fmdesk.authoring.uninstall import check_uninstall
from fmdesk.bootstrap import Silent
from fmdesk.core.domain.errors import PluginError
from fmdesk.plugins.installer import ManagedFolder
from fmdesk.plugins.sources import BUNDLED
from fmdesk.plugins.wheels import read_wheel
from tests.integration.authoring.test_guide import plugin_forgotten
from tests.integration.installing.wheels import GOOD, Made, with_table

__all__ = ["plugin_forgotten"]
pytestmark = [pytest.mark.usefixtures("plugin_forgotten"), pytest.mark.logs]

BROKEN_CONTRACT = """
    from dataclasses import dataclass
    from fractions import Fraction
    from fmdesk.core.domain.spec import PluginState
    import sqlalchemy

    @dataclass
    class Loose:
        door: str

    @dataclass(frozen=True)
    class Odd:
        part: Fraction = Fraction(1, 3)

    @hookimpl
    def fmdesk_register_products():
        return (ProductSpec("key", Text("Sleutel", ""), form="key", process=""),)

    @hookimpl
    def fmdesk_register_forms():
        return (FormSpec("key", (FieldSpec("door", Text(" ", "Door"), FieldKind.TEXT),)),)

    @hookimpl
    def fmdesk_register_commands():
        run = lambda context, payload: None
        return (CommandSpec("loose", run, Loose), CommandSpec("odd", run, Odd))

    @hookimpl
    def fmdesk_register_permissions():
        text = Text("Mag", "May")
        return (PermissionSpec("a", text, ("caretaker",)), PermissionSpec("b", text))

    @hookimpl
    def fmdesk_register_views():
        title = Text("Sleutels", "Keys")
        return (
            ViewSpec("one", title, "rocket", "fmdesk_keys:Loose"),
            ViewSpec("two", title, "wrench", "fmdesk_keys.nowhere:Page"),
        )

    @hookimpl
    def fmdesk_register_charters():
        when = Conditions(items=(Condition("keys.unknown", Operator.EQ, True),))
        names = dict(name_nl="Op tijd", name_en="In time", promise_nl="Op tijd.", promise_en="")
        charter = Charter(
            0, "keys.time", 1, **names, guarantee=Guarantee(), applies_when=when,
            sanction=Sanction(SanctionKind.NOT_CHARGED),
        )
        return (CharterSpec(charter),)
"""
BROKEN_INPUT = """
    from dataclasses import dataclass

    @dataclass(frozen=True)
    class Door:
        name: str

    def crash(context, door):
        return None if door.name.isascii() else 1 / 0

    def speechless(context, door):
        raise PluginError("keys.no")

    def half(context, door):
        context.store.keep(door.name)
        raise PluginError("keys.half", reason="Nee.")

    def unchecked(context, door):
        context.store.insert(None)

    @hookimpl
    def fmdesk_register_commands():
        found = (crash, speechless, half, unchecked)
        return tuple(CommandSpec(one.__name__, one, Door) for one in found)

    @hookimpl
    def fmdesk_register_queries():
        return (QuerySpec("first", lambda context, door: door.name, Door),)

    @hookimpl
    def fmdesk_check_request(line):
        if "door" not in line.details:
            raise KeyError("door")
"""
STORE = """
    import sqlalchemy as sa

    class Store:
        def __init__(self, connection):
            self.connection = connection

        def insert(self, number):
            insert = sa.text("INSERT INTO keys_door (id) VALUES (:number)")
            self.connection.execute(insert, {"number": number})

        def keep(self, name):
            self.connection.execute(sa.text("INSERT INTO keys_door (must) VALUES ('x')"))
            self.connection.commit()
"""
MOODY = """
    from fmdesk.plugins.api import current_language
    ASKED = []

    @hookimpl
    def fmdesk_register_facts():
        ASKED.append(1)
        text = Text("Sleutel", "Key")
        return (FactSpec("keys.a", str, text), FactSpec(f"keys.b{len(ASKED)}", int, text))

    @hookimpl
    def fmdesk_register_queries():
        names = {"north", "south", "east", "west", "up", "down", current_language()}
        return tuple(QuerySpec(name, lambda context, payload: ()) for name in names)

    @hookimpl
    def fmdesk_facts(line, event):
        return {"keys.a": "-".join({"north", "south", "east", "west", "up", "down"})}
"""


@pytest.fixture
def subject(tmp_path: Path) -> Callable[[Made], Subject]:
    """Unpack a wheel as a check does."""

    def unpacked(made: Made) -> Subject:
        wheel = read_wheel(made.build(tmp_path))
        return Subject.of_wheel(wheel, ManagedFolder(tmp_path / "unpacked").unpack(wheel))

    return unpacked


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    return Trail(tmp_path / "trail")


def codes(checks: Iterator[Check], *, of: str = "") -> set[str]:
    """Return what was found wrong, by the names of checks when asked for one."""
    return {
        one.said.code
        for one in checks
        if one.said and one.verdict is not Verdict.OK and of in ("", one.name)
    }


@pytest.mark.parametrize("plugin", BUNDLED)
def test_nothing_is_found_in_what_comes_with_the_program(
    plugin: str, tmp_path: Path, trail: Trail
) -> None:
    checked = Subject(plugin, BUNDLED[plugin], is_bundled=True)
    source = suites.source_of(checked)
    with open_trial(tmp_path / "office", source) as trial:
        found = [*check_contract(checked, trial.declared), *check_hostile(trial, trail)]
    found += check_uninstall(tmp_path / "office", source, trail)
    assert [str(one.said) for one in found if one.verdict is not Verdict.OK] == []
    tries = [one.said.params["count"] for one in found if one.suite == "hostile" and one.said]
    assert sum(tries) > 100


def test_each_breach_of_the_contract_is_named(subject: Callable, tmp_path: Path) -> None:
    broken = Made(code=BROKEN_CONTRACT, more={"fmdesk_keys/store.py": "import PySide6\n"})
    broken.more |= {"fmdesk_keys/plugin.manifest": "Fmdesk-Api: 1\nVersion: 1.1\n"}
    checked = subject(broken)
    with open_trial(tmp_path / "office", suites.source_of(checked)) as trial:
        found = list(check_contract(checked, trial.declared))
    assert {one.name: codes(iter(found), of=one.name) for one in found} == {
        "texts": {"check.text"},
        "icons": {"check.icon"},
        "handlers": {"check.handler", "check.page"},
        "payloads": {"check.frozen", "check.comes_back"},
        "permissions": {"check.role", "check.nobody"},
        "charters": {"charter.empty", "charter.unknown_fact"},
        "imports": {"check.import", "check.library"},
        "version": {"check.version"},
    }
    places = {str(one.said.params.get("place")) for one in found if one.name == "texts"}
    assert places == {"keys.products[key].name", "keys.forms[key].fields[door].label"}


def test_grants_are_looked_at(subject: Callable, tmp_path: Path) -> None:
    made = with_table()
    given = '(("keys_door", "desk", "select"), ("keys_door", "admin", "select"))'
    made.code = made.code.replace('keys.store:Store"', f'keys.store:Store", {given}')
    checked = subject(made)
    with open_trial(tmp_path / "office", suites.source_of(checked)) as trial:
        found = check_contract(checked, trial.declared)
        (wrong,) = [one.said for one in found if one.verdict is not Verdict.OK]
    assert (wrong.code, wrong.params["role"]) == ("check.role", "desk")


def test_tables_that_nobody_may_read_and_what_belongs_elsewhere_are_named(
    subject: Callable, tmp_path: Path
) -> None:
    made = with_table()
    here = dedent("""
        from fmdesk.plugins.api import qt
        from fmdesk.plugins.api.sql import Id
        from fmdesk.plugins.api.qt import PluginPage
    """)
    made.more |= {
        "fmdesk_keys/words.py": here,
        "fmdesk_keys/tables.py": "from fmdesk.plugins.api.sql import Id\n",
        "fmdesk_keys/qt.py": "from fmdesk.plugins.api.qt import PluginPage\n",
    }
    checked = subject(made)
    with open_trial(tmp_path / "office", suites.source_of(checked)) as trial:
        found = [one.said for one in check_contract(checked, trial.declared) if one.said]
    wrong = [(one.code, one.params.get("file"), one.params.get("name")) for one in found]
    assert wrong == [
        ("check.grants", None, "keys_"),
        ("check.library", "words.py", "fmdesk.plugins.api.qt"),
        ("check.library", "words.py", "fmdesk.plugins.api.sql"),
        ("check.library", "words.py", "fmdesk.plugins.api.qt"),
    ]


def test_input_that_breaks_a_plugin_is_named(
    subject: Callable, tmp_path: Path, trail: Trail
) -> None:
    made = with_table(code=dedent(GOOD) + dedent(BROKEN_INPUT))
    door = 'sa.Column("must", sa.Text, nullable=False)'
    migration = made.more["fmdesk_keys/migrations/0001_keys.py"]
    made.more["fmdesk_keys/migrations/0001_keys.py"] = migration.replace(
        "primary_key=True)", f"primary_key=True), {door}"
    )
    made.more["fmdesk_keys/store.py"] = dedent(STORE)
    with open_trial(tmp_path / "office", suites.source_of(subject(made))) as trial:
        found = list(check_hostile(trial, trail))
    wrong = {(one.name, one.said.code, one.said.params.get("what")) for one in found if one.said}
    assert ("orders", "check.crashed", "key: no answers") in wrong
    assert ("commands", "check.crashed", "crash: name: unicode") in wrong
    assert ("commands", "check.speechless", "speechless: as declared") in wrong
    assert ("queries", "check.crashed", "first: nothing") in wrong
    assert ("life", "check.tries", None) in wrong, "what is well is told with its figure"


@pytest.mark.parametrize(
    ("command", "code"), [("half", "check.half_stored"), ("unchecked", "check.database")]
)
def test_what_is_stored_in_spite_of_a_refusal_is_named(
    command: str, code: str, subject: Callable, tmp_path: Path, trail: Trail
) -> None:
    only = dedent(BROKEN_INPUT).replace("(crash, speechless, half, unchecked)", f"({command},)")
    made = with_table(code=dedent(GOOD) + only)
    migration = made.more["fmdesk_keys/migrations/0001_keys.py"]
    made.more["fmdesk_keys/migrations/0001_keys.py"] = migration.replace(
        'sa.Column("id", sa.Integer, primary_key=True)',
        'sa.Column("id", sa.Text, nullable=False), sa.Column("must", sa.Text)'
        if command == "unchecked"
        else 'sa.Column("id", sa.Text), sa.Column("must", sa.Text)',
    )
    made.more["fmdesk_keys/store.py"] = dedent(STORE)
    with open_trial(tmp_path / "office", suites.source_of(subject(made))) as trial:
        assert codes(check_hostile(trial, trail), of="commands") == {code, "check.more"}


@pytest.mark.parametrize(("bound", "found"), [(-1, {"check.slow", "check.more"}), (10**6, set())])
def test_what_takes_longer_than_its_bound_is_slow(
    bound: int,
    found: set[str],
    subject: Callable,
    tmp_path: Path,
    trail: Trail,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budget, "BOUNDS", dict.fromkeys(budget.BOUNDS, bound))
    source = suites.source_of(subject(Made(code=dedent(GOOD) + dedent(MOODY))))
    host = TimedHost(source)
    with open_trial(tmp_path / "office", source, host=host) as trial:
        checks = list(check_budget(trial, host, trail))
    assert codes(iter(checks)) == found
    assert {one.name for one in checks} == {"start", "hooks", "queries"}


def test_a_plugin_of_moods_is_found_out(subject: Callable, tmp_path: Path) -> None:
    checked = subject(Made(code=dedent(GOOD) + dedent(MOODY)))
    suites.contract(checked, tmp_path)
    found = list(compare(*runner._surroundings(checked, tmp_path, 60)))
    assert {one.name: codes(iter(found), of=one.name) for one in found} == {
        "twice": {"check.unlike"},
        "elsewhere": {"check.unlike", "check.more"},
        "facts": {"check.unlike"},
    }


def test_what_a_purge_leaves_is_named(subject: Callable, tmp_path: Path, trail: Trail) -> None:
    made = with_table(more='op.execute("CREATE VIEW keys_all AS SELECT 1")')
    found = list(check_uninstall(tmp_path / "office", suites.source_of(subject(made)), trail))
    assert [str(one.said) for one in found if one.verdict is not Verdict.OK] == [
        "check.left(table='keys_all')"
    ]


def hangs(_subject: Subject, _folder: Path) -> object:
    while True:
        time.sleep(1)


def ends(_subject: Subject, _folder: Path) -> object:
    os._exit(3)


@pytest.mark.parametrize(
    ("work", "code", "seconds"), [(hangs, "check.hung", 0.2), (ends, "check.ended", 60)]
)
def test_it_is_said_what_a_plugin_was_busy_with(
    work: Callable, code: str, seconds: float, tmp_path: Path
) -> None:
    suites.trail_in(tmp_path).at("load: long text")
    with pytest.raises(PluginError) as caught:
        runner._apart(work, Subject("keys", "fmdesk_keys"), tmp_path, seconds)
    assert (caught.value.code, caught.value.params["what"]) == (code, "load: long text")


def test_a_suite_that_breaks_is_a_line_and_the_others_go_on(
    subject: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = subject(with_table())
    monkeypatch.setattr(runner, "SUITES", {"contract": suites.contract, "hostile": ends})
    found = list(runner.run_suites(checked, Silent()))
    assert [(one.suite, one.name) for one in found if one.verdict is Verdict.FAILED] == [
        ("hostile", "run")
    ]
    assert {one.suite for one in found} == {"contract", "hostile", "determinism"}


def test_without_an_office_nothing_is_tried(subject: Callable) -> None:
    checked = subject(with_table(more="raise RuntimeError"))
    (only,) = runner.run_suites(checked, Silent())
    assert (only.suite, only.name, only.verdict) == ("contract", "run", Verdict.FAILED)
