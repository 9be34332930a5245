"""What the tables of the board say, in both languages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fmdesk.core.domain.board import BoardRow, Counted, Figure, Queue, RecordKind, Said
from fmdesk.core.domain.call_back import CallBackOutcome
from fmdesk.core.domain.escalation import EscalationCause
from fmdesk.core.domain.reachability import ChannelToday, Closing
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketRow
from fmdesk.desktop.pages.board.choices import CAUSES as RULES
from fmdesk.desktop.pages.board.choices import PEOPLE
from fmdesk.desktop.pages.board.model import (
    CAUSES,
    FIGURES,
    age_words,
    channel_badge,
    channel_columns,
    queue_columns,
    row_columns,
    said_columns,
    what_words,
)
from fmdesk.desktop.pages.board.tiles import FigureTile, Shown, Tiles
from fmdesk.i18n import _, using_language
from fmdesk.ui.tables import Column
from tests.desktop.fake_board import channel
from tests.desktop.made import NOW, OFFICE_TIME, row


def cells(columns: tuple[Column[object], ...], of: object) -> dict[str, str]:
    """Return what each column shows of a row."""
    found = {}
    for column in columns:
        badge = column.badge(of) if column.badge else None
        found[column.key] = badge.word if badge else column.text(of)
    return found


def record(kind: RecordKind, line: TicketRow | None, **more: object) -> BoardRow:
    return BoardRow(1, kind, "M000001.1", line, NOW, **more)


RUNNING = replace(
    row(2, "en"), state=LineState.RUNNING, due_at=NOW + timedelta(hours=1), product="Toner"
)


def test_a_line_shows_what_is_left_of_its_promise_live() -> None:
    with using_language("en"):
        columns = row_columns(OFFICE_TIME)
        shown = cells(columns, record(RecordKind.LINE, RUNNING, who="Rob"))
        assert shown["left"] == "1 h 00 office hours left"
        assert (shown["number"], shown["what"], shown["who"]) == ("M000001.1", "Toner", "Rob")
        late = replace(RUNNING, due_at=NOW - timedelta(minutes=5))
        assert cells(columns, record(RecordKind.LINE, late))["left"] == "0 h 05 late"
        left = columns[0]
        assert left.hint is not None
        assert "Due" in left.hint(record(RecordKind.LINE, RUNNING))


def test_amber_begins_where_the_office_says_near_breach_does() -> None:
    left = row_columns(OFFICE_TIME)[0]
    assert left.badge is not None
    for minutes, tone in ((61, "risk"), (59, None)):
        line = replace(RUNNING, near_seconds=minutes * 60)
        badge = left.badge(record(RecordKind.LINE, line))
        assert (badge.tone if badge else None) == tone


def test_a_message_about_a_whole_ticket_has_no_line() -> None:
    with using_language("en"):
        columns = row_columns(OFFICE_TIME)
        shown = cells(columns, record(RecordKind.MESSAGE, None, note="Uw bestelling"))
        assert (shown["left"], shown["what"], shown["who"]) == ("–", "Uw bestelling", "Unknown")
        assert shown["at"].endswith("10:00")
        assert columns[0].hint is not None
        assert columns[0].hint(record(RecordKind.MESSAGE, None)) == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Er gebeurt niets · Toner"), ("en", "Nothing happens · Toner")],
)
def test_an_escalation_says_why_before_what(language: str, words: str) -> None:
    note = EscalationCause.STALLED.value
    with using_language(language):
        assert what_words(record(RecordKind.ESCALATION, RUNNING, note=note)) == words


def test_every_cause_and_everybody_has_words_in_dutch() -> None:
    with using_language("nl"):
        for table in (CAUSES, RULES, PEOPLE, {one: text for one, (text, _tone) in FIGURES.items()}):
            for text in table.values():
                assert _(text), text
    assert set(CAUSES) == set(RULES) == set(EscalationCause)


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(minutes=20), "0 h"),
        (timedelta(hours=47, minutes=59), "47 h"),
        (timedelta(hours=48), "2 d"),
        (timedelta(days=92, hours=5), "92 d"),
        (timedelta(minutes=-5), "0 h"),
    ],
)
def test_the_age_of_the_oldest_is_short(passed: timedelta, words: str) -> None:
    with using_language("en"):
        assert age_words(Queue(1, "Voorraad", 1, 0, 0, NOW - passed), OFFICE_TIME) == words


def test_a_queue_links_what_there_is_and_nothing_else() -> None:
    columns = {one.key: one for one in queue_columns(OFFICE_TIME)}
    queue = Queue(1, "Voorraad", 2, 0, 1, NOW)
    links = {key: bool(one.is_link and one.is_link(queue)) for key, one in columns.items()}
    assert links == {
        "unit": False,
        "waiting": True,
        "running": False,
        "paused": True,
        "oldest": True,
    }


def test_a_channel_says_how_it_was_reached() -> None:
    with using_language("en"):
        columns = channel_columns(OFFICE_TIME)
        shown = cells(columns, channel("phone", "Telefoon"))
        assert shown == {
            "name": "Telefoon",
            "state": "Until 18:00",
            "answered": "67",
            "missed": "2",
            "queued": "2",
        }
        closed = channel("desk", "Balie", Closing(1, "desk", NOW, reason="Storing"))
        hint = next(one.hint for one in columns if one.key == "state")
        assert hint is not None
        assert hint(closed) == "Storing"
        assert channel_badge(closed, OFFICE_TIME).tone == "broken"


def test_missed_contacts_are_toned_only_when_there_are_any() -> None:
    missed = next(one for one in channel_columns(OFFICE_TIME) if one.key == "missed")
    assert missed.tone is not None
    one = channel("phone", "Telefoon")
    none: ChannelToday = replace(one, figures=replace(one.figures, missed=0))
    assert (missed.tone(one), missed.tone(none)) == ("risk", "")


def test_what_a_customer_said_stands_with_what_it_was_about() -> None:
    said = Said(1, "M000001.1", "Papier", CallBackOutcome.NOT_SATISFIED, "Nat", NOW)
    with using_language("nl"):
        shown = cells(said_columns(OFFICE_TIME), said)
        assert (shown["outcome"], shown["what"]) == ("Niet tevreden", "Papier · Nat")
        assert cells(said_columns(OFFICE_TIME), replace(said, note=""))["what"] == "Papier"


@pytest.mark.parametrize(
    ("count", "text", "tone"), [(0, "0", ""), (14, "14", "broken"), (12345, "12.345", "broken")]
)
def test_a_figure_calls_for_action_only_when_there_is_something(
    qtbot: object, count: int, text: str, tone: str
) -> None:
    tile = FigureTile()
    qtbot.addWidget(tile)
    with using_language("nl"):
        tile.show_figure(Shown(Counted(Figure.OVERDUE), "Te laat", count, "broken"))
    assert (tile.figure.text(), tile.figure.property("tone") or "") == (text, tone)
    assert tile.accessibleName() == f"Te laat: {text}"


def test_other_figures_take_the_place_of_those_before(qtbot: object) -> None:
    tiles = Tiles()
    qtbot.addWidget(tiles)
    near, late = Counted(Figure.NEAR), Counted(Figure.OVERDUE)
    tiles.show_figures([Shown(near, "a", 1), Shown(late, "b", 2)])
    first = tiles.tiles[near]
    tiles.show_figures([Shown(near, "a", 3), Shown(late, "b", 2)])
    assert tiles.tiles[near] is first, "the keyboard stays where it is"
    tiles.show_figures([Shown(late, "b", 2)])
    assert tiles.figures() == {late: "2"}
    tiles.mark(late)
    assert tiles.tiles[late].isChecked()
    tiles.mark(near)
    assert not tiles.tiles[late].isChecked()
