"""What a talk with a department must say before it is kept, and when an action is overdue."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.talk import (
    ActionDraft,
    ActionEnd,
    ActionOutcome,
    PlanDraft,
    TalkDraft,
    check_end,
    check_plan,
    check_talk,
)
from fmdesk.core.domain.talk_views import ActionRow

TODAY = date(2026, 10, 5)
DAY_BEFORE, DAY_AFTER = date(2026, 10, 4), date(2026, 10, 6)
ID = UUID(int=1)
PLAN = PlanDraft(ID, "law", TODAY, "2026-07", "2026-09")
ACTION = ActionDraft("Kast verplaatsen", "p1", "", TODAY)
TALK = TalkDraft(ID, "law", TODAY, "2026-07", "2026-09", "Anneke", "Te laat.", "", (ACTION,))


@pytest.mark.parametrize("on", [TODAY, DAY_AFTER])
def test_the_next_talk_is_today_or_later(on: date) -> None:
    check_plan(replace(PLAN, on=on), TODAY)


def test_the_next_talk_is_not_in_the_past() -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_plan(replace(PLAN, on=DAY_BEFORE), TODAY)
    assert (refused.value.code, refused.value.params["first"]) == ("talk.past", "2026-10-05")


@pytest.mark.parametrize("changes", [{"last": "2026-06"}, {"first": "july"}])
def test_the_months_are_in_order(changes: dict[str, str]) -> None:
    for check, draft in ((check_plan, PLAN), (check_talk, TALK)):
        with pytest.raises(InvalidInputError):
            check(replace(draft, **changes), TODAY)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"on": DAY_BEFORE},
        {"notes": "", "agreed": "Sneller."},
        {"actions": ()},
        {"actions": (replace(ACTION, person="", unit="stock", due_on=DAY_AFTER),)},
    ],
)
def test_a_whole_talk_is_kept(changes: dict[str, object]) -> None:
    check_talk(replace(TALK, **changes), TODAY)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"on": DAY_AFTER}, "talk.future"),
        ({"people": "  "}, "talk.nobody"),
        ({"notes": " ", "agreed": "\n"}, "talk.empty"),
        ({"actions": (replace(ACTION, what=" "),)}, "talk.no_what"),
        ({"actions": (ACTION, replace(ACTION, person=""))}, "talk.no_owner"),
        ({"actions": (replace(ACTION, unit="stock"),)}, "talk.no_owner"),
        ({"actions": (replace(ACTION, due_on=DAY_BEFORE),)}, "talk.due"),
    ],
)
def test_what_is_missing_is_said(changes: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_talk(replace(TALK, **changes), TODAY)
    assert refused.value.code == code


def test_an_action_ends_with_a_word() -> None:
    check_end(ActionEnd(ID, 1, ActionOutcome.DONE, "Staat er."))
    with pytest.raises(InvalidInputError, match=r"talk\.no_word"):
        check_end(ActionEnd(ID, 1, ActionOutcome.WITHDRAWN, " "))


@pytest.mark.parametrize(
    ("due_on", "outcome", "is_overdue"),
    [
        (TODAY, None, False),
        (DAY_BEFORE, None, True),
        (DAY_BEFORE, ActionOutcome.DONE, False),
        (DAY_BEFORE, ActionOutcome.WITHDRAWN, False),
    ],
)
def test_an_open_action_is_overdue_after_its_last_day(
    due_on: date, outcome: ActionOutcome | None, is_overdue: bool
) -> None:
    at = datetime(2026, 10, 5, 8, tzinfo=UTC) if outcome else None
    row = ActionRow(1, "law", "Legal", 1, TODAY, "Kast", "Rob", due_on, outcome, "", at)
    assert row.is_overdue(TODAY) is is_overdue
