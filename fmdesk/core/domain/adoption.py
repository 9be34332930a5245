"""Charters that plugins propose: what became of each, and the decision on one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class ProposedState(StrEnum):
    """What became of a proposed charter."""

    OPEN = "open"
    """Nobody has adopted it: it is judged on no line."""
    TRIAL = "trial"
    """Judged and reported; nothing is posted."""
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class ProposedCharter:
    """A charter that a plugin proposes.

    Attributes:
        plugin: Id of the plugin.
        code: Code of the charter.
        name: Its name.
        promise: The promise as the customer reads it.
        state: What became of it.
        trial_until: Last day of its trial, while it is in one.
    """

    plugin: str
    code: str
    name: str
    promise: str
    state: ProposedState
    trial_until: date | None = None


@dataclass(frozen=True, slots=True)
class TrialDraft:
    """A charter to adopt, for `charters.adopt`.

    Attributes:
        op_id: Made once by the client.
        code: Code of the charter.
        trial_until: Last day (office zone) of intake on which it is judged without posting.
    """

    op_id: UUID
    code: str
    trial_until: date
