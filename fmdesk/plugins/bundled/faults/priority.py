"""From impact and urgency to priority: a table that the office keeps as settings."""

from collections.abc import Callable, Mapping

from fmdesk.plugins.api import FactValue, SettingSpec, Text
from fmdesk.plugins.bundled.faults.faults import Impact, Urgency

LOWEST = 4
REPEAT_DAYS = "repeat_days"

IMPACTS: Mapping[Impact, Text] = {
    Impact.ONE: Text("één persoon", "one person"),
    Impact.SEVERAL: Text("meer personen", "several persons"),
    Impact.MANY: Text("een verdieping of gebouw", "a floor or building"),
}
URGENCIES: Mapping[Urgency, Text] = {
    Urgency.LOW: Text("kan wachten", "can wait"),
    Urgency.NORMAL: Text("hindert het werk", "hinders the work"),
    Urgency.HIGH: Text("werk staat stil of er is gevaar", "work stands still or danger"),
}
DEFAULTS: Mapping[Impact, tuple[int, int, int]] = {
    Impact.ONE: (4, 4, 3),
    Impact.SEVERAL: (4, 3, 2),
    Impact.MANY: (3, 2, 1),
}
"""Priorities by urgency, from low to high."""


def name_of(impact: Impact, urgency: Urgency) -> str:
    """Return the name of the setting of one cell of the matrix."""
    return f"priority_{impact}_{urgency}"


def _cell(impact: Impact, urgency: Urgency, default: int) -> SettingSpec:
    nl, en = IMPACTS[impact], URGENCIES[urgency]
    text = Text(f"Prioriteit (1-4): {nl.nl}, {en.nl}", f"Priority (1-4): {nl.en}, {en.en}")
    return SettingSpec(name_of(impact, urgency), text, default)


SETTINGS = (
    *(
        _cell(impact, urgency, default)
        for impact, row in DEFAULTS.items()
        for urgency, default in zip(Urgency, row, strict=True)
    ),
    SettingSpec(
        REPEAT_DAYS,
        Text("Dagen waarbinnen een storing zich herhaalt", "Days within which a fault repeats"),
        30,
    ),
)


def priority_of(setting: Callable[[str], FactValue], impact: Impact, urgency: Urgency) -> int:
    """Return the priority of a fault, 1 (first) to 4; a setting out of bounds counts as the edge.

    Args:
        setting: Returns a setting of the plugin by its name.
        impact: How many are hindered.
        urgency: How much.
    """
    return min(max(int(setting(name_of(impact, urgency))), 1), LOWEST)
