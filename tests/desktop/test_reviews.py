"""The page of the reviews, with real keys: what is overdue, a date, what came of one."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import ConflictError, NotAllowedError
from fmdesk.core.domain.reviews import ReviewDraft, ReviewHeld
from fmdesk.desktop.pages.agreements.page import AgreementsPage
from fmdesk.desktop.pages.catalogue.page import CataloguePage
from fmdesk.desktop.pages.charters.page import ChartersPage
from fmdesk.desktop.pages.reviews.dialogs import PlanDialog, ReviewedDialog
from fmdesk.desktop.pages.reviews.page import ReviewsPage
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.page import Page
from tests.desktop.catalogue_keys import Guides
from tests.desktop.conftest import Opened, dialog_of, go_by_key, settle
from tests.desktop.cut import cut
from tests.desktop.fake_reviews import LAW, LEAK, NAMES, NOOR, PAPER, FakeReviews

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def reviews() -> FakeReviews:
    return FakeReviews()


@pytest.fixture
def window(opened: Opened, reviews: FakeReviews, qtbot: QtBot) -> MainWindow:
    """The window on the reviews, opened by their key."""
    return on_reviews(opened(reviews=reviews), qtbot)


def on_reviews(made: MainWindow, qtbot: QtBot) -> MainWindow:
    return go_by_key(qtbot, made, "reviews")


def page_of(window: MainWindow) -> ReviewsPage:
    page = window.page()
    assert isinstance(page, ReviewsPage)
    return page


def press(qtbot: QtBot, window: MainWindow, key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(page_of(window).table, key, modifier)
    settle(qtbot, window)


def names(page: ReviewsPage) -> list[str]:
    return [page.model.index(row, 0).data() for row in range(page.model.row_total())]


def test_what_is_overdue_and_soon_stands_first(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    assert names(page) == ["Papier A4", "Voorraad binnen 24 uur"]
    first = [page.model.index(0, n).data() for n in range(page.model.columnCount())]
    assert first[1:5] == ["Product", "Overdue", "1 Oct 2026", "Noor van Dijk"]
    assert first[6] == "Prijs omlaag"
    assert page.header.aside.text() == "1 overdue"
    assert list(cut(page)) == []
    marked = [
        one for one in window.navigation.findChildren(type(page.buttons["plan"])) if one.isChecked()
    ]
    assert [one.text().strip() for one in marked] == ["Goals"]
    press(qtbot, window, Key.Key_Escape)
    assert window.page_name == "goals"


def test_many_things_get_one_date(window: MainWindow, qtbot: QtBot, reviews: FakeReviews) -> None:
    page = page_of(window)
    page.choice.choose("undated")
    page.presenter.show_which("undated")
    assert names(page) == ["Lekkage", "Juridisch"]
    assert not page.buttons["record"].isEnabled()
    page.table.mark()
    page.table.mark()
    press(qtbot, window, Key.Key_E, CTRL)
    dialog = dialog_of(window)
    assert isinstance(dialog, PlanDialog)
    assert dialog.sentence.text() == "2 things are reviewed."
    qtbot.keyClick(dialog.on, Key.Key_Return, CTRL)
    assert dialog.problem.text() == "Choose who reviews it."
    dialog.owner.pick(NOOR)
    assert list(cut(dialog)) == []
    qtbot.keyClick(dialog.on, Key.Key_Return, CTRL)
    settle(qtbot, window)
    (draft,) = reviews.sent
    assert isinstance(draft, ReviewDraft)
    assert draft.subjects == (LEAK, LAW)
    assert (draft.next_on, draft.every_months, draft.owner) == (date(2026, 11, 2), 12, "p9")


def test_what_came_of_a_review_is_written_down_with_the_next_one(
    window: MainWindow, qtbot: QtBot, reviews: FakeReviews
) -> None:
    press(qtbot, window, Key.Key_Return, CTRL)
    dialog = dialog_of(window)
    assert isinstance(dialog, ReviewedDialog)
    qtbot.keyClicks(dialog.conclusion, "Blijft zo")
    reviews.problem = ConflictError("review.changed")
    qtbot.keyClick(dialog.conclusion, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert dialog.problem.text().startswith("Somebody else changed this review meanwhile.")
    reviews.problem = None
    assert list(cut(dialog)) == []
    qtbot.keyClick(dialog.conclusion, Key.Key_Return, CTRL)
    settle(qtbot, window)
    (draft,) = reviews.sent
    assert isinstance(draft, ReviewHeld)
    said = (draft.subject, draft.conclusion, draft.next_on, draft.seen)
    assert said == (PAPER, "Blijft zo", date(2027, 5, 2), 3)


def test_enter_opens_what_is_reviewed(opened: Opened, qtbot: QtBot) -> None:
    """A product, a charter, a process and an agreement, each chosen on its page."""
    reviews = FakeReviews(dates=dict.fromkeys(NAMES, date(2026, 10, 1)))
    window = on_reviews(opened(reviews=reviews, knowledge=Guides()), qtbot)

    def open_row(place: int) -> Page:
        page_of(window).table.go_to(place)
        press(qtbot, window, Key.Key_Return)
        found = window.page()
        window.open_page("reviews")
        settle(qtbot, window)
        return found

    product, charter = open_row(0), open_row(1)
    assert isinstance(product, CataloguePage)
    assert isinstance(charter, ChartersPage)
    assert charter.presenter.key == "charter:lift-4h"
    process = open_row(2)
    assert process is product
    assert product.choice.value == "processes"
    assert product.processes.code.text() == "help"
    agreement = open_row(3)
    assert isinstance(agreement, AgreementsPage)
    assert agreement.presenter.department == "law"


def test_nothing_to_review_no_rights_and_who_only_reads(opened: Opened, qtbot: QtBot) -> None:
    reviews = FakeReviews(may_plan=False, dates={})
    window = on_reviews(opened("nl", reviews=reviews), qtbot)
    page = page_of(window)
    assert not any(one.isVisible() for one in page.buttons.values())
    assert page.list_state.view.title.text() == "Niets te beoordelen"
    qtbot.keyClick(page.list_state.view.action, Key.Key_Space)
    settle(qtbot, window)
    assert names(page)[0] == "Papier A4"
    reviews.problem = NotAllowedError("access.area", who="Pim", roles="regisseur")
    window.refresh()
    settle(qtbot, window)
    assert page.states.view.title.text() == "Niet voor dit account"


def test_a_choice_without_rows_says_what_is_true_of_it(opened: Opened, qtbot: QtBot) -> None:
    """One is overdue and nothing lacks a date; then nothing has one."""
    reviews = FakeReviews(dates=dict.fromkeys(NAMES, date(2026, 10, 1)))
    window = on_reviews(opened(reviews=reviews), qtbot)
    page, view = page_of(window), page_of(window).list_state.view
    page.choice.choose("undated")
    page.presenter.show_which("undated")
    assert view.title.text() == "Everything has a date"
    assert not view.action.isVisible()
    reviews.dates = {}
    window.refresh()
    settle(qtbot, window)
    page.choice.choose("all")
    page.presenter.show_which("all")
    assert view.title.text() == "Nothing has a date"
    qtbot.keyClick(view.action, Key.Key_Space)
    assert page.presenter.which == "undated"
