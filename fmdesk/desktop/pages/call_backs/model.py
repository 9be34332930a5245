"""Columns of the worklist, and the words about one call-back."""

from collections.abc import Sequence

from fmdesk.core.domain.call_back import MOST_TRIES, CallBackRow, Satisfaction
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _, ngettext, number, percent
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge


def columns(office: OfficeTime) -> tuple[Column[CallBackRow], ...]:
    """Return the columns; times are shown as the office's."""
    return (
        Column(
            "state",
            N_("Call"),
            lambda row: badge_of(row, office).word,
            116,
            badge=lambda row: badge_of(row, office),
        ),
        Column("customer", N_("Customer"), lambda row: row.customer or _("Unknown"), 150),
        Column("product", N_("Product"), lambda row: row.product, 140, is_stretched=True),
        Column("unit", N_("Unit"), lambda row: row.unit, 130, is_hidden=True),
        Column("tries", N_("Tries"), lambda row: number(row.tries), 84, is_number=True),
        Column(
            "ready", N_("Ready"), lambda row: short_stamp(row.ready_at, office), 132, is_hidden=True
        ),
    )


def badge_of(row: CallBackRow, office: OfficeTime) -> Badge:
    """Return whether a customer can be called now, and by the user."""
    if row.is_own:
        return Badge("lock", _("Own work"), "neutral")
    if row.due_at > office.now():
        return Badge("clock", _("Later"), "neutral")
    return Badge("phone-call", _("To call"), "accent")


def facts(row: CallBackRow, office: OfficeTime) -> Sequence[tuple[str, str]]:
    """Return names and values of what was delivered."""
    again = short_stamp(row.due_at, office) if row.due_at > office.now() else _("now")
    return (
        (_("Number"), row.number),
        (_("Product"), row.product),
        (_("Quantity"), number(row.quantity)),
        (_("Unit"), row.unit),
        (_("Ready"), short_stamp(row.ready_at, office)),
        (_("Call from"), again),
        (_("Tries"), _("{n} of {most}").format(n=row.tries, most=MOST_TRIES)),
    )


def asked(found: Sequence[Satisfaction]) -> str:
    """Return in a sentence what customers said, from the figures per product."""
    products = [one for one in found if one.kind == "product"]
    yes = sum(one.satisfied for one in products)
    no = sum(one.not_satisfied for one in products)
    if not yes + no:
        return _("Nobody has been asked this month.")
    words = ngettext(
        "{share} satisfied of {n} customer asked this month",
        "{share} satisfied of {n} customers asked this month",
        yes + no,
    )
    return words.format(share=percent(yes, yes + no, 0), n=number(yes + no))
