"""The way of a month in steps: what each stands at, how much waits, and the key that does it."""

from collections.abc import Callable
from dataclasses import dataclass

from fmdesk.core.domain.month_progress import MonthProgress
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.desktop.pages.month.keys import STEPS
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _, ngettext, number
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as it stands.

    Attributes:
        name: Its name in `STEPS`.
        text: What it is, marked with `N_`.
        keys: The key that does it.
        badge: How it stands.
        count: How many records wait; 0 shows none.
        hint: More about it.
    """

    name: str
    text: str
    keys: str
    badge: Badge
    count: int = 0
    hint: str = ""


def step_rows(found: MonthProgress, office: OfficeTime) -> tuple[StepRow, ...]:
    """Return the steps of a month in order."""
    return tuple(
        StepRow(name, text, keys, *_STANDS[name](found, office)) for name, text, keys in STEPS
    )


def step_columns() -> tuple[Column[StepRow], ...]:
    """Return the columns of the steps."""
    return (
        Column("keys", N_("Key"), lambda row: row.keys, 56),
        Column("text", N_("Step"), lambda row: _(row.text), 260, is_strong=lambda _row: True),
        Column("state", N_("State"), lambda row: row.badge.word, 170, badge=lambda row: row.badge),
        Column(
            "count",
            N_("How many"),
            lambda row: number(row.count) if row.count else "–",
            80,
            is_number=True,
            is_link=lambda row: row.count > 0,
        ),
        Column("hint", N_("More"), lambda row: row.hint, 200, is_stretched=True),
    )


Stands = tuple[Badge, int, str]


def _done(hint: str = "") -> Stands:
    return Badge("circle-check", _("Done"), "kept"), 0, hint


def _to_do(hint: str = "") -> Stands:
    return Badge("circle-dot", _("To do"), "accent"), 0, hint


def _free(hint: str = "") -> Stands:
    return Badge("circle-minus", _("Not needed"), "neutral"), 0, hint


def _look(count: int, hint: str) -> Stands:
    return Badge("info", _("Look at it"), "risk"), count, hint


def _hinders(count: int, hint: str) -> Stands:
    return Badge("lock", _("Hinders the close"), "broken"), count, hint


def _open_lines(found: MonthProgress, _office: OfficeTime) -> Stands:
    if found.is_closed or not found.open_lines:
        return _done()
    return _look(found.open_lines, _("What is late and still open goes on in later months."))


def _missing(found: MonthProgress, _office: OfficeTime) -> Stands:
    if found.faults and not found.is_closed:
        return _hinders(found.faults, _("A plugin could not fill its section."))
    if found.without_calendar and not found.is_closed:
        names = ", ".join(found.without_calendar)
        words = _("Products without a calendar: {units}").format(units=names)
        return _look(len(found.without_calendar), words)
    return _done()


def _objections(found: MonthProgress, _office: OfficeTime) -> Stands:
    if not found.objections:
        return _done()
    return _hinders(found.objections, _("A controller of another unit decides."))


def _quarantine(found: MonthProgress, _office: OfficeTime) -> Stands:
    if not found.quarantined:
        return _done()
    return _hinders(found.quarantined, _("A person decides what they are."))


def _draft(found: MonthProgress, office: OfficeTime) -> Stands:
    if found.controlled_at is None:
        return _to_do()
    return _done(_("Draft of {at}").format(at=short_stamp(found.controlled_at, office)))


def _compare(found: MonthProgress, _office: OfficeTime) -> Stands:
    return _to_do(_("What moved most comes first.")) if found.controlled_at else _free()


def _approve(found: MonthProgress, _office: OfficeTime) -> Stands:
    if found.is_closed or not found.needs_approval:
        return _free()
    if not found.approved_by:
        return _hinders(1, _("Another controller than who closes it."))
    if found.is_approval_stale:
        words = _("The figures changed since {who} approved them.")
        return _hinders(1, words.format(who=found.approved_by))
    return _done(_("Approved by {who}").format(who=found.approved_by))


def _close(found: MonthProgress, _office: OfficeTime) -> Stands:
    if found.is_closed:
        return _done(_("Closed, revision {n}").format(n=found.revision))
    return _to_do() if found.is_over else _free(_("The month is not over yet."))


def _papers(found: MonthProgress, _office: OfficeTime) -> Stands:
    if not found.closed_revisions:
        return _free(_("After the close."))
    revisions = ", ".join(map(str, found.closed_revisions))
    return _to_do(_("Every closed revision: {n}").format(n=revisions))


def _journal(found: MonthProgress, _office: OfficeTime) -> Stands:
    if not found.closed_revisions:
        return _free(_("After the close."))
    missing = sorted(set(found.closed_revisions) - set(found.journals))
    if not missing:
        return _done(_("Made again it is the same file."))
    revisions = ", ".join(map(str, missing))
    return _to_do(_("Not made yet: revision {n}").format(n=revisions))


def _send(found: MonthProgress, _office: OfficeTime) -> Stands:
    if not found.is_closed:
        return _free(_("After the close."))
    sent = ngettext("{n} has gone.", "{n} have gone.", found.sent).format(n=found.sent)
    if found.to_send:
        badge, _count, hint = _to_do(sent if found.sent else _("By e-mail, each page once."))
        return badge, found.to_send, hint
    return _done(sent) if found.sent else _free(_("No page has a receiver."))


def _reopen(found: MonthProgress, _office: OfficeTime) -> Stands:
    if not found.is_closed:
        return _free()
    if not found.reopen_asked_by:
        return _free(_("One controller asks, another opens it."))
    words = _("{who} asks: {reason}")
    return _look(1, words.format(who=found.reopen_asked_by, reason=found.reopen_reason))


_STANDS: dict[str, Callable[[MonthProgress, OfficeTime], Stands]] = {
    "open_lines": _open_lines,
    "missing": _missing,
    "objections": _objections,
    "quarantine": _quarantine,
    "draft": _draft,
    "compare": _compare,
    "approve": _approve,
    "close": _close,
    "papers": _papers,
    "journal": _journal,
    "send": _send,
    "reopen": _reopen,
}
