"""An office that lives in memory: what the window shows without database or engine."""

import threading
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

from fmdesk.core.domain.catalog import Faq, ProductVersion
from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.import_views import BadRow, ImportResult
from fmdesk.core.domain.spec import FieldKind, FieldSearch, FieldSpec, FormSpec, Text
from fmdesk.core.domain.ticket import EVERY_RIGHT, EventDraft, LineRights
from fmdesk.core.domain.views import (
    Choice,
    ClosedMonth,
    LineView,
    MonthFigures,
    MonthState,
    OfficeStatus,
    Recorded,
    TicketFilter,
    TicketRow,
    TicketView,
    Why,
)
from tests.desktop.fake_access import FakeAccess
from tests.desktop.fake_agreements import FakeAgreements
from tests.desktop.fake_attachments import FakeAttachments
from tests.desktop.fake_audits import PLUGIN_WORDS, FakeAudits, export_log_job, sound_job
from tests.desktop.fake_board import board_services
from tests.desktop.fake_budgets import FakeBudgets
from tests.desktop.fake_call_backs import FakeCallBacks
from tests.desktop.fake_catalogue import FakeCatalogue
from tests.desktop.fake_charters import FakeCharters, what_if_job
from tests.desktop.fake_contacts import FakeContacts
from tests.desktop.fake_dossiers import FakeChanging, FakeDossiers
from tests.desktop.fake_goals import FakeGoals
from tests.desktop.fake_incoming import FakeIncoming
from tests.desktop.fake_intake import FakeIntake
from tests.desktop.fake_journals import FakeJournals
from tests.desktop.fake_knowledge import FakeDrafts, FakeKnowledge
from tests.desktop.fake_list import FakeBulk, FakeLists, bulk_job, undo_job
from tests.desktop.fake_messages import FakeMessages
from tests.desktop.fake_month_way import FakeMonthWay
from tests.desktop.fake_my_unit import FakeMyUnit, FakeQuestions, FakeReturns
from tests.desktop.fake_objections import FakeSanctions
from tests.desktop.fake_plugins import FakePlugins
from tests.desktop.fake_reports import FakePlans, FakeReports, make_reports_job, period_report_job
from tests.desktop.fake_reviews import FakeReviews
from tests.desktop.fake_sending import FakeSending, send_pages_job, send_report_job
from tests.desktop.fake_talks import FakeTalks
from tests.desktop.fake_verdicts import FakeVerdicts
from tests.desktop.made import (
    DEPARTMENTS,
    OFFICE_TIME,
    PEOPLE,
    PRODUCTS,
    ZONE,
    at,
    figures,
    line_view,
    row,
    verdict,
)


@dataclass
class FakeQueries(FakeVerdicts):
    """Answers from made-up rows; `log` tells what was asked."""

    total: int = 5000
    events: dict[int, list[LineEvent]] = field(default_factory=dict)
    problem: Exception | None = None
    language: str = "nl"

    def list_ids(self, wanted: TicketFilter) -> Iterator[Sequence[int]]:
        self.log.append(wanted)
        if self.problem is not None:
            raise self.problem
        ids = array("q", range(self.total, 0, -1))
        if wanted.states:
            ids = array("q", (i for i in ids if row(i).state in wanted.states))
        if wanted.text:
            word = wanted.text.casefold()
            ids = array(
                "q", (i for i in ids if word in f"{row(i).number} {row(i).product}".casefold())
            )
        if not wanted.is_descending:
            ids.reverse()
        yield ids

    def rows(self, ids: Sequence[int]) -> tuple[TicketRow, ...]:
        from fmdesk.i18n import current_language

        return tuple(row(one, current_language()) for one in ids)

    def line(self, line_id: int, language: str) -> LineView:
        events = self.events_of(line_id)
        return line_view(line_id, language, events, len(events))

    def events_of(self, line_id: int) -> list[LineEvent]:
        first = LineEvent(1, EventKind.RECEIVED, at(), "servicebalie")
        return self.events.setdefault(line_id, [first])

    def ticket(self, ticket_id: int, language: str) -> TicketView:
        line = self.line(ticket_id, language)
        return TicketView(
            ticket_id,
            line.number[:-2],
            line.product,
            row(ticket_id).requester,
            "",
            "telefoon" if language == "nl" else "phone",
            at(),
            at(),
            "servicebalie",
            "",
            "",
            1,
            (line,),
        )

    def choices(self, kind: str, text: str, language: str, limit: int) -> tuple[Choice, ...]:
        place = 0 if language == "nl" else 1
        found = {
            "unit": [Choice(str(i + 1), p[2 + place], f"U{i}") for i, p in enumerate(PRODUCTS)],
            "charter": [Choice("STOCK-24", ("Uit voorraad", "From stock")[place])],
            "channel": [
                Choice("desk", ("Balie", "Desk")[place]),
                Choice("phone", ("Telefoon", "Phone")[place]),
                Choice("e-mail", "E-mail"),
                Choice("post", "Post"),
            ],
            "person": [Choice(f"P{i}", name, DEPARTMENTS[i % 4]) for i, name in enumerate(PEOPLE)],
            "product": [Choice(f"A{i}", p[place], p[2 + place]) for i, p in enumerate(PRODUCTS)],
            "location": [Choice("B2.14", "B2.14", "gang bij printer")],
        }.get(kind, [])
        return tuple(one for one in found if text.casefold() in one.text.casefold())[:limit]

    def product(self, code: str) -> ProductVersion:
        nl, en, *_units, price = PRODUCTS[int(code[1:])]
        return ProductVersion(
            id=1,
            product_id=1,
            code=code,
            valid_from=date(2026, 1, 1),
            name_nl=nl,
            name_en=en,
            cluster="supplies",
            unit_id=1,
            price_cents=price,
            price_unit="doos",
            plugin="supplies",
            form="order",
            description_nl="Doos van 5 pakken. Wordt bezorgd bij de printer op uw gang.",
            description_en="Box of five packs. Brought to the printer on your floor.",
            limits="Niet meer dan 10 dozen per keer.",
            tips=("Vraag of het recycled mag zijn; dat ligt altijd op voorraad.",),
            faqs=(
                Faq(1, "nl", "Is er ook papier van 100 gram?", "Ja, op bestelling.", 41),
                Faq(2, "en", "Is there 100 g paper too?", "Yes, to order.", 41),
            ),
        )

    def form(self, plugin: str, form: str) -> FormSpec | None:
        return FormSpec(
            form,
            (
                FieldSpec(
                    "to", Text("Afleverplek", "Deliver to"), FieldKind.TEXT, is_required=True
                ),
                FieldSpec("recycled", Text("Recycled mag", "Recycled is fine"), FieldKind.BOOLEAN),
            ),
        )

    def status(self) -> OfficeStatus:
        return OfficeStatus(
            "Gemeente Voorbeeld", "a.devries", "SQLite", True, ZONE, "durable_rules 2.0.28"
        )


def find_key(plugin: str, query: str, asked: FieldSearch) -> tuple[Choice, ...]:
    """Find one key, whose hint tells who was asked what."""
    return (Choice("K1", "Master key", f"{plugin}.{query}: {asked.words} at {asked.location}"),)


@dataclass
class FakeFulfilment:
    """Appends events; refuses a stale version."""

    queries: FakeQueries
    drafts: list[EventDraft] = field(default_factory=list)
    allowed: LineRights = EVERY_RIGHT

    def rights(self, _line_id: int) -> LineRights:
        return self.allowed

    def record(self, draft: EventDraft) -> Recorded:
        self.drafts.append(draft)
        events = self.queries.events_of(draft.line_id)
        if draft.version != len(events):
            raise ConflictError("fulfilment.changed", line=draft.line_id)
        event = LineEvent(
            len(events) + 1,
            draft.kind,
            draft.at or at(hours=1),
            "servicebalie",
            reason=draft.reason,
            pause_class=draft.pause_class,
            evidence=draft.evidence,
            quantity=draft.quantity,
            corrects=draft.corrects,
            corrected_at=draft.corrected_at,
        )
        events.append(event)
        return Recorded(draft.line_id, draft.line_id, event.number, len(events))


@dataclass
class FakeMonths(FakeMonthWay):
    """Two months, one of them closed."""

    judged: dict[str, MonthFigures] = field(
        default_factory=lambda: {"2026-10": figures("2026-10", is_closed=True)}
    )
    names: tuple[str, ...] = ("2026-11", "2026-10")

    def states(self) -> tuple[MonthState, ...]:
        return tuple(
            MonthState(
                name,
                1,
                name in self.judged and self.judged[name].is_closed,
                700,
                at(28) if name in self.judged else None,
            )
            for name in self.names
        )

    def figures(self, month: str) -> MonthFigures:
        if month not in self.judged:
            raise NotFoundError("month.no_figures", month=month)
        return self.judged[month]


class FakeWhys:
    """Explains every line by the same two verdicts."""

    def __init__(self, queries: FakeQueries) -> None:
        self._queries = queries

    def explain(self, line_id: int, language: str) -> Why:
        line = self._queries.line(line_id, language)
        verdicts = (verdict(language, is_broken=False), verdict(language, is_broken=True))
        return Why(line, verdicts)


class FakeImporting:
    """Offers two mappings."""

    def mappings(self) -> tuple[Choice, ...]:
        return (
            Choice("supplies", "Bestellingen", "Orders"),
            Choice("boston", "Boston 311", "Boston 311"),
        )


def control_job(month: str, progress: object) -> MonthFigures:
    """Judge nothing, but in a process of its own."""
    for done in range(3):
        progress.report(done, 3)
    return figures(month)


def slow_job(month: str, progress: object) -> MonthFigures:
    """Go on until it is cancelled."""
    wait = threading.Event()
    done = 0
    while not progress.is_cancelled():
        done += 1
        progress.report(done % 100, 100)
        wait.wait(0.02)
    raise ConflictError("job.cancelled")


def close_job(op_id: UUID, month: str, progress: object) -> ClosedMonth:
    """Close nothing."""
    return ClosedMonth(month, 1, "ab" * 32, 12, "cd" * 32)


def report_job(month: str, kind: str, language: str, form: str, progress: object) -> bytes:
    """Return a small PDF that names what was asked."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    if form != "pdf":
        return f"{kind};{month};{language}".encode()
    target = BytesIO()
    paper = Canvas(target, invariant=1, initialFontName="Helvetica")
    for page in range(3):
        paper.drawString(72, 720, f"{kind} {month} {language} page {page + 1}")
        paper.showPage()
    paper.save()
    return target.getvalue()


def letter_job(message_id: int, progress: object) -> bytes:
    """Return a small PDF that names its message."""
    return report_job("2026-11", f"letter {message_id}", "nl", "pdf", progress)


def why_job(line_id: int, language: str, progress: object) -> bytes:
    """Return a small PDF that names its line."""
    return report_job("2026-11", f"why {line_id}", language, "pdf", progress)


def import_job(
    path: Path, mapping: str, is_dry_run: bool, keep_good: bool, op_id: UUID, progress: object
) -> ImportResult:
    """Refuse the second row of every file."""
    bad = (BadRow(2, "quantity", "import.example", {"reason": "quantity is not a number"}),)
    is_refused = not keep_good
    return ImportResult(
        mapping, 10, 0 if is_refused else 9, 0, 0, bad, 1, (), is_dry_run, is_refused
    )


def make_services(queries: FakeQueries | None = None, **parts: object) -> SimpleNamespace:
    """Return services over made-up data; `parts` replace some of them."""
    queries = queries or FakeQueries()
    dossiers = parts.pop("dossiers", None) or FakeDossiers(queries)
    given: Mapping[str, object] = {
        "time": OFFICE_TIME,
        **board_services(),
        "audits": FakeAudits(),
        "call_backs": FakeCallBacks(),
        "catalogue": FakeCatalogue(),
        "messages": FakeMessages(),
        "attachments": FakeAttachments(Path()),
        "incoming": FakeIncoming(),
        "contacts": FakeContacts(),
        "my_unit": FakeMyUnit(queries),
        "questions": FakeQuestions(),
        "returns": FakeReturns(queries),
        "sanctions": FakeSanctions(),
        "dossiers": dossiers,
        "changing": FakeChanging(queries, dossiers),
        "queries": queries,
        "lists": FakeLists(queries),
        "bulk": FakeBulk(),
        "intake": FakeIntake(),
        "knowledge": FakeKnowledge(),
        "drafts": FakeDrafts(),
        "fulfilment": FakeFulfilment(queries),
        "whys": FakeWhys(queries),
        "month": FakeMonths(),
        "journals": FakeJournals(),
        "reports": FakeReports(),
        "goals": FakeGoals(),
        "budgets": FakeBudgets(),
        "reviews": FakeReviews(),
        "report_plans": FakePlans(),
        "sending": FakeSending(),
        "charters": FakeCharters(),
        "importing": FakeImporting(),
        "agreements": FakeAgreements(),
        "talks": FakeTalks(),
        "access": FakeAccess(),
        "extensions": SimpleNamespace(
            views=tuple,
            actions=tuple,
            products=tuple,
            run_due=tuple,
            find=find_key,
            command_words=lambda: PLUGIN_WORDS,
        ),
        "plugins": FakePlugins(),
        "jobs": SimpleNamespace(
            control=control_job,
            bulk=bulk_job,
            undo=undo_job,
            close=close_job,
            what_if=what_if_job,
            report=report_job,
            period_report=period_report_job,
            make_reports=make_reports_job,
            send_pages=send_pages_job,
            send_report=send_report_job,
            letter=letter_job,
            why=why_job,
            import_file=import_job,
            verify=sound_job,
            export_log=export_log_job,
        ),
    }
    return SimpleNamespace(**(dict(given) | parts))
