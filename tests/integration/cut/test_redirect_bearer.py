"""Who bears a promise that broke after a redirection, as the why panel says it."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.bootstrap import Office, open_office
from fmdesk.config import Settings
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.crossing import RedirectDraft
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import EventDraft, OrderDraft, OrderLine
from fmdesk.core.domain.views import WhyVerdict
from fmdesk.testing import STARTER_NOW, FakeTime

STORE, POST, OTHER = "Magazijn en inkoop", "post", "Post, repro en vervoer"


@pytest.fixture
def time() -> FakeTime:
    return FakeTime(STARTER_NOW)


@pytest.fixture
def starter(starter_folder: Path, tmp_path: Path, time: FakeTime) -> Iterator[Office]:
    """The starter office on its first day."""
    shutil.copytree(starter_folder, tmp_path / "office")
    with open_office(Settings(data_dir=tmp_path / "office")) as office:
        office.door.time_source = time
        yield office


def ordered(office: Office, product: str) -> int:
    """Take an order for somebody who pays, and pass it over the cut; return its line."""
    with office.door.read() as work:
        caller = next(one for one in work.people.find_persons("a", 20) if one.cost_centre_id)
    draft = OrderDraft(uuid4(), "phone", (OrderLine(product),), requester=caller.code)
    line_id = office.services.intake.take(draft).line_ids[0]
    version = office.services.queries.line(line_id, "nl").version
    passed = EventDraft(uuid4(), line_id, EventKind.STEP_FINISHED, version, step=0)
    office.services.fulfilment.record(passed)
    return line_id


def redirected(office: Office, line_id: int) -> None:
    version = office.services.queries.line(line_id, "nl").version
    draft = RedirectDraft(uuid4(), line_id, version, POST, "Staat al op hun kar")
    office.services.returns.redirect(draft)


def broken(office: Office, line_id: int) -> WhyVerdict:
    why = office.services.whys.explain(line_id, "nl")
    (found,) = (one for one in why.verdicts if one.outcome is Outcome.BROKEN)
    return found


def test_the_owner_is_the_unit_of_the_product_whoever_does_the_work(
    starter: Office, time: FakeTime
) -> None:
    line_id = ordered(starter, "papier-a4")
    redirected(starter, line_id)
    assert starter.services.queries.line(line_id, "nl").unit == OTHER, "the control"
    time.at += timedelta(days=2)
    verdict = broken(starter, line_id)
    assert verdict.bearer == STORE, "the charter of the source text says: the owner"
    mine = [one for one in verdict.step_times if one.seconds]
    assert mine[-1].unit == OTHER, "whose time it was is told all the same"


def test_a_delivery_after_it_is_credited_to_the_unit_of_the_product(
    starter: Office, time: FakeTime
) -> None:
    line_id = ordered(starter, "papier-a4")
    redirected(starter, line_id)
    time.at += timedelta(hours=1)
    services = starter.services
    version = services.queries.line(line_id, "nl").version
    services.fulfilment.record(
        EventDraft(uuid4(), line_id, EventKind.DELIVERED, version, quantity=1)
    )
    with starter.door.read() as work:
        units = {one.name: one.id for one in work.people.units()}
        stored = work.tickets.line(line_id)
        assert (stored.owner, stored.unit_id) == (units[STORE], units[OTHER])
        assert work.months.line(line_id).unit_id == units[STORE], "what the month charges for"
