"""Why a line is judged as it is, on paper: events, intervals, clause, arithmetic, bearer, chain."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from fmdesk.core.domain.document import CellKind, Document, DocumentColumn, Letterhead
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.objection import SanctionView
from fmdesk.core.domain.views import WhyVerdict
from fmdesk.core.domain.why_paper import WhyPaper
from fmdesk.i18n import _, exact_duration, money, number, stamp, using_language
from fmdesk.reports import document
from fmdesk.reports.why_words import (
    EVENTS,
    OUTCOMES,
    POSTINGS,
    REASONS,
    act_words,
    pieces,
    ruling_words,
    taken_back_words,
)
from fmdesk.reports.wording import NO_VALUE

Facts = tuple[tuple[str, str], ...]


def render(paper: WhyPaper, language: str) -> bytes:
    """Return the paper as a PDF; equal figures give equal bytes.

    Args:
        paper: What it says.
        language: `nl` or `en`, in which it was gathered.
    """
    with using_language(language):
        head = paper.head
        foot = _("As of {at} · log {seq}, {hash}").format(
            at=stamp(paper.why.as_of or head.at, paper.zone),
            seq=number(head.seq),
            hash=head.hash[:16],
        )
        made = _Made(paper).document()
        head_of_page = Letterhead(paper.organisation, head.at, paper.zone, foot)
        return document.render(made, head_of_page, language, is_dense=True)


class _Made:
    """The paper in words, in the language in force.

    Args:
        paper: What it says.
    """

    def __init__(self, paper: WhyPaper) -> None:
        self._paper, self._zone = paper, paper.zone

    def document(self) -> Document:
        """Return it as a document: the line, then what it rests on, part by part."""
        line = self._paper.why.line
        title = _("Why {number} is judged as it is").format(number=line.number)
        ordered = f"{number(line.quantity)} {line.price_unit}".strip()
        return Document(
            title=title,
            lead=f"{ordered} × {line.product}",
            facts=(
                (_("For"), " · ".join(filter(None, (line.department, line.cost_centre)))),
                (_("Unit"), line.unit),
                (_("Location"), line.location),
                (_("Received"), self._exact(line.opened_at)),
                (_("Due"), self._exact(line.due_at)),
                (_("Ready"), self._exact(line.ready_at)),
                (_("Price"), money(line.price_cents)),
            ),
            parts=tuple(self._parts()),
        )

    def _parts(self) -> Iterator[Document]:
        paper = self._paper
        yield self._events(paper.why.line.events)
        if not paper.why.verdicts:
            yield Document(_("No charter promises anything about this line."))
        for verdict in paper.why.verdicts:
            yield from self._verdict(verdict)
        for sanction in paper.sanctions:
            yield self._sanction(sanction)
        if paper.why.line.posted:
            yield self._ledger()
        yield self._chain()

    def _events(self, events: Sequence[LineEvent]) -> Document:
        rows = tuple(
            (self._exact(one.at), self._what(one), one.actor, self._remark(one)) for one in events
        )
        return Document(
            _("What happened"),
            _columns((_("When"), 32), (_("What"), 50), (_("Who"), 32), (_("Remark"), 60)),
            rows,
        )

    def _what(self, event: LineEvent) -> str:
        """Return what happened, with the step that it was about."""
        steps = {one.position: one.name for one in self._paper.why.line.steps}
        step = "" if event.step is None else steps.get(event.step, "")
        return ": ".join(filter(None, (_(EVENTS[event.kind]), step)))

    def _remark(self, event: LineEvent) -> str:
        counted = pieces(event.quantity) if event.quantity else ""
        until = self._exact(event.corrected_at) if event.corrected_at else ""
        of = self._corrected(event)
        if of and until:
            until = _("{event} counts as {at}").format(event=of, at=until)
        return " · ".join(filter(None, (counted, until or of, event.reason, event.evidence)))

    def _corrected(self, event: LineEvent) -> str:
        """Return which event another one corrects or takes back; empty where it does not."""
        events = self._paper.why.line.events
        found = next((one for one in events if one.number == event.corrects), None)
        if found is None:
            return ""
        return _("{event} of {at}").format(event=self._what(found), at=self._exact(found.at))

    def _verdict(self, verdict: WhyVerdict) -> Iterator[Document]:
        name = f"{verdict.charter_name} ({verdict.charter_code} v{verdict.charter_version})"
        yield Document(
            _("{charter} [in trial]").format(charter=name) if verdict.is_trial else name,
            lead=f"“{verdict.promise}”",
            facts=self._answer(verdict),
        )
        conditions = (*verdict.conditions, *verdict.exceptions)
        if conditions:
            headings = " · ".join(filter(None, (verdict.applies_when, verdict.except_when)))
            yield Document(
                headings,
                _columns((_("Condition"), 9), (_("Found"), 5), ("", 3)),
                tuple(
                    (one.asked, one.found, _("met") if one.is_met else _("not met"))
                    for one in conditions
                ),
            )
        if verdict.intervals:
            yield self._intervals(verdict)
        if verdict.step_times:
            yield self._steps(verdict)

    def _answer(self, verdict: WhyVerdict) -> Facts:
        over = _("{working} working time, {clock} clock time").format(
            working=exact_duration(verdict.over_working), clock=exact_duration(verdict.over_clock)
        )
        bearer = _("{unit}: {reason}").format(
            unit=verdict.bearer or NO_VALUE, reason=verdict.bearer_reason
        )
        costs, credited, bears = _("What it costs"), _("Credited"), _("Who bears it")
        if verdict.is_trial:
            costs, bears = _("What it would cost"), _("Who would bear it")
            credited = _("Credited if it held")
        ruling = verdict.ruling
        return (
            (_("Verdict"), _(OUTCOMES[verdict.outcome])),
            (_("In quarantine"), ruling_words(ruling, self._exact(ruling.at)) if ruling else ""),
            (_("Part"), f"{verdict.part} · {pieces(verdict.quantity)}"),
            (_("Limit"), " · ".join(filter(None, (verdict.limit, verdict.calendar)))),
            (_("Due"), self._exact(verdict.due_at)),
            (_("Finished"), self._exact(verdict.finished_at)),
            (_("Over by"), over if verdict.over_clock or verdict.over_working else ""),
            (costs, verdict.arithmetic),
            (credited, money(verdict.cents) if verdict.arithmetic else ""),
            (bears, bearer if verdict.bearer_reason else ""),
            (_("Judged by"), verdict.engine),
        )

    def _intervals(self, verdict: WhyVerdict) -> Document:
        rows = [
            (
                self._exact(one.start),
                self._exact(one.end),
                exact_duration(one.seconds) if one.is_counted else NO_VALUE,
                ": ".join(filter(None, (_(REASONS[one.reason]), one.text))),
            )
            for one in verdict.intervals
        ]
        rows.append((_("Counted together"), "", exact_duration(verdict.elapsed), ""))
        return Document(
            _("Counted and skipped time"),
            _columns((_("From"), 5), (_("To"), 5), (_("Counts"), 3), (_("Why"), 6), numbers=(2,)),
            tuple(rows),
        )

    def _steps(self, verdict: WhyVerdict) -> Document:
        """Return what each step took until the breach: who overran its part, and by how much.

        Steps count the hours of the calendar. With what came after the breach, and for a promise in
        clock hours with the closed hours before it, that is the counted time.
        """
        rows = [
            (
                one.name,
                one.unit,
                exact_duration(one.seconds),
                NO_VALUE if one.target_seconds is None else exact_duration(one.target_seconds),
                exact_duration(one.overrun_seconds),
            )
            for one in verdict.step_times
        ]
        until = sum(one.seconds for one in verdict.step_times)
        is_same = until + verdict.over_working == verdict.elapsed
        over = verdict.over_working if is_same else verdict.over_clock
        closed = verdict.elapsed - over - until
        together = [(_("Total until then"), until)]
        if closed >= 0:
            together += [(_("Meanwhile closed"), closed)] if closed else []
            together += [
                (_("After the promise ran out"), over),
                (_("Counted together"), verdict.elapsed),
            ]
        rows += [(name, "", exact_duration(seconds), "", "") for name, seconds in together]
        titles = (_("Step"), 6), (_("Unit"), 5), (_("Took"), 3), (_("Target"), 3), (_("Overrun"), 3)
        return Document(
            _("Time per step"),
            _columns(*titles, numbers=(2, 3, 4)),
            tuple(rows),
            _("Until the promise ran out on {at}.").format(at=self._exact(verdict.due_at))
            if verdict.due_at
            else "",
        )

    def _sanction(self, sanction: SanctionView) -> Document:
        rows = tuple(
            (
                self._exact(one.at),
                one.actor,
                act_words(one),
                one.reason,
            )
            for one in sanction.acts
        )
        if sanction.taken_back is not None:
            back = sanction.taken_back
            rows += ((self._exact(back.at), "", taken_back_words(back), ""),)
        term = self._exact(sanction.term_ends_at)
        return Document(
            _("Sanction of {charter}").format(charter=sanction.charter),
            _columns((_("When"), 5), (_("Who"), 5), (_("What"), 5), (_("Why"), 6)),
            rows,
            facts=(
                (_("Sanction"), money(sanction.cents)),
                (_("Borne by the charter"), sanction.unit),
                (_("Objection until"), term),
            ),
        )

    def _ledger(self) -> Document:
        rows = tuple(
            (one.month, _(POSTINGS.get(one.kind, one.kind)), one.account, money(one.cents))
            for one in self._paper.why.line.posted
        )
        columns = (_("Month"), 3), (_("What"), 5), (_("Account"), 8), (_("Amount"), 4)
        return Document(_("Ledger"), _columns(*columns, numbers=(3,)), rows)

    def _chain(self) -> Document:
        head = self._paper.head
        rows = tuple(
            (number(one.seq), self._exact(one.at), one.actor, one.name, one.hash)
            for one in self._paper.commands
        )
        return Document(
            _("Its place in the log"),
            _columns(
                (_("Row"), 9), (_("When"), 32), (_("Who"), 16), (_("Command"), 25), ("SHA-256", 92)
            ),
            rows,
            lead="" if rows else _("What happened came in as one whole, such as an import."),
            facts=(
                (_("Head of the log"), head.hash),
                (_("Row"), number(head.seq)),
                (_("Written"), self._exact(head.at)),
            ),
        )

    def _exact(self, at: datetime | None) -> str:
        """Return an instant to the second, in the office's zone; a dash for none."""
        return f"{stamp(at, self._zone)}:{at:%S}" if at else NO_VALUE


def _columns(*given: tuple[str, int], numbers: Sequence[int] = ()) -> tuple[DocumentColumn, ...]:
    return tuple(
        DocumentColumn(title, share, CellKind.NUMBER if place in numbers else CellKind.TEXT)
        for place, (title, share) in enumerate(given)
    )
