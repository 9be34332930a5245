"""Journals for finance that live in memory."""

from dataclasses import dataclass, field

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.journal import Booking, BookingsDraft, JournalFile, JournalOrder
from fmdesk.core.domain.ledger import EntryKind
from fmdesk.core.domain.views import Changes

CHARGE = Booking(EntryKind.CHARGE, "4400", "8000")


@dataclass
class FakeJournals:
    """Charges have accounts; a month wants those of sanctions too."""

    known: dict[EntryKind, Booking] = field(default_factory=lambda: {CHARGE.kind: CHARGE})
    saved: list[BookingsDraft] = field(default_factory=list)
    made: list[tuple[str, int]] = field(default_factory=list)

    def bookings(self) -> tuple[Booking, ...]:
        return tuple(self.known.get(kind, Booking(kind)) for kind in EntryKind)

    def save(self, draft: BookingsDraft) -> Changes:
        self.saved.append(draft)
        self.known |= {one.kind: one for one in draft.bookings}
        return Changes()

    def export(self, order: JournalOrder) -> JournalFile:
        sanction = self.known.get(EntryKind.SANCTION, Booking(EntryKind.SANCTION))
        if not (sanction.debit and sanction.credit):
            raise InvalidInputError("journal.unmapped", kinds="Sanction")
        self.made.append((order.month, order.revision))
        return JournalFile(order.month, order.revision, "ab")

    def content(self, month: str, revision: int) -> bytes:
        return f"{month} {revision}".encode()
