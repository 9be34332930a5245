"""The papers of a talk: everything that is open, room to write, and no text that is cut."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fmdesk.core.domain.document import CellKind, Document, Letterhead
from fmdesk.core.domain.reporting import FigureKind
from fmdesk.core.domain.talk import ActionOutcome
from fmdesk.core.domain.talk_views import (
    AccountAsked,
    AccountFigure,
    AccountView,
    ActionRow,
    OpenComplaint,
    Plan,
    Running,
    TalkRow,
    VolumeUse,
    Wait,
)
from fmdesk.core.services.talk_papers import agenda, record, running_words
from fmdesk.i18n import using_language
from fmdesk.reports.document import render
from tests.unit.reports.readback import whole

AT = datetime(2026, 10, 5, 8, tzinfo=UTC)
TODAY = date(2026, 10, 5)
HEAD = Letterhead("De Linde", AT, "Europe/Amsterdam")
FIGURES = (
    AccountFigure("demand", "lines", FigureKind.COUNT, 42),
    AccountFigure("charters", "share", FigureKind.SHARE, None),
)
OPEN = ActionRow(1, "law", "Juridisch", 1, TODAY, "Tellen", "Voorraad", TODAY, None, "", None)
DONE = replace(OPEN, id=2, what="Bellen", outcome=ActionOutcome.DONE, said="Gebeld.", ended_at=AT)
RUNNING = Running(2, date(2026, 1, 1), date(2027, 1, 1), True, (VolumeUse("Post", 7, 12, 3),))
PLAN = Plan("law", TODAY, "2026-07", "2026-09", "Anneke", "De kast\n\nHet papier", 1)
TALK = TalkRow(1, TODAY, "2026-09", "2026-09", "Anneke", "", "Sneller.", FIGURES, AT, "rob", 0, 2)
VIEW = AccountView(
    asked=AccountAsked("law", "2026-07", "2026-09"),
    name="Juridisch",
    manager="Rob",
    may_write=True,
    today=TODAY,
    figures=FIGURES,
    running=RUNNING,
    complaints=(
        OpenComplaint(Wait.COMPLAINT, AT, "Nog niets gehoord.", "Piet", "Post", None, "M000007"),
    ),
    plan=PLAN,
    talks=(TALK,),
    actions=(OPEN, DONE),
)


def part(document: Document, title: str) -> Document:
    return next(one for one in document.parts if one.title == title)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ("Gesprek met Juridisch", "Bestelde regels 42", "Open klachten", "Open acties")),
        ("en", ("Talk with Juridisch", "Ordered lines 42", "Open complaints", "Open actions")),
    ],
)
def test_what_is_prepared_has_all_that_is_open(language: str, said: tuple[str, ...]) -> None:
    with using_language(language):
        made = agenda(VIEW, PLAN)
    text = whole(render(made, HEAD, language))
    for words in (*said, "De kast", "Het papier", "Nog niets gehoord.", "M000007", "Tellen"):
        assert words in text
    assert "Bellen" not in text, "what is done is not talked about again"
    assert [row[0] for row in made.rows] == ["De kast", "Het papier"]
    assert made.columns[1].kind is CellKind.BLANK


def test_what_is_prepared_says_what_there_is_none_of() -> None:
    with using_language("en"):
        bare = replace(VIEW, complaints=(), actions=(), running=None)
        made = agenda(bare, replace(PLAN, points=""))
        assert (made.columns, made.rows) == ((), ())
        assert part(made, "Open complaints").lead == "Nobody waits for an answer."
        assert part(made, "Open actions").lead == "Nothing is to be done."
        assert len(part(made, "Notes").rows) > 5
    assert "the catalogue holds" in whole(render(made, HEAD, "en"))


def test_a_record_says_everything_however_long() -> None:
    words = [f"woord{n}" for n in range(900)]
    long = replace(TALK, notes=" ".join(words), corrects=3)
    with using_language("en"):
        made = record("Juridisch", long, (OPEN, DONE), "Europe/Amsterdam")
    text = whole(render(made, HEAD, "en"))
    assert [one for one in words if one not in text] == []
    for said in ("Sneller.", "Corrects entry 3", "Corrected by entry 2", "Done: Gebeld."):
        assert said in text
    assert "rob, 5 Oct 2026" in text
    assert "September 2026" in text


def test_neither_an_action_nor_a_complaint_is_cut_however_long() -> None:
    many = [" ".join(f"{kind}{n}" for n in range(60)) for kind in ("wat", "wie", "hoe", "klacht")]
    what, owner, said, complaint = many
    open_one = replace(OPEN, what=what, owner=owner)
    done = replace(DONE, said=said)
    waits = replace(VIEW.complaints[0], text=complaint, person=owner)
    with using_language("en"):
        paper = agenda(replace(VIEW, actions=(open_one,), complaints=(waits,)), PLAN)
        kept = record("Juridisch", TALK, (open_one, done), "Europe/Amsterdam")
    on_paper, on_record = (whole(render(made, HEAD, "en")) for made in (paper, kept))
    assert [one for one in f"{what} {owner} {complaint}".split() if one not in on_paper] == []
    assert [one for one in f"{what} {owner} {said}".split() if one not in on_record] == []
    assert len(part(kept, "Actions").rows) > 2
    assert part(paper, "Open actions").rows[0][2] == "5 Oct 2026"
    assert {row[2] for row in part(paper, "Open actions").rows[1:]} == {""}, "said once"


def test_a_record_without_notes_or_actions_says_so() -> None:
    with using_language("en"):
        made = record("Juridisch", replace(TALK, corrected_by=0), (), "Europe/Amsterdam")
        assert part(made, "Notes").lead == "–"
        assert part(made, "Actions").lead == "–"
        assert part(made, "Figures").rows[1] == ("Share kept", "–")


@pytest.mark.parametrize(
    ("running", "words"),
    [
        (None, "Nothing is agreed: the catalogue holds."),
        (RUNNING, "version 2, since 1 Jan 2026, ends on 1 Jan 2027"),
        (
            replace(RUNNING, is_ending=False),
            "version 2, since 1 Jan 2026, the next version begins on 1 Jan 2027",
        ),
        (replace(RUNNING, next_on=None), "version 2, since 1 Jan 2026"),
    ],
)
def test_what_is_agreed_in_one_line(running: Running | None, words: str) -> None:
    with using_language("en"):
        assert running_words(running) == words
