"""Random legal charters, for the property tests of their sentence and their contradictions."""

from hypothesis import strategies as st

from fmdesk.core.domain.charter import (
    Bearer,
    Charter,
    Condition,
    Conditions,
    Guarantee,
    LimitSource,
    Operator,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.charter_words import Wording
from fmdesk.core.domain.facts import CORE_FACTS
from fmdesk.core.domain.spec import FactKind, FactSpec, Text
from fmdesk.testing import plain_charter
from tests.unit.core.domain.strategies import limits

STOCK = FactSpec(
    "supplies.stock_article",
    bool,
    Text("het is een voorraadartikel", "it is a stock article"),
    noun=Text("voorraadartikelen", "stock articles"),
)
WORDING = Wording(
    facts={spec.name: spec for spec in (*CORE_FACTS, STOCK)},
    names={
        FactKind.PRODUCT: {
            "paper": Text("Kopieerpapier", "Copy paper"),
            "lift": Text("Liftstoring", "Lift fault"),
        },
        FactKind.CHANNEL: {"phone": Text("Telefoon", "Phone")},
    },
    clusters={"cleaning": Text("Schoonmaak", "Cleaning")},
)
ORDERS = (Operator.LT, Operator.LE, Operator.GT, Operator.GE)
_CENTS = st.integers(1, 10**7)


@st.composite
def conditions(draw: st.DrawFn, facts: tuple[str, ...] = ()) -> Condition:
    """A condition on one of the known facts, of a fitting type."""
    spec = WORDING.facts[draw(st.sampled_from(facts or sorted(WORDING.facts)))]
    numbers = st.integers(-3, 8)
    value = {bool: st.booleans(), int: numbers, str: st.sampled_from("abc")}[spec.type]
    ops = [one for one in Operator if spec.type is int or one not in ORDERS]
    op = draw(st.sampled_from(ops))
    if op in (Operator.IN, Operator.NOT_IN):
        several = draw(st.lists(value, min_size=1, max_size=3, unique=True))
        return Condition(spec.name, op, tuple(several))
    return Condition(spec.name, op, draw(value))


def sanctions() -> st.SearchStrategy[Sanction]:
    """Sanctions of every kind, with and without caps."""
    caps = {"cap_cents": st.none() | _CENTS, "may_exceed_price": st.booleans()}
    kind = SanctionKind
    return st.one_of(
        st.builds(Sanction, st.just(kind.NOT_CHARGED), **caps),
        st.builds(Sanction, st.just(kind.PERCENTAGE), st.integers(1, 10_000), **caps),
        st.builds(Sanction, st.just(kind.FIXED), amount_cents=_CENTS, **caps),
        st.builds(
            Sanction,
            st.just(kind.STEPPED),
            weight=st.integers(1, 9),
            base_cents=st.integers(0, 10**6),
            per_step_cents=st.integers(0, 10**6),
            step_seconds=st.integers(1, 100_000),
            unit_seconds=st.integers(1, 10_000),
            max_steps=st.integers(0, 50),
            is_working_time=st.booleans(),
            **caps,
        ),
        st.builds(Sanction, st.just(kind.POINTS), points=st.integers(1, 99)),
    )


def guarantees() -> st.SearchStrategy[Guarantee]:
    """Guarantees of every clock and source."""
    clocks = st.sampled_from(("solution", "response", "step.1", "step.12"))
    calendars = st.sampled_from(("", "kantoor"))
    own = st.builds(Guarantee, clocks, st.just(LimitSource.OWN), limits(), calendars)
    others = st.sampled_from((LimitSource.PRODUCT, LimitSource.GIVEN))
    return own | st.builds(Guarantee, clocks, others, st.none(), calendars)


def charters() -> st.SearchStrategy[Charter]:
    """Legal charters."""
    several = st.lists(conditions(), max_size=3).map(tuple)
    some = st.lists(conditions(), min_size=1, max_size=3).map(tuple)
    return st.builds(
        plain_charter,
        guarantee=guarantees(),
        sanction=sanctions(),
        applies_when=st.builds(Conditions, st.just(False), several)
        | st.builds(Conditions, st.just(True), some),
        except_when=st.builds(Conditions, st.just(True), several)
        | st.builds(Conditions, st.just(False), some),
        products=st.lists(st.sampled_from(("paper", "lift", "gone", "x")), unique=True).map(tuple),
        clusters=st.lists(st.sampled_from(("cleaning", "y")), unique=True).map(tuple),
        bearer=st.sampled_from(Bearer),
    )
