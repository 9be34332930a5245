"""Desk staff see what changed until they have read it; the lead sees who has not."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.upkeep_drafts import ReadDraft
from tests.integration.catalogue.conftest import LATER, TODAY, Become, Desk


def news(desk: Desk) -> tuple[str, ...] | None:
    """Return the changed fields that are still to be read about paper."""
    found = desk.knowledge.card("PAP", "nl").news
    return tuple(one.field for one in found.changes) if found else None


def read(desk: Desk) -> None:
    found = desk.knowledge.card("PAP", "nl").news
    assert found is not None
    desk.catalogue.read(ReadDraft(uuid4(), found.version_id))


def test_a_change_is_news_until_it_is_read_once(desk: Desk) -> None:
    assert news(desk) is None
    desk.save(price_cents=600, limits="Hooguit 10.")
    assert news(desk) == ("limits", "price_cents")
    read(desk)
    assert news(desk) is None
    desk.catalogue.read(ReadDraft(uuid4(), desk.on(TODAY).id))


def test_two_changes_are_told_together_and_a_read_one_is_not_told_again(desk: Desk) -> None:
    desk.save(price_cents=600)
    read(desk)
    desk.time.at += timedelta(days=1)
    desk.save(begins=TODAY + timedelta(days=1), limits="Hooguit 10.")
    desk.time.at += timedelta(days=1)
    desk.save(begins=TODAY + timedelta(days=2), norm=9000)
    assert news(desk) == ("limits", "norm")


def test_what_is_to_come_is_no_news_before_it_begins(desk: Desk) -> None:
    desk.save(begins=LATER, price_cents=600)
    assert news(desk) is None
    desk.time.at += timedelta(days=31)
    assert news(desk) == ("price_cents",)


def test_after_some_weeks_it_is_no_news_any_more(desk: Desk) -> None:
    desk.save(price_cents=600)
    desk.time.at += timedelta(days=61)
    assert news(desk) is None


def test_a_change_that_was_changed_back_is_no_news(desk: Desk) -> None:
    desk.save(price_cents=600)
    desk.save(price_cents=495)
    assert news(desk) is None


def test_who_is_not_at_the_desk_has_nothing_to_read(desk: Desk, become: Become) -> None:
    desk.save(price_cents=600)
    become(Role.UNIT, unit="MAG")
    assert news(desk) is None


def test_the_lead_sees_who_has_not_read_what(desk: Desk, become: Become) -> None:
    become(Role.DESK, login="bal")
    become(Role.DESK, login="els")
    become(Role.CONTROLLER, login="con")
    desk.save(price_cents=600)
    desk.door.actor = "bal"
    read(desk)
    with pytest.raises(NotAllowedError, match=r"catalogue\.not_your_act"):
        desk.catalogue.readings("nl")
    become(Role.DESK_LEAD, login="lead")
    rows = desk.catalogue.readings("nl")
    told = [(one.product, one.name, one.reader, one.read_at is not None) for one in rows]
    assert told == [
        ("PAP", "Papier A4", "beheer", False),
        ("PAP", "Papier A4", "els", False),
        ("PAP", "Papier A4", "lead", False),
        ("PAP", "Papier A4", "bal", True),
    ]
    assert rows[-1].read_at == desk.time.at


def test_without_accounts_the_people_of_the_front_office_are_asked(desk: Desk) -> None:
    def hire(work: object) -> None:
        unit = work.people.unit_by_code("FO")
        work.people.save_person(Person(0, "B1", "Bea Balie", unit_id=unit.id))
        work.people.save_person(Person(0, "B2", "Oud Balie", unit_id=unit.id, is_active=False))

    desk.change(hire)
    desk.save(price_cents=600)
    read(desk)
    told = [(one.reader, one.read_at is not None) for one in desk.catalogue.readings("nl")]
    assert told == [("Bea Balie", False), ("jan", True)]


def test_a_new_product_is_no_change(desk: Desk) -> None:
    like = replace(desk.on(TODAY), id=0, product_id=0, code="TAP", valid_from=TODAY)
    desk.change(lambda work: work.catalog.add_product_version(like))
    assert desk.knowledge.card("TAP", "nl").news is None
    assert desk.catalogue.readings("nl") == ()
