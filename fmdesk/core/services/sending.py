"""Sending reports by e-mail: each page of a closed month once, and one report to whom one names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import NAMESPACE_OID, uuid4, uuid5

from fmdesk.core.domain.attachment import AttachmentDraft, FileContent, Owner, OwnerKind
from fmdesk.core.domain.errors import ConflictError, DomainError, InvalidInputError, NotFoundError
from fmdesk.core.domain.message import Message, MessageChannel, MessageKind, MessageState
from fmdesk.core.domain.people import Department, Person, Unit
from fmdesk.core.domain.period import Month, Period, PeriodState
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.reporting import ReportAsked, ReportFigures
from fmdesk.core.domain.sending import MOST_WORDS, MailDraft, PageDraft, PageFor, PagesSent
from fmdesk.core.domain.views import Changes, Tally
from fmdesk.core.ports import Door, Progress, UnitOfWork
from fmdesk.core.services import files, notices
from fmdesk.core.services.attachments import attach
from fmdesk.core.services.control import stored_summary
from fmdesk.core.services.pinning import today
from fmdesk.core.services.reports import figures_in
from fmdesk.i18n import _, using_language

Render = Callable[[ReportFigures, str], tuple[str, bytes]]
"""Makes title and file of a report, in the form that is named."""
FORMS = ("pdf", "xlsx")
UNIT, DEPARTMENT = "unit", "department"


@dataclass(frozen=True, slots=True)
class Sending:
    """Use cases of sending reports.

    Attributes:
        door: The one door.
        render: Makes title and file of a report.
    """

    door: Door
    render: Render

    def pages(self, month: str) -> tuple[PageFor, ...]:
        """Return the pages of a closed month, with whom each goes to and whether it has gone.

        A unit's page goes to its leader, else the deputy; a department's to its account manager,
        and to the client and the budget holder of its agreement. Without an address of any of them
        there is one row that says so.

        Raises:
            NotFoundError: `month.no_figures`.
            ConflictError: `month.not_closed`.
        """
        wanted = Month.parse(month)
        with self.door.read(Area.MONTH) as work:
            return _pages(work, _closed(work, wanted))

    def send_pages(self, month: str, progress: Progress) -> PagesSent:
        """Send the pages of a closed month that have not gone yet; each goes once.

        Args:
            month: `YYYY-MM`, closed.
            progress: Told how far it is; may ask to stop between two pages.

        Page and message are in the language of the unit or department, else in the office's.

        Raises:
            NotFoundError: `month.no_figures`.
            ConflictError: `month.not_closed`.
            DomainError: `job.cancelled` before the first page; later it returns what was queued,
                which stays queued.
        """
        wanted = Month.parse(month)
        with self.door.read(Area.MONTH) as work:
            period = _closed(work, wanted)
            pages = _pages(work, period)
            languages = {one: language_of(work, one.scope, one.scope_id) for one in pages}
        due, made = [one for one in pages if one.is_due], dict[ReportAsked, tuple[str, bytes]]()
        for done, page in enumerate(due):
            progress.report(done, len(due))
            if progress.is_cancelled():
                if not done:
                    raise DomainError("job.cancelled")
                due = due[:done]
                break
            asked = ReportAsked(page.scope, month, month, page.scope, page.scope_id)
            if asked not in made:  # of the one before nobody asks any more
                made = {asked: self._made(asked, languages[page])}
            self._send(period, page, languages[page], *made[asked])
        progress.report(len(due), len(due))
        return PagesSent(len(due), tuple(dict.fromkeys(one.about for one in pages if one.is_lost)))

    def send_report(self, draft: MailDraft) -> Changes:
        """Send a report to persons.

        Raises:
            InvalidInputError: `sending.nobody`, `sending.no_address`, `sending.words`,
                `report.form`, or as a report is asked for.
            NotFoundError: As a report is asked for, or `person.unknown`; so is who has left.
        """
        if draft.form not in FORMS:
            raise InvalidInputError("report.form", value=draft.form, known=", ".join(FORMS))
        if len(draft.words) > MOST_WORDS:
            raise InvalidInputError("sending.words", found=len(draft.words), most=MOST_WORDS)
        with self.door.read(Area.REPORTS) as work:
            language = language_of(work, draft.asked.scope, draft.asked.scope_id)
            persons = _readers(work, draft.persons)
            figures = figures_in(work, draft.asked, language)
        title, content = self.render(figures, draft.form)

        def work_on(work: UnitOfWork) -> Changes:
            for person in persons:
                mail = _Mail(f"report.{draft.op_id}", title, content, draft.form, draft.words)
                _queue(work, person, mail, language)
            return Changes()

        return self.door.run(draft.op_id, "sending.send_report", draft, work_on, Changes)

    def _made(self, asked: ReportAsked, language: str) -> tuple[str, bytes]:
        with self.door.read(Area.MONTH) as work:
            figures = figures_in(work, asked, language)
        return self.render(figures, "pdf")

    def _send(
        self, period: Period, page: PageFor, language: str, title: str, content: bytes
    ) -> None:
        """Queue one page, once whatever the number of desks."""
        about = _about(period, page, page.address if page.is_anew else "")
        person_id = page.person_id or 0
        draft = PageDraft(str(period.month), period.revision, page.scope, page.scope_id, person_id)

        def work_on(work: UnitOfWork) -> Changes:
            if work.periods.lock(period.month) != period:
                raise ConflictError("month.not_closed", month=str(period.month))
            person = work.people.person(person_id)
            _queue(work, person, _Mail(about, title, content, "pdf"), language)
            return Changes(months=(str(period.month),))

        op_id = uuid5(NAMESPACE_OID, f"{about}.{person_id}")
        self.door.run(op_id, "sending.send_page", draft, work_on, Changes)


@dataclass(frozen=True, slots=True)
class _Mail:
    about: str
    title: str
    content: bytes
    form: str
    words: str = ""


def language_of(work: UnitOfWork, scope: str, scope_id: int | str) -> str:
    """Return the language in which a unit or a department is written to, else the office's."""
    records: Mapping[str, Sequence[Unit | Department]] = {
        UNIT: work.people.units(),
        DEPARTMENT: work.people.departments(),
    }
    own = (one.language for one in records.get(scope, ()) if one.id == scope_id)
    return next(own, "") or notices.read_settings(work).language


def to_send(work: UnitOfWork, month: Month) -> tuple[int, int]:
    """Return how many pages of a closed month wait to be sent, and how many have gone."""
    try:
        pages = _pages(work, _closed(work, month))
    except (ConflictError, NotFoundError):
        return 0, 0
    return sum(one.is_due for one in pages), sum(one.state is not None for one in pages)


def _closed(work: UnitOfWork, month: Month) -> Period:
    period = work.periods.period(month)
    if period.state is not PeriodState.CLOSED:
        raise ConflictError("month.not_closed", month=str(month))
    return period


def _pages(work: UnitOfWork, period: Period) -> tuple[PageFor, ...]:
    sent = {
        (one.about, one.person_id): one
        for one in work.outbox.about(f"month.{period.month}.r{period.revision}.")
    }
    return tuple(
        page
        for scope, number, about, persons in _readers_of(work, period.month)
        for page in _of_one(period, PageFor(scope, number, about), persons, sent)
    )


def _of_one(
    period: Period,
    page: PageFor,
    persons: Sequence[Person],
    sent: Mapping[tuple[str, int], Message],
) -> Iterator[PageFor]:
    """Yield the rows of one page: of those with an address, else one that says it is lost."""
    reached = [one for one in persons if one.email]
    for person in reached or persons[:1]:
        gone = sent.get((_about(period, page), person.id))
        is_anew = (
            gone is not None and gone.state is MessageState.FAILED and gone.address != person.email
        )
        if is_anew:  # a message keeps the address that it was made with
            gone = sent.get((_about(period, page, person.email), person.id))
        yield PageFor(
            page.scope,
            page.scope_id,
            page.about,
            person.id,
            person.name,
            person.email,
            gone.state if gone else None,
            gone.settled_at if gone else None,
            is_anew,
        )
    if not persons:
        yield page


def _readers_of(work: UnitOfWork, month: Month) -> Iterator[tuple[str, int, str, Sequence[Person]]]:
    """Yield scope, number and name of what the month says something about, and who is told."""
    figures = stored_summary(work, month)
    told = {(one.dimension, one.key) for one in figures.rows if one.month != Tally()}
    told |= {(UNIT, one.unit_code) for one in figures.sanctions}
    for unit in work.people.units():
        if (UNIT, unit.code) in told:
            found = _persons(work, unit.leader_id, unit.deputy_id)
            yield UNIT, unit.id, unit.name, [one for one in found if one.email][:1] or found[:1]
    agreed = work.agreements.current(today(work))
    for department in work.people.departments():
        if (DEPARTMENT, department.code) in told:
            agreement = agreed.get(department.code)
            codes = (agreement.client, agreement.holder) if agreement else ()
            signed = [work.people.person_by_code(code).id for code in codes if code]
            found = _persons(work, department.account_manager_id, *signed)
            yield DEPARTMENT, department.id, department.name, found


def _persons(work: UnitOfWork, *numbers: int | None) -> list[Person]:
    """Return those who are still there, each once."""
    known = (work.people.person(one) for one in dict.fromkeys(numbers) if one is not None)
    return [one for one in known if one.is_active]


def _readers(work: UnitOfWork, codes: Sequence[str]) -> tuple[Person, ...]:
    if not codes:
        raise InvalidInputError("sending.nobody")
    found = tuple(work.people.person_by_code(code) for code in dict.fromkeys(codes))
    for one in found:
        if not one.is_active:  # the list that one chooses from does not show them either
            raise NotFoundError("person.unknown", code=one.code)
    without = [one.name for one in found if not one.email]
    if without:
        raise InvalidInputError("sending.no_address", names=", ".join(without))
    return found


def _about(period: Period, page: PageFor, address: str = "") -> str:
    """Return the key of a page; the address is that which came in place of a wrong one."""
    about = f"month.{period.month}.r{period.revision}.{page.scope}.{page.scope_id}"
    return f"{about}.{address}" if address else about


def _queue(work: UnitOfWork, person: Person, mail: _Mail, language: str) -> None:
    """Put a report into the outbox, with its file."""
    settings = notices.read_settings(work)
    with using_language(language):
        lines = (
            _("Dear {name},").format(name=person.name),
            mail.words.strip(),
            _("Enclosed is the report “{title}”.").format(title=mail.title),
            _("Kind regards,") + "\n" + work.settings.get("organisation"),
        )
    message = work.outbox.add(
        Message(
            id=0,
            ticket_id=None,
            line_id=None,
            person_id=person.id,
            kind=MessageKind.REPORT,
            channel=MessageChannel.EMAIL,
            language=language,
            address=person.email,
            subject=mail.title,
            body="\n\n".join(filter(None, lines)),
            next_try_at=work.now,
            created_at=work.now,
            created_by=work.actor,
            reference=notices.reference(settings),
            about=mail.about,
        )
    )
    file = FileContent(sha256(mail.content).hexdigest(), mail.content)
    name = files.clean_name(f"{mail.title}.{mail.form}")
    owner = Owner(OwnerKind.MESSAGE, message.id)
    media_type = files.sniff(mail.content)
    draft = AttachmentDraft(uuid4(), owner, name, media_type, len(mail.content), file.sha256)
    attach(work, draft, file)
