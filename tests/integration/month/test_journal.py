"""The journal for finance, on both databases: it is the ledger, and it never changes again."""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import DomainError, NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.journal import Booking, BookingsDraft, JournalFile, JournalOrder
from fmdesk.core.domain.ledger import EntryKind
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.services.journals import Journals
from fmdesk.core.services.month_progress import MonthWay
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from tests.integration.month.conftest import PAPER_CENTS, SmallOffice
from tests.integration.month.stories import close_month, half_late, reopen_month, sanctions_of

OCTOBER, NOVEMBER = "2026-10", "2026-11"
CHARGE = Booking(EntryKind.CHARGE, "4400", "8000")
SANCTION = Booking(EntryKind.SANCTION, "8100", "4410", "9000")
BACK = Booking(EntryKind.SANCTION_REVERSAL, "4410", "8100")

LEDGER = """SELECT e.kind, r.account, sum(CASE WHEN r.cents > 0 THEN r.cents ELSE 0 END) AS debit,
    sum(CASE WHEN r.cents < 0 THEN -r.cents ELSE 0 END) AS credit, count(*) AS n
    FROM journal_row r JOIN journal_entry e ON e.id = r.entry_id
    WHERE e.month = '{month}' AND r.cents <> 0 GROUP BY e.kind, r.account"""
"""What stands in the ledger of a month, asked without any code of the program."""


@pytest.fixture
def journals(office: SmallOffice) -> Journals:
    return Journals(office.door)


def export(journals: Journals, month: str = OCTOBER, revision: int = 0) -> JournalFile:
    return journals.export(JournalOrder(uuid4(), month, revision))


def rows_of(content: bytes) -> list[Mapping[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def cents(text: str) -> int:
    return int(text.replace(",", ""))


def refused(code: str, done: Callable[[], object]) -> DomainError:
    with pytest.raises(DomainError) as caught:
        done()
    assert caught.value.code == code
    return caught.value


def in_the_ledger(office: SmallOffice, month: str) -> dict[tuple[str, bool], tuple[int, int, int]]:
    with office.database.read() as connection:
        found = connection.exec_driver_sql(LEDGER.format(month=month)).all()
    return {
        (kind, account == "cost_centre"): (int(debit), int(credit), int(n))
        for kind, account, debit, credit, n in found
    }


def in_the_journal(
    rows: Sequence[Mapping[str, str]],
) -> dict[tuple[str, bool], tuple[int, int, int]]:
    sums: dict[tuple[str, bool], tuple[int, int, int]] = {}
    for row in rows:
        key = (row["kind"], row["cost_centre"] == "4410")
        debit, credit, n = sums.get(key, (0, 0, 0))
        sums[key] = (debit + cents(row["debit"]), credit + cents(row["credit"]), n + 1)
    return sums


def corrected(office: SmallOffice, line: int) -> None:
    """Say that the second half came in time after all."""
    with office.door.read() as work:
        late = work.tickets.events(line)[2]
    office.record(
        line,
        EventKind.CORRECTED,
        corrects=late.number,
        corrected_at=late.at.replace(day=6, hour=7),
        reason="=bon verkeerd overgenomen",
    )


def test_a_journal_is_the_ledger_and_stays_what_it_was(
    office: SmallOffice, journals: Journals
) -> None:
    """Ten boxes charged, 184.00; five of them late and credited, 92.00."""
    line = half_late(office)
    refused("journal.not_closed", lambda: export(journals))
    office.time.advance(days=31)
    close_month(office, OCTOBER)
    refused("journal.not_closed", lambda: export(journals, revision=2))
    for language, words in (("en", "Charge, Sanction. Fill"), ("nl", "Sanctie. Vul")):
        with using_language(language):
            assert words in explain(refused("journal.unmapped", lambda: export(journals)))
    way = MonthWay(office.door)
    assert way.progress(OCTOBER).journals == ()
    assert [one.debit for one in journals.bookings()] == [""] * len(EntryKind)

    refused(
        "journal.account",
        lambda: journals.save(BookingsDraft(uuid4(), (Booking(EntryKind.CHARGE, "=1"),))),
    )
    journals.save(BookingsDraft(uuid4(), (SANCTION, CHARGE)))
    made = export(journals)
    content = journals.content(OCTOBER, made.revision)
    rows = rows_of(content)
    assert in_the_journal(rows) == in_the_ledger(office, OCTOBER)
    assert sum(cents(row["debit"]) for row in rows) == 15 * PAPER_CENTS
    assert sum(cents(row["credit"]) for row in rows) == 15 * PAPER_CENTS
    first = rows[0]
    assert (first["period"], first["revision"], first["date"]) == (OCTOBER, "1", "2026-10-31")
    assert first["line"] == "M000001.1"
    booked = {(row["kind"], row["account"], row["cost_centre"]) for row in rows}
    assert booked == {
        ("charge", "4400", "4410"),
        ("charge", "8000", "stock"),
        ("sanction", "4410", "4410"),
        ("sanction", "8100", "9000"),
    }
    assert way.progress(OCTOBER).journals == (1,)

    # Other accounts and other names later on: the same bytes.
    journals.save(BookingsDraft(uuid4(), (Booking(EntryKind.CHARGE, "1", "2"), SANCTION, BACK)))
    renamed(office)
    assert export(journals) == made
    assert journals.content(OCTOBER, 1) == content

    # A correction of October stands in November, with the month it refers to.
    corrected(office, line)
    office.time.advance(days=31)
    close_month(office, NOVEMBER)
    later = rows_of(journals.content(NOVEMBER, export(journals, NOVEMBER).revision))
    assert in_the_journal(later) == in_the_ledger(office, NOVEMBER)
    assert {row["kind"] for row in later} == {"sanction_reversal"}
    assert {row["account"] for row in later} == {"4410", "8100"}
    assert all(OCTOBER in row["reference"] for row in later)
    assert journals.content(OCTOBER, 1) == content


def renamed(office: SmallOffice) -> None:
    """Give the unit that delivers another code, past all use cases."""
    with office.database.write() as connection:
        connection.exec_driver_sql("UPDATE unit SET code = 'store' WHERE code = 'stock'")


def test_a_later_revision_books_only_what_its_own_close_posted(
    office: SmallOffice, journals: Journals
) -> None:
    journals.save(BookingsDraft(uuid4(), (CHARGE, SANCTION, BACK)))
    line = half_late(office)
    office.time.advance(days=31)
    close_month(office, OCTOBER)
    office.time.advance(hours=1)
    reopen_month(office, OCTOBER, "bon verkeerd overgenomen")
    first = journals.content(OCTOBER, export(journals).revision)
    corrected(office, line)
    office.time.advance(hours=1)
    close_month(office, OCTOBER)
    made = export(journals)
    assert made.revision == 2
    second = rows_of(journals.content(OCTOBER, 2))
    assert {(row["kind"], row["revision"]) for row in second} == {("sanction_reversal", "2")}
    assert export(journals, revision=1).revision == 1
    assert journals.content(OCTOBER, 1) == first
    both = in_the_journal([*rows_of(first), *second])
    assert both == in_the_ledger(office, OCTOBER)
    assert not any(row["reference"].startswith("=") for row in second), "no cell runs as a formula"


def test_two_desks_that_set_other_kinds_keep_both(journals: Journals) -> None:
    journals.save(BookingsDraft(uuid4(), (CHARGE,)))
    journals.save(BookingsDraft(uuid4(), (SANCTION,)))
    kept = {one.kind: one for one in journals.bookings()}
    assert (kept[CHARGE.kind], kept[SANCTION.kind]) == (CHARGE, SANCTION)
    journals.save(BookingsDraft(uuid4(), (Booking(CHARGE.kind),)))
    kept = {one.kind: one for one in journals.bookings()}
    assert (kept[CHARGE.kind], kept[SANCTION.kind]) == (Booking(CHARGE.kind), SANCTION)


def test_a_month_without_money_has_an_empty_journal(
    office: SmallOffice, journals: Journals
) -> None:
    (line,) = office.order().line_ids
    office.record(line, EventKind.CANCELLED, reason="toch niet")
    office.time.advance(days=31)
    close_month(office, OCTOBER)
    content = journals.content(OCTOBER, export(journals).revision)
    assert rows_of(content) == []
    assert content.startswith(b"\xef\xbb\xbfperiod;revision;entry;date;account;")


def test_journals_of_a_month_that_is_open_again_can_still_be_made(
    office: SmallOffice, journals: Journals
) -> None:
    journals.save(BookingsDraft(uuid4(), (CHARGE, SANCTION)))
    half_late(office)
    office.time.advance(days=31)
    close_month(office, OCTOBER)
    reopen_month(office, OCTOBER, "bon")
    office.time.at += timedelta(hours=1)
    assert export(journals).revision == 1


def test_what_is_waived_has_a_cost_centre_before_there_is_a_journal(
    office: SmallOffice, journals: Journals
) -> None:
    """Five late boxes, 92.00, are waived: the organisation bears them, which has no code."""
    line = half_late(office)
    office.control(OCTOBER)
    (found,) = sanctions_of(office, line)
    office.sanctions.decide(SanctionDraft(uuid4(), found.id, "waive", "Onze eigen schuld"))
    office.time.advance(days=31)
    close_month(office, OCTOBER)
    bare = tuple(Booking(kind, "8100", "4410") for kind in EntryKind)
    journals.save(BookingsDraft(uuid4(), bare))
    for language, words in (("en", "has no cost centre in: "), ("nl", "geen kostenplaats bij: ")):
        with using_language(language):
            assert words in explain(refused("journal.uncentred", lambda: export(journals)))
    with pytest.raises(NotFoundError):
        journals.content(OCTOBER, 1)
    journals.save(BookingsDraft(uuid4(), (Booking(EntryKind.MOVE, "8100", "4410", "9000"),)))
    rows = rows_of(journals.content(OCTOBER, export(journals).revision))
    assert all(row["cost_centre"] for row in rows)
    kinds = {row["kind"] for row in rows}
    waived = [row for row in rows if row["kind"] in kinds - {"charge"}]
    assert sum(cents(row["debit"]) - cents(row["credit"]) for row in waived) == 0
    assert 92_00 in [cents(row["debit"]) for row in waived]
    moved = [(row["cost_centre"], row["debit"]) for row in rows if row["kind"] == "move"]
    assert sorted(moved) == [("9000", "92,00"), ("stock", "0,00")], "taken from who had it"
