"""Charters of every kind through a whole month: the numbers in words."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.calendar import Limit, LimitUnit
from fmdesk.core.domain.charter import (
    Bearer,
    Charter,
    Condition,
    Conditions,
    Guarantee,
    LimitSource,
    Operator,
    Outcome,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.ports import UnitOfWork
from tests.integration.month.conftest import PAPER_CENTS, SmallOffice, charter


def add(office: SmallOffice, *charters: Charter) -> None:
    def work_on(work: UnitOfWork) -> None:
        for one in charters:
            work.catalog.add_charter_version(one)

    office.door.run(uuid4(), "test.charters", None, work_on, type(None))


def late_line(office: SmallOffice, quantity: int = 1, hours: int = 30) -> int:
    (line,) = office.order(quantity).line_ids
    office.time.advance(hours=hours)
    office.deliver(line, quantity)
    return line


def credits_of(office: SmallOffice) -> dict[str, int]:
    return {one.charter: one.cents for one in office.control("2026-10").broken}


def test_half_price_beside_not_charged_never_exceeds_the_price(office: SmallOffice) -> None:
    add(office, charter("half", Sanction(SanctionKind.PERCENTAGE, basis_points=5000), rank=50))
    late_line(office, 2)
    credits_ = credits_of(office)
    assert sum(credits_.values()) == 2 * PAPER_CENTS
    assert credits_["half"] == PAPER_CENTS


def test_a_stepped_sanction_counts_its_steps(office: SmallOffice) -> None:
    stepped = Sanction(
        SanctionKind.STEPPED,
        base_cents=100,
        per_step_cents=50,
        step_seconds=7200,
        max_steps=3,
        is_working_time=False,
        may_exceed_price=True,
    )
    add(office, charter("stepped", stepped))
    line = late_line(office, 1, hours=29)
    assert credits_of(office)["stepped"] == 100 + 2 * 50
    texts = {one.charter_code: one.arithmetic for one in office.whys.explain(line, "en").verdicts}
    assert "2 of at most 3 steps" in texts["stepped"]
    assert "€2.00" in texts["stepped"]


def test_points_are_counted_and_cost_nothing(office: SmallOffice) -> None:
    add(office, charter("points", Sanction(SanctionKind.POINTS, points=4)))
    late_line(office)
    figures = office.control("2026-10")
    assert figures.total.points == 4
    assert {one.points for one in figures.sanctions if one.charter == "points"} == {4}


def test_an_exception_excuses_and_a_condition_limits(office: SmallOffice) -> None:
    phone = Conditions(items=(Condition("ticket.channel", Operator.EQ, "phone"),))
    many = Conditions(items=(Condition("line.quantity", Operator.GE, 5),))
    fine = Sanction(SanctionKind.FIXED, amount_cents=250)
    add(
        office,
        charter("excused", fine, except_when=phone),
        charter("many", fine, applies_when=many),
    )
    late_line(office, 2)
    figures = office.control("2026-10")
    rows = {row.key: row.month for row in figures.rows if row.dimension == "charter"}
    assert rows["excused"].excused == 1
    assert rows["many"].not_applicable == 1
    assert figures.total.excused == 1


def test_the_front_office_bears_what_it_let_lie(office: SmallOffice) -> None:
    add(
        office,
        charter(
            "fair", Sanction(SanctionKind.FIXED, amount_cents=500), bearer=Bearer.OVERRUN, rank=1
        ),
    )
    (line,) = office.order(1).line_ids
    office.record(line, EventKind.STARTED, step=0)
    office.time.advance(hours=20)
    office.record(line, EventKind.STEP_FINISHED, step=0)
    office.record(line, EventKind.STARTED, step=1)
    office.time.advance(hours=5)
    office.deliver(line, 1)
    figures = office.control("2026-10")
    borne = {(one.charter, one.unit) for one in figures.sanctions}
    assert ("fair", "Servicedesk") in borne
    assert ("stock-24h", "Voorraad") in borne
    why = {one.charter_code: one for one in office.whys.explain(line, "nl").verdicts}
    assert why["fair"].bearer == "Servicedesk"
    assert [step.overrun_seconds > 0 for step in why["fair"].step_times] == [True, False]


def test_response_and_product_lead_time_and_a_given_due_time(office: SmallOffice) -> None:
    fine = Sanction(SanctionKind.FIXED, amount_cents=10)
    hour = Limit(LimitUnit.WORKING_HOURS, 1)
    add(
        office,
        charter("answer", fine, guarantee=Guarantee("response", LimitSource.OWN, hour, "office")),
        charter("lead", fine, guarantee=Guarantee(source=LimitSource.PRODUCT)),
        charter("given", fine, guarantee=Guarantee(source=LimitSource.GIVEN)),
    )
    (line,) = office.order(1).line_ids
    office.time.advance(minutes=90)
    office.record(line, EventKind.STARTED, step=0)
    office.deliver(line, 1)
    outcomes = {one.charter_code: one.outcome for one in office.whys.explain(line, "nl").verdicts}
    assert outcomes == {
        "stock-24h": Outcome.KEPT,
        "answer": Outcome.BROKEN,
        "lead": Outcome.KEPT,
        "given": Outcome.NOT_APPLICABLE,
    }


def test_every_core_fact_can_be_used_in_a_condition(office: SmallOffice) -> None:
    facts = {
        "line.product": "paper",
        "line.variant": "",
        "line.unit": "stock",
        "line.department": "legal",
        "line.quantity": 2,
        "line.price_cents": 2 * PAPER_CENTS,
        "line.opened_weekday": 0,
        "line.opened_minute": 600,
        "ticket.channel": "phone",
        "part.number": 1,
        "part.quantity": 2,
        "clock.run": 1,
        "clock.over_clock": 6 * 3600,
        "clock.over_working": 6 * 3600,
    }
    when = Conditions(
        items=tuple(Condition(name, Operator.EQ, value) for name, value in facts.items())
    )
    add(office, charter("all", Sanction(SanctionKind.FIXED, amount_cents=1), applies_when=when))
    line = late_line(office, 2)
    (verdict,) = [
        one for one in office.whys.explain(line, "nl").verdicts if one.charter_code == "all"
    ]
    assert [one.fact for one in verdict.conditions if not one.is_met] == []
    assert len(verdict.conditions) == len(facts)
    assert verdict.outcome is Outcome.BROKEN


def test_a_charter_with_an_unknown_fact_is_refused(office: SmallOffice) -> None:
    wrong = Conditions(items=(Condition("weather.rain", Operator.EQ, True),))
    fine = Sanction(SanctionKind.FIXED, amount_cents=1)
    add(office, charter("rain", fine, applies_when=wrong))
    office.order(1)
    with pytest.raises(DomainError) as caught:
        office.control("2026-10")
    assert caught.value.code == "charter.fact_gone"
    assert caught.value.params["fact"] == "weather.rain"


def test_a_new_charter_version_holds_for_new_lines_only(office: SmallOffice) -> None:
    old = late_line(office)
    softer = charter("stock-24h", Sanction(SanctionKind.FIXED, amount_cents=100))
    day = office.time.at.date() + timedelta(days=1)
    add(office, replace(softer, version=2, valid_from=day))
    office.time.advance(days=2)
    new = late_line(office)
    cents = {one.line_id: one.cents for one in office.control("2026-10").broken}
    assert cents == {old: PAPER_CENTS, new: 100}


def test_a_line_nobody_pays_for_is_judged_without_money(office: SmallOffice) -> None:
    def free(work: UnitOfWork) -> None:
        product = work.catalog.product("paper", work.now.date())
        work.catalog.add_product_version(
            replace(product, id=0, product_id=0, code="leaflet", price_cents=0)
        )

    office.door.run(uuid4(), "test.free", None, free, type(None))
    add(office, charter("leaflet", Sanction(SanctionKind.POINTS, points=1), products=("leaflet",)))
    office.intake.take(OrderDraft(uuid4(), "desk", (OrderLine("leaflet"),)))
    office.time.advance(hours=30)
    figures = office.control("2026-10")
    assert (figures.total.broken, figures.total.points, figures.total.credited_cents) == (1, 1, 0)
    office.time.advance(days=30)
    from tests.integration.month.test_month import close  # the same helper

    assert close(office).entries == 1
