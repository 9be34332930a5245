"""What the window is shown of a made-up office: rows, a line and its why, a month's figures."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from fmdesk.core.domain.broken import BrokenLine
from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.ticket import (
    LineState,
)
from fmdesk.core.domain.views import (
    ConditionView,
    DeliveryView,
    FigureRow,
    IntervalView,
    LineView,
    MonthFigures,
    PostedView,
    SanctionTotal,
    StepTimeView,
    StepView,
    Tally,
    TicketRow,
    TrendPoint,
    WhyVerdict,
)

ZONE = "Europe/Amsterdam"
START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
NOW = START + timedelta(hours=1)
OFFICE_HOURS = Calendar(ZONE, dict.fromkeys(range(5), (("08:00", "17:00"),)))
OFFICE_TIME = OfficeTime(ZONE, lambda: NOW)
PRODUCTS = (
    ("Kopieerpapier A4, 80 g", "Copy paper A4, 80 g", "Voorraad", "Stock", 1840),
    ("Vergaderzaal B1.20 met lunch", "Meeting room B1.20 with lunch", "Zalen", "Rooms", 14500),
    ("Lekkage verhelpen", "Leak repair", "Technische Dienst", "Maintenance", 0),
    ("Verhuizing werkplek", "Desk move", "Huisvesting", "Housing", 8750),
    ("Toegangspas", "Access badge", "Beveiliging", "Security", 1250),
)
PEOPLE = ("de Vries, Anneke", "Özdemir, Selin", "Bakker, Rob", "Jansen, Pim", "van Dijk, Noor")
DEPARTMENTS = ("Juridische Zaken", "Financiën", "Communicatie", "ICT")
STATES = (
    LineState.READY,
    LineState.RUNNING,
    LineState.READY,
    LineState.NEW,
    LineState.PAUSED,
    LineState.READY,
    LineState.CANCELLED,
)


def at(days: float = 0, hours: float = 0) -> datetime:
    """Return an instant after the start of the example month."""
    return START + timedelta(days=days, hours=hours)


def row(line_id: int, language: str = "nl") -> TicketRow:
    """Return the made-up line with this number."""
    nl, en, unit_nl, unit_en, price = PRODUCTS[line_id % len(PRODUCTS)]
    state = STATES[line_id % len(STATES)]
    is_late = state is LineState.RUNNING and line_id % 3 == 0
    opened = START - timedelta(minutes=17 * line_id)
    due = NOW + timedelta(minutes=37 * (line_id % 50 + 1))
    if is_late:
        due = NOW - timedelta(days=3)
    elif state is LineState.READY:
        due = opened + timedelta(hours=24)
    name, unit = (nl, unit_nl) if language == "nl" else (en, unit_en)
    return TicketRow(
        line_id=line_id,
        ticket_id=line_id,
        number=f"M{line_id:06}.1",
        subject=name,
        product=name,
        requester=PEOPLE[line_id % len(PEOPLE)],
        department=DEPARTMENTS[line_id % len(DEPARTMENTS)],
        unit=unit,
        location=f"B{line_id % 4}.{10 + line_id % 30}",
        channel="telefoon" if language == "nl" else "phone",
        state=state,
        quantity=1 + line_id % 10,
        price_cents=price * (1 + line_id % 10),
        opened_at=opened,
        due_at=None if state is LineState.CANCELLED else due,
        ready_at=opened + timedelta(hours=20) if state is LineState.READY else None,
        is_late=is_late,
        calendar_version_id=1,
        calendar=OFFICE_HOURS,
    )


def line_view(line_id: int, language: str, events: Sequence[LineEvent], version: int) -> LineView:
    one = row(line_id, language)
    is_dutch = language == "nl"
    total, price = 10, 18_400
    delivered = [event for event in events if event.kind is EventKind.DELIVERED]
    done = sum(event.quantity for event in delivered)
    parts = [
        DeliveryView(
            place + 1,
            event.quantity,
            event.at,
            price * event.quantity // total,
            0 if event.at > at(hours=24) else price * event.quantity // total,
        )
        for place, event in enumerate(delivered)
    ]
    if done < total:
        rest = total - done
        parts.append(DeliveryView(len(parts) + 1, rest, None, price * rest // total, 0))
    kinds = [event.kind for event in events]
    state = LineState.RUNNING if done < total else LineState.READY
    if kinds[-1] is EventKind.PAUSED:
        state = LineState.PAUSED
    names = (
        ("Intake", "Picken", "Bezorgen", "Gereed")
        if is_dutch
        else ("Intake", "Picking", "Delivery", "Ready")
    )
    done_steps = 4 if state is LineState.READY else 2
    steps = tuple(
        StepView(
            place,
            name,
            place in {0, 3},
            ("Servicebalie", "Voorraad", "Voorraad", "Servicebalie")[place],
            (3600, 2 * 3600, 4 * 3600, None)[place],
            "R. Bakker",
            "done" if place < done_steps else "running" if place == done_steps else "waiting",
            (900, 9000, 1200, 0)[place] if place <= done_steps else 0,
        )
        for place, name in enumerate(names)
    )
    return LineView(
        id=line_id,
        ticket_id=line_id,
        number=one.number,
        product_code="PAPER-A4",
        product=PRODUCTS[0][0 if is_dutch else 1],
        price_unit="doos" if is_dutch else "box",
        quantity=total,
        price_cents=price,
        state=state,
        unit=one.unit,
        department=one.department,
        cost_centre="4410",
        location=one.location,
        opened_at=at(),
        due_at=at(hours=24),
        ready_at=delivered[-1].at if done == total else None,
        version=version,
        details=(("Artikel", "Kopieerpapier A4 80 g"),) if is_dutch else (("Article", "Paper A4"),),
        facts=(("Voorraadartikel", "ja"),) if is_dutch else (("A stock article", "yes"),),
        steps=steps,
        cut=1,
        events=tuple(events),
        deliveries=tuple(parts),
        posted=(
            PostedView("2026-11", "charge", "kostenplaats 4410", 9200, ""),
            PostedView("2026-11", "sanction", "Voorraad", 9200, "handvest 24 uur"),
        )
        if done == total
        else (),
    )


def verdict(language: str, *, is_broken: bool) -> WhyVerdict:
    """Return a made-up verdict, with a night skipped."""
    is_dutch = language == "nl"
    over = "Aantal is meer dan 100" if is_dutch else "Quantity is more than 100"
    asked = ("Voorraadartikel: ja", "ja") if is_dutch else ("A stock article: yes", "yes")
    finish = at(hours=27 if is_broken else 20)
    intervals = (
        IntervalView(at(), at(hours=9), True, 9 * 3600, "open"),
        IntervalView(at(hours=9), at(hours=10), False, 0, "paused", "wacht op klant, A. de Vries"),
        IntervalView(at(hours=10), finish, True, (17 if is_broken else 10) * 3600, "open"),
    )
    return WhyVerdict(
        charter_code="STOCK-24",
        charter_name="Uit voorraad binnen 24 uur" if is_dutch else "From stock within 24 hours",
        charter_version=2,
        promise=(
            "Wij leveren uit voorraad binnen 24 uur, anders is de levering gratis."
            if is_dutch
            else "We deliver from stock within 24 hours, or the delivery is not charged."
        ),
        part=2 if is_broken else 1,
        clock_run=1,
        quantity=5,
        outcome=Outcome.BROKEN if is_broken else Outcome.KEPT,
        is_trial=False,
        limit="24 klokuren" if is_dutch else "24 clock hours",
        calendar="altijd open" if is_dutch else "always open",
        started_at=at(),
        due_at=at(hours=25),
        finished_at=finish,
        elapsed=sum(one.seconds for one in intervals),
        over_working=2 * 3600 if is_broken else 0,
        over_clock=2 * 3600 if is_broken else 0,
        intervals=intervals,
        conditions=(ConditionView("supplies.stock_article", "eq", "true", "true", True, *asked),),
        exceptions=(ConditionView("line.quantity", "gt", "100", "10", False, over, "10"),),
        facts={"supplies.stock_article": True},
        cents=9200 if is_broken else 0,
        points=0,
        arithmetic="5 / 10 × € 184,00 = € 92,00" if is_broken else "",
        bearer=("Voorraad" if is_dutch else "Stock") if is_broken else "",
        bearer_reason="eigenaar van het product" if is_dutch else "owner of the product",
        step_times=(
            StepTimeView(0, "Intake", "Servicebalie", 900, 3600, 0),
            StepTimeView(1, "Picken", "Voorraad", 93_600, 7200, 86_400),
        )
        if is_broken
        else (),
        engine="durable_rules 2.0.28",
        applies_when="Geldt als dit klopt" if is_dutch else "Applies when this holds",
        except_when="Behalve als dit klopt" if is_dutch else "Except when this holds",
    )


def tally(kept: int, broken: int, cents: int = 0) -> Tally:
    """Return figures in proportion."""
    return Tally(
        lines=kept + broken + 6,
        kept=kept,
        broken=broken,
        excused=2,
        running=4,
        charged_cents=kept * 2150,
        credited_cents=cents,
        borne_cents=cents,
        waived_cents=cents // 10,
    )


def figures(month: str, *, is_closed: bool = False) -> MonthFigures:
    """Return the made-up figures of a month."""
    rows = []
    for place, name in enumerate(DEPARTMENTS):
        one = tally(210 - 31 * place, 3 + 4 * place, 4100 * place)
        rows.append(FigureRow("department", f"D{place}", name, name, None, one, one))
    for place, (_nl, _en, unit_nl, unit_en, _price) in enumerate(PRODUCTS):
        one = tally(170 - 21 * place, 2 + 3 * place, 3100 * place)
        rows.append(FigureRow("unit", f"U{place}", unit_nl, unit_en, 9500, one, one))
    for place, (nl, en, *_rest) in enumerate(PRODUCTS):
        one = tally(170 - 21 * place, 2 + 3 * place, 3100 * place)
        rows.append(FigureRow("product", f"P{place}", nl, en, 9500, one, one))
    one = tally(640, 40, 61_250)
    rows.append(FigureRow("charter", "STOCK-24", "Uit voorraad", "From stock", 9500, one, one))
    trend = tuple(
        TrendPoint(
            f"2026-{number:02}", 600 + 7 * number, 60 - 4 * (number % 5), 4000 * number, 9500
        )
        for number in range(int(month[5:]) - 5, int(month[5:]) + 1)
    )
    broken = tuple(
        BrokenLine(
            line_id=place,
            number=f"M{place:06}.1",
            part=1,
            quantity=2,
            product_nl=PRODUCTS[place % 5][0],
            product_en=PRODUCTS[place % 5][1],
            department=DEPARTMENTS[place % 4],
            unit=PRODUCTS[place % 5][2],
            charter="STOCK-24",
            clause_nl="Uit voorraad binnen 24 uur",
            clause_en="From stock within 24 hours",
            opened_at=at(-place),
            due_at=at(-place, 24),
            finished_at=at(-place, 24 + place),
            over_working=3600 * place,
            over_clock=3600 * place,
            borne_by=PRODUCTS[place % 5][2],
            price_cents=1840,
            cents=1840,
            points=0,
            state=("proposed", "confirmed", "waived", "posted")[place % 4],
        )
        for place in range(1, 41)
    )
    return MonthFigures(
        organisation="Gemeente Voorbeeld",
        zone=ZONE,
        month=month,
        revision=1,
        is_closed=is_closed,
        as_of=at(28),
        chain_head="ab" * 32,
        engine="durable_rules 2.0.28",
        charter_set="cd" * 32,
        total=tally(640, 40, 61_250),
        year=tally(5640, 340, 561_250),
        rows=tuple(rows),
        trend=trend,
        sanctions=tuple(
            SanctionTotal(
                f"U{i}", unit, "STOCK-24", "Uit voorraad", "From stock", i + 1, 3100 * i, i, 0
            )
            for i, (_nl, _en, unit, _unit, _price) in enumerate(PRODUCTS)
        ),
        broken=broken,
        quarantined=1,
    )
