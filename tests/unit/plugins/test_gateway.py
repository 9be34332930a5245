from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.errors import InvalidInputError, NotFoundError, PluginError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.people import Unit
from fmdesk.core.domain.process import ProcessVersion, Side
from fmdesk.core.domain.spec import FieldSearch, Text
from fmdesk.core.domain.ticket import Line, LinePins, OrderLine
from fmdesk.core.domain.views import Choice
from fmdesk.plugins.gateway import ANSWERING, Extensions, Gateway
from fmdesk.plugins.host import PluginHost, words_of
from fmdesk.plugins.sources import Source

WritePlugin = Callable[..., Source]
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

KEYS = """
    from dataclasses import dataclass

    @dataclass(frozen=True)
    class Lost:
        key: str

    @dataclass(frozen=True)
    class Found:
        key: str
        by: str

    @hookimpl
    def fmdesk_register_facts():
        return (FactSpec("keys.master", bool, Text("hoofdsleutel", "master key")),
                FactSpec("keys.level", int, Text("niveau", "level")))

    @hookimpl
    def fmdesk_register_forms():
        name = Text("Sleutel", "Key")
        return (FormSpec("key", (FieldSpec("name", name, FieldKind.TEXT, is_required=True),)),)

    @hookimpl
    def fmdesk_register_settings():
        return (SettingSpec("days", Text("Dagen", "Days"), 14),)

    @hookimpl
    def fmdesk_register_processes():
        name = Text("Sleutel", "Key")
        return (ProcessSpec("keys.issue", name, (StepSpec(name, Side.FRONT, target_seconds=60),
                                                 StepSpec(name, Side.BACK, unit="GEB"))),)

    @hookimpl
    def fmdesk_register_commands():
        lost = Text("Sleutel verloren", "Key lost")
        return (CommandSpec("lose", lose, Lost, Found, text=lost),
                CommandSpec("lie", lie, Lost, Found))

    @hookimpl
    def fmdesk_register_queries():
        return (QuerySpec("days", lambda context, payload: context.setting("days")),
                QuerySpec("doors", doors, FieldSearch))

    @hookimpl
    def fmdesk_register_due():
        return (DueSpec("sweep", 3600, lambda context: swept.append(context.now),
                        Text("Kast geveegd", "Cupboard swept")),
                DueSpec("fail", 3600, lambda context: 1 / 0),
                DueSpec("refuse", 3600, refuse))

    @hookimpl
    def fmdesk_check_request(line):
        if line.quantity > 3:
            raise PluginError("keys.many", reason="Hoogstens drie.")

    @hookimpl
    def fmdesk_price(product, line):
        return {"free": 0, "odd": "ten", "below": -1}.get(product.article)

    @hookimpl
    def fmdesk_facts(product, line, event):
        facts = {"keys.master": True, "keys.level": len(told)}
        return {"wrong": {"keys.master": 1}, "foreign": {"supplies.from_stock": True},
                "list": [1]}.get(product.article, facts)

    told, swept = [], []

    def tell(name):
        def hook(context, product, line, event):
            told.append((name, event.number))
        hook.__name__ = name
        return hookimpl(hook)

    for name in ("step_finished", "delivered", "ready", "cancelled", "reopened"):
        globals()["fmdesk_" + name] = tell("fmdesk_" + name)
    del name

    @hookimpl
    def fmdesk_linked_line_changed(line, linked):
        told.append((line.id, linked.id))

    def refuse(context):
        raise PluginError("keys.shut", reason="De kast is dicht.")

    def lose(context, payload):
        return Found(payload.key, context.actor)

    def doors(context, payload):
        odd = {"word": "one", "list": [Choice("A", "a")], "text": (Choice("A", 1),)}
        return odd.get(payload.words, (Choice(payload.words, payload.location),))

    def lie(context, payload):
        return "no Found at all"
"""


@dataclass
class FakeCatalog:
    processes: dict[str, ProcessVersion] = field(default_factory=dict)

    def process(self, code: str) -> ProcessVersion:
        if code not in self.processes:
            raise NotFoundError("process.unknown", code=code)
        return self.processes[code]

    def add_process_version(self, version: ProcessVersion) -> ProcessVersion:
        self.processes[version.code] = version
        return version


@dataclass
class FakeDoor:
    """Runs commands and keeps their results by `op_id`, as the real one does."""

    now: datetime = NOW
    stored: dict[str, str] = field(default_factory=dict)
    results: dict[UUID, object] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    words: dict[str, Text] = field(default_factory=dict)
    permissions: list[Any] = field(default_factory=list)
    has_front_office: bool = True
    catalog: FakeCatalog = field(default_factory=FakeCatalog)

    @property
    def work(self) -> Any:
        units = {
            "BO": Unit(2, "GEB", "Gebouwen"),
            "FO": Unit(1, "FO", "Frontoffice", is_front_office=self.has_front_office),
        }
        return SimpleNamespace(
            now=self.now,
            actor="jan",
            zone="Europe/Amsterdam",
            catalog=self.catalog,
            people=SimpleNamespace(
                units=lambda: tuple(units.values()), unit_by_code=lambda _code: units["BO"]
            ),
            settings=SimpleNamespace(get=lambda name, default="": self.stored.get(name, default)),
            plugins=SimpleNamespace(words=lambda: self.words, keep_words=self.words.update),
        )

    def run(
        self,
        op_id: UUID,
        name: str,
        _payload: object,
        work: Callable[[Any], Any],
        _result: type,
        **how: Any,
    ) -> Any:
        self.permissions.append(how.get("permission"))
        if op_id not in self.results:
            self.results[op_id] = work(self.work)
            self.names.append(name)
        return self.results[op_id]

    @contextmanager
    def read(self) -> Iterator[Any]:
        yield self.work


@pytest.fixture
def door() -> FakeDoor:
    return FakeDoor()


@pytest.fixture
def keys(write_plugin: WritePlugin) -> Source:
    return write_plugin("keys", KEYS)


@pytest.fixture
def host(keys: Source) -> PluginHost:
    started = PluginHost([keys], allowed=["keys"])
    started.start()
    assert [row.reason for row in started.rows()] == [None]
    return started


@pytest.fixture
def module(keys: Source, host: PluginHost) -> Any:
    import sys

    return sys.modules[keys.target]


def product(article: str = "", form: str = "") -> ProductVersion:
    return ProductVersion(
        id=1,
        product_id=1,
        code="KEY",
        valid_from=date(2026, 1, 1),
        name_nl="Sleutel",
        name_en="Key",
        cluster="",
        unit_id=2,
        plugin="keys",
        form=form,
        article=article,
    )


def line(plugin: str = "keys", id_: int = 7) -> Line:
    return Line(
        id=id_,
        ticket_id=1,
        position=1,
        pins=LinePins(1, None, None, ()),
        product_code="KEY",
        unit_id=2,
        department_id=None,
        cost_centre_id=None,
        location_id=None,
        variant="",
        quantity=1,
        price_cents=0,
        opened_at=NOW,
        plugin=plugin,
    )


def test_the_facts_of_all_plugins_have_their_types(host: PluginHost) -> None:
    assert Gateway(host).fact_types() == {"keys.master": bool, "keys.level": int}


def test_a_form_is_found_by_plugin_and_name(host: PluginHost) -> None:
    gateway = Gateway(host)
    form = gateway.form("keys", "key")
    assert form
    assert [one.name for one in form.fields] == ["name"]
    assert gateway.form("keys", "other") is None
    assert gateway.form("rooms", "key") is None


def test_an_order_line_is_checked_against_the_form_and_by_the_plugin(
    host: PluginHost, door: FakeDoor
) -> None:
    gateway = Gateway(host)
    gateway.check_request(door.work, product(form="key"), OrderLine("KEY", details={"name": "A"}))
    with pytest.raises(InvalidInputError, match=r"form\.required"):
        gateway.check_request(door.work, product(form="key"), OrderLine("KEY"))
    with pytest.raises(PluginError, match=r"keys\.many"):
        gateway.check_request(door.work, product(), OrderLine("KEY", quantity=4))


@pytest.mark.parametrize(("article", "price"), [("free", 0), ("", None)])
def test_the_plugin_may_set_the_price(
    article: str, price: int | None, host: PluginHost, door: FakeDoor
) -> None:
    assert Gateway(host).price(door.work, product(article), OrderLine("KEY")) == price


@pytest.mark.parametrize("article", ["odd", "below"])
def test_what_is_no_price_is_refused(article: str, host: PluginHost, door: FakeDoor) -> None:
    with pytest.raises(PluginError, match=r"plugin\.wrong_answer"):
        Gateway(host).price(door.work, product(article), OrderLine("KEY"))


def test_the_facts_of_an_order_are_pinned(host: PluginHost, door: FakeDoor) -> None:
    facts: Mapping[str, object] = Gateway(host).ordered(door.work, product(), line())
    assert facts == {"keys.master": True, "keys.level": 0}


@pytest.mark.parametrize("article", ["wrong", "foreign", "list"])
def test_facts_that_were_not_declared_are_refused(
    article: str, host: PluginHost, door: FakeDoor
) -> None:
    with pytest.raises(PluginError, match=r"plugin\.wrong_answer"):
        Gateway(host).ordered(door.work, product(article), line())


def test_each_event_reaches_the_hook_that_answers_it(
    host: PluginHost, door: FakeDoor, module: Any
) -> None:
    gateway = Gateway(host)
    for number, kind in enumerate(EventKind, start=1):
        event = LineEvent(number, kind, NOW)
        facts = gateway.event_recorded(door.work, product(), line(), event)
        assert bool(facts) == (kind in ANSWERING)
    numbers = {kind: number for number, kind in enumerate(EventKind, start=1)}
    assert module.told == [
        (ANSWERING[kind], numbers[kind]) for kind in EventKind if kind in ANSWERING
    ]


def test_the_lines_of_a_removed_plugin_go_on(host: PluginHost, door: FakeDoor) -> None:
    event = LineEvent(2, EventKind.READY, NOW)
    gateway = Gateway(host)
    assert gateway.event_recorded(door.work, product(), line("gone"), event) == {}
    gateway.linked_line_changed(door.work, product(), line("gone"), line(), event)


def test_the_lines_of_a_plugin_that_does_not_work_wait(keys: Source, door: FakeDoor) -> None:
    host = PluginHost([keys], allowed=["keys"], disabled=["keys"])
    host.start()
    with pytest.raises(PluginError, match=r"plugin\.unavailable"):
        Gateway(host).event_recorded(
            door.work, product(), line(), LineEvent(2, EventKind.READY, NOW)
        )
    with pytest.raises(PluginError, match=r"plugin\.unavailable"):
        Gateway(host).check_request(door.work, product(), OrderLine("KEY"))


def test_a_linked_line_tells_the_plugin_of_the_other(
    host: PluginHost, door: FakeDoor, module: Any
) -> None:
    event = LineEvent(2, EventKind.CANCELLED, NOW)
    Gateway(host).linked_line_changed(door.work, product(), line(), line(id_=8), event)
    assert module.told == [(7, 8)]


def test_a_setting_has_its_default_until_the_office_sets_it(
    host: PluginHost, door: FakeDoor
) -> None:
    extensions = Extensions(door, host)
    assert extensions.ask("keys", "days") == 14
    door.stored["keys.days"] = "30"
    assert extensions.ask("keys", "days") == 30
    door.stored["keys.days"] = '"dertig"'
    assert extensions.ask("keys", "days") == 14


def test_a_field_of_a_form_finds_choices_and_nothing_else(host: PluginHost, door: FakeDoor) -> None:
    extensions = Extensions(door, host)
    assert extensions.find("keys", "doors", FieldSearch("A", "B2")) == (Choice("A", "B2"),)
    for words in ("word", "list", "text"):
        with pytest.raises(PluginError, match=r"plugin\.wrong_answer"):
            extensions.find("keys", "doors", FieldSearch(words))
    with pytest.raises(PluginError, match=r"plugin\.bad_payload"):
        extensions.find("keys", "days", FieldSearch())


def test_a_command_goes_through_the_door_once(
    host: PluginHost, door: FakeDoor, module: Any
) -> None:
    extensions, op_id = Extensions(door, host), uuid4()
    for _time in range(2):
        found = extensions.run(op_id, "keys", "lose", module.Lost("A"))
        assert found == module.Found("A", "jan")
    assert door.names == ["keys.lose"]


def test_what_a_command_says_in_the_log_is_the_plugins_own(
    host: PluginHost, door: FakeDoor
) -> None:
    """One without words is left out, and is told by its name."""
    assert Extensions(door, host).command_words() == {
        "keys": Text("keys", "keys"),
        "keys.lose": Text("Sleutel verloren", "Key lost"),
        "keys.sweep": Text("Kast geveegd", "Cupboard swept"),
    }


def test_what_was_said_before_is_known_and_what_is_said_now_counts(
    host: PluginHost, door: FakeDoor
) -> None:
    door.words = {
        "keys.lose": Text("Sleutel kwijt", "Key gone"),
        "keys.hang": Text("Sleutel opgehangen", "Key hung up"),
        "doors.paint": Text("Deur geverfd", "Door painted"),
    }
    found = Extensions(door, host).command_words()
    assert found["keys.lose"] == Text("Sleutel verloren", "Key lost")
    assert found["keys.hang"].en == "Key hung up", "a command that an older version had"
    assert found["doors.paint"].en == "Door painted", "of a plugin that is gone"


def test_a_plugin_that_is_enabled_leaves_its_own_words(host: PluginHost, door: FakeDoor) -> None:
    Extensions(door, host).enable(uuid4(), "keys")
    assert door.words == words_of(host, "keys")
    assert door.words.keys() == {"keys", "keys.lose", "keys.sweep"}


def test_a_payload_may_come_as_plain_data(host: PluginHost, door: FakeDoor, module: Any) -> None:
    found = Extensions(door, host).run(uuid4(), "keys", "lose", {"key": "A"})
    assert found == module.Found("A", "jan")


def test_commands_take_and_return_what_they_declared(
    host: PluginHost, door: FakeDoor, module: Any
) -> None:
    extensions = Extensions(door, host)
    for payload in ("A", {"door": "A"}, {}, None):
        with pytest.raises(PluginError, match=r"plugin\.bad_payload"):
            extensions.run(uuid4(), "keys", "lose", payload)
    with pytest.raises(PluginError, match=r"plugin\.bad_payload"):
        extensions.ask("keys", "days", 3)
    with pytest.raises(PluginError, match=r"plugin\.wrong_answer"):
        extensions.run(uuid4(), "keys", "lie", module.Lost("A"))
    for name in ("lose", "fly"):
        with pytest.raises(PluginError, match=r"plugin\.unknown_command"):
            extensions.ask("keys", name)


@pytest.mark.logs
def test_timer_work_is_done_once_in_each_period_and_a_fault_stops_nobody(
    host: PluginHost, door: FakeDoor, module: Any
) -> None:
    extensions = Extensions(door, host)
    for minutes in (0, 10, 59, 60):
        door.now = NOW + timedelta(minutes=minutes)
        codes = [fault.code for fault in extensions.run_due()]
        assert codes == ["plugin.failed", "keys.shut"]
        [row] = extensions.rows()
        assert row.reason is not None
        assert row.reason.code == "keys.shut", "nobody read the refusal: its row keeps it"
    assert module.swept == [NOW, NOW + timedelta(hours=1)]


def test_enabling_stores_the_processes_that_are_not_there(host: PluginHost, door: FakeDoor) -> None:
    Extensions(door, host).enable(uuid4(), "keys")
    stored = door.catalog.processes["keys.issue"]
    assert [(step.side, step.unit_id) for step in stored.steps] == [
        (Side.FRONT, 1),
        (Side.BACK, 2),
    ]
    assert stored.cut == 1
    changed = ProcessVersion(9, "keys.issue", "Eigen", "Own", ())
    door.catalog.processes["keys.issue"] = changed
    Extensions(door, host).enable(uuid4(), "keys")
    assert door.catalog.processes["keys.issue"] == changed


def test_a_front_step_needs_a_front_office(host: PluginHost, door: FakeDoor) -> None:
    door.has_front_office = False
    with pytest.raises(NotFoundError, match=r"plugin\.no_front_office"):
        Extensions(door, host).enable(uuid4(), "keys")


def test_pages_figures_actions_and_charters_are_listed() -> None:
    host = PluginHost()
    host.start()
    extensions = Extensions(FakeDoor(), host)
    assert ("supplies", "stock") in [(plugin, view.id) for plugin, view in extensions.views()]
    tiles = [tile.query for plugin, tile in extensions.tiles() if plugin == "supplies"]
    assert {"due_today", "back_orders"} <= set(tiles)
    assert "stock" in [action.view for _plugin, action in extensions.actions()]
    assert "supplies.stock_24h" in [charter.code for _plugin, charter in Gateway(host).charters()]
    assert {"faults", "rooms", "supplies"} <= {row.id for row in extensions.rows()}
