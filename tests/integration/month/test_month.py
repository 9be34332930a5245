"""The month: what is judged, what it costs, what is frozen, and what comes after."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest

from fmdesk.core.domain.charter import Outcome, Sanction, SanctionKind
from fmdesk.core.domain.errors import ConflictError, DomainError, NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.views import ClosedMonth
from fmdesk.core.ports import Question, RuleEngine
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.tables import verdict
from tests.integration.month.conftest import PAPER_CENTS, Quiet, SmallOffice, charter
from tests.integration.month.stories import half_late, reopen_month


def close(office: SmallOffice, month: str = "2026-10") -> ClosedMonth:
    return office.months.close(uuid4(), month, Quiet())


def test_the_late_half_of_an_order_is_free(office: SmallOffice) -> None:
    half_late(office)
    figures = office.control("2026-10")
    assert (figures.total.kept, figures.total.broken) == (1, 1)
    assert figures.total.charged_cents == 10 * PAPER_CENTS
    assert figures.total.credited_cents == 5 * PAPER_CENTS
    (late,) = figures.broken
    assert (late.part, late.quantity, late.cents) == (2, 5, 5 * PAPER_CENTS)
    assert (late.over_clock, late.borne_by) == (24 * 3600, "Voorraad")
    office.time.advance(days=30)
    closed = close(office)
    assert closed.entries == 3
    assert office.balance() == 0


def test_lines_with_the_same_facts_are_asked_once_and_each_gets_its_verdict(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    decide = type(office.engine).decide

    def counting(self: RuleEngine, batches: Iterator[Sequence[Question]]) -> object:
        def counted() -> Iterator[Sequence[Question]]:
            for batch in batches:
                asked.append(len(batch))
                yield batch

        return decide(self, counted())

    monkeypatch.setattr(type(office.engine), "decide", counting)
    for quantity in (1, 2, 3):
        (line,) = office.order(quantity).line_ids
        office.time.advance(hours=1)
        office.deliver(line, quantity)
    office.order(4)
    figures = office.control("2026-10")
    assert asked == [2]  # three that are ready in time, and one that runs
    assert (figures.total.kept, figures.total.running, figures.total.lines) == (3, 1, 4)


def test_every_total_is_the_sum_of_its_rows(office: SmallOffice) -> None:
    half_late(office)
    office.order(2)
    figures = office.control("2026-10")
    for dimension in ("department", "unit", "product"):
        rows = [row.month for row in figures.rows if row.dimension == dimension]
        for name in ("lines", "kept", "broken", "running", "charged_cents", "credited_cents"):
            total = getattr(figures.total, name)
            assert sum(getattr(row, name) for row in rows) == total, (dimension, name)
    assert sum(one.cents for one in figures.sanctions) == figures.total.credited_cents
    assert (
        sum(one.cents for one in figures.broken if one.state != "trial")
        == figures.total.credited_cents
    )


def test_a_draft_may_be_repeated_and_ends_where_it_is_asked_to(office: SmallOffice) -> None:
    (line,) = office.order(1).line_ids
    before = office.time.advance(hours=2)
    office.time.advance(hours=40)
    office.deliver(line, 1)
    now = office.control("2026-10")
    again = office.control("2026-10")
    assert now.total == again.total
    assert now.broken == again.broken
    assert now.total.broken == 1
    earlier = office.months.control("2026-10", Quiet(), before)
    assert (earlier.total.running, earlier.total.broken) == (1, 0)
    assert office.entries() == 0


def test_a_month_closed_twice_posts_once(office: SmallOffice) -> None:
    half_late(office)
    office.time.advance(days=30)
    op_id = uuid4()
    first = office.months.close(op_id, "2026-10", Quiet())
    with pytest.raises(ConflictError, match=r"month\.closed"):
        close(office)
    with pytest.raises(ConflictError, match=r"month\.closed"):
        office.control("2026-10")
    assert office.entries() == first.entries


def test_two_who_close_at_once_post_once(office: SmallOffice) -> None:
    half_late(office)
    office.time.advance(days=30)

    def attempt(op_id: UUID) -> str:
        try:
            return office.months.close(op_id, "2026-10", Quiet()).month
        except ConflictError as problem:
            return problem.code

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(attempt, [uuid4(), uuid4()]))
    assert answers == ["2026-10", "month.closed"]
    assert office.entries() == 3


def test_a_closed_month_prints_its_stored_bytes(office: SmallOffice) -> None:
    half_late(office)
    office.time.advance(days=30)
    closed = close(office)
    first = office.months.report("2026-10", "monthly", "nl", "pdf")
    office.order(3)
    figures = office.months.figures("2026-10")
    assert figures.is_closed
    assert figures.chain_head == closed.chain_head
    assert office.months.report("2026-10", "monthly", "nl", "pdf") == first
    assert office.months.writer.render("monthly", "nl", "pdf", figures) == first


def test_a_fact_after_closing_posts_into_the_next_open_month(office: SmallOffice) -> None:
    line = half_late(office)
    office.time.advance(days=30)
    close(office)
    with office.door.read() as work:
        late = next(
            event
            for event in work.tickets.events(line)
            if event.kind is EventKind.DELIVERED and event.number == 3
        )
    office.record(
        line,
        EventKind.CORRECTED,
        corrects=late.number,
        corrected_at=late.at.replace(day=6, hour=7),
        reason="bon verkeerd overgenomen",
    )
    office.time.advance(days=1)
    figures = office.control("2026-11")
    assert figures.total.lines == 0
    assert figures.total.credited_cents == -5 * PAPER_CENTS
    assert office.months.figures("2026-10").total.credited_cents == 5 * PAPER_CENTS
    office.time.advance(days=30)
    close(office, "2026-11")
    assert office.balance() == 0
    with office.door.read() as work:
        kinds = [(entry.key.kind, entry.month) for entry in work.ledger.entries_of_line(line)]
        references = {entry.reference for entry in work.ledger.entries_of_line(line)}
    assert ("sanction_reversal", "2026-11") in kinds
    assert "2026-10" in references


def test_an_open_line_past_due_is_broken_and_its_delivery_charged_later(
    office: SmallOffice,
) -> None:
    (line,) = office.order(4).line_ids
    office.time.advance(days=30)
    closed = close(office)
    assert closed.entries == 1
    office.deliver(line, 4)
    figures = office.control("2026-11")
    assert figures.total.charged_cents == 4 * PAPER_CENTS
    assert figures.total.credited_cents == 0


def test_an_objection_moves_the_burden_and_never_the_credit(office: SmallOffice) -> None:
    line = half_late(office)
    office.control("2026-10")
    with office.door.read() as work:
        (sanction,) = work.months.sanctions([line]).values()
    draft = SanctionDraft(uuid4(), sanction.id, "objection", "de lift was stuk")
    office.sanctions.object_to(draft)
    office.time.advance(days=30)
    with pytest.raises(ConflictError, match=r"month\.objections"):
        close(office)
    decision = SanctionDraft(uuid4(), sanction.id, "move", "vervoer liet het staan", "transport")
    office.sanctions.decide(decision)
    close(office)
    figures = office.months.figures("2026-10")
    assert figures.total.credited_cents == 5 * PAPER_CENTS
    assert [(one.unit, one.cents) for one in figures.sanctions] == [("Vervoer", 5 * PAPER_CENTS)]
    why = office.whys.explain(line, "nl")
    assert [one.bearer for one in why.verdicts if one.outcome is Outcome.BROKEN] == ["Vervoer"]


def test_a_waived_sanction_is_borne_by_nobody(office: SmallOffice) -> None:
    line = half_late(office)
    office.control("2026-10")
    with office.door.read() as work:
        (sanction,) = work.months.sanctions([line]).values()
    office.sanctions.decide(SanctionDraft(uuid4(), sanction.id, "waive", "overmacht"))
    total = office.control("2026-10").total
    assert (total.credited_cents, total.waived_cents, total.borne_cents) == (
        5 * PAPER_CENTS,
        5 * PAPER_CENTS,
        0,
    )


def test_a_decision_needs_a_reason_and_an_open_sanction(office: SmallOffice) -> None:
    line = half_late(office)
    office.control("2026-10")
    with office.door.read() as work:
        (sanction,) = work.months.sanctions([line]).values()
    for draft, code in (
        (SanctionDraft(uuid4(), sanction.id, "waive", " "), "sanction.reason_missing"),
        (SanctionDraft(uuid4(), sanction.id, "burn", "x"), "sanction.decision"),
        (SanctionDraft(uuid4(), sanction.id, "move", "x", "stock"), "sanction.same_unit"),
        (SanctionDraft(uuid4(), 999, "waive", "x"), "sanction.unknown"),
    ):
        with pytest.raises(DomainError) as caught:
            office.sanctions.decide(draft)
        assert caught.value.code == code
    office.time.advance(days=30)
    close(office)
    with pytest.raises(ConflictError, match=r"sanction\.decided"):
        office.sanctions.object_to(SanctionDraft(uuid4(), sanction.id, "objection", "te laat"))


def test_a_charter_in_trial_is_reported_and_never_posted(
    office: SmallOffice, database_url: str
) -> None:
    del database_url
    trial = charter(
        "trial",
        Sanction(SanctionKind.FIXED, amount_cents=500),
        trial_until=office.time.at.date().replace(month=12),
    )

    def add(work: object) -> None:
        work.catalog.add_charter_version(trial)

    office.door.run(uuid4(), "test.charter", None, add, type(None))
    half_late(office)
    figures = office.control("2026-10")
    assert figures.total.credited_cents == 5 * PAPER_CENTS
    rows = {row.key: row for row in figures.rows if row.dimension == "charter"}
    assert rows["trial"].month.broken == 1
    assert rows["trial"].is_trial
    assert {one.state for one in figures.broken if one.charter == "trial"} == {"trial"}
    assert all(one.charter != "trial" or one.is_trial for one in figures.sanctions)


def test_closing_waits_its_turn(office: SmallOffice) -> None:
    half_late(office)
    with pytest.raises(ConflictError, match=r"month\.not_over"):
        close(office)
    office.time.advance(days=30)
    office.order(1)
    office.time.advance(days=30)
    with pytest.raises(ConflictError, match=r"month\.earlier_open"):
        close(office, "2026-11")


def test_a_cancelled_run_changes_nothing(office: SmallOffice) -> None:
    half_late(office)
    with pytest.raises(DomainError, match=r"job\.cancelled"):
        office.months.control("2026-10", Quiet(is_stopped=True))
    with pytest.raises(NotFoundError, match=r"month\.no_figures"):
        office.months.figures("2026-10")


def test_months_are_listed_with_their_state(office: SmallOffice) -> None:
    half_late(office)
    (state,) = office.months.states()
    assert (state.month, state.lines, state.controlled_at) == ("2026-10", 1, None)
    office.control("2026-10")
    (state,) = office.months.states()
    assert state.controlled_at is not None
    office.time.advance(days=30)
    close(office)
    (state,) = office.months.states()
    assert state.is_closed


def test_a_disagreement_goes_to_quarantine_and_blocks_the_close(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_late(office)
    kind = type(office.engine)
    monkeypatch.setattr(kind, "check", lambda _self, asked: [Outcome.EXCUSED] * len(asked))
    figures = office.control("2026-10")
    assert figures.quarantined == 2
    assert figures.total.credited_cents == 0
    office.time.advance(days=30)
    with pytest.raises(ConflictError, match=r"month\.quarantine"):
        close(office)
    assert office.entries() == 0


def test_a_reopened_month_gets_a_revision_and_leaves_the_old_one_readable(
    office: SmallOffice,
) -> None:
    line = half_late(office)
    office.time.advance(days=30)
    first = close(office)
    printed = office.months.report("2026-10", "sanctions", "nl", "pdf")
    for month, reason, code in (
        ("2026-10", " ", "month.reason_missing"),
        ("2026-11", "fout", "month.not_closed"),
    ):
        with pytest.raises(DomainError) as caught:
            office.months.reopen(uuid4(), month, reason)
        assert caught.value.code == code
    reopen_month(office, "2026-10", "bon verkeerd overgenomen")
    with office.door.read() as work:
        late = work.tickets.events(line)[2]
    office.record(
        line,
        EventKind.CORRECTED,
        corrects=late.number,
        corrected_at=late.at.replace(day=6, hour=7),
        reason="bon verkeerd overgenomen",
    )
    second = close(office)
    assert (second.revision, office.balance()) == (2, 0)
    assert second.sha256 != first.sha256
    assert office.months.figures("2026-10").total.credited_cents == 0
    with office.door.read() as work:
        month = Month.parse("2026-10")
        assert work.periods.document(month, "sanctions.nl.pdf", 1) == printed
    office.time.advance(days=3)
    office.order(1)
    office.time.advance(days=30)
    close(office, "2026-11")
    with pytest.raises(ConflictError, match=r"month\.later_closed"):
        office.months.reopen(uuid4(), "2026-10", "nog eens")


def test_the_rows_of_verdicts_have_the_columns_of_their_table() -> None:
    assert ", ".join(verdict.columns.keys()) == (
        "month, line_id, part, clock_run, charter_version_id, outcome, quantity, due_at,"
        " finished_at, over_working, over_clock, facts, cents, full_cents, points, bearer_id,"
        " is_trial"
    )


def test_a_draft_is_printed_from_its_figures(office: SmallOffice) -> None:
    half_late(office)
    with pytest.raises(NotFoundError, match=r"month\.no_figures"):
        office.months.report("2026-10", "monthly", "nl", "csv")
    office.control("2026-10")
    assert office.months.report("2026-10", "monthly", "en", "pdf").startswith(b"%PDF")
    assert b"2026-10" in office.months.report("2026-10", "sanctions", "nl", "csv")


def test_a_draft_that_is_overtaken_by_a_close_is_not_stored(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_late(office)
    office.time.advance(days=30)
    kind = type(office.door)
    run = kind.run

    def late(door: SqlDoor, op_id: UUID, name: str, *more: object) -> object:
        if name == "month.control":
            monkeypatch.setattr(kind, "run", run)
            close(office)
        return run(door, op_id, name, *more)

    monkeypatch.setattr(kind, "run", late)
    with pytest.raises(ConflictError, match=r"month\.closed"):
        office.control("2026-10")
    assert office.months.figures("2026-10").is_closed
