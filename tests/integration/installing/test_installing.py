"""From a wheel to a plugin that works, and back, on SQLite and PostgreSQL."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.bootstrap import Office, upgrade_tables
from fmdesk.core.domain.access import AccountDraft, Role
from fmdesk.core.domain.errors import NotAllowedError, NotFoundError, PluginError
from fmdesk.core.domain.installing import PluginInfo, PurgeDraft, RemoveDraft, SwitchDraft
from fmdesk.core.domain.spec import PluginState
from fmdesk.core.services.command_words import CommandWords
from fmdesk.plugins.sources import Source
from tests.integration.installing.conftest import Install, OpenDesk, forget_code
from tests.integration.installing.wheels import GOOD, Made, with_table

STEPS = """
    @hookimpl
    def fmdesk_register_processes():
        steps = (StepSpec(Text("Uitgeven", "Issue"), Side.BACK{unit}),)
        return (ProcessSpec("keys.issue", Text("Sleutel uitgeven", "Issue a key"), steps),)
"""
COMMAND = """
    from dataclasses import dataclass

    @dataclass(frozen=True)
    class Lost:
        door: str

    def lose(context, payload):
        return payload

    @hookimpl
    def fmdesk_register_commands():
        words = Text("Sleutel verloren", "Key lost")
        return (CommandSpec("lose", lose, Lost, Lost, text=words),)
"""


def of(office: Office, plugin: str = "keys") -> PluginInfo | None:
    return next((one for one in office.services.plugins.plugins() if one.row.id == plugin), None)


def reason(info: PluginInfo | None) -> tuple[PluginState, str] | None:
    if info is None:
        return None
    return info.row.state, info.row.reason.code if info.row.reason else ""


def tables(office: Office) -> dict[str, int]:
    return dict(office.services.plugins.remains("keys").tables)


def names(info: PluginInfo) -> dict[str, list[str]]:
    return {one.kind: [name.en for name in one.names] for one in info.adds}


def test_a_wheel_is_shown_installed_used_and_taken_away(
    desk: Office, install: Install, tmp_path: Path
) -> None:
    plugins = desk.services.plugins
    path = with_table(code=GOOD + STEPS.format(unit="")).build(tmp_path)
    offer = plugins.inspect(path)
    assert (offer.wheel.plugin, offer.before, of(desk), tables(desk)) == ("keys", "", None, {})
    info = plugins.install(uuid4(), path, offer)
    assert reason(info) == (PluginState.ACTIVE, "")
    assert names(info) == {
        "products": ["Key"],
        "forms": ["key"],
        "processes": ["Issue a key"],
        "schema": ["keys_"],
    }
    assert info.adds == offer.adds
    assert info.approval is not None
    assert info.approval.approved_by == desk.door.actor
    with desk.door.read() as work:
        assert work.stores("keys").connection  # works at once, in the same transactions
        assert work.catalog.process("keys.issue").name_en == "Issue a key"
    assert tables(desk) == {"keys_door": 0}
    plugins.remove(RemoveDraft(uuid4(), "keys"))
    assert reason(of(desk)) == (PluginState.REMOVED, "plugin.removed")
    assert tables(desk) == {"keys_door": 0}  # its data stays
    with pytest.raises(PluginError, match=r"plugin\.not_installed"):
        plugins.remove(RemoveDraft(uuid4(), "keys"))
    gone = plugins.purge(PurgeDraft(uuid4(), "keys"))
    assert (gone.tables, tables(desk), of(desk)) == ((("keys_door", 0),), {}, None)
    with pytest.raises(NotFoundError, match=r"plugin\.no_remains"):
        plugins.purge(PurgeDraft(uuid4(), "keys"))


def test_the_log_of_a_plugin_that_is_gone_is_read_in_its_words(
    open_desk: OpenDesk, install: Install
) -> None:
    def told(office: Office, command: str = "keys.lose") -> list[str]:
        known = CommandWords(office.services.extensions.command_words())
        return [known.name_of(command, language) for language in ("nl", "en")]

    mine = ["Sleutel verloren", "Key lost"]
    with open_desk() as office:
        assert told(office) == ["keys: lose"] * 2
        install(office, Made(code=GOOD + COMMAND))
        office.services.extensions.run(uuid4(), "keys", "lose", {"door": "A1.01"})
        office.services.plugins.switch(SwitchDraft(uuid4(), "keys", is_on=False))
        assert told(office) == mine
        office.services.plugins.remove(RemoveDraft(uuid4(), "keys"))
        assert told(office) == mine
    with open_desk("another") as office:
        assert told(office) == mine
        office.services.plugins.purge(PurgeDraft(uuid4(), "keys"))
        assert told(office) == mine, "its commands are still in the log"
        settings = office.settings
    upgrade_tables(settings)
    with open_desk("another") as office:
        office.services.plugins.switch(SwitchDraft(uuid4(), "supplies", is_on=False))
        stock = told(office, "supplies.receive")
        assert stock[1] == "Receipt of goods booked", "one that comes with the program, too"


def test_what_was_removed_is_installed_again_or_purged_without_data(
    open_desk: OpenDesk, install: Install
) -> None:
    with open_desk() as office:
        install(office, with_table())
        office.services.plugins.remove(RemoveDraft(uuid4(), "keys"))
    with open_desk("another") as office:
        assert reason(of(office)) == (PluginState.REMOVED, "plugin.removed")
        assert office.host.state("keys") is None
        assert reason(install(office, with_table())) == (PluginState.ACTIVE, "")
        install(office, Made(id="doors"))
        office.services.plugins.remove(RemoveDraft(uuid4(), "doors"))
        assert office.services.plugins.purge(PurgeDraft(uuid4(), "doors")).tables == ()
        assert of(office, "doors") is None


def test_a_purge_leaves_what_a_plugin_of_a_longer_name_made(
    open_desk: OpenDesk, install: Install
) -> None:
    kept = (
        "from fmdesk.plugins.api.sql import make_append_only\n"
        "    make_append_only(op.get_bind(), 'keys_spare_door')"
    )
    with open_desk() as office:
        install(office, with_table("keys_spare", more=kept))
        install(office, with_table())
        plugins = office.services.plugins
        plugins.remove(RemoveDraft(uuid4(), "keys"))
        plugins.purge(PurgeDraft(uuid4(), "keys"))
        assert tables(office) == {}
        assert plugins.remains("keys_spare").tables == (("keys_spare_door", 0),)
        assert reason(of(office, "keys_spare")) == (PluginState.ACTIVE, "")


def test_it_is_there_in_the_next_start_and_on_other_desks(
    open_desk: OpenDesk, install: Install, tmp_path: Path
) -> None:
    with open_desk() as office:
        install(office, with_table())
    with open_desk() as office:
        assert reason(of(office)) == (PluginState.ACTIVE, "")
    with open_desk("another") as office:  # fetched from the database, to the byte
        assert reason(of(office)) == (PluginState.ACTIVE, "")
    there, fetched = (
        {
            str(file.relative_to(tmp_path / name)): file.read_bytes()
            for file in files(tmp_path, name)
        }
        for name in ("desk", "another")
    )
    assert there == fetched != {}
    with open_desk(safe_mode=True) as office:
        assert reason(of(office)) == (PluginState.DISABLED, "plugin.safe_mode")


def files(folder: Path, desk: str) -> list[Path]:
    return sorted(one for one in (folder / desk / "plugins").rglob("*") if one.is_file())


def test_a_file_that_was_changed_blocks_it_until_it_is_switched_on_again(
    open_desk: OpenDesk, install: Install, tmp_path: Path
) -> None:
    with open_desk() as office:
        install(office, Made())
    (code,) = [one for one in files(tmp_path, "desk") if one.name == "__init__.py"]
    approved = code.read_text()
    code.write_text("raise AssertionError('changed code ran')")
    with open_desk() as office:
        assert reason(of(office)) == (PluginState.BLOCKED, "plugin.changed_file")
        info = office.services.plugins.switch(SwitchDraft(uuid4(), "keys", is_on=True))
        assert reason(info) == (PluginState.ACTIVE, "")
    assert code.read_text() == approved
    with open_desk() as office:
        assert reason(of(office)) == (PluginState.ACTIVE, "")


def test_it_is_switched_off_and_on_for_all_desks(open_desk: OpenDesk, install: Install) -> None:
    with open_desk() as office:
        install(office, Made())
        for plugin in ("keys", "supplies"):
            info = office.services.plugins.switch(SwitchDraft(uuid4(), plugin, is_on=False))
            assert reason(info) == (PluginState.DISABLED, "plugin.switched_off")
    with open_desk("another") as office:
        assert reason(of(office)) == (PluginState.DISABLED, "plugin.switched_off")
        assert reason(of(office, "supplies")) == (PluginState.DISABLED, "plugin.switched_off")
        info = office.services.plugins.switch(SwitchDraft(uuid4(), "keys", is_on=True))
        assert reason(info) == (PluginState.ACTIVE, "")
        with pytest.raises(PluginError, match=r"plugin\.unknown"):
            office.services.plugins.switch(SwitchDraft(uuid4(), "nobody", is_on=True))


def test_what_one_desk_does_the_others_take_over(open_desk: OpenDesk, install: Install) -> None:
    with open_desk() as here, open_desk("another") as there:
        plugins, follow = here.services.plugins, there.services.plugins.follow

        def switch(plugin: str, *, is_on: bool) -> None:
            plugins.switch(SwitchDraft(uuid4(), plugin, is_on))

        assert follow() == ()
        install(here, with_table())
        forget_code()  # the other desk is another process
        assert follow() == ("keys",)
        assert reason(of(there)) == (PluginState.ACTIVE, "")
        with there.door.read() as work:
            assert work.stores("keys").connection
        assert follow() == plugins.follow() == ()
        for plugin in ("keys", "supplies"):
            switch(plugin, is_on=False)
        assert follow() == ("keys", "supplies")
        off = (PluginState.DISABLED, "plugin.switched_off")
        assert (reason(of(there)), reason(of(there, "supplies"))) == (off, off)
        switch("supplies", is_on=True)
        switch("keys", is_on=True)
        assert there.run_due() == ()  # the worker follows too
        assert reason(of(there)) == (PluginState.ACTIVE, "")
        assert there.host.state("supplies") is PluginState.NEEDS_UPGRADE  # as before
        install(here, with_table(version="2.0"))
        assert follow() == ("keys",)
        assert reason(of(there)) == (PluginState.DISCOVERED, "plugin.restart")
        plugins.remove(RemoveDraft(uuid4(), "keys"))
        assert (follow(), there.host.state("keys")) == (("keys",), None)
        assert follow() == plugins.follow() == ()


def test_an_id_that_is_found_twice_is_held_back_and_told_once(
    open_desk: OpenDesk, install: Install
) -> None:
    with open_desk() as here, open_desk("another") as there:
        install(here, with_table())
        forget_code()  # the other desk is another process
        manager = there.services.plugins
        twin = Source("keys", "fmdesk_twin.plugin")
        doubled = replace(manager, sources=lambda: (*manager.sources(), twin))
        assert doubled.follow() == ("keys",)
        rows = [one for one in there.host.rows() if one.id == "keys"]
        codes = [one.reason.code for one in rows if one.reason]
        assert (len(rows), rows[0].state) == (2, PluginState.ERROR)
        assert "plugin.duplicate" in codes
        assert doubled.follow() == (), "nothing is new the second time"
        for is_on in (False, True):
            doubled.switch(SwitchDraft(uuid4(), "keys", is_on=is_on))
            rows = [one for one in there.host.rows() if one.id == "keys"]
            assert len(rows) == 2, "to switch is not to choose one of them"
        assert there.host.state("keys") is PluginState.ERROR


def test_a_newer_version_works_from_the_next_start_and_there_is_no_way_back(
    open_desk: OpenDesk, install: Install
) -> None:
    with open_desk() as office:
        install(office, with_table())
        info = install(office, with_table(version="2.0", revisions=2))
        assert reason(info) == (PluginState.DISCOVERED, "plugin.restart")
        assert sorted(tables(office)) == ["keys_door", "keys_door2"]
    with open_desk() as office:
        found = of(office)
        assert found is not None
        assert (found.row.version, reason(found)) == ("2.0", (PluginState.ACTIVE, ""))
        with pytest.raises(PluginError, match=r"plugin\.newer_tables"):
            install(office, with_table())
        with pytest.raises(PluginError, match=r"plugin\.same"):
            install(office, with_table(version="2.0", revisions=2))
        assert of(office) == found


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (with_table(more="raise RuntimeError('half way')"), "plugin.failed"),
        (
            with_table(more="op.execute('create table foreign_one (id int)')"),
            "plugin.foreign_table",
        ),
        (with_table(more="op.execute('drop table setting')"), "plugin.foreign_table"),
    ],
)
def test_a_migration_that_fails_leaves_nothing(
    desk: Office, install: Install, tmp_path: Path, made: Made, code: str
) -> None:
    head = desk.door.head()
    with pytest.raises(PluginError) as caught:
        install(desk, made)
    assert caught.value.code == code
    assert (of(desk), tables(desk), files(tmp_path, "desk")) == (None, {}, [])
    assert desk.door.head() == head
    with desk.door.read() as work:
        assert work.settings.get("organisation") == ""  # the table is there
    assert reason(install(desk, with_table())) == (PluginState.ACTIVE, "")  # the control


def test_an_update_whose_migration_fails_leaves_the_version_before_at_work(
    desk: Office, install: Install, tmp_path: Path
) -> None:
    install(desk, with_table())
    path = with_table(version="2.0", revisions=2, more="raise RuntimeError('half way')").build(
        tmp_path
    )
    offer = desk.services.plugins.inspect(path)
    assert (offer.before, offer.asks_more) == ("1.0", False)
    assert [(one.kind, one.new, one.gone, one.same) for one in offer.differences] == [
        (kind, (), (), 1) for kind in ("products", "forms", "schema")
    ]
    before = of(desk)
    with pytest.raises(PluginError, match=r"plugin\.failed"):
        desk.services.plugins.install(uuid4(), path, offer)
    assert (of(desk), tables(desk)) == (before, {"keys_door": 0})
    assert len({file.parts[-3] for file in files(tmp_path, "desk") if file.name == "store.py"}) == 1
    with desk.door.read() as work:
        assert work.stores("keys").connection


def test_what_was_shown_is_what_is_installed(desk: Office, tmp_path: Path) -> None:
    path = Made().build(tmp_path)
    offer = desk.services.plugins.inspect(path)
    Made(code="raise AssertionError").build(tmp_path)
    with pytest.raises(PluginError, match=r"plugin\.other_wheel"):
        desk.services.plugins.install(uuid4(), path, offer)
    assert of(desk) is None


def test_a_package_or_an_id_of_somebody_else_is_refused(desk: Office, install: Install) -> None:
    install(desk, Made())
    with pytest.raises(PluginError, match=r"plugin\.hides"):
        install(desk, Made(id="doors", package="fmdesk_keys"))
    with pytest.raises(PluginError, match=r"plugin\.id_taken"):
        install(desk, Made(id="line"))  # the core has tables line_event and others
    added = [one.row.id for one in desk.services.plugins.plugins() if not one.row.is_bundled]
    assert added == ["keys"]


def test_a_process_for_a_unit_that_does_not_exist_is_said(desk: Office, install: Install) -> None:
    info = install(desk, Made(code=GOOD + STEPS.format(unit=', unit="NOBODY"')))
    assert info.row.state is PluginState.ERROR
    assert info.row.reason is not None


def test_a_bundled_plugin_cannot_be_removed_or_purged(desk: Office) -> None:
    for run, draft in (
        (desk.services.plugins.remove, RemoveDraft(uuid4(), "supplies")),
        (desk.services.plugins.purge, PurgeDraft(uuid4(), "supplies")),
    ):
        with pytest.raises(PluginError, match=r"plugin\.not_installed"):
            run(draft)
    assert of(desk, "supplies") is not None


def test_open_lines_are_not_left_without_their_plugin_unless_told(
    starter: Office, install: Install
) -> None:
    """A line of the starter office is handed to the plugin, past its product."""
    install(starter, with_table())
    with starter.database.write() as connection:
        open_line = connection.exec_driver_sql(
            "SELECT min(id) FROM line WHERE state NOT IN ('ready', 'cancelled')"
        ).scalar_one()
        connection.exec_driver_sql(f"UPDATE line SET plugin = 'keys' WHERE id = {open_line}")
        connection.commit()
    plugins = starter.services.plugins
    assert plugins.remains("keys").open_lines == 1
    with pytest.raises(PluginError, match=r"plugin\.open_lines"):
        plugins.purge(PurgeDraft(uuid4(), "keys"))
    assert tables(starter) == {"keys_door": 0}
    plugins.remove(RemoveDraft(uuid4(), "keys"))
    assert starter.services.queries.line(open_line, "en").number  # stays readable
    plugins.purge(PurgeDraft(uuid4(), "keys", despite_lines=True))
    assert tables(starter) == {}
    assert starter.services.queries.line(open_line, "en").number


def test_only_who_administers_may(desk: Office, install: Install, tmp_path: Path) -> None:
    install(desk, Made())
    for login, roles in ((desk.door.actor, tuple(Role)), ("ayse", (Role.DESK,))):
        desk.services.access.save_account(AccountDraft(uuid4(), login, roles))
    desk.door.actor = "ayse"
    plugins, path = desk.services.plugins, Made(id="doors").build(tmp_path)
    for refused in (
        plugins.plugins,
        lambda: plugins.inspect(path),
        lambda: plugins.remains("keys"),
        lambda: plugins.switch(SwitchDraft(uuid4(), "keys", is_on=False)),
        lambda: plugins.remove(RemoveDraft(uuid4(), "keys")),
        lambda: plugins.purge(PurgeDraft(uuid4(), "keys")),
    ):
        with pytest.raises(NotAllowedError):
            refused()
    assert desk.host.state("keys") is PluginState.ACTIVE


def test_the_command_of_the_care_upgrades_installed_plugins_too(
    open_desk: OpenDesk, install: Install
) -> None:
    with open_desk() as office:
        install(office, with_table())
        settings = office.settings
    assert "keys" not in upgrade_tables(settings).plugins
    with open_desk() as office:
        assert reason(of(office)) == (PluginState.ACTIVE, "")
