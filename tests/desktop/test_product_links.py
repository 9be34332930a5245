"""Files and pages of a product on its card: opened by a click, and nothing that is no web page."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.intake_views import LinkView
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui import elsewhere
from tests.desktop.conftest import Opened, settle
from tests.desktop.fake_attachments import FakeAttachments
from tests.desktop.fake_intake import FakeIntake
from tests.desktop.fake_knowledge import PAPER, FakeKnowledge
from tests.desktop.intake_keys import begin, call, write

PRODUCT = Owner(OwnerKind.PRODUCT, 1)
LONG = "sheet & all that belongs to the paper of this year.pdf"
SHORT = "sheet && all that belongs to the paper of thi…"
LINKS = (
    LinkView("Sheet", "https://example.org/paper"),
    LinkView("Share", r"\\server\paper.xlsx"),
    LinkView("Trick", "file:///etc/passwd"),
)


@pytest.fixture
def opened_urls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was handed to the system."""
    found: list[str] = []

    def take(url: QUrl) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(elsewhere, "QDesktopServices", SimpleNamespace(openUrl=take))
    return found


@pytest.fixture
def files(tmp_path: Path) -> FakeAttachments:
    made = FakeAttachments(tmp_path)
    made.give(PRODUCT, LONG, b"%PDF-1.7 paper")
    made.give(PRODUCT, "setup.exe", b"MZ\x90\x00")
    return made


@pytest.fixture
def page(opened: Opened, qtbot: QtBot, files: FakeAttachments) -> IntakePage:
    knowledge = FakeKnowledge()
    shown = replace(PAPER, links=LINKS, files=tuple(files.kept))
    knowledge.card = lambda _code, _language: shown
    window: MainWindow = opened(intake=FakeIntake(), knowledge=knowledge, attachments=files)
    made = begin(qtbot, window)
    call(qtbot, window)
    write(qtbot, window, "paper")
    return made


def links(page: IntakePage) -> dict[str, QPushButton]:
    return {one.text(): one for one in page.sheet.findChildren(QPushButton, "product_link")}


def test_what_can_be_opened_is_a_link_and_the_rest_stands_as_it_is(page: IntakePage) -> None:
    assert list(links(page)) == [
        SHORT,
        "setup.exe",
        "Sheet",
    ]
    words = {one.text() for one in page.sheet.findChildren(QLabel)}
    assert {r"Share: \\server\paper.xlsx", "Trick: file:///etc/passwd"} <= words


def test_a_click_opens_a_copy_of_the_file_and_the_page_in_the_browser(
    page: IntakePage, qtbot: QtBot, opened_urls: list[str], files: FakeAttachments
) -> None:
    first, _program, sheet = links(page).values()
    sheet.click()
    first.click()
    settle(qtbot, page.window())
    copy = QUrl.fromLocalFile(str(files.folder / files.kept[0].name)).toString()
    assert opened_urls == ["https://example.org/paper", copy]


def test_a_program_is_not_opened_and_the_page_says_why(
    page: IntakePage, qtbot: QtBot, opened_urls: list[str]
) -> None:
    links(page)["setup.exe"].click()
    settle(qtbot, page.window())
    assert opened_urls == []
    assert page.foot.problem.isVisible()
    assert "setup.exe" in page.foot.problem.text()


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "ftp://x", ""])
def test_only_pages_of_the_web_are_handed_to_the_system(
    address: str, opened_urls: list[str]
) -> None:
    elsewhere.open_address(address)
    assert opened_urls == []
