"""A charter that a plugin proposes: judged on no line, then in trial, then it counts."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.adoption import ProposedState, TrialDraft
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.services.adopting import Adoption
from tests.integration.plugins.conftest import PluginOffice

CODE = "hall.ready"


def adoption(office: PluginOffice) -> Adoption:
    """Return the use cases."""
    return Adoption(office.door, office.plugins)


def adopt(office: PluginOffice, until: date, code: str = CODE) -> None:
    """Adopt a charter now."""
    adoption(office).adopt(TrialDraft(uuid4(), code, until))


def state(office: PluginOffice) -> tuple[ProposedState, date | None]:
    """Return what became of the proposed charter."""
    [found] = adoption(office).proposed("en")
    assert (found.plugin, found.code, found.name) == ("hall", CODE, "Halls in time")
    return found.state, found.trial_until


def broken(office: PluginOffice) -> list[tuple[str, bool]]:
    """Book a set-up, let it be late, and return the broken promises and whether each is a trial."""
    start = office.time.at.astimezone(UTC) + timedelta(hours=1)
    _booking, setup = office.book(f"{start + timedelta(hours=2):%Y-%m-%dT%H:%M}")
    office.time.advance(hours=30)
    office.do("ready", setup)
    verdicts = office.whys.explain(setup, "en").verdicts
    return [(one.charter_code, one.is_trial) for one in verdicts if one.outcome is Outcome.BROKEN]


def test_it_is_judged_only_when_a_controller_wants_it(office: PluginOffice) -> None:
    assert state(office) == (ProposedState.OPEN, None)
    assert broken(office) == [("setup-ready", False)]
    office.time.at = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
    adopt(office, date(2026, 10, 31))
    assert state(office) == (ProposedState.TRIAL, date(2026, 10, 31))
    office.time.advance(days=1)
    assert (CODE, True) in broken(office), "from the next day on, in trial"
    adoption(office).end_trial(uuid4(), CODE)
    assert state(office) == (ProposedState.COUNTS, None)
    office.time.advance(days=1)
    assert (CODE, False) in broken(office)


@pytest.mark.parametrize(
    ("code", "until", "refused"),
    [
        ("hall.other", date(2026, 12, 1), "charter.not_proposed"),
        (CODE, date(2026, 10, 5), "charter.trial"),
    ],
)
def test_what_cannot_be_adopted_is_refused(
    office: PluginOffice, code: str, until: date, refused: str
) -> None:
    with pytest.raises(DomainError) as caught:
        adopt(office, until, code)
    assert caught.value.code == refused
    assert state(office)[0] is ProposedState.OPEN


def test_each_step_is_taken_once(office: PluginOffice) -> None:
    with pytest.raises(DomainError) as caught:
        adoption(office).end_trial(uuid4(), CODE)
    assert caught.value.code == "charter.unknown"
    adopt(office, date(2026, 10, 6))
    with pytest.raises(DomainError) as caught:
        adopt(office, date(2026, 11, 6))
    assert caught.value.code == "charter.adopted"
    office.time.advance(days=1)
    with pytest.raises(DomainError) as caught:
        adoption(office).end_trial(uuid4(), CODE)
    assert caught.value.code == "charter.no_trial", "its last day of trial is over by then"
