"""A month as an office could have it: sums that tie, late facts, a trial, objections."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from fmdesk.core.domain.broken import BrokenLine
from fmdesk.core.domain.views import FigureRow, MonthFigures, SanctionTotal, Tally, TrendPoint

UNITS = (
    ("SCH", "Schoonmaak"),
    ("CAT", "Catering"),
    ("HUI", "Huisvesting en gebouwbeheer"),
    ("REP", "Reprografie"),
    ("MAG", "Magazijn"),
    ("BEV", "Beveiliging en receptie"),
    ("POS", "Post en transport"),
    ("ICT", "Werkplekken"),
)
DEPARTMENTS = (
    ("FIN", "Financiën"),
    ("HRM", "Personeel en organisatie"),
    ("BEL", "Beleid en onderzoek"),
    ("JUR", "Juridische zaken"),
    ("COM", "Communicatie"),
    ("DIR", "Directie en bestuur"),
)
PRODUCTS = tuple(
    (f"P{at:02}", nl, en)
    for at, (nl, en) in enumerate(
        (
            ("Papier A4 wit, doos van 5 pak", "Paper A4 white, box of 5 packs"),
            ("Tonercartridge zwart", "Toner cartridge black"),
            ("Vergaderlunch", "Meeting lunch"),
            ("Koffie en thee op de vergaderkamer", "Coffee and tea in the meeting room"),
            ("Storing verlichting", "Lighting fault"),
            ("Verwarming of koeling bijstellen", "Adjust heating or cooling"),
            ("Extra schoonmaak", "Extra cleaning"),
            ("Bezoeker aanmelden", "Announce a visitor"),
            ("Pakket binnenland", "Parcel, inland"),
            ("Verhuizing werkplek", "Move a workplace"),
            ("Drukwerk in kleur, gebonden", "Colour print, bound"),
            ("Bureaustoel op maat instellen", "Adjust an office chair"),
        ),
        1,
    )
)
CHARTERS = (
    (
        "24U",
        "Binnen 24 uur geleverd",
        "Delivered within 24 hours",
        "Een artikel uit voorraad is binnen 24 uur geleverd, anders betaalt u het niet.",
        "A stock article is delivered within 24 hours, or you do not pay for it.",
    ),
    (
        "DOORLOOP",
        "Binnen de levertijd",
        "Within the lead time",
        "Wij leveren binnen de afgesproken levertijd, anders krijgt u de helft terug.",
        "We deliver within the agreed lead time, or you get half of it back.",
    ),
    (
        "REACTIE",
        "Reactie binnen vier werkuren",
        "Response within four working hours",
        "Binnen vier werkuren is iemand met uw melding bezig.",
        "Within four working hours somebody works on your call.",
    ),
)
TRIAL = (
    "PROEF2U",
    "Spoed binnen twee uur",
    "Urgent within two hours",
    "Spoed is binnen twee uur bij u.",
    "Urgent work is with you within two hours.",
)
MONEY = ("charged_cents", "credited_cents", "waived_cents", "borne_cents", "points")


def make_figures(broken: int = 54, seed: int = 1, **changes: object) -> MonthFigures:
    """Return a month with so many broken lines of its own, whose figures all tie."""
    random = Random(seed)
    own = [_line(random, at, CHARTERS) for at in range(broken)]
    late = [replace(_late(_line(random, 9000 + at, CHARTERS))) for at in range(min(3, broken))]
    trial = [
        replace(_line(random, 8000 + at, (TRIAL,)), state="trial") for at in range(min(4, broken))
    ]
    counted = own + late
    facets = _facets(random, own, late, trial)
    total = _sum([row.month for row in facets if row.dimension == "unit"])
    year = _sum([row.year for row in facets if row.dimension == "unit"])
    figures = MonthFigures(
        organisation="Facilitair Bedrijf Rivierland",
        zone="Europe/Amsterdam",
        month="2026-10",
        revision=1,
        is_closed=True,
        as_of=datetime(2026, 11, 2, 7, 30, tzinfo=UTC),
        chain_head="3f9a77c1d20be4458f0c1a9d3be2716fa8d5",
        engine="durable_rules 2.0.28",
        charter_set="b71c0ffee1234567890abcdef",
        total=total,
        year=year,
        rows=tuple(facets),
        trend=_trend(total),
        sanctions=_sanctions(counted, trial),
        broken=tuple(
            sorted(counted + trial, key=lambda line: (line.unit, line.charter, line.number))
        ),
        without_guarantee=31,
    )
    return replace(figures, **changes)


def empty_figures() -> MonthFigures:
    """Return a month in which nothing happened."""
    return replace(
        make_figures(0),
        total=Tally(),
        year=Tally(),
        rows=(),
        trend=(TrendPoint("2026-10", 0, 0, 0),),
        is_closed=False,
        without_guarantee=0,
    )


def _line(random: Random, at: int, charters: Sequence[tuple[str, ...]]) -> BrokenLine:
    unit = random.choice(UNITS)[1]
    product = random.choice(PRODUCTS)
    charter = random.choice(charters)
    opened = datetime(2026, 10, 1, 7, tzinfo=UTC) + timedelta(minutes=random.randrange(40_000))
    due = opened + timedelta(hours=24)
    over = random.randrange(600, 200_000)
    price = random.randrange(250, 40_000)
    share = 10_000 if charter[0] == "24U" else 5_000 if charter[0] == "DOORLOOP" else 0
    state = random.choices(("posted", "waived", "moved"), (90, 6, 4))[0]
    return BrokenLine(
        line_id=at + 1,
        number=f"M{at + 1:06}.1",
        part=1 + (random.random() < 0.1),
        quantity=random.randrange(1, 12),
        product_nl=product[1],
        product_en=product[2],
        department=random.choice(DEPARTMENTS)[1],
        unit=unit,
        charter=charter[0],
        clause_nl=charter[3],
        clause_en=charter[4],
        opened_at=opened,
        due_at=due,
        finished_at=None if random.random() < 0.05 else due + timedelta(seconds=over),
        over_working=over // 3,
        over_clock=over,
        borne_by=unit if state == "posted" else "" if state == "waived" else UNITS[0][1],
        price_cents=price,
        cents=(price * share + 5_000) // 10_000,
        points=2 if not share else 0,
        state=state,
    )


def _late(line: BrokenLine) -> BrokenLine:
    earlier = timedelta(days=31)
    return replace(
        line,
        opened_at=line.opened_at - earlier,
        due_at=line.due_at - earlier,
        finished_at=line.finished_at and line.finished_at - earlier,
        is_late_fact=True,
    )


def _facets(
    random: Random, own: list[BrokenLine], late: list[BrokenLine], trial: list[BrokenLine]
) -> list[FigureRow]:
    """Return the rows of each dimension; each sums to the same figures."""
    kept = len(own) * 22
    excused, running, silent = len(own) // 4, len(own) // 9, 31
    rows: list[FigureRow] = []
    dimensions: tuple[tuple[str, Sequence[Sequence[str]], Callable[[BrokenLine], str]], ...] = (
        ("charter", CHARTERS, lambda line: line.charter),
        ("department", DEPARTMENTS, lambda line: line.department),
        ("product", PRODUCTS, lambda line: line.product_nl),
        ("unit", UNITS, lambda line: line.unit),
    )
    for dimension, members, of in dimensions:
        shares = {
            name: _spread(random, amount, len(members))
            for name, amount in (
                ("kept", kept),
                ("excused", excused),
                ("running", running),
                ("not_applicable", silent),
                ("charged_cents", kept * 4321),
            )
        }
        for at, member in enumerate(members):
            mine = [line for line in own if of(line) in member[:2]]
            moneyed = mine + [line for line in late if of(line) in member[:2]]
            month = Tally(
                broken=len(mine),
                credited_cents=sum(line.cents for line in moneyed),
                waived_cents=sum(line.cents for line in moneyed if line.state == "waived"),
                borne_cents=sum(line.cents for line in moneyed if line.state != "waived"),
                points=sum(line.points for line in moneyed),
                **{name: values[at] for name, values in shares.items()},
            )
            month = replace(
                month,
                lines=month.judged + month.excused + month.running + month.not_applicable,
            )
            names = (member[1], member[2] if len(member) > 2 else member[1])
            norm = 9500 if dimension != "unit" else (9500, 9000, 9750)[at % 3]
            rows.append(FigureRow(dimension, member[0], *names, norm, month, _sum([month] * 9)))
    if trial:
        tally = Tally(kept=17, broken=len(trial))
        rows.append(
            FigureRow("charter", TRIAL[0], TRIAL[1], TRIAL[2], 9000, tally, tally, is_trial=True)
        )
    return sorted(rows, key=lambda row: (row.dimension, row.key))


def _spread(random: Random, amount: int, parts: int) -> list[int]:
    weights = [random.random() + 0.2 for _ in range(parts)]
    edges = [round(amount * sum(weights[:at]) / sum(weights)) for at in range(parts + 1)]
    return [high - low for low, high in pairwise(edges)]


def _sum(tallies: Sequence[Tally]) -> Tally:
    names = Tally.__dataclass_fields__
    return Tally(**{name: sum(getattr(tally, name) for tally in tallies) for name in names})


def _trend(total: Tally) -> tuple[TrendPoint, ...]:
    shares = (930, 941, 938, 952, 949, 957, 961, 944, 953, 950, 958)
    months = [f"2025-{at:02}" for at in (11, 12)] + [f"2026-{at:02}" for at in range(1, 10)]
    past = [
        TrendPoint(month, share + 200, 1000 - share, 64_000 + share * 37 % 51_000, 9500)
        for month, share in zip(months, shares, strict=True)
    ]
    return (*past, TrendPoint("2026-10", total.kept, total.broken, total.credited_cents, 9500))


def _sanctions(
    counted: Sequence[BrokenLine], trial: Sequence[BrokenLine]
) -> tuple[SanctionTotal, ...]:
    names = {charter[0]: charter[1:3] for charter in (*CHARTERS, TRIAL)}
    keys = sorted(
        {
            (line.borne_by or line.unit, line.charter, line.state == "trial")
            for line in (*counted, *trial)
        }
    )
    codes = {name: code for code, name in UNITS}
    made = []
    for unit, charter, is_trial in keys:
        lines = [
            line
            for line in (trial if is_trial else counted)
            if (line.borne_by or line.unit) == unit and line.charter == charter
        ]
        borne = sum(line.cents for line in lines if line.state != "waived")
        waived = sum(line.cents for line in lines if line.state == "waived")
        points = sum(line.points for line in lines)
        made.append(
            SanctionTotal(
                codes[unit],
                unit,
                charter,
                *names[charter],
                len(lines),
                borne,
                points,
                waived,
                is_trial,
            )
        )
    return tuple(made)
