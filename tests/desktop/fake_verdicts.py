"""Made-up verdicts behind the figures of a month."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.views import JudgedRow, TicketFilter

DUE = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


def judged_row(number: int, outcome: Outcome) -> JudgedRow:
    """Return one verdict, two hours late; a person decided number 2."""
    return JudgedRow(
        line_id=number,
        number=f"M{number:06}.1",
        part=1,
        quantity=5,
        product="Copy paper A4",
        department="Finance",
        unit="Stock",
        charter_version_id=1,
        outcome=outcome,
        due_at=DUE,
        finished_at=DUE + timedelta(hours=2),
        over_working=7200,
        cents=9200,
        is_trial=False,
        charter="Stock within 24 hours",
        is_ruled=number == 2,
    )


@dataclass
class FakeVerdicts:
    """Always 42 verdicts on 39 lines, a person decided the second; `log` tells what was asked."""

    log: list[object] = field(default_factory=list)

    def count(self, wanted: TicketFilter) -> int:
        """Return how many lines there are."""
        del wanted
        return 39

    def verdict_ids(self, wanted: TicketFilter) -> Sequence[int]:
        """Return the numbers of the verdicts."""
        self.log.append(wanted)
        return array("q", range(1, 43))

    def verdict_rows(self, wanted: TicketFilter, numbers: Sequence[int]) -> tuple[JudgedRow, ...]:
        """Return some of the verdicts."""
        outcome = wanted.outcome or Outcome.KEPT
        return tuple(judged_row(number, outcome) for number in numbers)
