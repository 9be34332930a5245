"""The administration's lists come in from files: tried, told row by row, harmless twice."""

from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from fmdesk.core.domain.access import ALL_ROLES, Role
from fmdesk.core.domain.call_back import CallBackRule
from fmdesk.core.domain.clusters import ClusterValues
from fmdesk.core.domain.connection import Way
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.message import TemplateKind
from fmdesk.core.domain.reachability import ChannelHours
from fmdesk.core.services.catalogue_clusters import all_clusters, clusters
from fmdesk.core.services.connections import Connections
from fmdesk.core.services.importing import Importing
from fmdesk.core.sql.door import SqlDoor
from fmdesk.desktop.pages.administration.model import SECTIONS
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from tests.integration.importing.test_records import Example, example, own

__all__ = ["example", "own"]
TODAY = date(2026, 6, 1)
TOMORROW = TODAY + timedelta(days=1)
LISTS = {
    "gebruikers": 2,
    "kanalen": 2,
    "opschortredenen": 2,
    "kalenders": 1,
    "feestdagen": 2,
    "sjablonen": 2,
    "nabelregels": 1,
    "groepen": 2,
}


def test_each_list_of_the_administration_can_be_imported() -> None:
    assert [section.id for section in SECTIONS if not section.mapping] == []


@pytest.mark.parametrize(("name", "rows"), LISTS.items())
def test_an_example_is_tried_comes_in_and_changes_nothing_the_second_time(
    door: SqlDoor, example: Example, name: str, rows: int
) -> None:
    head = door.head()
    tried = example(name, is_dry_run=True)
    assert (tried.added, tried.changed, tried.bad) == (rows, 0, ())
    assert door.head() == head
    assert example(name).added == rows
    head = door.head()
    again = example(name)
    assert (again.added, again.changed, again.unchanged) == (0, 0, rows)
    assert door.head() == head


# --- what it becomes -----------------------------------------------------------------------------


def test_a_channel_gets_its_hours_and_keeps_those_of_the_others(
    door: SqlDoor, own: Example
) -> None:
    rows = "code,name_nl,calendar,staff\nchat,Chat,kantoor,2\nphone,Bellen,kantoor,\n"
    result = own("channels", rows)
    assert (result.added, result.changed) == (1, 1)
    assert own("channels", "code,staff\nchat,3\n").changed == 1
    with door.read() as work:
        assert set(work.reachability.hours()) == {
            ChannelHours("chat", "kantoor", 3),
            ChannelHours("phone", "kantoor", 0),
        }
        names = {one.code: (one.name_nl, one.name_en) for one in work.people.channels()}
    assert names["chat"] == ("Chat", "Chat"), "the English name is the Dutch one at first"
    assert names["phone"] == ("Bellen", "phone")


def test_users_get_roles_and_never_a_password(door: SqlDoor, own: Example) -> None:
    assert own("accounts", "login,roles,unit\npiet,unit|desk,magazijn\n").added == 1
    assert own("accounts", "login,is_active\npiet,nee\n").changed == 1
    with door.read() as work:
        piet, jan = work.accounts.find("piet"), work.accounts.find("jan")
        assert piet.roles == (Role.DESK, Role.UNIT)
        assert piet.unit_id == work.people.unit_by_code("magazijn").id
    assert not piet.is_active
    assert jan.roles == ALL_ROLES, "who makes the first account gets one, too"
    assert own("accounts", "login,roles\njan,desk\n").bad[0].code == "access.last_admin"


def test_a_calendar_is_closed_where_a_dash_stands_and_keeps_the_rest(
    door: SqlDoor, own: Example
) -> None:
    before = calendar(door, "kantoor", TODAY)
    monday = 'code,monday,friday,holidays\nkantoor,"10:00-12:00, 13:00-15:00",-,ja\n'
    assert own("calendars", monday).changed == 1
    after = calendar(door, "kantoor", TOMORROW)
    assert after.windows[0] == (("10:00", "12:00"), ("13:00", "15:00"))
    assert after.windows[4] == ()
    assert after.windows[1] == before.windows[1]
    assert after.closed[date(2027, 4, 27)] == "Koningsdag"
    assert calendar(door, "kantoor", TODAY) == before
    assert own("calendars", "code,monday\nnieuw,09:00-10:00\n").added == 1
    assert calendar(door, "nieuw", TODAY).windows[0] == (("09:00", "10:00"),)


def calendar(door: SqlDoor, code: str, on: date) -> object:
    with door.read() as work:
        return work.catalog.calendar(code, on)[1]


def test_days_of_a_file_make_one_version_of_each_calendar(door: SqlDoor, own: Example) -> None:
    rows = "".join(f"kantoor,2027-01-{n:02},Dag {n},\n" for n in range(1, 29))
    rows += "kantoor,2027-03-01,,09:00-12:00\n"
    assert own("closed_days", f"calendar,on,name,hours\n{rows}").added == 29
    there = calendar(door, "kantoor", TOMORROW)
    assert [name for name in there.closed.values() if name[:4] == "Dag "] == [
        f"Dag {n}" for n in range(1, 29)
    ]
    assert there.special == {date(2027, 3, 1): (("09:00", "12:00"),)}
    with door.database.read() as connection:
        count = "SELECT count(*) FROM calendar_version"
        versions = connection.exec_driver_sql(count).scalar_one()
    assert versions == 2
    changed = own("closed_days", "calendar,on,name\nkantoor,2027-01-01,Nieuwjaar\n")
    assert changed.changed == 1
    assert calendar(door, "kantoor", TOMORROW).closed[date(2027, 1, 1)] == "Nieuwjaar"


def test_settings_are_checked_as_their_form_checks_them(door: SqlDoor, own: Example) -> None:
    rows = (
        "name,value\norganisation,Gemeente\nmessages.receipt,ja\nattachments.largest_mb,30\n"
        "messages.language,en\nmessages.sender,desk@stad.nl\nmail_server.host,smtp.stad.nl\n"
    )
    assert own("settings", rows).changed == 6
    with door.read() as work:
        get = work.settings.get
        stored = [get(name) for name in ("organisation", "messages.receipt", "messages.language")]
    assert stored == ["Gemeente", "True", "en"]
    assert Connections(door).address(Way.MAIL_SERVER) == "smtp+starttls://smtp.stad.nl"


def test_templates_rules_and_clusters_are_known_by_what_they_are_about(
    door: SqlDoor, own: Example
) -> None:
    assert own("templates", "kind,language,subject,body\nready,nl,Klaar,Het is klaar.\n").added == 1
    assert own("templates", "kind,language,subject,body\nready,nl,Klaar!,Klaar.\n").changed == 1
    assert own("call_back_rules", "unit,every\nmagazijn,5\n,10\n").added == 2
    assert own("call_back_rules", "unit,every\nmagazijn,6\n").changed == 1
    two = "code,name_nl,parent,unit\nzorg,Zorg,,magazijn\nhulp,Hulp,zorg,\n"
    assert own("clusters", two).added == 2
    with door.read() as work:
        (template,) = work.outbox.templates()
        rules = work.call_backs.rules().rules
        there = all_clusters(work)
        told = {one.values.code: len(one.changes) for one in clusters(work).clusters}
    assert (template.kind, template.subject) == (TemplateKind.READY, "Klaar!")
    assert set(rules) == {CallBackRule(6, unit="magazijn"), CallBackRule(10)}
    assert there["hulp"] == ClusterValues("hulp", "Hulp", "Hulp", "zorg")
    assert (told["zorg"], told["hulp"]) == (1, 1)


# --- bad rows ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "rows", "column", "code"),
    [
        ("accounts", "login,roles\npiet,baas\n", "roles", "import.not_word"),
        ("accounts", "login,person\npiet,p9\n", "person", "import.unknown_person"),
        ("accounts", "login,unit\npiet,tuin\n", "unit", "import.unknown_unit"),
        ("channels", "code,name_nl,calendar\nx,X,zon\n", "calendar", "import.unknown_calendar"),
        ("channels", "code,name_nl,staff\nx,X,2\n", "[calendar]", "import.no_hours"),
        ("channels", "code,name_nl,rank\nx,X,-1\n", "rank", "import.out_of_bounds"),
        (
            "channels",
            "code,name_nl,calendar,staff\nx,X,kantoor,99999\n",
            "staff",
            "import.out_of_bounds",
        ),
        ("channels", "code,rank\nx,1\n", "[name_nl]", "import.value_missing"),
        ("pause_reasons", "code,name_nl\nx,X\n", "[pause_class]", "import.value_missing"),
        ("pause_reasons", "code,name_nl,pause_class\nx,X,y\n", "pause_class", "import.not_word"),
        ("calendars", "code,monday\nx,negen\n", "", "calendar.window_time"),
        ("calendars", "code,monday\nx,-\n", "", "calendar.never_opens"),
        (
            "calendars",
            "code,valid_from,monday\nkantoor,2026-06-01,10:00-11:00\n",
            "valid_from",
            "administration.past",
        ),
        (
            "calendars",
            "code,valid_from\nkantoor,1999-01-01\n",
            "valid_from",
            "calendar.unknown",
        ),
        ("closed_days", "calendar,on\nzon,2027-01-01\n", "calendar", "import.unknown_calendar"),
        ("closed_days", "calendar,on\nkantoor,2026-06-01\n", "on", "administration.past"),
        (
            "closed_days",
            "calendar,on,hours\nkantoor,2027-01-01,x\n",
            "",
            "calendar.window_time",
        ),
        ("templates", "kind,language,subject,body\nx,nl,A,B\n", "kind", "import.not_word"),
        (
            "templates",
            "kind,language,subject,body\nready,nl,A,{{ password }}\n",
            "",
            "template.unknown_value",
        ),
        (
            "templates",
            "kind,language,product,subject,body\nready,nl,x9,A,B\n",
            "product",
            "import.unknown_product",
        ),
        ("call_back_rules", "every\n0\n", "every", "import.out_of_bounds"),
        ("call_back_rules", "product,every\nx9,1\n", "product", "import.unknown_product"),
        ("call_back_rules", "unit,every\ntuin,1\n", "unit", "import.unknown_unit"),
        ("settings", "name,value\nmail_server.password,x\n", "name", "import.not_word"),
        ("settings", "name,value\norganisation,\n", "value", "import.value_missing"),
        ("settings", "name,value\nmessages.receipt,soms\n", "value", "import.not_boolean"),
        ("settings", "name,value\nattachments.largest_mb,x\n", "value", "import.not_integer"),
        ("settings", "name,value\nattachments.largest_mb,9999\n", "value", "import.out_of_bounds"),
        ("settings", "name,value\nmessages.language,fr\n", "value", "import.not_word"),
        ("settings", "name,value\nmessages.sender,nee\n", "value", "message.sender"),
        ("settings", "name,value\nmailbox.host,a b\n", "", "connection.server"),
        ("settings", f"name,value\norganisation,{'x' * 201}\n", "value", "import.too_long"),
        ("clusters", "code,name_nl,parent\nx,X,y\n", "parent", "import.unknown_cluster"),
        ("clusters", "code,name_nl,parent\nx,X,x\n", "parent", "import.unknown_cluster"),
        ("clusters", "code,name_nl,unit\nx,X,tuin\n", "unit", "import.unknown_unit"),
    ],
)
def test_a_wrong_row_is_told_and_nothing_of_the_file_is_written(
    door: SqlDoor, own: Example, target: str, rows: str, column: str, code: str
) -> None:
    head = door.head()
    for is_dry_run in (True, False):
        result = own(target, rows, is_dry_run=is_dry_run)
        (bad,) = result.bad
        assert (bad.line, bad.column, bad.code, result.added) == (2, column, code, 0)
        for language in ("nl", "en"):
            with using_language(language):
                assert "{" not in explain(DomainError(bad.code, **bad.params)).replace("{{", "")
    assert door.head() == head


def test_a_circle_over_rows_of_one_file_is_a_bad_row(own: Example) -> None:
    assert own("clusters", "code,name_nl\na,A\nb,B\n").added == 2
    result = own("clusters", "code,parent\na,b\nb,a\n")
    assert [(one.line, one.code) for one in result.bad] == [(3, "administration.circle")]


@pytest.mark.parametrize(
    ("target", "rows"),
    [
        ("closed_days", "calendar,on\nkantoor,2027-01-01\nkantoor,2027-01-01\n"),
        ("call_back_rules", "unit,every\nmagazijn,1\nmagazijn,2\n"),
        ("templates", "kind,language,subject,body\nready,nl,A,B\nready,nl,C,D\n"),
        ("settings", "name,value\norganisation,A\norganisation,B\n"),
    ],
)
def test_a_second_row_of_the_same_thing_is_a_bad_row(own: Example, target: str, rows: str) -> None:
    assert [(one.line, one.code) for one in own(target, rows).bad] == [(3, "import.twice")]


def test_good_rows_are_kept_beside_bad_ones(door: SqlDoor, own: Example) -> None:
    rows = "code,name_nl,pause_class\nsnow,Sneeuw,force_majeure\nx,X,y\n"
    result = own("pause_reasons", rows, keep_good=True)
    assert (result.added, result.bad_count, result.is_refused) == (1, 1, False)
    with door.read() as work:
        assert "snow" in [one.code for one in work.people.pause_reasons()]


def test_a_workbook_gives_days_and_settings_as_its_cells_hold_them(
    door: SqlDoor, tmp_path: Path
) -> None:
    days = openpyxl.Workbook()
    for row in (
        ["kalender", "dag", "naam", "tijden"],
        ["kantoor", date(2027, 5, 7), "Brugdag", None],
        ["kantoor", datetime(2027, 5, 14, tzinfo=None), "Borrel", "09:00-15:00"],  # noqa: DTZ001  # as a sheet has it
    ):
        days.active.append(row)
    days.save(tmp_path / "dagen.xlsx")
    assert Importing(door).run(tmp_path / "dagen.xlsx", "feestdagen").added == 2
    there = calendar(door, "kantoor", TOMORROW)
    assert there.closed[date(2027, 5, 7)] == "Brugdag"
    assert there.special == {date(2027, 5, 14): (("09:00", "15:00"),)}
    settings = openpyxl.Workbook()
    for row in (
        ["naam", "waarde"],
        ["messages.ready", True],
        ["attachments.largest_mb", 12],
        ["mailbox.port", 143.0],
    ):
        settings.active.append(row)
    settings.save(tmp_path / "instellingen.xlsx")
    assert Importing(door).run(tmp_path / "instellingen.xlsx", "instellingen").changed == 3
    with door.read() as work:
        names = ("messages.ready", "attachments.largest_mb", "mailbox.port")
        assert [work.settings.get(name) for name in names] == ["True", "12", "143"]


def test_a_channel_gets_its_name_back_and_keeps_its_hours(door: SqlDoor, own: Example) -> None:
    rows = "code,name_nl,calendar,staff\nchat,Chat,kantoor,2\n"
    assert own("channels", rows).added == 1
    assert own("channels", "code,name_nl\nchat,Chatten\n").changed == 1
    assert own("channels", rows).changed == 1
    with door.read() as work:
        (chat,) = (one for one in work.people.channels() if one.code == "chat")
        assert chat.name_nl == "Chat"
        assert work.reachability.hours() == (ChannelHours("chat", "kantoor", 2),)
