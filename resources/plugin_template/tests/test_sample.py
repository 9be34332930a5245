"""The plugin in a small office of its own, on SQLite and on PostgreSQL."""

import pytest

from fmdesk.plugins.api import PluginError
from fmdesk_sample.plugin import ID, URGENT


@pytest.fixture
def office(trial_office):
    return trial_office(ID, f"fmdesk_{ID}.plugin")


def test_what_is_urgent_is_a_fact_of_its_line(office):
    assert office.order(ID, what="Iets", urgent=True).facts == {URGENT: True}
    assert office.order(ID, what="Iets").facts == {URGENT: False}


def test_too_many_are_refused_in_the_language_of_the_desk(office):
    with pytest.raises(PluginError, match="Bestel er hoogstens 10 tegelijk"):
        office.order(ID, quantity=11, what="Iets")


def test_notes_are_kept(office):
    office.run("write", {"text": " De sleutel ligt bij de balie "})
    assert [note[2] for note in office.ask("notes")] == ["De sleutel ligt bij de balie"]
