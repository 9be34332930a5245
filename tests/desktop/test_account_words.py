"""The account as words and as cells: what is typed is read as it was meant, or refused in words."""

from dataclasses import replace
from datetime import date

import pytest

from fmdesk.core.domain.talk import ActionDraft, ActionOutcome
from fmdesk.core.domain.talk_views import AccountView, Owner, Plan, Running
from fmdesk.desktop.pages.account import model
from fmdesk.i18n import using_language
from tests.desktop.fake_talks import (
    FIGURES,
    FIRST,
    LATE,
    OWNERS,
    SOON,
    TODAY,
    AccountAsked,
    FakeTalks,
)


@pytest.fixture
def view() -> AccountView:
    return FakeTalks().account(AccountAsked("law", "2026-07", "2026-09"), "en")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-12-2026", date(2026, 12, 31)),
        (" 1/2/2027 ", date(2027, 2, 1)),
        ("1.2.2027", date(2027, 2, 1)),
        ("2026-12-31", date(2026, 12, 31)),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date) -> None:
    assert model.read_day(text) == day


@pytest.mark.parametrize("text", ["", "morgen", "30-2-2026", "31-12-26", "2026-13-01", "1-1-20266"])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="31-12-2026"):
        model.read_day(text)


def test_an_owner_is_found_by_the_name_that_was_chosen() -> None:
    owners = model.labelled(OWNERS)
    assert list(owners) == ["Anneke de Vries", "Rob Bakker (p2)", "Rob Bakker (p3)", "Voorraad"]
    assert owners["Rob Bakker (p3)"] == Owner("p3", "", "Rob Bakker")
    read = model.read_action(("Tellen", "Voorraad", "5-10-2026"), owners)
    assert read == ActionDraft("Tellen", "", "stock", date(2026, 10, 5))
    nobody = model.read_action(("Tellen", "", "5-10-2026"), owners)
    assert (nobody.person, nobody.unit) == ("", "")


def test_what_is_agreed_says_when_it_ends(view: AccountView) -> None:
    on = date(2027, 1, 1)
    ends = {
        None: "no end agreed",
        Running(2, on, on, False, ()): "the next version begins on 1 Jan 2027",
        Running(2, on, on, True, ()): "on 1 Jan 2027",
        Running(2, on, None, False, ()): "no end agreed",
    }
    with using_language("en"):
        for running, words in ends.items():
            facts = dict(model.running(replace(view, running=running)))
            if running is None:
                assert facts["Agreement"] == "Nothing is agreed: the catalogue holds."
            else:
                assert facts["Ends"] == words


def test_a_card_stands_for_each_figure_and_the_year_below_the_last(view: AccountView) -> None:
    with using_language("en"):
        found = list(model.cards(view.figures))
    assert len(found) == 6
    assert [name for name, _figure, _more in found][:2] == ["Ordered lines", "Share kept"]
    assert [more for _name, _figure, more in found if more] == [
        "Paid this year €6,000.00, Budget this year €9,000.00"
    ]


def test_a_talk_and_a_plan_in_words() -> None:
    with using_language("nl"):
        facts = dict(model.talk_facts(FIRST))
        assert facts["Wie erbij waren"] == "Anneke, Rob"
        assert facts["3e kwartaal van 2026"].startswith("Bestelde regels 42, ")
        plan = Plan("law", TODAY, "2026-09", "2026-09", "", "", 1)
        assert dict(model.plan_facts(plan))["Cijfers van"] == "september 2026"
        assert dict(model.plan_facts(plan))["Te bespreken"] == "–"
        assert len(FIGURES) == 8


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (LATE, "Overdue"),
        (SOON, "Open"),
        (replace(LATE, outcome=ActionOutcome.DONE, said="Staat."), "Done"),
        (replace(LATE, outcome=ActionOutcome.WITHDRAWN, said="Weg."), "Withdrawn"),
    ],
)
def test_how_an_action_stands(action: model.ActionRow, words: str) -> None:
    with using_language("en"):
        assert model.badge(action, TODAY).word == words
        assert model.action_words(action).endswith(action.said or "Open")
