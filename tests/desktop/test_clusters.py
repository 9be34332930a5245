"""The dialog of the clusters with real keys."""

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.clusters import ClusterValues
from fmdesk.desktop.pages.catalogue.clusters import ClusterDialog
from fmdesk.desktop.shell import MainWindow
from tests.desktop.catalogue_keys import (
    Key,
    act,
    catalogue,
    field,
    knowledge,
    page_of,
    retype,
    save,
    window,
)
from tests.desktop.conftest import dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_catalogue import FakeCatalogue

__all__ = ["catalogue", "knowledge", "window"]


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> ClusterDialog:
    """The dialog, opened by its key."""
    act(window, qtbot, "clusters")
    made = dialog_of(window)
    assert isinstance(made, ClusterDialog)
    keyboard_goes_to(qtbot, made)
    return made


def choices(box: QComboBox) -> list[str]:
    return [box.itemText(place) for place in range(box.count())]


def test_the_cluster_of_the_tree_is_offered_with_what_was_changed_of_it(
    dialog: ClusterDialog,
) -> None:
    assert dialog.cluster.hasFocus()
    assert dialog.cluster.currentText() == "Office supplies"
    assert not dialog.code.isEnabled()
    assert dialog.place.currentText() == "Access"
    assert dialog.unit.currentText() == "Stock"
    told = dialog.told.text().splitlines()
    assert [line.partition(" · ")[2] for line in told] == [
        "noor: Name (Dutch): Spullen → Kantoor",
        "noor: Stands in: none → access",
        "noor: Owner: none → U1",
        "rob: added as “Things”",
    ]
    assert list(cut(dialog)) == []


def test_a_cluster_is_renamed_and_moved(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue, dialog: ClusterDialog
) -> None:
    retype(qtbot, field(window, "name_en", QLineEdit), "Supplies")
    qtbot.keyClick(dialog.place, Key.Key_Home)
    save(window, qtbot)
    (asked,) = catalogue.asked
    assert asked.seen == catalogue.kept[1].values
    assert asked.after == ClusterValues("supplies", "Kantoor", "Supplies", "", "U1")


def test_no_place_below_itself_is_offered(dialog: ClusterDialog, qtbot: QtBot) -> None:
    assert choices(dialog.place) == ["none", "Access"]
    qtbot.keyClick(dialog.cluster, Key.Key_Up)
    assert dialog.cluster.currentText() == "Access"
    assert choices(dialog.place) == ["none"]
    assert dialog.told.text() == "Nothing was changed by hand yet."


def test_a_new_cluster_is_refused_in_place_and_then_added(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue, dialog: ClusterDialog
) -> None:
    qtbot.keyClick(dialog.cluster, Key.Key_Home)
    assert dialog.code.isEnabled()
    retype(qtbot, dialog.code, "access")
    retype(qtbot, dialog.name_nl, "Zorg")
    qtbot.keyClick(dialog.unit, Key.Key_End)
    save(window, qtbot)
    assert "There is a cluster access already" in dialog.problem.text()
    assert dialog.name_nl.text() == "Zorg"
    retype(qtbot, dialog.code, "care")
    save(window, qtbot)
    assert catalogue.asked[-1].seen is None
    assert catalogue.asked[-1].after == ClusterValues("care", "Zorg", "", "", "U2")
    assert window.toast.isVisible()


def test_who_may_not_sees_no_button_and_no_dialog(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    products = page_of(window).products
    assert products.clusters_button.isVisible()
    catalogue.may_change = False
    page_of(window).presenter.load()
    settle(qtbot, window)
    assert not products.clusters_button.isVisible()
    act(window, qtbot, "clusters")
    assert window.findChildren(ClusterDialog) == []


def test_its_key_leads_to_the_clusters_from_any_section(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    page.show_section("readings")
    settle(qtbot, window)
    act(window, qtbot, "clusters")
    assert isinstance(dialog_of(window), ClusterDialog)
    assert page.presenter.section == "products"
