"""Columns and words of the agreements."""

from collections.abc import Iterator, Mapping, Sequence

from fmdesk.core.domain.agreement import Agreement, Finding, Level, OrderLimit
from fmdesk.core.domain.agreement_views import AgreementView, LevelRow, Party
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.desktop.pages.catalogue.words import LIMIT_UNITS
from fmdesk.i18n import N_, _, day, money, number
from fmdesk.messages import explain
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

NOTHING = N_("nothing promised")
UNITS = {"": NOTHING} | {str(kind): words for kind, words in LIMIT_UNITS.items()}
"""What a lead time counts; the empty one promises nothing."""


def party_columns() -> tuple[Column[Party], ...]:
    """Return the columns of the departments."""
    return (
        Column(
            "name",
            N_("Department"),
            lambda row: row.name,
            150,
            is_stretched=True,
            is_strong=lambda row: row.since is not None,
        ),
        Column(
            "since",
            N_("Agreed since"),
            lambda row: day(row.since) if row.since else "–",
            140,
            tone=lambda row: "" if row.since else "muted",
        ),
        Column("manager", N_("Account manager"), lambda row: row.manager, 130, is_hidden=True),
    )


def level_columns() -> tuple[Column[LevelRow], ...]:
    """Return the columns of what is agreed over the catalogue."""
    return (
        Column(
            "what",
            N_("What"),
            lambda row: row.what,
            170,
            is_stretched=True,
            is_strong=lambda row: not row.level.product,
        ),
        Column("lead_time", N_("Lead time"), lambda row: row.lead_time, 190),
        Column("usual", N_("Catalogue"), lambda row: row.usual or "–", 110),
        Column("calendar", N_("Calendar"), lambda row: row.calendar or "–", 90, is_hidden=True),
        Column("used", N_("Ordered this year"), used, 140, is_number=True, tone=_use_tone),
    )


def used(row: LevelRow) -> str:
    """Return how many pieces were ordered, against what was agreed."""
    if not row.level.volume:
        return number(row.ordered)
    return _("{n} of {most}").format(n=number(row.ordered), most=number(row.level.volume))


def _use_tone(row: LevelRow) -> str:
    return "broken" if 0 < row.level.volume < row.ordered else ""


def state_badge(view: AgreementView) -> Badge:
    """Return whether something is agreed, and from when."""
    agreement = view.agreement
    if agreement is None:
        return Badge("circle-dot", _("Nothing agreed"), "neutral")
    if agreement.is_ended:
        return Badge("ban", _("Ended on {day}").format(day=day(agreement.valid_from)), "neutral")
    if view.is_coming:
        return Badge("clock", _("From {day}").format(day=day(agreement.valid_from)), "risk")
    return Badge("circle-check", _("Since {day}").format(day=day(agreement.valid_from)), "kept")


def facts(view: AgreementView) -> Iterator[tuple[str, str]]:
    """Yield names and values of what is agreed, without the levels."""
    agreement = view.agreement
    if agreement is None or agreement.is_ended:
        return
    yield _("Client"), view.client or "–"
    yield _("Budget holder"), view.holder or "–"
    if view.department:
        yield _("Account manager"), view.manager or "–"
        yield _("Ordered in {year}").format(year=view.year), spent(view)
    if view.limits:
        limits = (f"{name} {money(cents)}" for name, cents in view.limits)
        yield _("May order at once"), ", ".join(limits)
    if agreement.note:
        yield _("Also agreed"), agreement.note


def spent(view: AgreementView) -> str:
    """Return what was ordered, against the agreed budget."""
    budget = view.agreement.budget_cents if view.agreement else None
    if budget is None:
        return money(view.spent_cents)
    return _("{n} of {most}").format(n=money(view.spent_cents), most=money(budget))


def odd(view: AgreementView) -> str:
    """Return what is odd about an agreement and its use, one sentence a row."""
    budget = view.agreement.budget_cents if view.agreement else None
    is_overspent = budget is not None and view.spent_cents > budget
    more = _("More was ordered this year than the agreed budget.") if is_overspent else ""
    return "\n".join(filter(None, (sentences(view.remarks), more)))


def sentences(found: Sequence[Finding]) -> str:
    """Return findings as sentences, one a row."""
    return "\n".join(
        explain(InvalidInputError(one.code, **dict(one.params))) for one in dict.fromkeys(found)
    )


def part_of(level: Level) -> str:
    """Return the part of the catalogue as `AgreementChoices` names it."""
    if level.cluster:
        return f"cluster:{level.cluster}"
    if not level.product:
        return "all"
    return f"product:{level.product}" + (f":{level.variant}" if level.variant else "")


def level_cells(level: Level, parts: Mapping[str, str], own: str) -> tuple[str, ...]:
    """Return a level as the cells of a row that is edited.

    Args:
        level: The level.
        parts: Names of the parts of the catalogue, by code.
        own: Word for the product's own calendar.
    """
    limit, code = level.lead_time, part_of(level)
    counts = UNITS[limit.unit] if limit else NOTHING
    return (
        parts.get(code, code),
        str(limit.n) if limit else "",
        _(counts),
        level.calendar or own,
        str(level.volume) if level.volume else "",
    )


def read_level(cells: Sequence[str], codes: Mapping[str, str], own: str, before: Level) -> Level:
    """Return the level that a row says.

    Args:
        cells: Part, amount, unit, calendar, volume.
        codes: Codes of the parts of the catalogue, by name.
        own: Word for the product's own calendar.
        before: The level of that part before, for what the row does not show.

    Raises:
        ValueError: With the sentence to show.
    """
    name, amount, unit, calendar, volume = cells
    words = {_(text): code for code, text in UNITS.items()}
    kind, (product, variant, cluster) = words.get(unit, ""), _scope(codes.get(name, ""))
    if name not in codes:
        raise ValueError(_("Choose what of the catalogue “{name}” is.").format(name=name))
    if (kind and not amount.isdecimal()) or (amount and not kind):
        raise ValueError(
            _("{what} needs a number and what it counts, or neither.").format(what=name)
        )
    if volume and not volume.isdecimal():
        raise ValueError(_("{what}: the volume is a whole number.").format(what=name))
    stored = before.lead_time.time_of_day if before.lead_time else TimeOfDay.KEEP
    limit = Limit(LimitUnit(kind), int(amount), stored) if kind else None
    return Level(
        product, variant, cluster, limit, "" if calendar == own else calendar, int(volume or "0")
    )


def _scope(code: str) -> tuple[str, str, str]:
    kind, _colon, rest = code.partition(":")
    if kind == "cluster":
        return "", "", rest
    product, _colon, variant = rest.partition(":")
    return product, variant, ""


def level_before(agreement: Agreement | None, code: str) -> Level:
    """Return the level of a part as it was; an empty one where there was none."""
    levels = agreement.levels if agreement else ()
    return next((one for one in levels if part_of(one) == code), Level())


def limit_cells(limit: OrderLimit, persons: Mapping[str, str], everybody: str) -> tuple[str, str]:
    """Return who may order how much as the cells of a row that is edited."""
    return persons.get(limit.person, everybody), money(limit.cents)
