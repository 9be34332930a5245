"""Columns and words of the pages of a month that are sent."""

from fmdesk.core.domain.message import MessageState
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.sending import PageFor, PagesSent
from fmdesk.desktop.words import month_words, short_stamp
from fmdesk.i18n import N_, _, ngettext
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

_ABOUT = {"unit": N_("Unit"), "department": N_("Department")}


def columns(time: OfficeTime) -> tuple[Column[PageFor], ...]:
    """Return the columns of who gets which page."""
    return (
        Column("scope", N_("Page of"), lambda row: _(_ABOUT[row.scope]), 100),
        Column("about", N_("Name"), lambda row: row.about, 210, is_strong=lambda _row: True),
        Column("person", N_("For"), lambda row: row.person or _("Nobody"), 180),
        Column("address", N_("E-mail"), lambda row: row.address or "–", 200, is_stretched=True),
        Column("state", N_("State"), lambda row: badge(row).word, 136, badge=badge),
        Column("at", N_("Sent"), lambda row: short_stamp(row.settled_at, time), 120),
    )


def badge(row: PageFor) -> Badge:
    """Return where a page is."""
    if row.is_lost:
        return Badge("triangle-alert", _("Reaches nobody"), "broken")
    if row.state is None:
        return Badge("circle-dot", _("To send"), "accent")
    if row.state is MessageState.FAILED:
        return Badge("circle-x", _("Failed"), "broken")
    if row.state is MessageState.QUEUED:
        return Badge("hourglass", _("Waiting"), "neutral")
    return Badge("circle-check", _("Sent"), "kept")


def sent_words(month: str, sent: PagesSent) -> str:
    """Return what was done, in a sentence or two."""
    words = ngettext(
        "{n} page of {month} goes out.", "{n} pages of {month} go out.", sent.queued
    ).format(n=sent.queued, month=month_words(month))
    if not sent.lost:
        return words
    lost = _("Nobody is reached for {names}.").format(names=", ".join(sent.lost))
    return f"{words} {lost}"
