"""Agreements with departments: what is agreed, how it is used, a new version, a paper to sign."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from uuid import UUID

from fmdesk.core.domain.agreement import (
    EVERYBODY,
    Agreement,
    AgreementDraft,
    Finding,
)
from fmdesk.core.domain.agreement_views import (
    AgreementChoices,
    AgreementView,
    Party,
    VersionRow,
)
from fmdesk.core.domain.document import Document, Letterhead
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.people import Department
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.agreed_use import used, year_of
from fmdesk.core.services.agreement_words import AgreementWords, letterhead, paper
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import today
from fmdesk.i18n import _, current_language, using_language


@dataclass(frozen=True, slots=True)
class SignedAgreements:
    """Use cases of agreements.

    Attributes:
        door: The one door.
        render: Makes a PDF of a paper.
    """

    door: Door
    render: Callable[[Document, Letterhead, str, str], bytes]

    def parties(self, language: str) -> tuple[Party, ...]:
        """Return every department with what holds today; first what is agreed with everybody.

        Args:
            language: `nl` or `en`.
        """
        with using_language(language), self.door.read() as work:
            names, current = Names(work, language), work.agreements.current(today(work))
            return tuple(_parties(names, work.people.departments(), current))

    def view(self, department: str, language: str) -> AgreementView:
        """Return what is agreed with a department, and how much of it is used this year.

        Args:
            department: Its code; empty for everybody without an agreement.
            language: `nl` or `en`.

        Raises:
            NotFoundError: `department.unknown`.
        """
        with using_language(language), self.door.read() as work:
            return _view(work, department, language)

    def choices(self, department: str, language: str) -> AgreementChoices:
        """Return what an agreement with a department is written from."""
        with using_language(language), self.door.read() as work:
            newest = next(iter(work.agreements.versions(department)), None)
            return AgreementWords(work, language).choices(department, newest)

    def check(self, agreement: Agreement, language: str) -> tuple[Finding, ...]:
        """Return what is wrong or odd about a draft, what refuses it first."""
        with using_language(language), self.door.read() as work:
            words = AgreementWords(work, language)
            return tuple(sorted(words.findings(agreement), key=lambda one: not one.is_refusal))

    def paper(self, department: str, number: int) -> bytes:
        """Return a version as a PDF in both languages, with room to sign.

        Raises:
            NotFoundError: `department.unknown` or `agreement.no_version`.
        """
        with self.door.read() as work:
            versions = {one.number: one for one in work.agreements.versions(department)}
            if number not in versions:
                raise NotFoundError("agreement.no_version", number=number)
            name = _department(work, department).name
            document = paper(work, versions[number], name)
            head = letterhead(work)
        return self.render(document, head, "nl", "pdf")

    def save(self, draft: AgreementDraft) -> Changes:
        """Store a new version; what was taken in before keeps the level that it has.

        Raises:
            ConflictError: `agreement.changed`.
            InvalidInputError: `agreement.past`, `agreement.coming` where a version begins later,
                or what `check` refuses.
            NotFoundError: `department.unknown`, or a person or calendar is.
        """
        return self.door.run(
            draft.op_id, "agreements.save", draft, lambda work: _save(work, draft), Changes
        )

    def end(self, op_id: UUID, department: str, on: date, after: int) -> Changes:
        """Let nothing be agreed with a department from a day on.

        Args:
            op_id: Made once by the client.
            department: Its code.
            on: The first day without.
            after: Number of the version that the user saw.
        """
        ended = Agreement(department, on, is_ended=True)
        return self.save(AgreementDraft(op_id, ended, after))

    def take_back(self, op_id: UUID, department: str, after: int) -> Changes:
        """Let a version that is still to come never begin: what holds today goes on.

        Args:
            op_id: Made once by the client.
            department: Its code.
            after: Number of the version that the user saw.

        Raises:
            ConflictError: `agreement.changed`; also once it has begun.
        """
        with self.door.read() as work:
            day = today(work)
            holds = work.agreements.valid(department, day)
        goes_on = replace(holds or Agreement(department, day, is_ended=True), valid_from=day)
        draft = AgreementDraft(op_id, goes_on, after)
        return self.door.run(
            draft.op_id, "agreements.save", draft, lambda work: _take_back(work, draft), Changes
        )


def _parties(
    names: Names, departments: Iterable[Department], current: Mapping[str, Agreement]
) -> Iterator[Party]:
    everybody = [Department(0, EVERYBODY, _("Everybody else"))]
    for one in [*everybody, *sorted(departments, key=lambda one: one.name)]:
        holds = current.get(one.code)
        yield Party(
            one.code,
            one.name,
            names.person(one.account_manager_id),
            holds.valid_from if holds else None,
            len(holds.levels) if holds else 0,
        )


def _department(work: UnitOfWork, code: str) -> Department:
    if code == EVERYBODY:
        return Department(0, EVERYBODY, _("Everybody else"))
    found = next((one for one in work.people.departments() if one.code == code), None)
    if found is None:
        raise NotFoundError("department.unknown", code=code)
    return found


def _view(work: UnitOfWork, code: str, language: str) -> AgreementView:
    department, words = _department(work, code), AgreementWords(work, language)
    versions = work.agreements.versions(code)
    newest = versions[0] if versions else None
    day = today(work)
    start, end = year_of(work, day.year)
    pieces = used(work, newest, start, end) if newest else {}
    limits = newest.limits if newest else ()
    return AgreementView(
        department=code,
        name=department.name,
        manager=words.names.person(department.account_manager_id),
        agreement=newest,
        is_coming=newest is not None and newest.valid_from > day,
        client=words.person(newest.client) if newest else "",
        holder=words.person(newest.holder) if newest else "",
        levels=tuple(
            replace(words.row(level), ordered=pieces.get(level.scope, 0))
            for level in (newest.levels if newest else ())
        ),
        limits=tuple((words.person(one.person) or _("everybody"), one.cents) for one in limits),
        year=day.year,
        spent_cents=work.agreements.spent(code, start, end) if code else 0,
        remarks=tuple(words.findings(newest)) if newest else (),
        versions=tuple(
            VersionRow(one.number, one.valid_from, one.is_ended, words.changes(one, before))
            for one, before in zip_longest(versions, versions[1:])
        ),
    )


def _save(work: UnitOfWork, draft: AgreementDraft) -> Changes:
    agreement = draft.agreement
    newest, first = _newest(work, draft), today(work)
    if agreement.valid_from < first:
        raise InvalidInputError("agreement.past", first=str(first))
    if newest is not None and agreement.valid_from < newest.valid_from:
        # A version is never overtaken by one that begins before it.
        raise InvalidInputError("agreement.coming", day=str(newest.valid_from))
    for found in AgreementWords(work, current_language()).findings(agreement):
        if found.is_refusal:
            raise InvalidInputError(found.code, **dict(found.params))
    return _add(work, agreement)


def _take_back(work: UnitOfWork, draft: AgreementDraft) -> Changes:
    newest = _newest(work, draft)
    if newest is None or newest.valid_from <= today(work):
        raise ConflictError("agreement.changed")
    return _add(work, draft.agreement)


def _newest(work: UnitOfWork, draft: AgreementDraft) -> Agreement | None:
    """Return the newest version, where it is the one that the user saw."""
    _department(work, draft.agreement.department)
    newest = next(iter(work.agreements.versions(draft.agreement.department)), None)
    if (newest.number if newest else 0) != draft.after:
        raise ConflictError("agreement.changed")
    return newest


def _add(work: UnitOfWork, agreement: Agreement) -> Changes:
    """Store a version; its levels are stored anew."""
    levels = tuple(replace(one, id=0) for one in agreement.levels)
    work.agreements.add(replace(agreement, levels=levels))
    return Changes(is_everything=True)
