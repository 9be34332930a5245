"""A charter that a plugin proposes: judged on no line, taken up as a draft, in trial, counting."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.charter_drafts import (
    Approval,
    CharterPage,
    CharterState,
    DraftSave,
    DraftStep,
)
from fmdesk.core.services.charters import Charters
from fmdesk.rules.engine import open_engine
from tests.integration.plugins.conftest import PluginOffice

CODE = "hall.ready"


@pytest.fixture
def charters(office: PluginOffice) -> Charters:
    """Return the use cases; the plugin's facts are known to the engine."""
    return Charters(office.door, office.plugins, open_engine("reference"))


def state(charters: Charters) -> CharterState:
    """Return what became of the proposed charter."""
    [found] = [row for row in charters.rows("en").rows if row.code == CODE]
    assert found.name == "Halls in time"
    return found.state


def approve(charters: Charters, begins: date, until: date | None) -> CharterPage:
    """Take the proposal up, send it and approve it; nobody has an account here."""
    page = charters.page(f"plugin:{CODE}")
    kept = charters.save(DraftSave(uuid4(), page.charter, plugin=page.plugin))
    draft = charters.page(kept.key).draft
    assert draft is not None
    assert (draft.plugin, state(charters)) == ("hall", CharterState.DRAFT)
    charters.send(DraftStep(uuid4(), draft.id, draft.version))
    kept = charters.approve(Approval(uuid4(), draft.id, draft.version + 1, begins, until))
    return charters.page(kept.key)


def broken(office: PluginOffice) -> list[tuple[str, bool]]:
    """Book a set-up, let it be late, and return the broken promises and whether each is a trial."""
    start = office.time.at.astimezone(UTC) + timedelta(hours=1)
    _booking, setup = office.book(f"{start + timedelta(hours=2):%Y-%m-%dT%H:%M}")
    office.time.advance(hours=30)
    office.do("ready", setup)
    verdicts = office.whys.explain(setup, "en").verdicts
    return [(one.charter_code, one.is_trial) for one in verdicts if one.outcome is Outcome.BROKEN]


def test_it_is_judged_only_when_a_controller_wants_it(
    office: PluginOffice, charters: Charters
) -> None:
    assert state(charters) is CharterState.PROPOSED
    assert broken(office) == [("setup-ready", False)]
    office.time.at = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
    page = approve(charters, date(2026, 10, 13), date(2026, 10, 31))
    assert page.state is CharterState.TO_COME
    office.time.advance(days=1)
    assert (CODE, True) in broken(office), "from the next day on, in trial"
    assert state(charters) is CharterState.TRIAL
    charters.end_trial(uuid4(), CODE)
    office.time.advance(days=1)
    assert state(charters) is CharterState.COUNTS
    assert (CODE, False) in broken(office)
