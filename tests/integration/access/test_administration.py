"""The lists of the administration on both databases: filled in, stored, refused."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.administration import Entry, EntryDraft
from fmdesk.core.domain.call_back import CallBackRule, CallBackRules
from fmdesk.core.domain.errors import (
    ConflictError,
    DomainError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from fmdesk.core.domain.message import Template, TemplateKind
from fmdesk.core.services.administration import Administration
from fmdesk.core.services.call_backs import CallBacks
from fmdesk.core.services.messages import Messages
from fmdesk.core.services.smtp import SmtpMailer
from fmdesk.core.sql.door import SqlDoor
from fmdesk.i18n import set_language, using_language
from fmdesk.messages import explain
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from tests.integration.access.conftest import Employ

SECTIONS = (
    *("units", "people", "departments", "cost_centres", "locations"),
    *("channels", "pause_reasons", "calendars", "settings"),
)


@pytest.fixture
def admin(office: SqlDoor) -> Administration:
    """The lists of the small office."""
    return Administration(office)


def entry(admin: Administration, section: str, code: str) -> Entry:
    return next(one for one in admin.entries(section) if one.code == code)


def save(admin: Administration, section: str, *, is_new: bool = False, **values: object) -> None:
    admin.save(EntryDraft(uuid4(), section, values, is_new))


def change(admin: Administration, section: str, code: str, **values: object) -> None:
    """Change an entry as a form does: with everything that stands in it."""
    there = {"code": code, **entry(admin, section, code).values, **values}
    save(admin, section, **{name: value for name, value in there.items() if value != ""})


def refused(admin: Administration, section: str, **values: object) -> DomainError:
    with pytest.raises(DomainError) as problem:
        save(admin, section, is_new=True, **values)
    return problem.value


@pytest.mark.parametrize("section", SECTIONS)
def test_what_a_list_shows_can_be_saved_as_it_is(section: str, admin: Administration) -> None:
    if section == "settings":
        change(admin, section, "office", organisation="Gemeente Voorbeeld")
    before = admin.entries(section)
    assert before
    for one in before:
        change(admin, section, one.code)
    assert admin.entries(section) == before


@pytest.mark.parametrize("section", SECTIONS)
def test_a_list_is_for_who_administers(section: str, admin: Administration, employ: Employ) -> None:
    desk = Administration(employ("ayse", Role.DESK))
    lead = Administration(employ("piet", Role.DESK_LEAD))
    for ask in (lambda: desk.entries(section), lambda: desk.form(section)):
        with pytest.raises(NotAllowedError, match=r"access\.area"):
            ask()
    assert lead.entries(section)
    with pytest.raises(NotAllowedError, match=r"access\.command"):
        save(lead, section, code="X", name="X")


def test_a_unit_has_its_place_and_its_leader(admin: Administration) -> None:
    save(admin, "units", is_new=True, code="SCH", name="Schoonmaak", parent="FO", leader="P2")
    made = entry(admin, "units", "SCH")
    assert made.title == "Schoonmaak"
    assert made.values["parent"] == "FO"
    assert made.names["leader"] == "Jan de Wit"
    assert made.values["language"] == "", "that of the office"
    change(admin, "units", "SCH", parent="", leader="", language="en")
    kept = entry(admin, "units", "SCH").values
    assert set(kept) == {"code", "name", "is_front_office", "language"}
    assert kept["language"] == "en"


def test_nothing_is_part_of_itself(admin: Administration) -> None:
    with pytest.raises(InvalidInputError, match=r"administration\.circle"):
        change(admin, "units", "FO", parent="MAG")
    with pytest.raises(InvalidInputError, match=r"administration\.circle"):
        change(admin, "units", "FO", parent="FO")
    save(admin, "locations", is_new=True, code="A", name="A", kind="building")
    change(admin, "locations", "A1.01", parent="A")
    with pytest.raises(InvalidInputError, match=r"administration\.circle"):
        change(admin, "locations", "A", parent="A1.01")


def test_a_new_entry_takes_nobodys_code(admin: Administration) -> None:
    assert refused(admin, "units", code="FO", name="Nog een").code == "administration.taken"
    assert refused(admin, "people", code="P1", name="Nog een").code == "administration.taken"
    assert entry(admin, "units", "FO").title == "Frontoffice"


def test_what_is_missing_or_unknown_is_said(admin: Administration) -> None:
    assert refused(admin, "units", code="X", name=" ").code == "administration.missing"
    assert refused(admin, "cost_centres", code="1", name="A").code == "administration.missing"
    assert (
        refused(admin, "cost_centres", code="1", name="A", department="NO").code
        == "administration.unknown"
    )
    assert refused(admin, "units", code="X", name="X", leader="P9").code == "person.unknown"
    with pytest.raises(NotFoundError, match=r"location\.unknown"):
        change(admin, "people", "P1", location="Z9")


def test_who_has_left_stays_in_the_list(admin: Administration, office: SqlDoor) -> None:
    change(admin, "people", "P2", is_active=False, phone="4711")
    gone = entry(admin, "people", "P2")
    assert not gone.is_active
    assert gone.hint == "4711"
    with office.read() as work:
        assert [one.code for one in work.people.find_persons("", 9)] == ["P1"]
    assert [one.code for one in admin.entries("people", "ozdemir")] == ["P1"]
    assert admin.entries("people", "nobody") == ()


def test_a_channel_and_a_pause_reason_are_added(admin: Administration) -> None:
    save(admin, "channels", is_new=True, code="app", name_nl="App", name_en="App", rank=5)
    assert admin.entries("channels")[0].code == "app"
    save(
        admin,
        "pause_reasons",
        is_new=True,
        code="snow",
        name_nl="Sneeuw",
        name_en="Snow",
        pause_class="force_majeure",
    )
    assert entry(admin, "pause_reasons", "snow").values["pause_class"] == "force_majeure"


# --- calendars -----------------------------------------------------------------------------------


def hours(**values: object) -> Mapping[str, object]:
    return {"valid_from": "2026-03-03", "day_0": "08:00-12:30, 13:00-17:00", **values}


def test_a_change_of_a_calendar_holds_from_its_day_on(
    admin: Administration, office: SqlDoor
) -> None:
    change(admin, "calendars", "office", day_0="10:00-14:00", valid_from="2026-03-09")
    with office.read() as work:
        before = work.catalog.calendar("office", date(2026, 3, 8))[1]
        after = work.catalog.calendar("office", date(2026, 3, 9))[1]
    assert before.windows[0] == (("09:00", "17:00"),)
    assert after.windows[0] == (("10:00", "14:00"),)
    assert after.windows[1] == before.windows[1]


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-02"])
def test_what_was_ordered_up_to_today_keeps_its_calendar(
    admin: Administration, office: SqlDoor, day: str
) -> None:
    """A change of today would judge what is under way anew: a late line would be in time."""
    with pytest.raises(InvalidInputError, match=r"administration\.past") as caught:
        change(admin, "calendars", "office", day_0="10:00-14:00", valid_from=day)
    with using_language("en"):
        assert "from tomorrow on" in explain(caught.value)
    change(admin, "calendars", "office", day_0="10:00-14:00", valid_from="2026-03-03")
    with office.read() as work:
        assert work.catalog.calendar("office", date(2026, 3, 2))[1].windows[0] != (
            ("10:00", "14:00"),
        )


def test_a_new_calendar_offers_hours_and_holidays(admin: Administration) -> None:
    form = admin.form("calendars")
    assert form is not None
    offered = {one.name: one for one in form.fields}
    assert offered["day_0"].default == "08:00-17:00"
    assert offered["day_6"].default == ""
    assert offered["closed_2026-04-27"].label.nl == "Koningsdag (27-04-2026)"
    assert offered["closed_2026-04-27"].default is True
    assert offered["closed_2026-05-05"].default is False
    assert "closed_2026-01-01" not in offered
    assert "closed_2027-01-01" in offered


def test_days_are_closed_and_special_as_they_were_ticked_and_typed(
    admin: Administration, office: SqlDoor
) -> None:
    own, special = "2026-05-15 Brugdag\n\n2026-12-31", "2026-12-24 09:00-13:00; 14:00-15:00"
    ticked = {"closed_2026-04-27": True, "closed_2026-05-05": False}
    save(admin, "calendars", is_new=True, code="new", own=own, special=special, **ticked, **hours())
    with office.read() as work:
        made = work.catalog.calendar("new", date(2026, 4, 1))[1]
    assert made.closed == {
        date(2026, 4, 27): "Koningsdag",
        date(2026, 5, 15): "Brugdag",
        date(2026, 12, 31): "",
    }
    assert made.special == {date(2026, 12, 24): (("09:00", "13:00"), ("14:00", "15:00"))}
    assert made.windows[0] == (("08:00", "12:30"), ("13:00", "17:00"))
    assert made.windows[1] == ()


def test_days_that_have_passed_stay_in_a_calendar(
    admin: Administration, office: SqlDoor, time_source: object
) -> None:
    save(admin, "calendars", is_new=True, code="new", own="2026-03-03 Feest", **hours())
    time_source.advance(days=7)
    change(admin, "calendars", "new", own="2026-05-15 Brugdag", valid_from="2026-03-10")
    with office.read() as work:
        made = work.catalog.calendar("new", date(2026, 3, 10))[1]
    assert list(made.closed) == [date(2026, 3, 3), date(2026, 5, 15)]


def test_a_calendar_that_cannot_be_is_refused(admin: Administration) -> None:
    for values, code in (
        (hours(day_0=""), "calendar.never_opens"),
        (hours(day_0="negen uur"), "calendar.window_time"),
        (hours(day_0="09:00-09:00"), "calendar.window_empty"),
        (hours(own="morgen"), "administration.line"),
        (hours(special="2026-02-30 09:00-10:00"), "administration.line"),
    ):
        assert refused(admin, "calendars", code="new", **values).code == code
    assert refused(admin, "calendars", **hours()).code == "administration.missing"
    assert refused(admin, "calendars", code="office", **hours()).code == "administration.taken"
    assert [one.code for one in admin.entries("calendars")] == ["office"]


# --- settings and templates ----------------------------------------------------------------------


def test_settings_are_stored_with_their_bounds(admin: Administration, office: SqlDoor) -> None:
    change(admin, "settings", "office", organisation="Gemeente Voorbeeld")
    change(admin, "settings", "messages", **{"messages.receipt": True, "messages.language": "en"})
    messages = Messages(office, SmtpMailer(""))
    assert messages.settings().receipt
    assert messages.settings().language == "en"
    assert not messages.settings().ready
    with office.read() as work:
        assert work.settings.get("organisation") == "Gemeente Voorbeeld"
    for values, code in (
        ({"organisation": ""}, "administration.missing"),
        ({"messages.warn_minutes": -1}, "administration.bounds"),
        ({"attachments.largest_mb": 5000}, "administration.bounds"),
    ):
        with pytest.raises(InvalidInputError, match=code.replace(".", r"\.")):
            change(admin, "settings", "office", **values)
    with pytest.raises(InvalidInputError, match=r"message\.sender"):
        change(admin, "settings", "messages", **{"messages.sender": "geen adres"})
    assert admin.form("settings") is None


def test_every_kind_of_message_has_a_template_to_change(office: SqlDoor) -> None:
    messages = Messages(office, SmtpMailer(""))
    general = messages.all_templates()
    assert {(one.kind, one.language) for one in general} == {
        (kind, language) for kind in TemplateKind for language in ("nl", "en")
    }
    own = Template(TemplateKind.READY, "nl", "Klaar", "Het is klaar.", "PAP")
    messages.save_template(uuid4(), own)
    assert own in messages.all_templates()
    assert len(messages.all_templates()) == len(general) + 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_template_is_looked_at_before_it_is_stored(office: SqlDoor, language: str) -> None:
    set_language(language)
    messages = Messages(office, SmtpMailer(""))
    for template in messages.all_templates():
        subject, body = messages.preview(template)
        assert "{" not in subject + body
    seen = messages.preview(Template(TemplateKind.READY, language, "A", "Beste {{ customer }}"))
    assert seen == ("A", "Beste Ayşe Özdemir")
    with pytest.raises(InvalidInputError, match=r"template\.unknown_value"):
        messages.preview(Template(TemplateKind.READY, language, "A", "{{ password }}"))
    set_language("nl")


# --- two who administer at once ------------------------------------------------------------------

CHANGED = {
    "units": ("FO", {"name": "Balie"}),
    "people": ("P2", {"name": "Jan Wit"}),
    "departments": ("FIN", {"name": "Geld"}),
    "cost_centres": ("4100", {"name": "Geld"}),
    "locations": ("A1.01", {"name": "Zaal"}),
    "channels": ("phone", {"name_en": "Call"}),
    "pause_reasons": ("supplier", {"name_nl": "Leverancier"}),
    "calendars": ("office", {"day_0": "10:00-12:00"}),
    "settings": ("office", {"organisation": "Gemeente Voorbeeld"}),
}


@pytest.mark.parametrize("section", CHANGED)
def test_who_saves_second_is_told_and_nothing_is_lost(section: str, admin: Administration) -> None:
    code, changed = CHANGED[section]
    change(admin, "settings", "office", organisation="Gemeente")
    seen = entry(admin, section, code).values
    values = {"code": code, **seen, **changed}
    admin.save(EntryDraft(uuid4(), section, values, seen=seen))
    now = entry(admin, section, code)
    assert now.values == {**seen, **changed}
    second = EntryDraft(uuid4(), section, {"code": code, **seen}, seen=seen)
    with pytest.raises(ConflictError, match=r"administration\.changed"):
        admin.save(second)
    assert entry(admin, section, code) == now
    admin.save(EntryDraft(uuid4(), section, {"code": code, **seen}, seen=now.values))
    assert entry(admin, section, code).values == seen


def test_an_entry_that_is_gone_is_not_made_again_by_who_saw_it(admin: Administration) -> None:
    draft = EntryDraft(uuid4(), "people", {"code": "P9", "name": "Piet"}, seen={"code": "P9"})
    with pytest.raises(ConflictError, match=r"administration\.changed"):
        admin.save(draft)


def test_two_who_change_one_template_or_the_rules(office: SqlDoor) -> None:
    messages = Messages(office, SmtpMailer(""))
    seen = messages.all_templates()[0]
    messages.save_template(uuid4(), replace(seen, body="Beste {{ customer }}"), seen)
    with pytest.raises(ConflictError, match=r"administration\.changed"):
        messages.save_template(uuid4(), replace(seen, body="Hallo"), seen)
    assert messages.all_templates()[0].body == "Beste {{ customer }}"
    call_backs = CallBacks(office, Gateway(PluginHost(())))
    before = call_backs.rules()
    rules = CallBackRules((CallBackRule(5),))
    call_backs.save_rules(uuid4(), rules, before)
    with pytest.raises(ConflictError, match=r"administration\.changed"):
        call_backs.save_rules(uuid4(), CallBackRules((CallBackRule(7),)), before)
    assert call_backs.rules() == rules


def test_a_calendar_shows_what_was_made_of_it_for_tomorrow(admin: Administration) -> None:
    change(admin, "calendars", "office", day_0="10:00-12:00")
    assert entry(admin, "calendars", "office").values["day_0"] == "10:00-12:00"
    change(admin, "calendars", "office", day_1="11:00-12:00")
    assert entry(admin, "calendars", "office").values["day_0"] == "10:00-12:00"


def test_an_equal_command_is_done_once(admin: Administration, office: SqlDoor) -> None:
    draft = EntryDraft(uuid4(), "units", {"code": "SCH", "name": "Schoonmaak"}, is_new=True)
    admin.save(draft)
    head = office.head()
    admin.save(draft)
    assert office.head() == head
    with pytest.raises(ConflictError, match=r"command\.reused"):
        admin.save(EntryDraft(draft.op_id, "units", {"code": "SCH", "name": "X"}))
