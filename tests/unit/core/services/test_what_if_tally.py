"""Figures of a trial added up by month, unit and product, without a database."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.what_if import MOST_CHANGED, Dimension, Side
from fmdesk.core.services.what_if_tally import AT_ONCE, Tallies

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
KEPT, BROKEN, RUNNING = Outcome.KEPT, Outcome.BROKEN, Outcome.RUNNING
UNITS = (
    SimpleNamespace(id=1, code="stock", name="Voorraad"),
    SimpleNamespace(id=2, code="post", name="Post"),
)


def product(number: int) -> SimpleNamespace:
    """Return a version of a product; 10 and 11 are of the same one."""
    code = "paper" if number < 12 else "stamp"
    return SimpleNamespace(code=code, name_nl=code.upper(), name_en=code.title())


@pytest.fixture
def tallies() -> Tallies:
    people = SimpleNamespace(units=lambda: UNITS)
    return Tallies(SimpleNamespace(people=people, catalog=SimpleNamespace(product_version=product)))


def line(number: int, unit: int = 1, version: int = 10) -> SimpleNamespace:
    return SimpleNamespace(
        id=number,
        number=f"M{number}",
        unit_id=unit,
        product_version_id=version,
        opened_at=AT,
    )


def test_each_dimension_sums_to_the_total(tallies: Tallies) -> None:
    tallies.add("2026-03", line(1), {1: ([KEPT], 0, 0), 2: ([BROKEN], 500, 0)}, AT)
    tallies.add("2026-03", line(2, version=11), {1: ([KEPT, RUNNING], 0, 0), 2: ([KEPT], 0, 0)}, AT)
    tallies.add("2026-04", line(3, 2, 12), {2: ([BROKEN, BROKEN], 0, 4)}, None)
    total, rows = tallies.rows()
    assert total.before == Side(kept=2, running=1)
    assert total.after == Side(kept=1, broken=3, cents=500, points=4)
    assert [one.key for one in rows[Dimension.PRODUCT]] == ["paper", "stamp"]
    assert [one.name.nl for one in rows[Dimension.UNIT]] == ["Post", "Voorraad"]
    for dimension in Dimension:
        assert sum(one.after.broken for one in rows[dimension]) == total.after.broken
        assert sum(one.before.kept for one in rows[dimension]) == total.before.kept


def test_a_line_changes_when_a_breach_or_an_amount_does(tallies: Tallies) -> None:
    tallies.add("2026-03", line(1), {1: ([KEPT], 0, 0), 2: ([RUNNING], 0, 0)}, AT)
    tallies.add("2026-03", line(2), {1: ([BROKEN], 100, 0), 2: ([BROKEN], 300, 0)}, AT)
    tallies.add("2026-03", line(3), {1: ([KEPT], 0, 0), 2: ([BROKEN], 900, 0)}, AT)
    tallies.add("2026-03", line(4), {2: ([KEPT], 0, 0)}, AT)
    tallies.add("2026-03", line(5), {1: ([BROKEN], 50, 0)}, None)
    found, count = tallies.changed()
    assert count == 3
    assert [one.line_id for one in found] == [3, 2, 5], "the dearest difference first"
    assert (found[0].before, found[0].after) == (KEPT, BROKEN)
    assert (found[2].before, found[2].after, found[2].cents_after) == (BROKEN, None, 0)


def test_of_very_many_lines_the_dearest_are_kept(tallies: Tallies) -> None:
    for number in range(MOST_CHANGED + 5):
        sides = {1: ([KEPT], 0, 0), 2: ([BROKEN], number, 0)}
        tallies.add("2026-03", line(number + 1), sides, AT)
    found, count = tallies.changed()
    assert (len(found), count) == (MOST_CHANGED, MOST_CHANGED + 5)
    assert found[0].cents_after == MOST_CHANGED + 4


def test_the_dearest_are_kept_wherever_they_come_and_the_others_are_not_held(
    tallies: Tallies,
) -> None:
    """Amounts rise and fall as lines go by; of equal ones the first lines stay."""
    many = 3 * AT_ONCE + 7
    amounts = [number * 7919 % 5003 + 1 for number in range(many)]
    held = []
    for number, cents in enumerate(amounts, 1):
        tallies.add("2026-03", line(number), {1: ([KEPT], 0, 0), 2: ([BROKEN], cents, 0)}, AT)
        held.append(len(tallies._found))
    found, count = tallies.changed()
    dearest = sorted(range(1, many + 1), key=lambda number: (-amounts[number - 1], number))
    assert [one.line_id for one in found] == dearest[:MOST_CHANGED]
    assert count == many
    assert max(held) < AT_ONCE
    assert tallies.changed() == (found, count), "asked twice it says the same"
