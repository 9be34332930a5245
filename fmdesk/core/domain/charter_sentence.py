"""A charter as a sentence in Dutch and English (domain page, Charter).

A writer may word the promise otherwise; this is what the clauses say. The phrases stand in
`charter_phrases`.
"""

from dataclasses import replace

from fmdesk.core.domain.charter import (
    Charter,
    Condition,
    Conditions,
    Guarantee,
    LimitSource,
    Operator,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.charter_figures import duration, figure, joined, money, share
from fmdesk.core.domain.charter_phrases import (
    LIMIT_DETAILS,
    LIMITS,
    PHRASES,
    PROMISES,
    SANCTIONS,
)
from fmdesk.core.domain.charter_words import Wording, conditions_words, spec_of
from fmdesk.core.domain.clock import STEP
from fmdesk.core.domain.spec import FactKind

MOST_NAMES = 3
"""So many products and clusters are named; of the others, how many there are."""
SOLUTION, RESPONSE = "solution", "response"


def sentence(charter: Charter, wording: Wording, language: str) -> str:
    """Return what a charter says, as a customer may read it.

    Args:
        charter: Any charter; where it has no limit yet, a dash stands for it.
        wording: The names behind its codes.
        language: `nl` or `en`.
    """
    said = PHRASES[language]
    nouns, rest = _nouns(charter.applies_when, wording, language)
    what = nouns or _scope(charter, wording, language)
    verb = "complete" if what and not nouns else "deliver"
    promise = guarantee_words(charter.guarantee, language, what or said["everything"], verb)
    parts = [f"{promise}, {said['else']} {sanction_words(charter.sanction, language)}."]
    for phrase, conditions in (("applies", rest), ("except", charter.except_when)):
        if conditions.items:
            listed = conditions_words(conditions, wording, language, is_clause=True)
            parts.append(said[phrase].format(what=listed))
    return " ".join(parts)


def guarantee_words(guarantee: Guarantee, language: str, what: str, verb: str = "deliver") -> str:
    """Return a guarantee about something: `We deliver stock articles within 24 hours`.

    Args:
        guarantee: The guarantee.
        language: `nl` or `en`.
        what: What it is about.
        verb: `deliver` or `complete`, for the clock of the solution.
    """
    said = PROMISES[language]
    if guarantee.clock == RESPONSE:
        verb = "begin"
    elif guarantee.clock != SOLUTION:
        verb = "step"
    step = guarantee.clock.removeprefix(STEP)
    return said[verb].format(what=what, limit=limit_words(guarantee, language), step=step)


def clock_words(guarantee: Guarantee, language: str) -> str:
    """Return a guarantee without what it is about: `ready within 24 hours`."""
    said, clock = PROMISES[language], guarantee.clock
    words = said[clock if clock in (SOLUTION, RESPONSE) else "steps"]
    return words.format(limit=limit_words(guarantee, language), step=clock.removeprefix(STEP))


def limit_words(guarantee: Guarantee, language: str) -> str:
    """Return the limit of a guarantee with its calendar: `within 4 working hours (calendar x)`."""
    said = PROMISES[language]
    limit = guarantee.limit
    details = [said["calendar"].format(code=guarantee.calendar)] if guarantee.calendar else []
    if guarantee.source is not LimitSource.OWN:
        words = said[guarantee.source]
    elif limit is None:
        words = said["none"]
    else:
        unit = LIMITS[language][limit.unit][limit.n != 1]
        words = said["within"].format(n=figure(limit.n, language), unit=unit)
        if limit.is_in_days and limit.time_of_day in LIMIT_DETAILS[language]:
            details.insert(0, LIMIT_DETAILS[language][limit.time_of_day])
    return f"{words} ({', '.join(details)})" if details else words


def sanction_words(sanction: Sanction, language: str) -> str:
    """Return what breaking a guarantee costs, with its caps: `you get €25.00 back`."""
    said, phrases = SANCTIONS[language], PHRASES[language]
    kind = str(sanction.kind)
    weight = sanction.weight
    if sanction.kind is SanctionKind.STEPPED:
        has_steps = sanction.max_steps and sanction.per_step_cents
        kind = "once" if not has_steps else kind if sanction.base_cents else "steps"
    words = said[kind].format(
        share=share(sanction.basis_points, language),
        amount=money(sanction.amount_cents, language),
        base=money(weight * sanction.base_cents, language),
        more=money(weight * sanction.per_step_cents, language),
        step=duration(sanction.step_seconds, language),
        time=said["working" if sanction.is_working_time else "clock"],
        times=said["time" if sanction.max_steps == 1 else "times"].format(
            n=figure(sanction.max_steps, language)
        ),
        n=figure(sanction.points, language),
        unit=said["one" if sanction.points == 1 else "many"],
    )
    parts = [words]
    if sanction.kind is SanctionKind.STEPPED and kind != "once" and sanction.unit_seconds > 1:
        unit = duration(sanction.unit_seconds, language)
        parts.append(phrases["rounded"].format(unit=unit))
    if sanction.kind is not SanctionKind.POINTS:
        if sanction.cap_cents is not None:
            parts.append(phrases["cap"].format(amount=money(sanction.cap_cents, language)))
        if sanction.may_exceed_price:
            parts.append(phrases["exceed"])
    return ", ".join(parts)


def scope_words(charter: Charter, wording: Wording, language: str) -> str:
    """Return the products and clusters of a charter by their names."""
    return _scope(charter, wording, language) or PHRASES[language]["all_products"]


def _nouns(conditions: Conditions, wording: Wording, language: str) -> tuple[str, Conditions]:
    """Return what the conditions themselves call the lines, and the conditions that are left."""
    nouns: list[str] = []
    rest: list[Condition] = []
    for one in conditions.items:
        noun = spec_of(one.fact, wording).noun
        if noun is not None and (one.op, one.value) == (Operator.EQ, True):
            nouns.append(noun.get(language))
        else:
            rest.append(one)
    if conditions.is_any and rest:  # then none of them need hold
        return "", conditions
    joint = "or" if conditions.is_any else "and"
    return joined(nouns, joint, language), replace(conditions, items=tuple(rest))


def _scope(charter: Charter, wording: Wording, language: str) -> str:
    products = wording.names.get(FactKind.PRODUCT, {})
    named = [
        *((code, products.get(code)) for code in charter.products),
        *((code, wording.clusters.get(code)) for code in charter.clusters),
    ]
    names = [text.get(language) if text else code for code, text in named]
    if len(names) > MOST_NAMES:
        more = PHRASES[language]["others"].format(n=len(names) - MOST_NAMES + 1)
        names = [*names[: MOST_NAMES - 1], more]
    return joined(names, "and", language)
