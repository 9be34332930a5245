"""The papers of the plugin, from the query to the PDF."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.core.domain.document import Document
from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.plugins.gateway import Extensions
from fmdesk.reports.writer import render_document
from tests.integration.supplies.test_supplies_orders import Desk
from tests.integration.supplies.test_supplies_story import open_desk
from tests.unit.reports.readback import whole


@pytest.fixture
def desk(storeroom: Path) -> Iterator[Desk]:
    """A desk with ten packs of paper that have a barcode."""
    with open_desk(storeroom) as made:
        article = {"code": "PAP", "name_nl": "Papier A4", "name_en": "Paper A4", "unit": "pak"}
        made.extensions.run(uuid4(), "supplies", "save_article", {**article, "barcode": "73513537"})
        yield made


def paper(desk: Desk, name: str, payload: object = None) -> Document:
    found = desk.extensions.ask("supplies", name, payload)
    assert isinstance(found, Document)
    return found


def test_the_pick_list_says_what_lies_where_for_whom(desk: Desk) -> None:
    desk.order(4)
    desk.order(8)
    assert paper(desk, "pick_list").rows == (
        ("MAG", "Papier A4", "73513537", "4", "pak", "M000001.1", ""),
        ("MAG", "Papier A4", "73513537", "6", "pak", "M000002.1", ""),
    )


def test_a_delivery_note_says_what_came_and_what_comes(desk: Desk) -> None:
    line = desk.order(8, delivery_place="Balie 2")
    desk.record(line, EventKind.DELIVERED, quantity=5)
    found = paper(desk, "delivery_note", line.id)
    assert found.rows == (("Papier A4", "8", "5", "3", "pak"),)
    assert (found.lead, found.is_signed) == ("M000001.1", True)
    assert dict(found.facts)["Afleverplek"] == "Balie 2"
    lamp = desk.order(1, product="lamp")
    with pytest.raises(PluginError, match="no_order"):
        paper(desk, "delivery_note", lamp.id)


@pytest.mark.parametrize(("is_blind", "told"), [(False, "10"), (True, "")])
def test_a_blind_count_sheet_tells_no_figure(is_blind: bool, told: str, desk: Desk) -> None:
    count = {"place": "MAG", "is_blind": is_blind}
    number = desk.extensions.run(uuid4(), "supplies", "open_count", count).count.id
    found = paper(desk, "count_sheet", number)
    assert found.rows == (("PAP", "Papier A4", "73513537", "pak", told, ""),)


def test_an_order_list_is_for_one_supplier(desk: Desk) -> None:
    line = {"article": "PAP", "place": "MAG", "quantity": 20, "supplier": "Papyrus"}
    made = desk.extensions.run(uuid4(), "supplies", "propose", {"lines": [line]})
    found = paper(desk, "order_list", made.purchases[0])
    assert found.rows == (("PAP", "Papier A4", "MAG", "20", "pak"),)
    assert dict(found.facts)["Leverancier"] == "Papyrus"
    with pytest.raises(PluginError, match="no_purchase"):
        paper(desk, "order_list", 99)


def test_a_paper_is_rendered_in_the_language_of_now(
    desk: Desk, language: Callable[[str], None]
) -> None:
    desk.order(4)
    papers = Extensions(desk.door, desk.host, render_document)
    assert "Picklijst" in whole(papers.paper("supplies", "pick_list"))
    language("en")
    text = whole(papers.paper("supplies", "pick_list"))
    assert "Pick list" in text
    assert "M000001.1" in text


def test_what_is_no_paper_is_refused(desk: Desk) -> None:
    papers = Extensions(desk.door, desk.host, render_document)
    with pytest.raises(PluginError) as caught:
        papers.paper("supplies", "stock")
    assert caught.value.code == "plugin.wrong_answer"
