"""Closed months held against the log: their revisions, papers, ledger, prices and verdicts.

Sums are made by the database and grouped, so that a ledger of millions is read once.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.broken import without_appendix
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.ledger import AccountKind
from fmdesk.core.domain.objection import Act
from fmdesk.core.domain.period import Month, PeriodState
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.services.figures import CHARGES, COUNTED
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.findings import Findings
from fmdesk.core.sql.logged import Logged, Revision, Told
from fmdesk.core.sql.periods import FIGURES
from fmdesk.core.sql.ticket_rows import ticket_number

Figures = Mapping[str, Any]
"""The figures of a month as they stand in its document, without the broken verdicts."""
Sums = Counter[tuple[str, str]]
"""Cents or points by the code of what is found where they differ and, of what is borne, by unit."""
CHARGED, CREDITED = "verify.ledger_charged", "verify.ledger_credited"
WAIVED, BORNE, POINTS = "verify.ledger_waived", "verify.ledger_borne", "verify.ledger_points"
_PAID, _GIVEN, _EARNED, _LEFT = -1, -2, -3, -4
"""What cost centres pay and are given back, units earn, and the organisation bears; other numbers
are those of the units that bear something."""
_CODES = {_PAID: (CHARGED, 1), _GIVEN: (CREDITED, -1), _LEFT: (WAIVED, 1)}
STREAM = 2000
_CONTROLS = (Act.GROW, Act.OTHER, Act.MORE)
"""What the control says of a sanction itself."""
_ENTRY, _ROW, _LINE = t.journal_entry.c, t.journal_row.c, t.line.c
_IS_CHARGE = _ENTRY.kind.in_([kind.value for kind in CHARGES])
_COSTS = _ROW.account == AccountKind.COST_CENTRE.value


def check_months(connection: sa.Connection, logged: Logged, found: Findings) -> int:
    """Hold everything of closed months against the log; return how many documents there are."""
    gone = _check_revisions(connection, logged, found)
    documents, figures = _check_documents(connection, logged, found, gone)
    _check_entries(connection, logged, found)
    _check_sums(connection, figures, found)
    for month, of in sorted(figures.items()):
        if not logged.is_open(month):
            _check_verdicts(connection, month, of, found)
    _check_prices(connection, found)
    return documents


def _name(revision: Revision) -> str:
    """Return a revision as the copies of the database are called."""
    return f"{revision[0]}-r{revision[1]}"


def _check_revisions(
    connection: sa.Connection, logged: Logged, found: Findings
) -> frozenset[Revision]:
    """Compare the revisions of months with their closes; return those that are gone."""
    rows = connection.execute(sa.select(t.period)).all()
    stored = {(row.month, row.revision): row for row in rows}
    for key, row in sorted(stored.items()):
        close = logged.closes.get(key)
        is_closed = row.state == PeriodState.CLOSED.value
        if close is None:
            if is_closed or row.revision > logged.newest.get(row.month, 1):
                found.add("verify.month_unlogged", _name(key))
            continue
        if not is_closed:
            found.add("verify.month_opened", _name(key))
        told = (close.answer.sha256, close.answer.chain_head, close.actor, close.at)
        if (row.figures_sha256, row.chain_head, row.closed_by, row.closed_at) != told:
            found.add("verify.month_changed", _name(key))
    gone = frozenset({*logged.closes, *logged.newest.items()} - stored.keys())
    for key in sorted(gone):
        found.add("verify.month_gone", _name(key))
    return gone


def _check_documents(
    connection: sa.Connection, logged: Logged, found: Findings, gone: frozenset[Revision]
) -> tuple[int, Mapping[str, Figures]]:
    """Compare the papers of closed months with their digests and with the log.

    Returns:
        How many there are, and of each month the figures of its last close, where they are those
        that the log has.
    """
    missing = {key: dict(logged.papers(key)) for key in logged.closes if key not in gone}
    last = logged.last()  # what came before it is in its sums too
    figures: dict[str, Figures] = {}
    count = 0
    query = sa.select(t.period_document).execution_options(yield_per=1)
    for row in connection.execute(query):
        count += 1
        key = (row.month, row.revision)
        digest = sha256(row.content).hexdigest()
        logged_as = missing.get(key, {}).pop(row.name, "") or digest
        if not digest == row.sha256 == logged_as:
            found.add("verify.document_changed", f"{_name(key)} {row.name}")
        elif row.name == FIGURES and key in last:
            figures[row.month] = _brief(row.content)
    for key, papers in sorted(missing.items()):
        for name in sorted(papers):
            found.add("verify.document_gone", f"{_name(key)} {name}")
    return count, figures


def _brief(content: bytes) -> Figures:
    """Return of figures what is compared: an office keeps them for ever, with all their rows."""
    figures = json.loads(without_appendix(content))
    units = [row for row in figures["rows"] if row["dimension"] == "unit"]
    return {"zone": figures["zone"], "total": figures["total"], "units": units}


def _check_entries(connection: sa.Connection, logged: Logged, found: Findings) -> None:
    """Compare how many entries months have with how many their closes posted."""
    posted = Counter[str]()
    for (month, _revision), close in logged.closes.items():
        posted[month] += close.answer.entries
    query = sa.select(_ENTRY.month, sa.func.count()).group_by(_ENTRY.month)
    there = Counter[str]()
    for month, count in connection.execute(query):
        there[month] += count
    for month in sorted(posted.keys() | there.keys()):
        if posted[month] != there[month]:
            found.add("verify.entries", month)


def _check_sums(connection: sa.Connection, figures: Mapping[str, Figures], found: Findings) -> None:
    """Compare what the ledger adds up to with the figures of each month's last close."""
    for month, of in sorted(figures.items()):
        told, there = _told_sums(of), _sums(connection, month)
        for code, unit in sorted(told.keys() | there.keys()):
            if told[code, unit] != there[code, unit]:
                found.add(code, f"{month}, {unit}" if unit else month)


def _told_sums(figures: Figures) -> Sums:
    """Return what the figures say was charged, credited, waived and borne."""
    total = figures["total"]
    sums = Counter({(CHARGED, ""): total["charged_cents"], (CREDITED, ""): total["credited_cents"]})
    sums[WAIVED, ""] = total["waived_cents"]
    sums[POINTS, ""] = total["points"]
    for row in figures["units"]:
        sums[BORNE, row["key"]] = row["month"]["borne_cents"]
        sums[POINTS, row["key"]] = row["month"]["points"]
    return sums


def _sums(connection: sa.Connection, month: str) -> Sums:
    """Return the same as it stands in the ledger."""
    units = _unit_codes(connection)
    place = sa.case(
        (sa.and_(_COSTS, _IS_CHARGE), _PAID),
        (_COSTS, _GIVEN),
        (_IS_CHARGE, _EARNED),
        (_ROW.account == AccountKind.ORGANISATION.value, _LEFT),
        else_=_ROW.account_id,
    ).label("place")  # one number: grouping a million rows by words takes three times as long
    query = (
        sa.select(place, sa.func.sum(_ROW.cents), sa.func.sum(_ENTRY.points))
        .join_from(t.journal_entry, t.journal_row)
        .where(_ENTRY.month == month)
        .group_by(place)
    )
    sums = Sums()
    for number, cents, points in connection.execute(query):
        if number in _CODES:
            code, sign = _CODES[number]
            sums[code, ""] = sign * int(cents)
        elif number != _EARNED:
            unit = units.get(number, str(number))
            sums[BORNE, unit], sums[POINTS, unit] = int(cents), int(points)
    whole = sa.select(sa.func.coalesce(sa.func.sum(_ENTRY.points), 0)).where(_ENTRY.month == month)
    sums[POINTS, ""] = int(connection.execute(whole).scalar_one())
    return sums


def _unit_codes(connection: sa.Connection) -> Mapping[int, str]:
    """Return the codes of units: no page changes one."""
    return {one.id: one.code for one in connection.execute(sa.select(t.unit.c.id, t.unit.c.code))}


def _check_verdicts(
    connection: sa.Connection, month: str, figures: Figures, found: Findings
) -> None:
    """Compare the verdicts of a closed month with how many its figures count."""
    start, _end = Month.parse(month).bounds(figures["zone"])
    query = (
        sa.select(t.verdict.c.outcome, sa.func.count())
        .join_from(t.verdict, t.line)
        .where(t.verdict.c.month == month, sa.not_(t.verdict.c.is_trial), _LINE.opened_at >= start)
        .group_by(t.verdict.c.outcome)
    )
    counts = Counter[str]()
    for outcome, count in connection.execute(query):
        counts[COUNTED[Outcome(outcome)]] += count
    total = figures["total"]
    if any(counts[name] != total[name] for name in COUNTED.values()):
        found.add("verify.verdicts", month)


def _check_prices(connection: sa.Connection, found: Findings) -> None:
    """Compare the prices of settled lines with what the ledger charged for them."""
    charged = (
        sa.select(_ENTRY.line_id, sa.func.sum(_ROW.cents).label("cents"))
        .join_from(t.journal_entry, t.journal_row)
        .where(_IS_CHARGE, _COSTS)
        .group_by(_ENTRY.line_id)
        .subquery()
    )
    cents = sa.func.coalesce(charged.c.cents, 0)
    whole = sa.and_(_LINE.state == LineState.READY.value, _LINE.price_cents != cents)
    query = (
        sa.select(_LINE.ticket_id, _LINE.position)
        .outerjoin(charged, charged.c.line_id == _LINE.id)
        .where(_LINE.settled_month.is_not(None), sa.not_(_LINE.is_touched))
        .where(_LINE.cost_centre_id.is_not(None), sa.or_(whole, _LINE.price_cents < cents))
        .order_by(_LINE.id)
    )
    for ticket_id, position in connection.execute(query):
        found.add("verify.price", f"{ticket_number(ticket_id)}.{position}")


def check_decisions(connection: sa.Connection, logged: Logged, found: Findings) -> None:
    """Hold what persons said about sanctions against what the log has of it."""
    waiting, changed = Counter(logged.told), set[int]()
    for told in _decisions(connection):
        if waiting[told] > 0:
            waiting[told] -= 1
        elif (told.at, told.actor) not in logged.unread:
            changed.add(told.sanction_id)
    gone = {told.sanction_id for told in waiting.elements()} - changed
    for code, numbers in (("verify.decision_changed", changed), ("verify.decision_gone", gone)):
        for number in sorted(numbers):
            found.add(code, _line_of(connection, number))


def _decisions(connection: sa.Connection) -> Iterator[Told]:
    units = _unit_codes(connection)
    said = t.sanction_decision.c
    query = (
        sa.select(said.sanction_id, said.at, said.actor, said.kind, said.reason, said.to_unit_id)
        .where(said.kind.not_in([kind.value for kind in _CONTROLS]))
        .execution_options(yield_per=STREAM)
    )
    for sanction_id, at, actor, kind, reason, unit_id in connection.execute(query):
        to_unit = units.get(unit_id, "") if kind == Act.MOVE else ""
        yield Told(sanction_id, at, actor, kind, reason, to_unit)


def _line_of(connection: sa.Connection, sanction_id: int) -> str:
    """Return the number of the line of a sanction."""
    query = (
        sa.select(_LINE.ticket_id, _LINE.position)
        .join_from(t.sanction, t.line)
        .where(t.sanction.c.id == sanction_id)
    )
    row = connection.execute(query).one_or_none()
    return f"{ticket_number(row.ticket_id)}.{row.position}" if row else str(sanction_id)
