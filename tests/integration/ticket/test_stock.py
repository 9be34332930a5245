"""A change of an order is asked of the plugin that serves it, and its stock follows."""

from uuid import uuid4

import pytest

from fmdesk.bootstrap import Office
from fmdesk.core.domain.dossier import Cancel, LineEdit
from fmdesk.core.domain.errors import InvalidInputError, PluginError
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.plugins.bundled.supplies.articles import StockQuery, StockRow
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost


@pytest.fixture
def line_id(starter: Office) -> int:
    with starter.door.read() as work:
        product = next(one for one in work.catalog.products(work.now.date()) if one.article)
        centre = work.people.cost_centres()[0].code
    form = starter.services.queries.form(product.plugin, product.form)
    details = {one.name: one.default or "x" for one in form.fields if one.is_required}
    order = OrderLine(product.code, 4, details=details, cost_centre=centre)
    draft = OrderDraft(uuid4(), "phone", (order,))
    return starter.services.intake.take(draft).line_ids[0]


def stock(office: Office, line_id: int) -> StockRow:
    with office.door.read() as work:
        line = work.tickets.line(line_id)
        article = work.catalog.product_version(line.pins.product_version_id).article
    return office.extensions.ask("supplies", "stock", StockQuery((article,)))[0]


def change(office: Office, line_id: int, **values: object) -> None:
    seen = office.services.changing.form(line_id, "nl").fields
    draft = LineEdit(uuid4(), line_id, seen, {**seen, **values}, "anders")
    assert office.services.changing.change_line(draft).is_stored


def promised(row: StockRow) -> int:
    return row.reserved + row.back_ordered


def test_what_is_reserved_follows_the_order(starter: Office, line_id: int) -> None:
    before = promised(stock(starter, line_id))
    effect = starter.services.changing.preview(line_id, {"quantity": 9}, "nl")
    assert effect.after is not None
    assert promised(stock(starter, line_id)) == before, "a preview reserves nothing"
    change(starter, line_id, quantity=9)
    assert promised(stock(starter, line_id)) == before + 5
    change(starter, line_id, quantity=2)
    assert promised(stock(starter, line_id)) == before - 2
    with starter.door.read() as work:
        version = work.tickets.line(line_id).version
    starter.services.changing.cancel(Cancel(uuid4(), line_id, version, "niet meer nodig"))
    assert promised(stock(starter, line_id)) == before - 4


def test_the_facts_of_the_order_stay_pinned(starter: Office, line_id: int) -> None:
    with starter.door.read() as work:
        before = work.tickets.line(line_id).facts
    change(starter, line_id, quantity=999)
    with starter.door.read() as work:
        assert work.tickets.line(line_id).facts == before


def test_the_form_is_checked_as_at_intake(starter: Office, line_id: int) -> None:
    effect = starter.services.changing.preview(line_id, {"details.nonsense": "x"}, "nl")
    assert effect.refusal is not None
    with pytest.raises(InvalidInputError) as caught:
        change(starter, line_id, **{"details.nonsense": "x"})
    assert caught.value.code == effect.refusal.code


def test_a_plugin_that_keeps_orders_and_takes_no_changes_says_so(
    starter: Office, line_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = PluginHost.has
    monkeypatch.setattr(
        PluginHost,
        "has",
        lambda host, id_, hook: hook != "fmdesk_changed" and answers(host, id_, hook),
    )
    with pytest.raises(PluginError) as caught:
        change(starter, line_id, quantity=5)
    assert caught.value.code == "plugin.no_changes"
    monkeypatch.undo()
    change(starter, line_id, quantity=5)


def test_who_pays_is_none_of_the_plugins_business(
    starter: Office, line_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Gateway, "changed", lambda *_given, **_named: asked.append("changed"))
    with starter.door.read() as work:
        line = work.tickets.line(line_id)
        other = next(c for c in work.people.cost_centres() if c.id != line.cost_centre_id)
    change(starter, line_id, cost_centre=other.code)
    assert asked == []
    change(starter, line_id, quantity=5)
    assert asked == ["changed"]
