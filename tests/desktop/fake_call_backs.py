"""Call-backs that live in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fmdesk.core.domain.call_back import (
    MOST_TRIES,
    CallBackDraft,
    CallBackOutcome,
    CallBackRow,
    Called,
    Satisfaction,
)
from fmdesk.core.domain.errors import ConflictError, DomainError, InvalidInputError

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PEOPLE = (("de Vries, Anneke", "4163"), ("Özdemir, Selin", "4170"), ("Bakker, Rob", ""))
SCRIPTS = {
    "nl": "Goedendag, u spreekt met Noor van Gemeente Voorbeeld. Heeft u alles gekregen?",
    "en": "Good day, this is Noor of Gemeente Voorbeeld. Did you get everything?",
}


class FakeCallBacks:
    """Three customers to call; the third line is the user's own work."""

    def __init__(self, count: int = 3, problem: DomainError | None = None) -> None:
        self.rows: list[CallBackRow] = [_row(place) for place in range(count)]
        self.said: list[CallBackDraft] = []
        self.problem = problem

    def worklist(self, language: str) -> Sequence[CallBackRow]:
        if self.problem is not None:
            raise self.problem
        return tuple(replace(row, script=SCRIPTS[language]) for row in self.rows)

    def satisfaction(self, month: str, language: str) -> Sequence[Satisfaction]:
        assert month == "2026-11"
        yes = sum(one.outcome is CallBackOutcome.SATISFIED for one in self.said)
        no = sum(one.outcome is CallBackOutcome.NOT_SATISFIED for one in self.said)
        return (
            Satisfaction("product", "PAPER-A4", "Copy paper", yes, no, 0),
            Satisfaction("unit", "STOCK", "Stock", yes, no, 0),
        )

    def record(self, draft: CallBackDraft) -> Called:
        if draft.outcome is CallBackOutcome.NOT_SATISFIED and not draft.note:
            raise InvalidInputError("call_back.reason_missing")
        row = next(one for one in self.rows if one.id == draft.call_back_id)
        if row.tries != draft.tries:
            raise ConflictError("call_back.changed", call_back=row.id)
        self.said.append(draft)
        self.rows.remove(row)
        tries = row.tries + 1
        is_reopened = draft.outcome is CallBackOutcome.NOT_SATISFIED
        if draft.outcome is not CallBackOutcome.NOT_REACHED or tries == MOST_TRIES:
            return Called(row.id, row.line_id, is_reopened)
        again = NOW + timedelta(hours=4)
        self.rows.append(replace(row, tries=tries, due_at=again))
        return Called(row.id, row.line_id, again_at=again)


def _row(place: int) -> CallBackRow:
    name, phone = PEOPLE[place % len(PEOPLE)]
    return CallBackRow(
        id=place + 1,
        line_id=place + 11,
        number=f"M{place + 11:06}.1",
        product="Kopieerpapier A4, 80 g",
        quantity=2 + place,
        unit="Voorraad",
        customer=name,
        phone=phone,
        ready_at=NOW - timedelta(hours=3),
        due_at=NOW - timedelta(hours=3 - place),
        tries=place % 2,
        script="",
        is_own=place % 3 == 2,
    )
