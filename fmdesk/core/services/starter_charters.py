"""Charters of the starter organisation that are still on their way."""

from dataclasses import replace
from datetime import timedelta

from fmdesk.core.domain.charter_drafts import CharterDraft, DraftState
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.charter_known import newest
from fmdesk.core.services.office_data import Data


def save_drafts(work: UnitOfWork, data: Data) -> None:
    """Store drafts that wait for a second controller.

    Args:
        work: The unit of work; the charters are stored already.
        data: `resources/starter/charters.toml`.
    """
    for one in data["drafts"]:
        base = newest(work)[one["charter"]]
        limit = base.guarantee.limit
        after = replace(
            base,
            promise_nl=one["promise"]["nl"],
            promise_en=one["promise"]["en"],
            guarantee=replace(base.guarantee, limit=limit and replace(limit, n=one["limit"])),
        )
        at = work.now - timedelta(hours=one["hours_ago"])
        waits = DraftState.WAITS
        writers = (one["author"],)
        work.charters.add(CharterDraft(0, after, base.id, state=waits, writers=writers, at=at))
