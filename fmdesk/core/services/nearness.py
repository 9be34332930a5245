"""When a line is near breach: one setting of the office, for lists, board and delay notices."""

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.message import MessageSettings
from fmdesk.core.ports import SettingsRepository

NEAR = "messages.warn_minutes"
"""Open minutes before the due time from which a delay notice is due: near breach."""

MOST_MINUTES = 7 * 24 * 60
"""A week: what is due later is near nothing."""


def set_near(settings: SettingsRepository, minutes: int) -> None:
    """Set from how many open minutes before the due time a line is near breach.

    Raises:
        InvalidInputError: `escalation.near` when that is none, or more than a week.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise InvalidInputError("escalation.near", n=minutes, most=MOST_MINUTES)
    settings.put(NEAR, str(minutes))


def near_seconds(settings: SettingsRepository) -> int:
    """Return the open seconds before the due time from which a line is near breach."""
    return int(settings.get(NEAR, str(MessageSettings().warn_minutes))) * 60
