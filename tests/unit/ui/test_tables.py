"""Table models: whole ones and paged ones of any length."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import (
    IN_SIGHT,
    KEPT_PAGES,
    PAGE_ROWS,
    Column,
    LongModel,
    PagedModel,
    RowsModel,
)
from fmdesk.ui.widgets.badge import Badge

MILLION = 1_000_000
COLUMNS: tuple[Column[int], ...] = (
    Column("name", "Name", lambda row: f"row {row}", sort="name", hint=lambda row: f"all of {row}"),
    Column("size", "Size", str, is_number=True, sort="size"),
    Column(
        "state", "State", str, badge=lambda row: Badge("check", "even") if row % 2 == 0 else None
    ),
)


@dataclass
class Source:
    """Gives rows and keeps what it was asked for."""

    asked: list[Sequence[int]] = field(default_factory=list)

    def fetch(self, ids: Sequence[int]) -> Sequence[int]:
        self.asked.append(ids)
        return [one * 10 for one in ids]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def paged(kit: Kit, source: Source) -> PagedModel[int]:
    return PagedModel(COLUMNS, kit.runner, source.fetch)


def shown(model: LongModel[int] | RowsModel[int], row: int, column: int = 0) -> object:
    return model.data(model.index(row, column))


def test_a_small_table_shows_its_rows(qtmodeltester: ModelTester) -> None:
    model = RowsModel(COLUMNS)
    model.set_rows([1, 2, 3])
    qtmodeltester.check(model)
    assert model.rowCount() == 3
    assert shown(model, 1) == "row 2"
    assert model.rowCount(model.index(0, 0)) == 0


def test_a_badge_is_read_by_its_word() -> None:
    model = RowsModel(COLUMNS)
    model.set_rows([1, 2])
    assert [shown(model, row, 2) for row in range(2)] == ["1", "even"]


def test_numbers_stand_right_and_texts_left() -> None:
    model = RowsModel(COLUMNS)
    model.set_rows([1])
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.data(model.index(0, 0), role) & Qt.AlignmentFlag.AlignLeft
    assert model.data(model.index(0, 1), role) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignRight


def test_the_title_shows_how_it_is_sorted() -> None:
    model = RowsModel(COLUMNS)
    titles = lambda: [model.headerData(i, Qt.Orientation.Horizontal) for i in range(3)]  # noqa: E731
    model.mark_sort("size", is_descending=True)
    assert titles() == ["Name", "Size ↓", "State"]
    model.mark_sort("name", is_descending=False)
    assert titles() == ["Name ↑", "Size", "State"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_the_tooltip_says_more() -> None:
    model = RowsModel(COLUMNS)
    model.set_rows([4])
    assert model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole) == "all of 4"
    assert model.data(model.index(0, 1), Qt.ItemDataRole.ToolTipRole) is None


def test_a_tooltip_of_a_cell_is_no_markup() -> None:
    column = Column("a", "A", str, 80, hint=lambda _row: "<b>Jan</b>")
    model = RowsModel((column,))
    model.set_rows(("x",))
    shown = str(model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole))
    assert "<b>" not in shown
    assert "&lt;b&gt;Jan&lt;/b&gt;" in shown


def test_a_million_rows_are_all_counted_and_few_are_fetched(
    paged: PagedModel[int], source: Source, qtbot: QtBot
) -> None:
    paged.set_ids(array("q", range(MILLION)))
    assert paged.rowCount() == MILLION
    assert shown(paged, 999_999) == ""
    with qtbot.waitSignal(paged.dataChanged):
        pass
    assert shown(paged, 999_999) == "row 9999990"
    assert [len(ids) for ids in source.asked] == [MILLION % PAGE_ROWS or PAGE_ROWS]


def test_scrolling_fast_fetches_only_where_it_ends(
    paged: PagedModel[int], source: Source, qtbot: QtBot
) -> None:
    paged.set_ids(range(100_000))
    for row in range(0, 100_000, 1000):
        shown(paged, row)
    qtbot.waitUntil(lambda: shown(paged, 99_000) != "")
    assert len(source.asked) == IN_SIGHT


def test_only_so_many_pages_are_kept(paged: PagedModel[int], source: Source, qtbot: QtBot) -> None:
    paged.set_ids(range(PAGE_ROWS * (KEPT_PAGES + 2)))
    for page in range(KEPT_PAGES + 2):
        shown(paged, page * PAGE_ROWS)
        qtbot.waitUntil(lambda page=page: shown(paged, page * PAGE_ROWS) != "")
    fetched = len(source.asked)
    assert shown(paged, 0) == ""
    qtbot.waitUntil(lambda: shown(paged, 0) != "")
    assert len(source.asked) == fetched + 1


def test_rows_of_the_list_before_are_dropped(
    paged: PagedModel[int], source: Source, qtbot: QtBot
) -> None:
    paged.set_ids([1, 2])
    shown(paged, 0)
    paged.set_ids([7])
    shown(paged, 0)
    qtbot.waitUntil(lambda: shown(paged, 0) == "row 70")
    assert paged.rowCount() == 1


def test_a_line_is_found_by_its_id(paged: PagedModel[int]) -> None:
    paged.set_ids(array("q", [5, 3, 9]))
    assert paged.row_of(9) == 2
    assert paged.row_of(4) is None
    assert paged.id_at(1) == 3


@dataclass
class Places:
    """Gives rows by their place, as far as the list goes."""

    total: int = 1000
    asked: list[int] = field(default_factory=list)

    def read(self, first: int, most: int) -> Sequence[int]:
        self.asked.append(first)
        return range(first, min(first + most, self.total))


@pytest.fixture
def long(kit: Kit) -> LongModel[int]:
    return LongModel(COLUMNS, kit.runner)


def test_what_is_at_hand_is_shown_without_fetching(long: LongModel[int], qtbot: QtBot) -> None:
    places = Places()
    long.show(PAGE_ROWS, places.read, list(range(PAGE_ROWS)))
    assert shown(long, 7) == "row 7"
    long.set_total(1000)
    assert long.rowCount() == 1000
    assert shown(long, 7) == "row 7"
    assert shown(long, 999) == ""
    qtbot.waitUntil(lambda: shown(long, 999) == "row 999")
    assert places.asked == [999 - 999 % PAGE_ROWS]


def test_a_page_in_the_middle_may_be_at_hand(long: LongModel[int]) -> None:
    first = 3 * PAGE_ROWS
    long.show(1000, Places().read, range(first, first + PAGE_ROWS), first=first)
    assert shown(long, first + 1) == f"row {first + 1}"


def test_a_list_that_was_counted_too_long_ends_where_its_rows_end(
    long: LongModel[int], qtbot: QtBot
) -> None:
    long.show(1000, Places(total=950).read)
    shown(long, 990)
    qtbot.waitUntil(lambda: long.rowCount() == 960)
    shown(long, 955)
    qtbot.waitUntil(lambda: long.rowCount() == 950)
    assert shown(long, 949) == "row 949"


def test_rows_that_are_read_again_stay_until_the_new_ones_are_here(
    long: LongModel[int], qtbot: QtBot
) -> None:
    places = Places()
    long.show(1000, places.read, [-1] * PAGE_ROWS)
    assert shown(long, 5) == "row -1"
    long.read_again()
    assert shown(long, 5) == "row -1"
    qtbot.waitUntil(lambda: shown(long, 5) == "row 5")
    assert places.asked == [0]
    empty = LongModel(COLUMNS, long._runner)
    with qtbot.assertNotEmitted(empty.dataChanged):
        empty.read_again()


def test_a_total_that_was_right_changes_nothing(long: LongModel[int], qtbot: QtBot) -> None:
    long.show(5, Places(5).read, range(5))
    with qtbot.assertNotEmitted(long.rowsInserted), qtbot.assertNotEmitted(long.rowsRemoved):
        long.set_total(5)


def test_what_is_to_be_done_with_a_row_waits_for_it(long: LongModel[int], qtbot: QtBot) -> None:
    long.show(1000, Places().read, range(PAGE_ROWS))
    done: list[int] = []
    long.when_there(3, done.append)
    assert done == [3]
    long.when_there(500, done.append)
    long.when_there(700, done.append)
    assert done == [3]
    qtbot.waitUntil(lambda: len(done) > 1)
    assert done == [3, 700]
    long.when_there(900, done.append)
    long.show(10, Places(10).read, range(10))
    long.when_there(4, done.append)
    assert done == [3, 700, 4]


def test_a_change_of_language_repaints_everything(qtbot: QtBot) -> None:
    model = RowsModel(COLUMNS)
    model.set_rows([1])
    with qtbot.waitSignals([model.headerDataChanged, model.dataChanged]):
        model.retranslate()
    assert model.columnCount(QModelIndex()) == 3
