"""A small office whose tickets two desks look after, on both databases."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import uuid4

import pytest

from fmdesk.core.domain.catalog import ProductVersion, Variant
from fmdesk.core.domain.charter import Sanction, SanctionKind
from fmdesk.core.domain.dossier import Cancel, Edited, LineEdit, TicketEdit
from fmdesk.core.domain.dossier_views import Dossier, Effect, TimelineItem
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.merging import Fields
from fmdesk.core.domain.people import CostCentre, Department, Location, Person
from fmdesk.core.domain.ticket import Line, OrderDraft, OrderLine
from fmdesk.core.domain.views import Changes, Recorded, Taken
from fmdesk.core.ports import RuleEngine, UnitOfWork
from fmdesk.core.services.changing import Changing
from fmdesk.core.services.dossiers import Dossiers
from fmdesk.core.services.messages import Messages
from fmdesk.core.services.smtp import SmtpMailer
from fmdesk.core.sql.door import SqlDoor
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import (
    LATE_BREAK,
    MONDAY,
    NO_ENGINE,
    SmallOffice,
    charter,
    engine,
)

__all__ = ["engine"]

CHAIR_CENTS = 10_000
FAST_CENTS = 15_000


@dataclass
class TicketOffice(SmallOffice):
    """The small office with a second desk, and products that come in variants."""

    actor: str = "anneke"
    others: list["TicketOffice"] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.door = SqlDoor(self.database, self.actor, self.time)
        self.intake = replace(self.intake, door=self.door)
        self.fulfilment = replace(self.fulfilment, door=self.door)
        self.dossiers = Dossiers(self.door, self.queries)
        self.changing = Changing(self.door, self.plugins, self.engine)
        self.messages = Messages(self.door, SmtpMailer(""))

    def offer(self) -> None:
        """Store a chair with a fast variant, places, another cost centre and another person."""

        def work_on(work: UnitOfWork) -> Changes:
            people = work.people
            stock = people.unit_by_code("stock")
            for code, name in (("B1", "Kamer B1"), ("B2", "Kamer B2"), ("C3", "Zaal C3")):
                people.save_location(Location(0, code, name, "room"))
            other = people.save_department(Department(0, "fin", "Financiën"))
            paid = people.save_cost_centre(CostCentre(0, "5500", "Financiën", other.id))
            people.save_person(
                Person(0, "p2", "Bas Bakker", department_id=other.id, cost_centre_id=paid.id)
            )
            for centre in people.cost_centres():
                work.budgets.save(centre.id, 2026, 1_000_000)
            fast = Variant("fast", "Spoed", "Urgent", FAST_CENTS, Limit(LimitUnit.CLOCK_HOURS, 4))
            work.catalog.add_product_version(
                ProductVersion(
                    0,
                    0,
                    "chair",
                    date(2020, 1, 1),
                    "Bureaustoel",
                    "Office chair",
                    "",
                    stock.id,
                    price_cents=CHAIR_CENTS,
                    calendar="office",
                    lead_time=Limit(LimitUnit.WORKING_HOURS, 16),
                    variants=(fast,),
                    process="deliver",
                )
            )
            return Changes()

        self.door.run(uuid4(), "test.offer", None, work_on, Changes)

    def desk(self, actor: str) -> "TicketOffice":
        """Return the same office as another member of the desk has it on the screen."""
        made = TicketOffice(self.url, self.time, self.engine, self.plugins, actor)
        self.others.append(made)
        return made

    def order_of(self, *lines: OrderLine) -> Taken:
        """Take an order of these lines now."""
        return self.intake.take(OrderDraft(uuid4(), "phone", lines, requester="p1"))

    def line(self, line_id: int) -> Line:
        """Return a line as it is stored."""
        with self.door.read() as work:
            return work.tickets.line(line_id)

    def fields(self, line_id: int) -> Fields:
        """Return the fields of a line as a form shows them when it is opened."""
        return self.changing.form(line_id, "en").fields

    def preview(self, line_id: int, **values: object) -> Effect:
        """Return what a change would lead to."""
        return self.changing.preview(line_id, values, "en")

    def change(self, line_id: int, base: Fields | None = None, **values: object) -> Edited:
        """Change a line now; `base` is what the form showed, by default what stands now."""
        seen = self.fields(line_id) if base is None else base
        edit = LineEdit(uuid4(), line_id, seen, {**seen, **values}, "the customer asked for it")
        return self.changing.change_line(edit)

    def cancel(self, line_id: int) -> Recorded:
        """Cancel a line as it stands now."""
        version = self.line(line_id).version
        return self.changing.cancel(Cancel(uuid4(), line_id, version, "no longer needed"))

    def dossier(self, ticket_id: int) -> Dossier:
        """Return a ticket as its page shows it."""
        return self.dossiers.dossier(ticket_id, "en")

    def edit(self, ticket_id: int, base: Fields | None = None, **values: object) -> Edited:
        """Edit a ticket now; `base` is what the form showed, by default what stands now."""
        seen = self.dossier(ticket_id).fields if base is None else base
        return self.changing.edit_ticket(TicketEdit(uuid4(), ticket_id, seen, {**seen, **values}))

    def told(self, ticket_id: int, kind: str) -> list[TimelineItem]:
        """Return what the timeline tells of one kind."""
        return [one for one in self.dossier(ticket_id).timeline if one.kind.value == kind]

    def ledger(self, line_id: int) -> int:
        """Return what stands in the ledger against the cost centres of a line, in cents."""
        return self._scalar(
            "SELECT coalesce(sum(r.cents), 0) FROM journal_row r JOIN journal_entry e"
            f" ON e.id = r.entry_id WHERE r.account = 'cost_centre' AND e.line_id = {int(line_id)}"
        )

    def close(self) -> None:
        """Let the database go."""
        for other in self.others:
            other.close()
        super().close()


def chairs_and_paper(url: str) -> None:
    """Put the office with the seed's charter, and all that it offers, into a database."""
    made = TicketOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.build(charter(LATE_BREAK, Sanction(SanctionKind.NOT_CHARGED)))
    made.offer()
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return chairs_and_paper


@pytest.fixture
def office(database_url: str, time_source: FakeTime, engine: RuleEngine) -> Iterator[TicketOffice]:
    """An office with the seed's charter, on Monday 5 October 2026 at 10:00."""
    time_source.at = MONDAY
    made = TicketOffice(database_url, time_source, engine)
    yield made
    made.close()
