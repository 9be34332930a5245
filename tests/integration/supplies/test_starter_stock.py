"""The starter office: what its open stock lines still get is reserved, on both databases."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.bootstrap import Office, Silent, open_office
from fmdesk.config import Settings
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import EventDraft, Line, LineState
from fmdesk.core.domain.views import TicketFilter
from fmdesk.plugins.bundled.supplies.articles import StockQuery, StockRow
from fmdesk.plugins.bundled.supplies.buying import PurchaseLine, PurchaseState
from fmdesk.plugins.bundled.supplies.counting import CountState
from fmdesk.plugins.bundled.supplies.declared import COUNT_LIMIT
from fmdesk.testing import FakeTime

NOW = datetime(2025, 5, 18, 14, 0, tzinfo=UTC)
"""Among the open lines of this day is one of which a part is delivered."""
OPEN = (LineState.NEW, LineState.RUNNING, LineState.PAUSED)


def fill(url: str) -> None:
    """Build the starter office."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), database=url)
        with open_office(settings, is_created=True) as made:
            made.door.time_source = FakeTime(NOW)
            made.build_demo("starter", Silent())


@pytest.fixture
def database_content() -> Callable[[str], None]:
    return fill


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """The starter office."""
    with open_office(Settings(data_dir=tmp_path, database=database_url)) as made:
        made.door.time_source = FakeTime(NOW)
        yield made


def open_lines(office: Office) -> dict[int, tuple[Line, str, int]]:
    """Return the open stock lines with article and what is still to be delivered."""
    found = {}
    with office.door.read() as work:
        pieces = work.tickets.list_ids(TicketFilter(states=OPEN), work.now)
        for line, events in work.tickets.with_events([one for piece in pieces for one in piece]):
            if line.plugin == "supplies":
                article = work.catalog.product_version(line.pins.product_version_id).article
                done = sum(one.quantity for one in events if one.kind is EventKind.DELIVERED)
                found[line.id] = (line, article, line.quantity - done)
    return found


def stock(office: Office) -> dict[str, StockRow]:
    rows: tuple[StockRow, ...] = office.services.extensions.ask("supplies", "stock", StockQuery())
    return {row.article.code: row for row in rows}


def ties(office: Office) -> bool:
    """Tell whether each article's reserved stock is what its open lines still get."""
    owed = dict.fromkeys(stock(office), 0)
    for _line, article, left in open_lines(office).values():
        owed[article] += left
    return owed == {code: row.reserved for code, row in stock(office).items()}


def record(office: Office, line: Line, kind: EventKind, quantity: int = 0) -> None:
    draft = EventDraft(uuid4(), line.id, kind, line.version, reason="niet nodig", quantity=quantity)
    office.services.fulfilment.record(draft)


def test_reserved_stock_is_what_open_lines_still_get(office: Office) -> None:
    lines = open_lines(office)
    assert len(lines) >= 4
    assert any(0 < left < line.quantity for line, _article, left in lines.values())
    assert ties(office)
    assert all(row.back_ordered == 0 for row in stock(office).values())
    before = stock(office)
    (given, article, left), (dropped, other, released), *_rest = lines.values()
    record(office, given, EventKind.DELIVERED, left)
    record(office, dropped, EventKind.CANCELLED)
    after = stock(office)
    assert after[article].on_hand == before[article].on_hand - left
    assert before[other].reserved - after[other].reserved >= released
    assert len(open_lines(office)) == len(lines) - 2
    assert ties(office)


def test_the_stock_has_its_price_and_a_code_to_scan(office: Office) -> None:
    rows = stock(office)
    assert all(row.cents > 0 for row in rows.values())
    for row in rows.values():
        found = office.services.extensions.ask("supplies", "find", row.article.barcode)
        assert found == row.article


def test_the_facts_pinned_at_the_order_stay(office: Office) -> None:
    with office.door.read() as work:
        told = [work.tickets.line(number).facts for number in open_lines(office)]
    assert all(one["supplies.stock_article"] for one in told)
    assert all("supplies.from_stock" in one for one in told)


def test_goods_are_on_their_way_and_counts_wait(office: Office) -> None:
    ask = office.services.extensions.ask
    lines: tuple[PurchaseLine, ...] = ask("supplies", "purchases")
    found = {(one.article, one.state): (one.quantity, one.received) for one in lines}
    assert found == {
        ("papier-a4", PurchaseState.ORDERED): (240, 120),
        ("enveloppen", PurchaseState.ORDERED): (20, 20),
        ("headset", PurchaseState.ORDERED): (10, 0),
        ("batterijen", PurchaseState.ORDERED): (24, 0),
        ("toner", PurchaseState.PROPOSED): (6, 0),
    }
    assert [one.state for one in ask("supplies", "counts")] == [
        CountState.OPEN,
        CountState.WAITING,
        CountState.BOOKED,
    ]
    waiting = ask("supplies", "sheet", ask("supplies", "counts")[1].id)
    assert waiting.cents > COUNT_LIMIT.default, "a controller is to approve it"
    with office.door.read() as work:
        assert work.stores("supplies").differences() == ()
