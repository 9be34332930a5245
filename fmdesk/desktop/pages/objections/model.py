"""Columns and words of sanctions, objections and decisions."""

from collections.abc import Sequence

from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.domain.objection import Act, DecisionView, SanctionView
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.desktop.desk import sentence_of
from fmdesk.desktop.words import month_words, sanction_badge, short_stamp
from fmdesk.i18n import N_, _, brief_day, duration, money, ngettext, number
from fmdesk.reports.broken_sheets import TAKEN_BACK
from fmdesk.reports.why_words import act_words, taken_back_words
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

DAY = 86_400


def objection_columns(office: OfficeTime) -> tuple[Column[SanctionView], ...]:
    """Return the columns of the controller's list."""
    return (
        Column("number", N_("Number"), lambda row: row.number, 98, is_strong=lambda _row: True),
        Column("state", N_("State"), lambda row: badge_of(row).word, 116, badge=badge_of),
        Column("unit", N_("Borne by"), bearer_of, 70, is_stretched=True, hint=objector_of),
        Column(
            "term",
            N_("Term until"),
            lambda row: brief_day(office.local(row.term_ends_at)) if row.term_ends_at else "–",
            88,
            hint=lambda row: term_words(row, office),
        ),
        Column("cents", N_("Sanction"), cost, 72, is_number=True),
        Column("charter", N_("Charter"), lambda row: row.charter, 160, is_hidden=True),
        Column("month", N_("Month"), lambda row: month_words(row.month), 120, is_hidden=True),
    )


def owed_columns() -> tuple[Column[SanctionView], ...]:
    """Return the columns of what a unit bears."""
    return (
        Column("number", N_("Number"), lambda row: row.number, 104, is_strong=lambda _row: True),
        Column("state", N_("State"), lambda row: badge_of(row).word, 150, badge=badge_of),
        Column(
            "charter",
            N_("Charter"),
            lambda row: row.charter,
            180,
            is_stretched=True,
            hint=lambda row: row.product,
        ),
        Column(
            "cents",
            N_("Sanction"),
            cost,
            100,
            is_number=True,
            tone=lambda row: "muted" if row.taken_back else "",
            hint=lambda row: taken_back_words(row.taken_back) if row.taken_back else "",
        ),
        Column("month", N_("Month"), lambda row: month_words(row.month), 120, is_hidden=True),
    )


def bearer_of(row: SanctionView) -> str:
    """Return who bears a sanction now, by the charter or by a decision."""
    return row.borne_by or _("nobody")


def objector_of(row: SanctionView) -> str:
    """Return who objects to it, empty for nobody."""
    return _("{unit} objects").format(unit=row.objector) if row.objector else ""


def back_to(row: SanctionView, longest: int = 120) -> str:
    """Return what it is to confirm a sanction that a decision took from who bore it."""
    name = row.unit if len(row.unit) <= longest else f"{row.unit[: longest - 1]}…"
    return _("Back to {unit}").format(unit=name)


def badge_of(row: SanctionView) -> Badge:
    """Return how a sanction stands; what somebody waits for comes first."""
    if row.taken_back is not None:
        return Badge("circle-minus", _(TAKEN_BACK).capitalize(), "kept")
    if row.standing.pending is not None:
        return Badge("user", _("To confirm"), "risk")
    if row.standing.objection is not None and row.has_turn:
        return Badge("scale", _("Objection"), "accent")
    if row.is_elsewhere and not row.is_moved_away:
        return Badge("history", _("With another unit"), "neutral")
    return sanction_badge(row.state)


def cost(row: SanctionView) -> str:
    """Return what a sanction costs: money, else points."""
    if row.cents or not row.points:
        return money(row.cents)
    return ngettext("{n} point", "{n} points", row.points).format(n=number(row.points))


def refusal_words(row: SanctionView) -> str:
    """Return why who reads it may not object for the unit; empty where that person may."""
    if row.refusal is None:
        return ""
    return sentence_of(NotAllowedError(row.refusal.code, **row.refusal.params))


def term_words(row: SanctionView, office: OfficeTime) -> str:
    """Return how long a unit may still object."""
    if row.term_ends_at is None:
        return _("until the month is closed")
    at = short_stamp(row.term_ends_at, office)
    if not row.is_in_term:
        return _("ended {at}").format(at=at)
    seconds = int((row.term_ends_at - office.now()).total_seconds())
    days = seconds // DAY
    left = ngettext("{n} day", "{n} days", days).format(n=days) if days else duration(seconds)
    return _("{left} left, until {at}").format(left=left, at=at)


def term_used(row: SanctionView, office: OfficeTime) -> tuple[int, int]:
    """Return how much of the term is used and how long it is, in seconds; 0 without one."""
    if row.term_ends_at is None:
        return 0, 0
    limit = int((row.term_ends_at - row.told_at).total_seconds())
    return min(limit, int((office.now() - row.told_at).total_seconds())), limit


def said_words(one: DecisionView) -> str:
    """Return what somebody did: `Moved to Transport`."""
    words = act_words(one)
    if one.kind is Act.OBJECTION and one.from_unit:
        words = _("Objection of {unit}").format(unit=one.from_unit)
    return (
        _("{what}, to be confirmed by a second controller").format(what=words)
        if one.awaits_second
        else words
    )


def sanction_facts(row: SanctionView, office: OfficeTime) -> Sequence[tuple[str, str]]:
    """Return names and values of a sanction, and everything that was said about it."""
    facts = [
        (_("Charter"), row.charter),
        (_("Product"), row.product),
        (_("Month"), month_words(row.month)),
        (_("Sanction"), cost(row)),
        (_("State"), badge_of(row).word),
    ]
    if row.is_moved_away:
        facts += [(_("Borne by"), bearer_of(row)), (_("By the charter"), row.unit)]
    if row.is_elsewhere and not row.is_moved_away:
        facts.append((_("Unit"), row.unit))
    elif row.has_turn and not (row.is_elsewhere or row.is_closed):
        facts.append((_("Objection"), term_words(row, office)))
    facts += [
        (
            short_stamp(one.at, office),
            ": ".join(filter(None, (f"{said_words(one)} ({one.actor})", one.reason))),
        )
        for one in row.acts
    ]
    if row.taken_back is not None:
        facts.append((short_stamp(row.taken_back.at, office), taken_back_words(row.taken_back)))
    return facts
