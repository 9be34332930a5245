"""Settings of a plugin stand among those of the office: typed, checked, and heeded at once."""

from typing import Any
from uuid import uuid4

import pytest

from fmdesk.core.domain.administration import Entry, EntryDraft
from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.services.administration import SETTINGS, Administration
from fmdesk.i18n import using_language
from tests.integration.plugins.conftest import PluginOffice

STANDARD = {
    "code": "plugin.hall",
    "hall.days": 14,
    "hall.door": "shut",
    "hall.is_warm": True,
    "hall.greeting": "Welkom",
    "hall.deposit": 2_500,
}


def entry(office: PluginOffice) -> Entry:
    """Return the entry of the plugin's settings."""
    found = Administration(office.door, (), office.plugins).entries(SETTINGS)
    [own] = [one for one in found if one.code == "plugin.hall"]
    assert len(found) > 1, "beside those of the office"
    return own


def save(office: PluginOffice, seen: Any = None, **values: object) -> None:
    """Save the settings with these values, on top of what holds."""
    there = dict(entry(office).values)
    given = {f"hall.{name}": value for name, value in values.items()}
    wanted = {name: value for name, value in {**there, **given}.items() if value is not None}
    draft = EntryDraft(uuid4(), SETTINGS, wanted, seen=seen)
    Administration(office.door, (), office.plugins).save(draft)


def setting(office: PluginOffice, name: str) -> object:
    """Return a setting as the plugin reads it."""
    call = office.module("hall").Call("setting", (name,))
    return office.extensions.ask("hall", "read", call)


def test_what_was_declared_holds_until_something_is_set(office: PluginOffice) -> None:
    shown = entry(office)
    assert dict(shown.values) == STANDARD
    assert shown.form is not None
    kinds = [field.kind.value for field in shown.form.fields]
    assert kinds == ["integer", "choice", "boolean", "text", "money"]
    with using_language("en"):
        assert entry(office).title == "hall", "by its name, since it has no page"


def test_what_is_set_is_read_by_the_plugin_at_once(office: PluginOffice) -> None:
    save(office, days=7, door="open", is_warm=False, greeting="Dag", deposit=0)
    assert setting(office, "days") == 7
    assert (setting(office, "door"), setting(office, "is_warm")) == ("open", False)
    assert (setting(office, "greeting"), setting(office, "deposit")) == ("Dag", 0)
    assert entry(office).values["hall.days"] == 7


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"days": 31}, "form.value"),
        ({"days": 0}, "form.value"),
        ({"days": True}, "form.value"),
        ({"days": None}, "administration.missing"),
        ({"door": "ajar"}, "form.value"),
        ({"is_warm": 1}, "form.value"),
        ({"greeting": "  "}, "form.required"),
        ({"greeting": None}, "form.required"),
        ({"deposit": "25"}, "form.value"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_set(
    office: PluginOffice, values: dict[str, object], code: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        save(office, **{"door": "open", **values})
    assert caught.value.code == code
    assert dict(entry(office).values) == STANDARD


def test_who_saves_second_is_told_so(office: PluginOffice) -> None:
    seen = dict(entry(office).values)
    save(office, seen, days=7)
    with pytest.raises(ConflictError) as caught:
        save(office, seen, days=8)
    assert caught.value.code == "administration.changed"
    assert setting(office, "days") == 7


def test_what_no_longer_fits_its_type_is_as_declared(office: PluginOffice) -> None:
    with office.database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO setting (name, value) VALUES ('hall.days', '\"x\"')"
        )
        connection.commit()
    assert entry(office).values["hall.days"] == setting(office, "days") == 14


def test_a_house_without_plugins_has_none(office: PluginOffice) -> None:
    found = Administration(office.door).entries(SETTINGS)
    assert not [one for one in found if one.code.startswith("plugin.")]


def test_timer_work_is_done_once_for_all_desks(office: PluginOffice) -> None:
    _booking, setup = office.book()
    other = office.desk("bas")
    desks = (office.extensions, type(office.extensions)(other.door, office.host))
    for _round in range(3):
        assert [desk.run_due() for desk in desks] == [(), ()]
    notes = [one.reason for one in office.queries.line(setup, "en").events[1:]]
    assert notes == ["Day of 14."]
    office.time.advance(days=1)
    assert desks[1].run_due() == ()
    assert len(office.queries.line(setup, "en").events) == 3
