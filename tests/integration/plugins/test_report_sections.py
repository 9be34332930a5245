"""A plugin's section stands in the month: on paper, in files, and frozen at the close."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

import pypdfium2
import pytest
from openpyxl import load_workbook

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.spec import Text
from fmdesk.core.domain.views import MonthFigures
from tests.integration.month.conftest import Quiet
from tests.integration.plugins.conftest import HALL_CENTS, SETUP_CENTS, PluginOffice
from tests.integration.plugins.test_settings import save

SETUP = Text("opbouw", "set-up")
ROWS = (("hall", 1, HALL_CENTS, True), (SETUP, 1, SETUP_CENTS, True))


def words_of(content: bytes) -> str:
    """Return all the words of a PDF."""
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def closed(office: PluginOffice) -> MonthFigures:
    """Close October, in November."""
    office.time.at = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    office.months.close(uuid4(), "2026-10", Quiet())
    return office.months.figures("2026-10")


def test_a_draft_has_it_in_every_form(office: PluginOffice) -> None:
    office.book()
    [section] = office.control("2026-10").sections
    assert (section.code, section.rows, section.problem) == ("hall.halls", ROWS, "")
    assert office.months.figures("2026-10").sections == (section,), "read back from what was kept"
    for language, title in (("nl", "Zalen"), ("en", "Halls")):
        paper = words_of(office.months.report("2026-10", "monthly", language, "pdf"))
        assert title in paper
        book = load_workbook(BytesIO(office.months.report("2026-10", "monthly", language, "xlsx")))
        cells = [[cell.value for cell in row] for row in book[title].iter_rows(min_row=2)]
        yes = "ja" if language == "nl" else "yes"
        assert cells == [["hall", 1, 50, yes], [SETUP.get(language), 1, 15, yes]]
    assert "Zalen" not in words_of(office.months.report("2026-10", "sanctions", "nl", "pdf"))


def test_an_earlier_draft_leaves_out_what_came_later(office: PluginOffice) -> None:
    office.book()
    before = office.time.at
    office.time.advance(hours=1)
    office.book()
    [now] = office.control("2026-10").sections
    assert [row[1] for row in now.rows] == [2, 2]
    [then] = office.months.control("2026-10", Quiet(), before).sections
    assert [row[1] for row in then.rows] == [1, 1]


def test_a_closed_month_keeps_what_was_said(office: PluginOffice) -> None:
    booking, _setup = office.book()
    frozen = closed(office).sections
    assert frozen[0].rows == ROWS
    paper = office.months.report("2026-10", "monthly", "nl", "pdf")
    office.cancel(booking)
    assert office.months.figures("2026-10").sections == frozen
    assert office.months.report("2026-10", "monthly", "nl", "pdf") == paper


@pytest.mark.logs
@pytest.mark.parametrize(("fault", "code"), [("crash", "failed"), ("wrong", "wrong_answer")])
def test_one_that_fails_is_a_word_in_the_draft_and_hinders_the_close(
    office: PluginOffice, fault: str, code: str
) -> None:
    office.book()
    save(office, greeting=fault)
    [section] = office.control("2026-10").sections
    assert section.rows == ()
    assert section.problem.startswith("De plugin hall "), "a sentence, not a code"
    with pytest.raises(PluginError) as caught:
        closed(office)
    assert caught.value.code == f"plugin.{code}"
    assert office.months.figures("2026-10").is_closed is False
    save(office, greeting="Welkom")
    assert closed(office).is_closed
