"""Words and badges of the catalogue's page, also for the product card of the intake."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from fmdesk.core.domain.limits import LimitUnit, TimeOfDay
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.product_change import FieldChange, Keeper
from fmdesk.core.domain.upkeep_views import DemandRow, ProposalView, ReadingRow, VersionView
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _, day, money, ngettext, number
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

FIELDS: Mapping[str, str] = {
    "name_nl": N_("Name (Dutch)"),
    "name_en": N_("Name (English)"),
    "description_nl": N_("Scope (Dutch)"),
    "description_en": N_("Scope (English)"),
    "limits": N_("Limits"),
    "tips": N_("Tips"),
    "synonyms": N_("Also called"),
    "faqs": N_("Questions"),
    "contact_ids": N_("Whom to ask"),
    "price_cents": N_("Price"),
    "price_unit": N_("Price per"),
    "variants": N_("Variants"),
    "lead_time": N_("Lead time"),
    "calendar": N_("Calendar"),
    "norm": N_("Norm"),
    "cluster": N_("Cluster"),
    "unit_id": N_("Unit"),
    "process": N_("Process"),
    "plugin": N_("Plugin"),
    "form": N_("Form"),
    "article": N_("Article"),
}
KEEPERS: Mapping[Keeper, str] = {
    Keeper.UNIT: N_("The unit"),
    Keeper.CONTROLLER: N_("The controller"),
}
LIMIT_UNITS: Mapping[LimitUnit, str] = {
    LimitUnit.CLOCK_HOURS: N_("clock hours"),
    LimitUnit.WORKING_HOURS: N_("working hours"),
    LimitUnit.WORKING_DAYS: N_("working days"),
    LimitUnit.CALENDAR_DAYS: N_("calendar days"),
}
TIMES_OF_DAY: Mapping[TimeOfDay, str] = {
    TimeOfDay.KEEP: N_("at the same time of day"),
    TimeOfDay.CLOSE: N_("until closing time"),
    TimeOfDay.OFFICE: N_("as open hours"),
}


def field_words(changes: Iterable[FieldChange]) -> str:
    """Return the names of changed fields, after each other."""
    return ", ".join(_(FIELDS[one.field]).lower() for one in changes)


def version_badge(row: VersionView) -> Badge:
    """Return whether a version holds now."""
    if row.is_withdrawn:
        return Badge("ban", _("Withdrawn"), "neutral")
    if row.is_now:
        return Badge("circle-check", _("Holds now"), "kept")
    if row.is_to_come:
        return Badge("clock", _("To come"), "accent")
    return Badge("history", _("Earlier"), "neutral")


def version_columns() -> tuple[Column[VersionView], ...]:
    """Return the columns of the versions of a product."""
    return (
        Column("state", N_("State"), lambda row: version_badge(row).word, 120, badge=version_badge),
        Column("from", N_("From"), lambda row: day(row.valid_from), 110),
        Column(
            "changes",
            N_("Different from the one before"),
            lambda row: field_words(row.changes) or "–",
            240,
            is_stretched=True,
        ),
        Column("lines", N_("Lines"), lambda row: number(row.lines), 80, is_number=True),
    )


def proposal_columns(time: OfficeTime) -> tuple[Column[ProposalView], ...]:
    """Return the columns of the proposals that wait."""
    return (
        Column(
            "state",
            N_("Decides"),
            lambda row: decider_badge(row).word,
            130,
            badge=decider_badge,
        ),
        Column("product", N_("Product"), lambda row: row.name, 170, is_strong=lambda _row: True),
        Column(
            "changes", N_("Changes"), lambda row: field_words(row.changes), 180, is_stretched=True
        ),
        Column("author", N_("Proposed by"), lambda row: row.author, 120),
        Column("at", N_("On"), lambda row: short_stamp(row.at, time), 140, is_hidden=True),
    )


def decider_badge(row: ProposalView) -> Badge:
    """Return who decides on a proposal."""
    if row.may_decide:
        return Badge("circle-dot", _("You"), "accent")
    return Badge("hourglass", _(KEEPERS[row.keeper]), "neutral")


def reading_columns(time: OfficeTime) -> tuple[Column[ReadingRow], ...]:
    """Return the columns of who has read what."""
    return (
        Column("state", N_("State"), lambda row: reading_badge(row).word, 120, badge=reading_badge),
        Column("product", N_("Product"), lambda row: row.name, 220, is_stretched=True),
        Column("from", N_("Changed from"), lambda row: day(row.valid_from), 130),
        Column("reader", N_("Person"), lambda row: row.reader, 200),
        Column("at", N_("Read on"), lambda row: short_stamp(row.read_at, time), 150),
    )


def reading_badge(row: ReadingRow) -> Badge:
    """Return whether somebody has read a changed product."""
    if row.read_at is None:
        return Badge("hourglass", _("Not read"), "risk")
    return Badge("check", _("Read"), "kept")


def reading_sum(rows: Sequence[ReadingRow]) -> str:
    """Return in a sentence how much is not read, and by how many."""
    left = [one for one in rows if one.read_at is None]
    people = len({one.reader for one in left})
    if not left:
        return _("Everybody has read everything.")
    words = ngettext("{n} reading is due", "{n} readings are due", len(left))
    who = ngettext("of {n} person", "of {n} people", people)
    return f"{words.format(n=number(len(left)))} {who.format(n=number(people))}"


def demand_columns(time: OfficeTime) -> tuple[Column[DemandRow], ...]:
    """Return the columns of what was asked for and is no product."""
    return (
        Column("times", N_("Times"), lambda row: number(len(row.line_ids)), 80, is_number=True),
        Column("description", N_("Asked for"), lambda row: row.description, 260, is_stretched=True),
        Column("unit", N_("Made by"), lambda row: row.unit, 170),
        Column("cents", N_("Together"), lambda row: money(row.cents), 110, is_number=True),
        Column("last", N_("Last"), lambda row: short_stamp(row.last_at, time), 140),
    )


def begins(valid_from: date, today: date) -> str:
    """Return from when a change holds, in words."""
    return _("from today") if valid_from <= today else _("from {day}").format(day=day(valid_from))
