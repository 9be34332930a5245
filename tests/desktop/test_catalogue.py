"""The page of the catalogue, with real keys."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.booklet import Published
from fmdesk.core.domain.catalog import Faq, Variant
from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.intake_views import ProductCard
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.core.domain.product_change import FieldChange, News, Way
from fmdesk.core.domain.spec import ProductSpec, Text
from fmdesk.desktop.pages.catalogue.changes import new_words
from fmdesk.desktop.pages.intake.news import NewsBanner
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
from tests.desktop.catalogue_keys import (
    ALT,
    Guides,
    Key,
    act,
    catalogue,
    field,
    knowledge,
    page_of,
    retype,
    save,
    section,
    texts,
    window,
)
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_catalogue import LIMITS, PRICE, TODAY, FakeCatalogue
from tests.desktop.fake_knowledge import FakeKnowledge
from tests.desktop.fakes import make_services

__all__ = ["catalogue", "knowledge", "window"]


# --- products -------------------------------------------------------------------------------------


def test_the_first_product_stands_beside_the_tree_with_its_owner(window: MainWindow) -> None:
    page = page_of(window)
    assert page.products.tree.hasFocus()
    assert page.products.detail.name.text() == "Copy paper A4, 80 g"
    assert page.products.detail.about.text() == "A0 · Office supplies · Stock"
    assert page.products.detail.waiting.text() == "1 proposal waits"
    tops = [page.products.tree.topLevelItem(place) for place in range(3)]
    assert [one.text(0) for one in tops] == ["Office supplies", "Access", "Nothing yet"]
    assert tops[1].text(1) == "Security"
    assert page.products.count.text() == "2 products"


def test_arrow_keys_bring_the_next_product(window: MainWindow, qtbot: QtBot) -> None:
    tree = page_of(window).products.tree
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Down):
        qtbot.keyClick(tree, key)
        settle(qtbot, window)
    assert page_of(window).products.detail.name.text() == "Access badge"


def test_typing_narrows_the_tree(window: MainWindow, qtbot: QtBot) -> None:
    act(window, qtbot, "find_product")
    products = page_of(window).products
    assert products.field.hasFocus()
    place = products.field.mapTo(window, products.field.rect().topLeft())
    qtbot.keyClicks(products.field, "badge")
    settle(qtbot, window)
    assert products.tree.topLevelItemCount() == 1
    assert products.tree.topLevelItem(0).text(0) == "Access"
    assert products.detail.name.text() == "Access badge"
    assert products.count.text() == "1 product"
    qtbot.keyClicks(products.field, "zzz")
    settle(qtbot, window)
    assert not products.tree.isVisible()
    assert products.state.view.title.text() == "Nothing found"
    assert not products.detail.isVisible()
    assert products.field.mapTo(window, products.field.rect().topLeft()) == place
    products.field.clear()
    settle(qtbot, window)
    assert products.tree.isVisible()
    assert products.detail.isVisible()


def test_a_catalogue_without_products_says_how_it_begins(
    window: MainWindow, catalogue: FakeCatalogue
) -> None:
    products = page_of(window).products
    products.show_found(replace(catalogue.tree("en"), clusters=(), products=()))
    assert products.state.view.title.text() == "No products yet"
    assert products.new_button.isVisible()
    products.show_found(catalogue.tree("en"))
    assert products.tree.isVisible()


def test_all_tabs_of_a_product_have_room(window: MainWindow, qtbot: QtBot) -> None:
    bar = page_of(window).products.detail.tabs.tabBar()
    for language in ("en", "nl"):
        window.speak(language)
        settle(qtbot, window)
        last = bar.tabRect(bar.count() - 1)
        assert last.right() <= bar.width(), language


def test_each_tab_tells_its_part(window: MainWindow, qtbot: QtBot) -> None:
    detail = page_of(window).products.detail
    expected = (
        ("Box of five packs.", "Niet meer dan 10 dozen.", "papier"),
        ("€18.40", "€28.40", "24 hours", "95.0%", "on trial"),
        ("Is er ook 100 g?", "41×", "Yes."),
        ("Vraag of recycled mag.", "Bakker, R. · Stock · 3300", "Sheet: https://x.nl"),
        ("Pick", "2 h", "Desk"),
    )
    for place, words in enumerate(expected):
        detail.tabs.setCurrentIndex(place)
        settle(qtbot, window)
        shown = texts(detail)
        for one in words:
            assert one in shown, (place, one)


def test_the_text_is_changed_from_a_day_by_keys(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    act(window, qtbot, "change_product")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    assert "running tickets keep theirs" in dialog.sentence.text()
    retype(qtbot, field(window, "limits"), "Hooguit 20 dozen.")
    day = field(window, "day")
    assert day.date().toString("yyyy-MM-dd") == TODAY.isoformat()
    qtbot.keyClick(day, Key.Key_Up)
    save(window, qtbot)
    (draft,) = catalogue.asked
    assert (draft.base_version_id, draft.after.limits) == (7, "Hooguit 20 dozen.")
    assert draft.after.valid_from > TODAY
    assert draft.after.price_cents == 1840
    assert window.toast.isVisible()


def test_price_lead_time_and_variants_are_changed_by_keys(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    detail = page_of(window).products.detail
    detail.tabs.setCurrentIndex(1)
    act(window, qtbot, "change_product")
    retype(qtbot, field(window, "price", QLineEdit), "19.00")
    amount = field(window, "lead_n")
    amount.setValue(2)
    field(window, "lead_unit", QComboBox).setCurrentIndex(2)
    field(window, "lead_time_of_day", QComboBox).setCurrentIndex(1)
    save(window, qtbot)
    (draft,) = catalogue.asked
    after = draft.after
    assert after.price_cents == 1900
    assert after.lead_time == Limit(LimitUnit.WORKING_DAYS, 2, TimeOfDay.CLOSE)
    urgent = Limit(LimitUnit.WORKING_HOURS, 2)
    assert after.variants == (Variant("urgent", "Spoed", "Urgent", 2840, urgent),)
    assert (after.calendar, after.process, after.cluster, after.norm) == (
        *("office", "deliver", "supplies", 9500),
    )


def test_an_amount_that_is_none_and_a_conflict_keep_the_dialog(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    page_of(window).products.detail.tabs.setCurrentIndex(1)
    act(window, qtbot, "change_product")
    price = field(window, "price", QLineEdit)
    retype(qtbot, price, "veel")
    save(window, qtbot)
    assert "no amount of money" in dialog_of(window).problem.text()
    assert catalogue.asked == []
    retype(qtbot, price, "6.66")
    save(window, qtbot)
    assert "Somebody else has changed the same" in dialog_of(window).problem.text()
    assert price.text() == "6.66"


def test_no_lead_time_is_a_choice_too(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    page_of(window).products.detail.tabs.setCurrentIndex(1)
    act(window, qtbot, "change_product")
    field(window, "lead_n").setValue(0)
    save(window, qtbot)
    assert catalogue.asked[0].after.lead_time is None


def test_questions_are_added_and_taken_away_by_keys(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    page_of(window).products.detail.tabs.setCurrentIndex(2)
    act(window, qtbot, "change_product")
    keyboard_goes_to(qtbot, dialog_of(window))
    table = field(window, "questions")
    table.setFocus()
    table.setCurrentCell(0, 1)
    qtbot.keyClick(table, Key.Key_Delete)
    qtbot.keyClick(table, Key.Key_Insert)
    editor = table.findChild(QLineEdit)
    qtbot.keyClicks(editor, "Hoeveel vel?")
    qtbot.keyClick(editor, Key.Key_Return)
    settle(qtbot, window)
    table.item(1, 2).setText("2500.")
    qtbot.keyClick(table, Key.Key_Up, ALT)
    save(window, qtbot)
    assert catalogue.asked[0].after.faqs == (
        Faq(0, "nl", "Hoeveel vel?", "2500."),
        Faq(0, "en", "100 g too?", "Yes."),
    )


def test_tips_contacts_and_pages_are_changed_together(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    page_of(window).products.detail.tabs.setCurrentIndex(3)
    act(window, qtbot, "change_product")
    retype(qtbot, field(window, "tips"), "Een tip.")
    person = field(window, "person", QLineEdit)
    person.setFocus()
    qtbot.keyClicks(person, "Jansen")
    settle(qtbot, window)
    qtbot.keyClick(person, Key.Key_Return)
    settle(qtbot, window)
    save(window, qtbot)
    (draft,) = catalogue.asked
    assert draft.after.tips == ("Een tip.",)
    assert draft.contacts == ("K1", "P3")
    assert [one.name for one in draft.links] == ["Sheet"]


def test_who_may_not_change_it_proposes_with_a_reason(
    opened: Opened, qtbot: QtBot, knowledge: Guides
) -> None:
    catalogue = FakeCatalogue(text_way=Way.PROPOSE)
    window = opened(catalogue=catalogue, knowledge=knowledge)
    act(window, qtbot, "catalogue")
    detail = page_of(window).products.detail
    assert detail.change_button.text().strip() == "Propose a change…"
    act(window, qtbot, "change_product")
    dialog = dialog_of(window)
    assert "Stock accepts or refuses it" in dialog.sentence.text()
    assert dialog.save_button.text() == "Propose"
    retype(qtbot, field(window, "synonyms", QLineEdit), "papier, a4")
    retype(qtbot, field(window, "reason", QLineEdit), "Customers say A4")
    save(window, qtbot)
    (draft,) = catalogue.asked
    assert (draft.after.synonyms, draft.reason) == (("papier", "a4"), "Customers say A4")


def test_who_may_do_nothing_is_offered_nothing(
    opened: Opened, qtbot: QtBot, knowledge: Guides
) -> None:
    catalogue = FakeCatalogue(text_way=Way.NO, price_way=Way.NO)
    window = opened(catalogue=catalogue, knowledge=knowledge)
    act(window, qtbot, "catalogue")
    assert not page_of(window).products.detail.change_button.isVisible()
    act(window, qtbot, "change_product")
    assert catalogue.asked == []


def test_versions_tell_what_differs_and_one_to_come_is_withdrawn(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    detail = page_of(window).products.detail
    detail.tabs.setCurrentIndex(6)
    settle(qtbot, window)
    assert not detail.change_button.isVisible()
    versions = detail.versions
    states = [versions.model.data(versions.model.index(row, 0)) for row in range(4)]
    assert states == ["To come", "Holds now", "Withdrawn", "Earlier"]
    assert "€19.00" in texts(versions)
    versions.findChild(QWidget, "withdraw").click()
    save(window, qtbot)
    assert [one.version_id for one in catalogue.asked] == [9]
    versions.table.setFocus()
    qtbot.keyClick(versions.table, Key.Key_End)
    settle(qtbot, window)
    assert "This is how the product began." in texts(versions)
    assert "12 lines keep it." in texts(versions)
    qtbot.keyClick(versions.table, Key.Key_Up)
    settle(qtbot, window)
    assert "Nothing differs." in texts(versions)


def test_the_files_of_a_product_stand_beside_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    detail = page_of(window).products.detail
    detail.tabs.setCurrentIndex(5)
    settle(qtbot, window)
    assert "No files" in texts(detail.files)
    assert not detail.change_button.isVisible()
    sheet = tmp_path / "blad.txt"
    sheet.write_text("Doos van vijf.")
    detail.files.add([sheet])
    settle(qtbot, window)
    assert detail.files.model.row_at(0).name == "blad.txt"


def test_the_import_is_one_button_away(window: MainWindow, qtbot: QtBot) -> None:
    page_of(window).import_button.click()
    settle(qtbot, window)
    assert dialog_of(window).windowTitle() == "Import a file"
    dialog_of(window).close()


def test_a_new_product_is_made(window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue) -> None:
    page_of(window).products.new_button.click()
    settle(qtbot, window)
    retype(qtbot, field(window, "code", QLineEdit), "A0")
    retype(qtbot, field(window, "name_nl", QLineEdit), "Tapijt")
    save(window, qtbot)
    assert "already" in dialog_of(window).problem.text()
    retype(qtbot, field(window, "code", QLineEdit), "TAP")
    field(window, "lead_n").setValue(3)
    field(window, "calendar", QComboBox).setCurrentIndex(1)
    save(window, qtbot)
    product = catalogue.asked[-1].product
    assert (product.code, product.name_nl, product.cluster) == ("TAP", "Tapijt", "supplies")
    assert (product.unit_id, product.calendar) == (1, "office")
    assert product.lead_time == Limit(LimitUnit.WORKING_DAYS, 3)


def test_a_new_product_may_be_served_by_a_plugin(
    opened: Opened, qtbot: QtBot, catalogue: FakeCatalogue, knowledge: Guides
) -> None:
    kinds = (
        ("keys", ProductSpec("key", Text("Sleutel", "Key"), form="key", process="keys.issue")),
    )
    extensions = SimpleNamespace(views=tuple, actions=tuple, run_due=tuple, products=lambda: kinds)
    window = opened(catalogue=catalogue, knowledge=knowledge, extensions=extensions)
    act(window, qtbot, "catalogue")
    page_of(window).products.new_button.click()
    settle(qtbot, window)
    retype(qtbot, field(window, "code", QLineEdit), "KEY")
    retype(qtbot, field(window, "name_nl", QLineEdit), "Sleutel")
    article = field(window, "article", QLineEdit)
    assert not article.isEnabled()
    field(window, "kind", QComboBox).setCurrentText("Key")
    retype(qtbot, article, "K-12")
    save(window, qtbot)
    product = catalogue.asked[-1].product
    assert (product.plugin, product.form, product.process) == ("keys", "key", "keys.issue")
    assert product.article == "K-12"


# --- files, states, languages ---------------------------------------------------------------------


def test_export_writes_where_it_is_told(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: ("/x/catalogue.xlsx", ""))
    page_of(window).export_button.click()
    settle(qtbot, window)
    assert catalogue.asked == [Path("/x/catalogue.xlsx")]
    assert "51 products" in window.toast.findChild(QLabel).text()


def publish_job(folder: Path, progress: object) -> Published:
    progress.report(1, 1)
    return Published(str(folder), ("index.html",))


def test_publish_runs_beside_and_says_what_it_wrote(
    opened: Opened,
    qtbot: QtBot,
    catalogue: FakeCatalogue,
    knowledge: Guides,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = SimpleNamespace(**{**vars(make_services().jobs), "publish": publish_job})
    window = opened(catalogue=catalogue, knowledge=knowledge, jobs=jobs)
    act(window, qtbot, "catalogue")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: "/x")
    act(window, qtbot, "publish")
    qtbot.waitUntil(window.toast.isVisible, timeout=30_000)
    assert "index.html" in window.toast.findChild(QLabel).text()
    assert page_of(window).publish_button.isEnabled()


def test_a_database_in_trouble_is_said_with_a_way_on(
    opened: Opened, qtbot: QtBot, knowledge: Guides
) -> None:
    catalogue = FakeCatalogue(problem=StorageError("storage.lost", reason="x"))
    window = opened(catalogue=catalogue, knowledge=knowledge)
    act(window, qtbot, "catalogue")
    page = page_of(window)
    assert page.states.currentWidget() is page.states.view
    catalogue.problem = None
    page.states.view.action.click()
    settle(qtbot, window)
    assert page.states.currentWidget() is page.content


def test_every_section_follows_the_language_and_nothing_is_cut(
    window: MainWindow, qtbot: QtBot
) -> None:
    for language in ("nl", "en"):
        window.speak(language)
        settle(qtbot, window)
        for number in range(1, 7):
            section(window, qtbot, number)
            assert list(cut(window)) == [], (language, number)
    assert window.width() == 1280


def test_a_day_to_come_is_the_first_of_a_product_that_is_to_come(
    window: MainWindow, qtbot: QtBot
) -> None:
    detail = page_of(window).products.detail
    begins = date(2027, 1, 1)
    detail.page = replace(detail.page, version=replace(detail.page.version, valid_from=begins))
    act(window, qtbot, "change_product")
    assert field(window, "day").date().toString("yyyy-MM-dd") == "2027-01-01"


# --- the product card of the intake ---------------------------------------------------------------


class Changed(Guides):
    """Paper has changed since it was read."""

    def card(self, code: str, language: str) -> ProductCard:
        return replace(super().card(code, language), news=News(42, TODAY, (PRICE, LIMITS)))


def test_the_desk_reads_in_one_key_what_changed(
    opened: Opened, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    window = opened(catalogue=catalogue, knowledge=Changed())
    window.open_page("intake")
    settle(qtbot, window)
    finder = window.page().line.finder.field
    finder.setFocus()
    qtbot.keyClicks(finder, "paper")
    settle(qtbot, window)
    banner = window.page().sheet.findChild(NewsBanner)
    assert texts(banner).splitlines()[:1] == ["Changed on 2 Nov 2026"]
    assert "Price: €18.40 → €19.00" in texts(banner)
    assert "Limits: None → No more than 10 boxes." in texts(banner)
    qtbot.keyClick(window, Key.Key_R, ALT)
    settle(qtbot, window)
    assert [one.version_id for one in catalogue.asked] == [42]
    assert not banner.isVisible()


def test_a_product_that_did_not_change_says_nothing(opened: Opened, qtbot: QtBot) -> None:
    window = opened(knowledge=FakeKnowledge())
    window.open_page("intake")
    settle(qtbot, window)
    qtbot.keyClicks(window.page().line.finder.field, "paper")
    settle(qtbot, window)
    assert window.page().sheet.card is not None
    assert window.page().sheet.findChild(NewsBanner) is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("€1", "€2", "€1 → €2"),
        ("", "Ten", "– → Ten"),
        ("a\nb", "a\nb\nc", "c"),
        ("a\nb", "b", "No longer: a"),
        ("a\nb", "b\na", "In another order."),
    ],
)
def test_a_change_is_told_by_what_is_new(before: str, after: str, expected: str) -> None:
    with using_language("en"):
        assert new_words(FieldChange("tips", before, after)) == expected


def test_a_variant_needs_a_number_and_what_it_counts(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    page_of(window).products.detail.tabs.setCurrentIndex(1)
    act(window, qtbot, "change_product")
    variants = dialog_of(window).variants
    variants.put(0, 4, "soon")
    save(window, qtbot)
    assert "needs a number" in dialog_of(window).problem.text()
    assert catalogue.asked == []
    variants.put(0, 4, "3")
    variants.put(0, 3, "€30.00")
    save(window, qtbot)
    (variant,) = catalogue.asked[0].after.variants
    assert (variant.price_cents, variant.lead_time) == (3000, Limit(LimitUnit.WORKING_HOURS, 3))


def test_a_variant_may_have_no_lead_time_of_its_own(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    page_of(window).products.detail.tabs.setCurrentIndex(1)
    act(window, qtbot, "change_product")
    dialog_of(window).variants.put(0, 4, "")
    save(window, qtbot)
    (variant,) = catalogue.asked[0].after.variants
    assert (variant.code, variant.lead_time) == ("urgent", None)


def test_a_norm_with_hundredths_stays_when_nobody_touches_it(
    opened: Opened, qtbot: QtBot, knowledge: Guides
) -> None:
    catalogue = FakeCatalogue()
    window = opened(catalogue=catalogue, knowledge=knowledge)
    act(window, qtbot, "catalogue")
    detail = page_of(window).products.detail
    detail.page = replace(detail.page, version=replace(detail.page.version, norm=9550))
    detail.tabs.setCurrentIndex(1)
    act(window, qtbot, "change_product")
    retype(qtbot, field(window, "price_unit", QLineEdit), "pak")
    save(window, qtbot)
    assert (catalogue.asked[0].after.norm, catalogue.asked[0].after.price_unit) == (9550, "pak")


@pytest.mark.parametrize(("tab", "name"), [(0, "limits"), (1, "price_unit"), (3, "tips")])
def test_what_nobody_touches_stays_as_it_was_imported(
    opened: Opened, qtbot: QtBot, knowledge: Guides, tab: int, name: str
) -> None:
    odd = {
        "name_nl": "Lang " * 80,
        "description_nl": "Doos\N{NO-BREAK SPACE}van vijf\u2028pakken. ",
        "synonyms": ("papier, wit", "woord " * 90),
        "price_unit": "doos " * 40,
        "tips": ("Een tip\nvan twee regels.", " Nog een. "),
    }
    catalogue = FakeCatalogue()
    window = opened(catalogue=catalogue, knowledge=knowledge)
    act(window, qtbot, "catalogue")
    detail = page_of(window).products.detail
    detail.page = replace(detail.page, version=replace(detail.page.version, **odd))
    detail.tabs.setCurrentIndex(tab)
    act(window, qtbot, "change_product")
    retype(qtbot, field(window, name), "Anders.")
    save(window, qtbot)
    after = catalogue.asked[0].after
    for one, stored in odd.items():
        expected = {"price_unit": "Anders.", "tips": ("Anders.",)}[name] if one == name else stored
        assert getattr(after, one) == expected, one


def test_a_name_that_is_longer_than_one_types_is_changed_at_its_end(
    opened: Opened, qtbot: QtBot, knowledge: Guides
) -> None:
    long = "x" * 300
    catalogue = FakeCatalogue()
    window = opened(catalogue=catalogue, knowledge=knowledge)
    act(window, qtbot, "catalogue")
    detail = page_of(window).products.detail
    detail.page = replace(detail.page, version=replace(detail.page.version, name_nl=long))
    act(window, qtbot, "change_product")
    name = field(window, "name_nl", QLineEdit)
    qtbot.keyClick(name, Key.Key_End)
    qtbot.keyClick(name, Key.Key_Backspace)
    save(window, qtbot)
    assert catalogue.asked[0].after.name_nl == long[:-1]
