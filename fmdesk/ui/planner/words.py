"""What the planner says: to a screen reader, in tooltips, and beside what is being moved."""

from fmdesk.core.domain.instants import to_datetime
from fmdesk.i18n import _, long_day
from fmdesk.ui.planner.ghost import Ghost
from fmdesk.ui.planner.model import Span
from fmdesk.ui.planner.scene import Scene


def span_words(scene: Scene, start: int, end: int) -> str:
    """Return a stretch of time as the clock on the wall reads: `09:00–10:30`."""
    first, last = (scene.office.local(to_datetime(at)) for at in (start, end))
    return f"{first:%H:%M}–{last:%H:%M}"


def box_words(scene: Scene, row: int, span: Span) -> str:
    """Return a box in words: row, day, time, title, detail, state."""
    box, found = span.box, scene.row(row)
    parts = [found.name if found else "", _when(scene, span.start, span.end), box.title]
    if span.first < span.start:
        parts.append(_("set up from {time}").format(time=_clock(scene, span.first)))
    if span.last > span.end:
        parts.append(_("cleaned up until {time}").format(time=_clock(scene, span.last)))
    return ", ".join(filter(None, (*parts, box.detail, box.state)))


def cursor_words(scene: Scene) -> str:
    """Return what the cursor stands on, in words."""
    cursor, row = scene.cursor, scene.row(scene.cursor.row)
    if row is None:
        return ""
    if scene.ghost is not None:
        return ghost_words(scene, scene.ghost)
    span = scene.current
    if span is not None:
        return box_words(scene, cursor.row, span)
    is_open = scene.is_open(cursor.row, cursor.start, cursor.end)
    state = _("free") if is_open else _("not open")
    if scene.track(cursor.row).between(cursor.start, cursor.end):
        state = _("partly taken")
    return ", ".join((row.name, _when(scene, cursor.start, cursor.end), state))


def ghost_words(scene: Scene, ghost: Ghost) -> str:
    """Return where something would go, and what is in its way."""
    row = scene.row(ghost.row)
    parts = [row.name if row else "", span_words(scene, ghost.start, ghost.end)]
    clashes = scene.clashes(ghost)
    if clashes:
        parts.append(_("taken by {title}").format(title=clashes[0].box.title))
    elif not scene.is_open(ghost.row, ghost.start, ghost.end):
        parts.append(_("outside opening hours"))
    return ", ".join(parts)


def _when(scene: Scene, start: int, end: int) -> str:
    day = long_day(scene.office.local(to_datetime(start)).date())
    return f"{day} {span_words(scene, start, end)}"


def _clock(scene: Scene, at: int) -> str:
    return f"{scene.office.local(to_datetime(at)):%H:%M}"
