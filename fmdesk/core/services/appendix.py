"""The appendix of a month: every broken verdict, and what this month changes of closed ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fmdesk.core.domain.broken import BrokenLine, Earlier
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.ledger import JournalEntry
from fmdesk.core.domain.objection import BORNE_ELSEWHERE
from fmdesk.core.ports import MonthLine, Question, SanctionKey, SanctionRecord
from fmdesk.core.services.figures import Gatherer
from fmdesk.core.services.judging import Asked, Case, Judge, Judgement, Slot
from fmdesk.core.services.late_facts import credited, earlier_of


@dataclass(frozen=True, slots=True)
class Judged:
    """One line with what became of it.

    Attributes:
        line: The line.
        asked: Its cases.
        outcomes: For each case the outcome.
        judgement: What they cost.
        stored: Every entry of the line so far.
        money: What this month posts of it.
    """

    line: MonthLine
    asked: Asked
    outcomes: Sequence[Outcome]
    judgement: Judgement
    stored: Sequence[JournalEntry]
    money: Sequence[JournalEntry]


@dataclass(frozen=True, slots=True)
class Appendix:
    """Lists broken verdicts line by line.

    Attributes:
        month: The month, `YYYY-MM`.
        judge: Knows the charter versions.
        gatherer: Takes what is found.
    """

    month: str
    judge: Judge
    gatherer: Gatherer

    def add_broken(self, of: Judged, sanctions: Mapping[SanctionKey, SanctionRecord]) -> None:
        """List the broken verdicts of a line, but for what an earlier month has told it all."""
        for case, outcome in zip(of.asked.cases, of.outcomes, strict=True):
            if outcome is Outcome.BROKEN:
                self._add_broken(of, case, sanctions)

    def add_taken_back(
        self, of: Judged, slots: Sequence[Slot], sanctions: Mapping[SanctionKey, SanctionRecord]
    ) -> None:
        """List what closed months posted of verdicts that are broken no more.

        Args:
            of: The line.
            slots: The sanctions, see `taken_back`.
            sanctions: Those of the line.
        """
        line = of.line
        cases = {case.slot: case for case in of.asked.cases}
        for slot in slots:
            earlier = self._earlier(of, slot, is_taken_back=True)
            if earlier is None:
                continue
            part, _run, version = slot
            none = Question(version, {})  # of a part that is no more nothing is asked
            gone = Case(
                self.judge.charter(version), None, part, line.quantity, None, None, 0, 0, none
            )
            sums = credited(of.money, slot)
            sanction = sanctions.get(SanctionKey(line.id, *slot))
            state = "posted"
            if sanction is not None and sanction.state in BORNE_ELSEWHERE:
                state = sanction.state
            borne_by = earlier.borne_by or ""
            told = self._broken(line, cases.get(slot, gone), sums, state, borne_by)
            found = replace(told, earlier=earlier)
            if found.waived_cents and sanction is not None:
                self.gatherer.add_waived(sanction.bearer_id, version, found.waived_cents)
            self.gatherer.broken.append(found)

    def _add_broken(
        self, of: Judged, case: Case, sanctions: Mapping[SanctionKey, SanctionRecord]
    ) -> None:
        line, judgement = of.line, of.judgement
        credit, earlier = judgement.credits[case.slot], None
        charter_bearer_id = bearer_id = judgement.attributions[case.slot].unit_id
        cents, points = credited(of.money, case.slot)
        if credit.is_trial:
            if not line.is_own:
                return
            cents, points = credit.cents, credit.points
            self.gatherer.add_trial(bearer_id, case.charter.id, cents, points)
        elif not line.is_own:
            earlier = self._earlier(of, case.slot, is_taken_back=False)
        key = SanctionKey(line.id, *case.slot)
        decided = judgement.stands.get(key, sanctions.get(key))
        state = "trial" if credit.is_trial else "proposed"
        if decided is not None and decided.state != "withdrawn" and not credit.is_trial:
            state = decided.state
            if state == "moved" and decided.to_unit_id is not None:
                bearer_id = decided.to_unit_id
        borne_by = "" if state == "waived" else self.gatherer.names.units[bearer_id][1]
        told = self._broken(line, case, (cents, points), state, borne_by)
        found = replace(told, earlier=earlier)
        if not (line.is_own or cents or points or found.is_moved):
            return
        if found.waived_cents:
            self.gatherer.add_waived(charter_bearer_id, case.charter.id, found.waived_cents)
        self.gatherer.broken.append(found)

    def _earlier(self, of: Judged, slot: Slot, *, is_taken_back: bool) -> Earlier | None:
        units = self.gatherer.names.units
        return earlier_of(of.stored, slot, self.month, units, is_taken_back=is_taken_back)

    def _broken(
        self, line: MonthLine, case: Case, sums: tuple[int, int], state: str, borne_by: str
    ) -> BrokenLine:
        names, charter = self.gatherer.names, case.charter
        _code, product_nl, product_en, _norm = names.products[line.product_version_id]
        return BrokenLine(
            line_id=line.id,
            number=line.number,
            part=case.part,
            quantity=case.quantity,
            product_nl=product_nl,
            product_en=product_en,
            department=names.departments.get(line.department_id or 0, ("", ""))[1],
            unit=names.units[line.unit_id][1],
            charter=charter.code,
            clause_nl=charter.promise_nl,
            clause_en=charter.promise_en,
            opened_at=line.opened_at,
            due_at=case.due_at or line.opened_at,
            finished_at=case.finished_at,
            over_working=case.over_working,
            over_clock=case.over_clock,
            borne_by=borne_by,
            price_cents=line.price_cents,
            cents=sums[0],
            points=sums[1],
            state=state,
            is_late_fact=not line.is_own,
        )
