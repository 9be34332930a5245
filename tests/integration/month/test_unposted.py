"""The report of sanctions: "Not posted yet" is what the close will post, unit by unit.

A hundred boxes at 18.40; late costs 20.00, and 20.00 more for each whole day over. The order of
27 October is due on the 28th at ten and still on its way: October closes on 3 November, six whole
days over, and posts 20.00 + 6 x 20.00 = 140.00. On 7 November it is ten days over: 220.00.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import Bearer, Sanction, SanctionKind
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.reporting import Cell, ReportAsked, ReportTable
from fmdesk.core.services.reports import Reports
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import LATE_BREAK, MONDAY, NO_ENGINE, SmallOffice, charter
from tests.integration.month.stories import close_month, sanctions_of

OCTOBER, NOVEMBER = "2026-10", "2026-11"
STEPPED = Sanction(
    SanctionKind.STEPPED,
    base_cents=20_00,
    per_step_cents=20_00,
    step_seconds=24 * 3600,
    max_steps=50,
    is_working_time=False,
)
CLOSED = datetime(2026, 11, 3, 9, tzinfo=UTC)
Borne = dict[str, int]


def office_with(sanction: Sanction) -> Fill:
    """Return what puts an office with a sanction, fair over the cut, into a database."""

    def fill(url: str) -> None:
        made = SmallOffice(url, FakeTime(MONDAY), NO_ENGINE)
        made.build(charter(LATE_BREAK, sanction, bearer=Bearer.OVERRUN))
        made.close()

    return fill


@pytest.fixture
def database_content() -> Fill:
    return office_with(STEPPED)


@pytest.fixture
def line(office: SmallOffice) -> int:
    """The order; a draft of October has told the stock on 2 November."""
    office.time.at = datetime(2026, 10, 27, 9, tzinfo=UTC)
    (made,) = office.order(100).line_ids
    office.record(made, EventKind.STEP_FINISHED, step=0)
    office.time.at = CLOSED - timedelta(days=1)
    office.control(OCTOBER)
    office.time.at = CLOSED
    return made


def table(office: SmallOffice, code: str, month: str = NOVEMBER) -> ReportTable:
    figures = Reports(office.door).figures(ReportAsked("sanctions", month, month), "en")
    return figures.table(code)


def cents(office: SmallOffice, code: str, month: str = NOVEMBER) -> Borne:
    """Return the amounts of a table of the report by unit; empty for none."""
    found = table(office, code, month)
    column = [one.code for one in found.spec.shown].index("cents")
    return {row.labels[0] if row.key[0] else "": row.values[column] or 0 for row in found.rows}


def behind(office: SmallOffice) -> int:
    """Return the sum of the records that the total of the table opens."""
    reports = Reports(office.door)
    cell = Cell(ReportAsked("sanctions", NOVEMBER, NOVEMBER), "proposed", "cents")
    return sum(one.cents or 0 for one in reports.rows(cell, reports.numbers(cell), "en"))


def close_november(office: SmallOffice, unposted: Borne) -> None:
    """Close November: it posts what the report said, and then nothing waits to be posted."""
    assert cents(office, "proposed") == unposted
    assert behind(office) == sum(unposted.values())
    office.time.at = max(office.time.at, datetime(2026, 12, 1, 9, tzinfo=UTC))
    close_month(office, NOVEMBER)
    posted = {unit: amount for unit, amount in cents(office, "borne").items() if amount}
    assert posted == unposted
    assert cents(office, "proposed") == {}


def decide(office: SmallOffice, line: int, kind: str, unit: str = "") -> None:
    (found,) = sanctions_of(office, line)
    office.sanctions.decide(SanctionDraft(uuid4(), found.id, kind, "Lift stuk", unit))


def came(office: SmallOffice, line: int, at: datetime) -> None:
    """Record that the boxes came, some time ago."""
    office.deliver(line, 100)
    with office.door.read() as work:
        events = work.tickets.events(line)
    (event,) = (one for one in events if one.kind is EventKind.DELIVERED)
    changes = {"corrects": event.number, "corrected_at": at, "reason": "Bon nagekeken"}
    office.record(line, EventKind.CORRECTED, **changes)


@pytest.mark.parametrize(
    ("kind", "unit", "name"),
    [("", "", "Voorraad"), ("move", "transport", "Vervoer"), ("waive", "", "")],
)
def test_of_what_grew_only_the_growth_is_not_posted(
    office: SmallOffice, line: int, kind: str, unit: str, name: str
) -> None:
    """140.00 stands; 80.00 is to be posted, for who bears it now."""
    if kind:
        decide(office, line, kind, unit)
    assert set(cents(office, "proposed", OCTOBER)) == {name}
    close_month(office, OCTOBER)
    assert cents(office, "proposed", OCTOBER) == {}
    office.time.at = datetime(2026, 11, 7, 10, tzinfo=UTC)
    came(office, line, office.time.at)
    office.control(NOVEMBER)
    close_november(office, {name: 80_00})


@pytest.mark.parametrize(("days", "back"), [(0, -140_00), (2, -100_00)])
def test_what_is_taken_back_or_lowered_is_not_posted_either(
    office: SmallOffice, line: int, days: int, back: int
) -> None:
    """It had come in time after all, or a day and an hour late: 40.00 is left of 140.00."""
    close_month(office, OCTOBER)
    office.time.at = datetime(2026, 11, 7, 10, tzinfo=UTC)
    came(office, line, datetime(2026, 10, 27, 10, tzinfo=UTC) + timedelta(days=days))
    office.control(NOVEMBER)
    close_november(office, {"Voorraad": back})


def test_what_another_unit_bears_now_is_taken_from_who_bore_it(
    office: SmallOffice, line: int
) -> None:
    """The desk had kept the order for a day: 140.00 for the desk, 140.00 less for the stock."""
    office.time.at = datetime(2026, 11, 3, 9, tzinfo=UTC)
    came(office, line, office.time.at)
    close_month(office, OCTOBER)
    assert cents(office, "borne", OCTOBER) == {"Voorraad": 140_00}
    with office.door.read() as work:
        event = work.tickets.events(line)[1]
    right = event.at + timedelta(hours=24)
    changes = {"corrects": event.number, "corrected_at": right, "reason": "Bon nagekeken"}
    office.record(line, EventKind.CORRECTED, **changes)
    office.control(NOVEMBER)
    close_november(office, {"Servicedesk": 140_00, "Voorraad": -140_00})


@pytest.mark.parametrize(
    "database_content", [office_with(replace(STEPPED, kind=SanctionKind.POINTS, points=3))]
)
def test_points_that_are_taken_back_are_not_posted_yet(office: SmallOffice, line: int) -> None:
    close_month(office, OCTOBER)
    office.time.at = datetime(2026, 11, 7, 10, tzinfo=UTC)
    office.control(NOVEMBER)
    assert table(office, "proposed").rows == (), "it grew by nothing"
    came(office, line, datetime(2026, 10, 27, 10, tzinfo=UTC))
    office.control(NOVEMBER)
    found = table(office, "proposed")
    column = [one.code for one in found.spec.shown].index("points")
    assert [(row.labels[0], row.values[column]) for row in found.rows] == [("Voorraad", -3)]
