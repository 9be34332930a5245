"""Charters as their page shows them: the list, and one charter or draft with its versions."""

from collections.abc import Iterator

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_drafts import (
    CharterDraft,
    CharterList,
    CharterPage,
    CharterRow,
    CharterState,
    CharterVersion,
    DraftState,
    state_of,
)
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.period import Month
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.charter_changes import first_day, may_approve
from fmdesk.core.services.charter_known import newest
from fmdesk.core.services.pinning import today

DRAFT, CHARTER, PLUGIN = "draft:", "charter:", "plugin:"


def rows(work: UnitOfWork, plugins: PluginGateway, language: str) -> CharterList:
    """Return the list; what waits for somebody comes first."""
    is_english = language == "en"
    found = (*_drafts(work, is_english), *_charters(work, is_english))
    taken = {one.code for one in found}
    proposed = tuple(
        _row(PLUGIN + charter.code, charter, CharterState.PROPOSED, is_english, by=plugin)
        for plugin, charter in plugins.charters()
        if charter.code not in taken
    )
    return CharterList((*found, *proposed), me_of(work).is_any(Role.CONTROLLER))


def _drafts(work: UnitOfWork, is_english: bool) -> Iterator[CharterRow]:
    for one in work.charters.open_drafts():
        key, by = f"{DRAFT}{one.id}", one.writers[-1]
        yield _row(key, one.charter, _draft_state(one), is_english, by=by)


def _charters(work: UnitOfWork, is_english: bool) -> Iterator[CharterRow]:
    day = today(work)
    breaches = work.charters.breaches(Month(day.year, day.month), work.zone)
    codes = {one.id: one.code for one in work.catalog.charters()}
    for code, charter in sorted(newest(work).items()):
        state, on = state_of(charter, day)
        broken = None
        if breaches is not None:
            broken = sum(count for number, count in breaches.items() if codes[number] == code)
        row = _row(CHARTER + code, charter, state, is_english)
        yield CharterRow(row.key, code, row.name, row.promise, state, on, broken)


def _row(
    key: str, charter: Charter, state: CharterState, is_english: bool, by: str = ""
) -> CharterRow:
    name, promise = (
        (charter.name_en, charter.promise_en)
        if is_english
        else (charter.name_nl, charter.promise_nl)
    )
    return CharterRow(key, charter.code, name, promise, state, by=by)


def _draft_state(draft: CharterDraft) -> CharterState:
    if draft.state is DraftState.WAITS:
        return CharterState.WAITS
    return CharterState.RETURNED if draft.reason else CharterState.DRAFT


def page(work: UnitOfWork, plugins: PluginGateway, key: str) -> CharterPage:
    """Return a charter, a draft or a proposal; see `Charters.page`."""
    kind, _colon, rest = key.partition(":")
    may_write, first = me_of(work).is_any(Role.CONTROLLER), first_day(work)
    if f"{kind}:" == DRAFT:
        draft = work.charters.draft(int(rest))
        base = draft.base_version_id
        return CharterPage(
            key,
            _draft_state(draft),
            draft.charter,
            first,
            draft,
            None if base is None else work.catalog.charter_version(base),
            _versions(work, draft.charter.code),
            draft.plugin,
            may_write,
            may_write and draft.state is DraftState.WAITS and may_approve(work, draft.writers),
        )
    if f"{kind}:" == PLUGIN:
        for plugin, offer in plugins.charters():
            if offer.code == rest:
                state = CharterState.PROPOSED
                return CharterPage(key, state, offer, first, plugin=plugin, may_write=may_write)
        raise NotFoundError("charter.not_proposed", charter=rest)
    charter = newest(work).get(rest)
    if charter is None:
        raise NotFoundError("charter.unknown", code=rest)
    state, _on = state_of(charter, today(work))
    versions = _versions(work, rest)
    return CharterPage(
        key,
        state,
        charter,
        first,
        versions=versions,
        may_write=may_write,
        may_approve=may_write
        and state is CharterState.TRIAL
        and may_approve(work, work.charters.writers(rest)),
    )


def _versions(work: UnitOfWork, code: str) -> tuple[CharterVersion, ...]:
    lines = work.charters.pinned(code)
    mine = [one for one in work.catalog.charters() if one.code == code]
    mine.sort(key=lambda one: -one.version)
    return tuple(CharterVersion(one, lines.get(one.id, 0)) for one in mine)
