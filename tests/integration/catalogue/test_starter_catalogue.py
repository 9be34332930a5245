"""The starter office has something to see on each section of the catalogue's page."""

import pytest

from fmdesk.bootstrap import Office
from fmdesk.core.domain.product_change import Keeper


@pytest.fixture
def office(starter: Office) -> Office:
    return starter


def test_a_product_changed_on_the_day_and_is_still_to_be_read(office: Office) -> None:
    news = office.services.knowledge.card("toner", "nl").news
    assert news is not None
    assert [one.field for one in news.changes] == ["limits", "tips"]
    (row,) = office.services.catalogue.readings("nl")
    assert (row.product, row.read_at) == ("toner", None)


def test_a_price_changes_next_month_and_two_proposals_wait(office: Office) -> None:
    catalogue = office.services.catalogue
    coming, now = catalogue.product("lunch", "nl").versions
    assert (coming.is_to_come, now.is_now, now.lines > 0) == (True, True, True)
    assert coming.valid_from.day == 1
    waiting = catalogue.proposals("nl")
    assert [one.keeper for one in waiting] == [Keeper.UNIT, Keeper.CONTROLLER]
    assert all(one.may_decide and one.reason and len(one.changes) == 1 for one in waiting)


def test_everything_of_the_catalogue_is_named_in_both_languages(office: Office) -> None:
    for language, cluster in (("nl", "Kantoorartikelen"), ("en", "Office supplies")):
        tree = office.services.catalogue.tree(language)
        assert cluster in {one.name for one in tree.clusters}
        assert len(tree.products) == 56
        assert {one.cluster for one in tree.products} <= {one.code for one in tree.clusters}
    rows = office.services.catalogue.processes("en")
    assert sum(len(one.products) for one in rows) == 56
    assert all(one.people for one in rows)
