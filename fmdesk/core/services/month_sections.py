"""Sections that plugins add to the figures of a month."""

from collections.abc import Iterator
from datetime import datetime

from fmdesk.core.domain.period import Month
from fmdesk.core.domain.sections import ReportMonth, ReportSection
from fmdesk.core.ports import Door, PluginGateway


def sections_of(
    door: Door, plugins: PluginGateway, month: Month, as_of: datetime, *, is_closing: bool
) -> tuple[ReportSection, ...]:
    """Return what plugins have to say of a month.

    Each is asked in a transaction of its own, so that one that fails takes nothing from the rest.

    Args:
        door: For reading; who asks may see the month.
        plugins: Fill the sections.
        month: The month.
        as_of: What was recorded later is to be left out.
        is_closing: What cannot be filled hinders the close; a draft says so in its place.

    Raises:
        PluginError: A plugin refused or failed while the month was to be closed.
    """
    return tuple(_sections(door, plugins, month, as_of, is_closing=is_closing))


def _sections(
    door: Door, plugins: PluginGateway, month: Month, as_of: datetime, *, is_closing: bool
) -> Iterator[ReportSection]:
    for plugin, spec in plugins.sections():
        with door.read() as work:
            asked = ReportMonth(str(month), *month.bounds(work.zone), as_of)
            yield plugins.section(work, plugin, spec, asked, is_needed=is_closing)
