"""What happens to drafts of charters, and to charters that hold."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from fmdesk.core.domain.charter import Charter, Outcome
from fmdesk.core.domain.charter_drafts import (
    OPEN_STATES,
    Approval,
    CharterDraft,
    DraftSave,
    DraftState,
    DraftStep,
    Ending,
    Kept,
)
from fmdesk.core.domain.charter_faults import faults
from fmdesk.core.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from fmdesk.core.domain.facts import ALWAYS_PRESENT, fact_types
from fmdesk.core.ports import PluginGateway, Question, RuleEngine, UnitOfWork
from fmdesk.core.services.charter_known import known_to, newest
from fmdesk.core.services.pinning import today
from fmdesk.i18n import current_language

_DRAFT, _CHARTER = "draft:", "charter:"


def first_day(work: UnitOfWork) -> date:
    """Return the first day on which something approved today may hold.

    Lines of today keep what they were promised at intake.
    """
    return today(work) + timedelta(days=1)


def may_approve(work: UnitOfWork, writers: Sequence[str]) -> bool:
    """Tell whether who acts may let hold what these wrote: nobody approves the own charter.

    An office without any account trusts whoever can open it, here too.
    """
    return work.actor not in writers or work.accounts.is_empty()


# --- drafts --------------------------------------------------------------------------------------


def save(work: UnitOfWork, given: DraftSave) -> Kept:
    """Keep a draft; see `Charters.save`."""
    charter = replace(given.charter, id=0, version=1, code=given.charter.code.strip())
    if not given.draft_id:
        wrote = work.charters.draft(given.source_id).writers if given.source_id else ()
        writers = _with(wrote, work.actor)
        draft = CharterDraft(
            0, charter, given.base_version_id, given.plugin, writers=writers, at=work.now
        )
        return Kept(f"{_DRAFT}{work.charters.add(draft).id}")
    draft = _open(work, given.draft_id)
    writers = _with(draft.writers, work.actor)
    after = replace(draft, charter=charter, state=DraftState.DRAFT, writers=writers, at=work.now)
    work.charters.save(after, given.seen)
    return Kept(f"{_DRAFT}{draft.id}")


def _with(writers: Sequence[str], last: str) -> tuple[str, ...]:
    return (*(one for one in writers if one != last), last)


def drop(work: UnitOfWork, step: DraftStep) -> Kept:
    """Throw a draft away; see `Charters.drop`."""
    draft = _open(work, step.draft_id)
    work.charters.save(replace(draft, state=DraftState.DROPPED, at=work.now), step.seen)
    return Kept("")


def send(work: UnitOfWork, plugins: PluginGateway, step: DraftStep) -> Kept:
    """Ask for approval; see `Charters.send`."""
    draft = _open(work, step.draft_id)
    if draft.state is DraftState.WAITS:
        raise ConflictError("charter.waits", charter=draft.charter.code)
    check(work, plugins, draft)
    after = replace(draft, state=DraftState.WAITS, reason="", decided_by="", at=work.now)
    work.charters.save(after, step.seen)
    return Kept(f"{_DRAFT}{draft.id}")


def give_back(work: UnitOfWork, step: DraftStep) -> Kept:
    """Give a draft back, or take the own one back; see `Charters.give_back`."""
    draft = _waiting(work, step.draft_id)
    reason = step.reason.strip()
    if not reason and work.actor not in draft.writers:
        raise InvalidInputError("charter.no_reason")
    after = replace(
        draft, state=DraftState.DRAFT, reason=reason, decided_by=work.actor, at=work.now
    )
    work.charters.save(after, step.seen)
    return Kept(f"{_DRAFT}{draft.id}")


def approve(work: UnitOfWork, plugins: PluginGateway, given: Approval) -> Kept:
    """Let a draft hold; see `Charters.approve`."""
    draft = _waiting(work, given.draft_id)
    code = draft.charter.code
    if not may_approve(work, draft.writers):
        raise NotAllowedError("charter.own", charter=code)
    first = first_day(work)
    if given.valid_from < first:
        raise InvalidInputError("charter.past", charter=code, first=str(first))
    if given.trial_until is not None and given.trial_until < given.valid_from:
        raise InvalidInputError("charter.trial", charter=code, first=str(given.valid_from))
    begins = replace(
        draft.charter, valid_from=given.valid_from, valid_to=None, trial_until=given.trial_until
    )
    check(work, plugins, replace(draft, charter=begins))
    work.catalog.add_charter_version(begins)
    after = replace(draft, state=DraftState.APPROVED, decided_by=work.actor, at=work.now)
    work.charters.save(after, given.seen)
    return Kept(_CHARTER + code)


def check(work: UnitOfWork, plugins: PluginGateway, draft: CharterDraft) -> None:
    """Refuse a draft that cannot be used, or whose charter was changed meanwhile.

    Raises:
        InvalidInputError: The first thing that is wrong with it.
        NotFoundError: `calendar.unknown`.
        ConflictError: `charter.exists`, or `charter.moved_on`.
    """
    charter = draft.charter
    stored = newest(work).get(charter.code)
    if stored is not None and draft.base_version_id is None:
        raise ConflictError("charter.exists", charter=charter.code)
    if stored is not None and stored.id != draft.base_version_id:
        raise ConflictError("charter.moved_on", charter=charter.code)
    for one in faults(charter, known_to(work, plugins), current_language()):
        if one.is_blocking:
            raise InvalidInputError(one.code, **one.params)
    if charter.guarantee.calendar:
        work.catalog.calendar(charter.guarantee.calendar, charter.valid_from)


def try_out(work: UnitOfWork, plugins: PluginGateway, engine: RuleEngine, draft_id: int) -> None:
    """Let the engine load a draft beside all charters, and decide one question with it.

    Raises:
        InvalidInputError: As `check`, or what the engine refuses.
        ConflictError: As `check`, or `charter.engine` when it does not answer as it must.
    """
    check(work, plugins, work.charters.draft(draft_id))
    stored = work.catalog.charters()
    number = max((one.id for one in stored), default=0) + 1
    draft = replace(work.charters.draft(draft_id).charter, id=number)
    engine.load((*stored, draft), fact_types(plugins.fact_types()))
    question = Question(number, dict.fromkeys(ALWAYS_PRESENT, False))
    answers = [one for batch in engine.decide(iter([[question]])) for one in batch]
    if answers != [Outcome.NOT_APPLICABLE]:
        raise ConflictError("charter.engine", charter=draft.code)


def _open(work: UnitOfWork, draft_id: int) -> CharterDraft:
    draft = work.charters.draft(draft_id)
    if draft.state not in OPEN_STATES:
        raise ConflictError("charter.draft_done", charter=draft.charter.code)
    return draft


def _waiting(work: UnitOfWork, draft_id: int) -> CharterDraft:
    draft = _open(work, draft_id)
    if draft.state is not DraftState.WAITS:
        raise ConflictError("charter.waits_not", charter=draft.charter.code)
    return draft


# --- charters that hold --------------------------------------------------------------------------


def end_trial(work: UnitOfWork, code: str) -> Kept:
    """Let a charter count from tomorrow; see `Charters.end_trial`."""
    charter = _stored(work, code)[-1]
    begins = max(first_day(work), charter.valid_from)
    is_over = charter.valid_to is not None and charter.valid_to < begins
    if is_over or not charter.is_trial_on(begins):
        raise ConflictError("charter.no_trial", charter=code)
    if not may_approve(work, work.charters.writers(code)):
        raise NotAllowedError("charter.own", charter=code)
    work.catalog.add_charter_version(replace(charter, valid_from=begins, trial_until=None))
    return Kept(_CHARTER + code)


def end(work: UnitOfWork, ending: Ending) -> Kept:
    """Let a charter end after a day, or call off what is to come; see `Charters.end`."""
    versions, day = _stored(work, ending.code), today(work)
    if ending.last is None:
        _call_off(work, versions, ending)
        return Kept(_CHARTER + ending.code)
    # What begins only after its last day never holds.
    charter = _newest(versions, ending.last) or versions[-1]
    is_over = charter.valid_to is not None and charter.valid_to <= min(day, ending.last)
    if is_over or charter.is_called_off:
        raise ConflictError("charter.ended", charter=ending.code, last=str(charter.valid_to))
    least = max(day, charter.valid_from)
    if ending.last < least:
        raise InvalidInputError("charter.ends_early", charter=ending.code, first=str(least))
    begins = max(charter.valid_from, min(first_day(work), ending.last))
    work.catalog.add_charter_version(replace(charter, valid_from=begins, valid_to=ending.last))
    return Kept(_CHARTER + ending.code)


def _call_off(work: UnitOfWork, versions: Sequence[Charter], ending: Ending) -> None:
    """Let what held before the newest version go on as it was; a new charter never holds."""
    coming = versions[-1]
    is_coming = coming.valid_from > today(work) and not coming.is_called_off
    if not is_coming or coming.id != ending.version_id:
        raise ConflictError("charter.not_to_come", charter=coming.code)
    eve = coming.valid_from - timedelta(days=1)
    work.catalog.add_charter_version(_newest(versions, eve) or replace(coming, valid_to=eve))


def _newest(versions: Sequence[Charter], on: date) -> Charter | None:
    """Return the newest of the versions that begin on a day or before."""
    return next((one for one in reversed(versions) if one.valid_from <= on), None)


def _stored(work: UnitOfWork, code: str) -> Sequence[Charter]:
    """Return the versions of a charter, the newest last."""
    found = [one for one in work.catalog.charters() if one.code == code]
    if not found:
        raise NotFoundError("charter.unknown", code=code)
    return sorted(found, key=lambda one: one.version)
