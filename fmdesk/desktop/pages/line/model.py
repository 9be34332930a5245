"""What a line's page shows, from its data: words, rows and sums."""

from collections.abc import Sequence
from dataclasses import dataclass

from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import IntervalView, LineView, StepView, WhyVerdict
from fmdesk.desktop.words import EVENTS, PAUSES, REASONS, short_stamp
from fmdesk.i18n import N_, _, duration, exact_duration, money, number
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge
from fmdesk.ui.widgets.processline import ProcessStep

OPEN_STATES = frozenset({LineState.NEW, LineState.RUNNING, LineState.PAUSED})
FINISHED_TONES = {"kept": "kept", "broken": "broken"}


@dataclass(frozen=True, slots=True)
class ClockFigures:
    """A clock for its bar: seconds used, seconds promised, both by the wall clock."""

    used: int
    limit: int


def delivered(line: LineView) -> int:
    """Return how many pieces were delivered."""
    return sum(part.quantity for part in line.deliveries if part.at is not None)


def left(line: LineView) -> int:
    """Return how many pieces are still to be delivered."""
    return line.quantity - delivered(line)


def costs(line: LineView) -> tuple[tuple[str, str], ...]:
    """Return what a line costs: as ordered, still to come, realised, credited, and what is paid."""
    done = [part for part in line.deliveries if part.at is not None]
    realised, paid = sum(one.price_cents for one in done), sum(one.charged_cents for one in done)
    rest = sum(one.price_cents for one in line.deliveries if one.at is None)
    instead = _("{money} instead of {price}").format(money=money(paid), price=money(realised))
    return (
        (_("Price at order"), money(line.price_cents)),
        (_("Not ready yet"), money(rest if line.state in OPEN_STATES else 0)),
        (_("Realised"), money(realised)),
        (_("Credited"), money(realised - paid)),
        (_("To be paid"), instead if paid != realised else money(paid)),
    )


def pieces(line: LineView, quantity: int) -> str:
    """Return a quantity in the product's unit: `10 doos`, `1`."""
    return f"{number(quantity)} {line.price_unit}".strip()


def process_steps(steps: Sequence[StepView]) -> tuple[ProcessStep, ...]:
    """Return the steps as the process line shows them."""
    return tuple(
        ProcessStep(
            step.name,
            step.unit,
            _step_time(step),
            step.state,
            step.target_seconds is not None and step.seconds > step.target_seconds,
        )
        for step in steps
    )


def _step_time(step: StepView) -> str:
    used = _unbroken(step.seconds)
    if step.target_seconds is None:
        return used if step.seconds else ""
    target = _unbroken(step.target_seconds)
    if step.state == "waiting" and not step.seconds:
        return _("target {target}").format(target=target)
    return _("{used} of {target}").format(used=used, target=target)


def _unbroken(seconds: int) -> str:
    """Return a duration whose hours and minutes stay on one row."""
    return duration(seconds).replace(" ", "\N{NO-BREAK SPACE}")


def event_words(event: LineEvent, line: LineView) -> tuple[str, str]:
    """Return what happened and its circumstances."""
    words = _(EVENTS[event.kind][1])
    step = next((s.name for s in line.steps if s.position == event.step), "")
    parts = [
        step,
        pieces(line, event.quantity) if event.quantity else "",
        _(PAUSES[event.pause_class]) if event.pause_class else "",
        event.reason,
        event.evidence,
    ]
    return words, " · ".join(filter(None, parts))


def clock_figures(verdict: WhyVerdict) -> ClockFigures | None:
    """Return the clock of a verdict; None where nothing was promised."""
    if verdict.due_at is None:
        return None
    limit = int((verdict.due_at - verdict.started_at).total_seconds())
    if verdict.finished_at is not None:
        return ClockFigures(int((verdict.finished_at - verdict.started_at).total_seconds()), limit)
    return ClockFigures(limit + verdict.over_clock if verdict.over_clock else 0, limit)


def interval_badge(interval: IntervalView) -> Badge:
    """Return the badge of an interval: counted, or why not."""
    word = _(REASONS.get(interval.reason, interval.reason))
    if interval.is_counted:
        return Badge("check", word, "accent")
    icon = {"paused": "circle-pause", "holiday": "calendar-days"}.get(interval.reason, "clock")
    return Badge(icon, word, "neutral")


def interval_columns(time: OfficeTime) -> tuple[Column[IntervalView], ...]:
    """Return the columns of the counted and skipped intervals."""
    return (
        Column("start", N_("From"), lambda one: short_stamp(one.start, time), 138),
        Column("end", N_("Until"), lambda one: short_stamp(one.end, time), 138),
        Column("reason", N_("Why"), lambda one: one.reason, 112, badge=interval_badge),
        Column("text", "", lambda one: one.text, 80, is_stretched=True, hint=lambda one: one.text),
        Column(
            "seconds",
            N_("Counts"),
            lambda one: exact_duration(one.seconds) if one.is_counted else "–",
            90,
            is_number=True,
            tone=lambda one: "" if one.is_counted else "muted",
        ),
    )


def counted(verdict: WhyVerdict) -> int:
    """Return the sum of the counted intervals, in seconds."""
    return sum(one.seconds for one in verdict.intervals if one.is_counted)
