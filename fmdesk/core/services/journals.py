"""The journal of a closed month for finance: kept at its first export, the same ever after."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO

from fmdesk.core.domain import canonical
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.journal import (
    Booking,
    BookingsDraft,
    Codes,
    JournalFile,
    JournalLine,
    JournalOrder,
    booked,
    checked,
    uncentred,
    unmapped,
)
from fmdesk.core.domain.ledger import AccountKind, EntryKind
from fmdesk.core.domain.period import Month, Period, PeriodState
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.i18n import N_, _

BOOKINGS = "journal.bookings"
"""Setting with the accounts of finance, as JSON."""
JOURNAL, PINNED = "journal.csv", "journal.json"
"""Documents of a closed revision: the journal, and the accounts that it was made with."""
HEADINGS = (
    "period",
    "revision",
    "entry",
    "date",
    "account",
    "cost_centre",
    "debit",
    "credit",
    "kind",
    "line",
    "part",
    "reference",
)
POSTINGS: Mapping[EntryKind, str] = {
    EntryKind.CHARGE: N_("Charge"),
    EntryKind.CHARGE_REVERSAL: N_("Charge taken back"),
    EntryKind.SANCTION: N_("Sanction"),
    EntryKind.SANCTION_REVERSAL: N_("Sanction taken back"),
    EntryKind.MOVE: N_("Burden moved"),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Journals:
    """Use cases of the journal.

    Attributes:
        door: The one door.
    """

    door: Door

    def bookings(self) -> tuple[Booking, ...]:
        """Return the accounts of every kind of posting, empty ones where none are set."""
        with self.door.read(Area.MONTH) as work:
            there = {one.kind: one for one in _bookings(work)}
        return tuple(there.get(kind, Booking(kind)) for kind in EntryKind)

    def save(self, draft: BookingsDraft) -> Changes:
        """Set the accounts of some kinds; those of others, and journals that are kept, stay.

        Raises:
            InvalidInputError: `journal.account` or `journal.twice`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            given = checked(draft.bookings)
            work.settings.hold(BOOKINGS)  # two desks that set other kinds keep both
            both = {one.kind: one for one in (*_bookings(work), *given)}
            work.settings.put(BOOKINGS, canonical.dumps(checked(both.values())))
            return Changes()

        return self.door.run(draft.op_id, "journal.save", draft, work_on, Changes)

    def export(self, order: JournalOrder) -> JournalFile:
        """Make the journal of a closed revision and keep it; what is kept already stays.

        A later revision has only what its own close posted, so that nothing is booked twice.

        Raises:
            ConflictError: `journal.not_closed`.
            InvalidInputError: `journal.unmapped` with the kinds that miss an account, or
                `journal.uncentred` with those that miss a cost centre for the organisation's side.
        """
        return self.door.run(
            order.op_id,
            "journal.export",
            order,
            lambda work: _export(work, Month.parse(order.month), order.revision),
            JournalFile,
        )

    def content(self, month: str, revision: int) -> bytes:
        """Return the bytes of a journal that is kept.

        Raises:
            NotFoundError: `month.no_document`.
        """
        with self.door.read(Area.MONTH) as work:
            return work.periods.document(Month.parse(month), JOURNAL, revision)


def _bookings(work: UnitOfWork) -> tuple[Booking, ...]:
    return canonical.loads(tuple[Booking, ...], work.settings.get(BOOKINGS, "[]"))


def _export(work: UnitOfWork, month: Month, revision: int) -> JournalFile:
    work.periods.lock(month)
    closed = [
        one
        for one in work.periods.periods()
        if one.month == month and one.state is PeriodState.CLOSED
    ]
    wanted = [one for one in closed if revision in {0, one.revision}]
    if not wanted:
        raise ConflictError("journal.not_closed", month=str(month))
    period = wanted[-1]
    try:
        content = work.periods.document(month, JOURNAL, period.revision)
    except NotFoundError:
        content = _made(work, period, closed)
    return JournalFile(str(month), period.revision, sha256(content).hexdigest())


def _made(work: UnitOfWork, period: Period, closed: Iterable[Period]) -> bytes:
    """Make and keep the journal of a closed revision, with the accounts of now."""
    month, bookings = period.month, _bookings(work)
    before = [one.closed_at for one in closed if one.revision < period.revision]
    since = before[-1] if before else None
    entries = tuple(work.ledger.entries_of_month(month, since, period.closed_at))
    codes = _codes(work)
    for code, missing in (
        ("journal.unmapped", unmapped(entries, bookings)),
        ("journal.uncentred", uncentred(entries, bookings, codes)),
    ):
        if missing:
            raise InvalidInputError(code, kinds=", ".join(_(POSTINGS[kind]) for kind in missing))
    heads = work.months.heads(sorted({entry.key.line_id for entry in entries}))
    content = _csv(_rows(period, booked(entries, bookings, codes), heads))
    work.periods.keep(period, PINNED, canonical.encoded(bookings))
    work.periods.keep(period, JOURNAL, content)
    return content


def _codes(work: UnitOfWork) -> Codes:
    centres = {(AccountKind.COST_CENTRE, one.id): one.code for one in work.people.cost_centres()}
    return centres | {(AccountKind.UNIT, one.id): one.code for one in work.people.units()}


def _rows(
    period: Period, lines: Iterable[JournalLine], heads: Mapping[int, tuple[str, int]]
) -> Iterator[tuple[object, ...]]:
    """Yield the cells of a journal; it has one form, whatever the language of who makes it."""
    yield HEADINGS
    day = period.month.last_day().isoformat()
    for line in lines:
        key, said = line.posted.key, line.posted.reference
        yield (
            period.month,
            period.revision,
            line.entry,
            day,
            line.account,
            _plain(line.centre),
            _amount(max(line.cents, 0)),
            _amount(max(-line.cents, 0)),
            key.kind.value,
            heads[key.line_id][0],
            key.part,
            _plain(said),
        )


def _amount(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def _plain(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(rows: Iterable[tuple[object, ...]]) -> bytes:
    target = StringIO()
    csv.writer(target, delimiter=";", lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode()
