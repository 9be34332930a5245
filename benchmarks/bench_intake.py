"""What the desk asks while it types: callers among 100,000, finds among 2,000 products, a quote.

The peers answer the same question the plain way, on the same database: all persons through LIKE,
all words of the catalogue one after the other. A quote stands beside the fixed time in which a
typed letter should be on the screen.
"""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from uuid import uuid4

import sqlalchemy as sa

from benchmarks.result import Result, at_most
from fmdesk.bootstrap import Office, Silent, open_office
from fmdesk.config import Settings
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.domain.views import Changes
from fmdesk.core.domain.words import fold, has_words
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql import tables as t

PERSONS, PRODUCTS = 100_000, 2_000
ROUNDS = 15
QUOTE_MS = 10
FIRST = ("Jan", "Petra", "Ayşe", "Mehmet", "Eva", "Koen", "Sanne", "Femke", "Hanneke", "Noor")
LAST = ("Jansen", "de Vries", "van den Berg", "Bakker", "Visser", "Smit", "Bos", "Peters", "Kok")


def run() -> list[Result]:
    """Measure all three."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        with open_office(settings, is_created=True) as office:
            office.build_demo("starter", Silent())
            quote = quoted(office)
            fill(office, Random(1))  # made-up names, equal each time
            return [callers(office), finds(office), quote]


def callers(office: Office) -> Result:
    """Three letters of a name, against all persons through LIKE."""
    name = t.person.c.words
    query = sa.select(t.person).where(sa.literal(" ").concat(name).contains(" jan"))
    ordered = query.order_by(t.person.c.name).limit(8)

    def plain() -> None:
        with office.database.read() as connection:
            connection.execute(ordered).all()

    ours = timed(lambda: office.services.knowledge.callers("jan", 8))
    note = f"LIKE on {PERSONS} persons"
    return at_most("a caller by three letters", ours, timed(plain), 1, unit="ms", note=note)


def finds(office: Office) -> Result:
    """One word of a name, against all words of the catalogue one after the other."""
    with office.door.read() as work:
        day = Month(work.now.year, work.now.month).last_day()
        known = [
            fold(one.name_nl, one.name_en, *one.synonyms, one.description_nl, one.description_en)
            for one in work.catalog.products(day)
        ]
    ours = timed(lambda: office.services.knowledge.find("papier", "nl", 12))
    peer = timed(lambda: [words for words in known if has_words(words, "papier")])
    note = f"has_words on {len(known)} products, neither ranked nor with their questions"
    return at_most("a find in the catalogue", ours, peer, 3, unit="ms", note=note)


def quoted(office: Office) -> Result:
    """Three lines of the starter office."""
    with office.door.read() as work:
        persons = work.people.find_persons("", 400)
    payer = next(one for one in persons if one.cost_centre_id)
    lines = (
        OrderLine("papier-a4", 3),
        OrderLine("drukwerk-kleur", 10, "spoed"),
        OrderLine("lekkage"),
    )
    draft = OrderDraft(uuid4(), "phone", lines, requester=payer.code)
    ours = timed(lambda: office.services.intake.quote(draft, "nl"))
    note = "the time that a typed letter may take"
    return at_most("a quote of three lines", ours, QUOTE_MS, 1, unit="ms", note=note)


def timed(work: Callable[[], object]) -> float:
    """Return the median of some rounds in milliseconds; the first one warms up."""
    work()
    taken = []
    for _round in range(ROUNDS):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return median(taken)


def fill(office: Office, random: Random) -> None:
    """Add persons and products."""
    with office.database.write() as connection:
        rows = [person(number, random) for number in range(PERSONS)]
        connection.execute(sa.insert(t.person), rows)
        connection.commit()

    def add(work: UnitOfWork) -> Changes:
        like = work.catalog.products(Month(work.now.year, work.now.month).last_day())
        for number in range(PRODUCTS):
            one = random.choice(like)
            made = {"code": f"q{number}", "name_nl": f"{one.name_nl} {number}"}
            work.catalog.add_product_version(replace(one, id=0, product_id=0, **made))
        return Changes()

    office.door.run(uuid4(), "bench.fill", None, add, Changes)


def person(number: int, random: Random) -> dict[str, object]:
    """Return one more person as stored."""
    name = f"{random.choice(FIRST)} {random.choice(LAST)}-{random.choice(LAST)}"
    code, phone = f"x{number:06}", str(100_000 + number)
    words = fold(name, code, phone)
    return {"code": code, "name": name, "phone": phone, "words": words, "is_active": True}
