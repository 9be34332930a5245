"""Talks with departments: the account, the next talk, what was talked about, what is to be done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.agreement import EVERYBODY
from fmdesk.core.domain.document import Document, Letterhead
from fmdesk.core.domain.errors import ConflictError, NotAllowedError, NotFoundError
from fmdesk.core.domain.people import Department
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.reporting import ReportAsked
from fmdesk.core.domain.talk import (
    ActionEnd,
    PlanDraft,
    TalkDraft,
    check_end,
    check_plan,
    check_talk,
)
from fmdesk.core.domain.talk_views import (
    AccountAsked,
    AccountView,
    ActionRow,
    Owner,
    Running,
    VolumeUse,
)
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.account_figures import figures_of
from fmdesk.core.services.agreed_use import used, year_of
from fmdesk.core.services.agreement_words import AgreementWords
from fmdesk.core.services.pinning import today
from fmdesk.core.services.talk_papers import agenda, record
from fmdesk.i18n import day, using_language

_SHOWN = 200
"""Signs of a plan that a refusal quotes."""


@dataclass(frozen=True, slots=True)
class Talks:
    """Use cases of talks with departments.

    Attributes:
        door: The one door.
        render: Makes a PDF of a paper.
    """

    door: Door
    render: Callable[[Document, Letterhead, str, str], bytes]

    def account(self, asked: AccountAsked, language: str) -> AccountView:
        """Return the account of a department.

        Args:
            asked: Of which department, and figures of which months.
            language: `nl` or `en`, for the names of products and clusters.

        Raises:
            NotFoundError: `department.unknown`.
            InvalidInputError: `report.order` or `month.format`.
            NotAllowedError: `access.area`.
        """
        with using_language(language), self.door.read(Area.REPORTS) as work:
            return account_in(work, asked, language)

    def owners(self, department: str) -> tuple[Owner, ...]:
        """Return who may do what is agreed: units, its persons, and who keeps its account.

        Raises:
            NotFoundError: `department.unknown`.
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.REPORTS) as work:
            return _owners(work, department_of(work, department))

    def actions(self) -> tuple[ActionRow, ...]:
        """Return what is open over all departments, the longest overdue first.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.REPORTS) as work:
            return work.talks.actions(is_open=True)

    def agenda(self, department: str, language: str) -> bytes:
        """Return what is prepared for the next talk as a PDF, with room for notes.

        Args:
            department: Code of the department.
            language: `nl` or `en`.

        Raises:
            NotFoundError: `department.unknown` or `talk.no_plan`.
            NotAllowedError: `access.area`.
        """
        with using_language(language), self.door.read(Area.REPORTS) as work:
            plan = work.talks.plan(department_of(work, department).code)
            if plan is None:
                raise NotFoundError("talk.no_plan")
            asked = AccountAsked(department, plan.first, plan.last)
            paper, head = agenda(account_in(work, asked, language), plan), _head(work)
        return self.render(paper, head, language, "pdf")

    def record(self, department: str, entry: int, language: str) -> bytes:
        """Return the record of a talk that was held as a PDF.

        Args:
            department: Code of the department.
            entry: Number of the entry.
            language: `nl` or `en`.

        Raises:
            NotFoundError: `department.unknown` or `talk.unknown`.
            NotAllowedError: `access.area`.
        """
        with using_language(language), self.door.read(Area.REPORTS) as work:
            name = department_of(work, department).name
            found = [one for one in work.talks.talks(department) if one.number == entry]
            if not found:
                raise NotFoundError("talk.unknown", number=entry)
            actions = [one for one in work.talks.actions(department) if one.talk == entry]
            paper, head = record(name, found[0], actions, work.zone), _head(work)
        return self.render(paper, head, language, "pdf")

    def prepare(self, draft: PlanDraft) -> Changes:
        """Keep the next talk with a department, in place of what was prepared before.

        Raises:
            InvalidInputError: `talk.past`, `report.order` or `month.format`.
            ConflictError: `talk.changed`.
            NotFoundError: `department.unknown`.
            NotAllowedError: `talk.other_account`.
        """
        return self.door.run(
            draft.op_id, "talks.prepare", draft, lambda work: _prepare(work, draft), Changes
        )

    def hold(self, draft: TalkDraft) -> Changes:
        """Keep a talk that was held, with its figures as they are now; it stands for ever.

        Raises:
            InvalidInputError: What `check_talk` says.
            ConflictError: `talk.changed`, `talk.plan_changed` or `talk.corrected`.
            NotFoundError: `department.unknown`, `talk.unknown`, or an owner is.
            NotAllowedError: `talk.other_account`.
        """
        return self.door.run(
            draft.op_id, "talks.hold", draft, lambda work: _hold(work, draft), Changes
        )

    def end_action(self, draft: ActionEnd) -> Changes:
        """Keep that an action is done or withdrawn.

        Raises:
            InvalidInputError: `talk.no_word`.
            ConflictError: `talk.action_ended`.
            NotFoundError: `talk.no_action`.
            NotAllowedError: `talk.other_account`.
        """
        return self.door.run(
            draft.op_id, "talks.end_action", draft, lambda work: _end(work, draft), Changes
        )


def account_in(work: UnitOfWork, asked: AccountAsked, language: str) -> AccountView:
    """Return the account of a department within a unit of work; see `Talks.account`."""
    department = department_of(work, asked.department)
    words, talks = AgreementWords(work, language), work.talks
    bounds = ReportAsked("", asked.first, asked.last).bounds(work.zone)
    return AccountView(
        asked=asked,
        name=department.name,
        manager=words.names.person(department.account_manager_id),
        may_write=_may_write(work, department),
        today=today(work),
        figures=figures_of(work, department.id, asked.first, asked.last),
        running=_running(work, words, department.code, bounds),
        complaints=talks.complaints(department.code),
        plan=talks.plan(department.code),
        talks=talks.talks(department.code),
        actions=talks.actions(department.code),
    )


def _head(work: UnitOfWork) -> Letterhead:
    return Letterhead(work.settings.get("organisation"), work.now, work.zone)


def department_of(work: UnitOfWork, code: str) -> Department:
    """Return a department; NotFoundError `department.unknown`."""
    for one in work.people.departments():
        if one.code == code != EVERYBODY:
            return one
    raise NotFoundError("department.unknown", code=code)


def _running(
    work: UnitOfWork, words: AgreementWords, code: str, bounds: tuple[datetime, datetime]
) -> Running | None:
    on = today(work)
    holds = work.agreements.valid(code, on)
    if holds is None:
        return None
    of_year = used(work, holds, *year_of(work, on.year))
    in_months = used(work, holds, *bounds)
    later = [one for one in work.agreements.versions(code) if one.valid_from > on]
    follows = min(later, key=lambda one: (one.valid_from, -one.number), default=None)
    return Running(
        number=holds.number,
        since=holds.valid_from,
        next_on=follows.valid_from if follows else None,
        is_ending=bool(follows and follows.is_ended),
        volumes=tuple(
            VolumeUse(
                words.what(one), of_year.get(one.scope, 0), one.volume, in_months.get(one.scope, 0)
            )
            for one in holds.levels
            if one.volume
        ),
    )


def _owners(work: UnitOfWork, department: Department) -> tuple[Owner, ...]:
    persons = dict(work.agreements.persons(department.code))
    if department.account_manager_id is not None:
        manager = work.people.person(department.account_manager_id)
        persons[manager.code] = manager.name
    found = [Owner(code, "", name) for code, name in persons.items()]
    found += [Owner("", one.code, one.name) for one in work.people.units()]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.person, one.unit)))


def _may_write(work: UnitOfWork, department: Department) -> bool:
    """Tell whether who acts is a controller, or keeps the account of this department."""
    me = me_of(work)
    is_manager = me.person_id is not None and me.person_id == department.account_manager_id
    return me.is_any(Role.CONTROLLER) or (is_manager and me.is_any(Role.ACCOUNT_MANAGER))


def _allow(work: UnitOfWork, code: str) -> Department:
    department = department_of(work, code)
    if not _may_write(work, department):
        raise NotAllowedError(
            "talk.other_account", who=me_of(work).name, department=department.name
        )
    return department


def _prepare(work: UnitOfWork, draft: PlanDraft) -> Changes:
    _allow(work, draft.department)
    check_plan(draft, today(work))
    work.talks.save_plan(draft)
    return Changes(is_everything=True)


def _hold(work: UnitOfWork, draft: TalkDraft) -> Changes:
    department = _allow(work, draft.department)
    check_talk(draft, today(work))
    talks = work.talks.talks(draft.department)
    if (talks[0].number if talks else 0) != draft.after:
        raise ConflictError("talk.changed")
    plan = work.talks.plan(draft.department)
    if plan is not None and not draft.corrects and plan.version != draft.plan:
        shown = ", ".join(filter(None, (plan.people, *plan.points.splitlines())))
        raise ConflictError("talk.plan_changed", on=day(plan.on), theirs=shorten(shown, _SHOWN))
    work.talks.add(draft, figures_of(work, department.id, draft.first, draft.last))
    return Changes(is_everything=True)


def _end(work: UnitOfWork, draft: ActionEnd) -> Changes:
    _allow(work, work.talks.action(draft.action_id).department)
    check_end(draft)
    work.talks.end_action(draft)
    return Changes(is_everything=True)
