"""The use cases of count sessions."""

from fmdesk.plugins.bundled.supplies.counting import (
    CloseCount,
    CountEntry,
    CountRow,
    CountSheet,
    OpenCount,
)
from fmdesk.plugins.bundled.supplies.declared import COUNT_LIMIT
from fmdesk.plugins.bundled.supplies.usecases import Context, stamp


def open_count(context: Context, payload: OpenCount) -> CountSheet:
    """Begin a session."""
    return context.store.sheet(context.store.open_count(payload, stamp(context)))


def enter_count(context: Context, payload: CountEntry) -> CountSheet:
    """Enter what was counted of an article."""
    context.store.enter(payload, stamp(context))
    return context.store.sheet(payload.count)


def close_count(context: Context, payload: CloseCount) -> CountSheet:
    """Book the differences, or leave them to an approver."""
    limit = int(context.setting(COUNT_LIMIT.name))
    context.store.close_count(payload, stamp(context), limit)
    return context.store.sheet(payload.count)


def approve_count(context: Context, payload: int) -> CountSheet:
    """Approve differences that somebody else counted, and book them."""
    context.store.approve_count(payload, stamp(context))
    return context.store.sheet(payload)


def drop_count(context: Context, payload: int) -> CountSheet:
    """End a session without booking anything."""
    context.store.drop_count(payload)
    return context.store.sheet(payload)


def counts(context: Context, payload: None) -> tuple[CountRow, ...]:  # noqa: ARG001
    """Return the newest sessions."""
    return context.store.counts()


def sheet(context: Context, payload: int) -> CountSheet:
    """Return a session with its articles."""
    return context.store.sheet(payload)
