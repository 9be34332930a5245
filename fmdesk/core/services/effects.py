"""What holds for a line, and what would hold after a change: clock, price, promises, budget.

The same judging as the month's control and the why panel, so that what is shown before a change is
what comes of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.dossier import Shown
from fmdesk.core.domain.dossier_views import PromiseTerm, Terms
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.facts import fact_types
from fmdesk.core.domain.intake_views import Budget
from fmdesk.core.domain.ledger import AccountKind, EntryKind
from fmdesk.core.domain.posting import Target
from fmdesk.core.domain.ticket import Line
from fmdesk.core.ports import MonthLine, PluginGateway, RuleEngine, UnitOfWork
from fmdesk.core.services.budgets import budget, charged_share, credited, first_run
from fmdesk.core.services.fulfilment import OPEN
from fmdesk.core.services.judging import Asked, Judge, Judgement
from fmdesk.core.services.lineview import Names


def delivered(work: UnitOfWork, line: Line, events: Sequence[LineEvent]) -> int:
    """Return the pieces of a line that are delivered and stand."""
    run = first_run(work, events)
    return line.quantity - run.left(line.quantity) if run else 0


def shown_of(line: Line) -> Shown:
    """Return what must still be so of a line when a change of it is saved."""
    return Shown(line.state, line.price_cents, line.due_at)


@dataclass(frozen=True, slots=True)
class Weigher:
    """Tells what holds for one line, as it is or as it might become.

    Attributes:
        work: The unit of work to read from.
        engine: Decides which promises hold.
        plugins: Declares the facts.
        names: Names in the language of the page.
    """

    work: UnitOfWork
    engine: RuleEngine
    plugins: PluginGateway
    names: Names

    def terms(self, line: Line, events: Sequence[LineEvent]) -> Terms:
        """Return what holds for a line with these events.

        Args:
            line: The line, with its projections.
            events: All its events.
        """
        self.engine.load(self.work.catalog.charters(), fact_types(self.plugins.fact_types()))
        judge = Judge(self.work, self.work.now)
        read = _as_read(self.work.months.line(line.id), line, events)
        asked = judge.ask(read)
        outcomes = self.engine.check([case.question for case in asked.cases])
        judgement = judge.judge(read, asked, outcomes, {})
        given = [one for one in judgement.credits.values() if not one.is_trial]
        return Terms(
            state=line.state,
            quantity=line.quantity,
            delivered=delivered(self.work, line, events),
            price_cents=line.price_cents,
            charged_cents=_charged(judgement.targets),
            credited_cents=sum(credit.cents for credit in given),
            due_at=line.due_at,
            promises=self._promises(judge, read, asked, outcomes, judgement),
            budget=self._budget(line, judgement.targets),
        )

    def _promises(
        self,
        judge: Judge,
        line: MonthLine,
        asked: Asked,
        outcomes: Sequence[Outcome],
        judgement: Judgement,
    ) -> tuple[PromiseTerm, ...]:
        """Return each promise once: how its last part stands, what all its parts are credited."""
        found: dict[int, PromiseTerm] = {}
        for case, outcome in zip(asked.cases, outcomes, strict=True):
            charter = case.charter
            before = found.get(charter.id)
            credit = judgement.credits.get(case.slot)
            found[charter.id] = PromiseTerm(
                name=self.names.of(charter),
                text=charter.promise_en if self.names.is_english else charter.promise_nl,
                outcome=outcome,
                due_at=case.due_at,
                cents=(before.cents if before else 0) + (credit.cents if credit else 0),
                is_trial=judge.is_trial(charter, line),
            )
        return tuple(sorted(found.values(), key=_holds_last))

    def _budget(self, line: Line, targets: Sequence[Target]) -> Budget | None:
        """Return the budget of who pays, with this line in it as it is here."""
        if line.cost_centre_id is None:
            return None
        work = self.work
        stored = work.tickets.line(line.id)
        found = budget(work, work.people.cost_centre(line.cost_centre_id), line.opened_at)
        credit = credited(work, line.id)
        if stored.cost_centre_id == line.cost_centre_id:
            events = work.tickets.events(line.id)
            found = _with(found, -1, stored, charged_share(work, stored, events), credit)
        return _with(found, 1, line, _charged(targets), credit)


def _with(found: Budget, sign: int, line: Line, share: int, credit: int) -> Budget:
    """Return a budget with a line put in (1) or taken out (-1)."""
    if line.state in OPEN:
        return replace(found, committed=found.committed + sign * line.price_cents)
    return replace(found, charged=found.charged + sign * (share - credit if share else 0))


def _charged(targets: Sequence[Target]) -> int:
    return sum(
        row.cents
        for target in targets
        if target.kind is EntryKind.CHARGE
        for row in target.rows
        if row.account is AccountKind.COST_CENTRE
    )


def _as_read(read: MonthLine, line: Line, events: Sequence[LineEvent]) -> MonthLine:
    """Return a line as the month run would read it."""
    return read._replace(
        department_id=line.department_id,
        cost_centre_id=line.cost_centre_id,
        variant=line.variant,
        quantity=line.quantity,
        price_cents=line.price_cents,
        due_given=line.due_given,
        facts=line.facts,
        events=tuple(events),
    )


def _holds_last(one: PromiseTerm) -> tuple[bool, bool, str]:
    return one.outcome is Outcome.NOT_APPLICABLE, one.is_trial, one.name
