"""Columns and words of the page of the messages."""

from collections.abc import Mapping, Sequence

from fmdesk.core.domain.message import (
    DelayDue,
    Hindrance,
    Message,
    MessageChannel,
    MessageKind,
    MessageState,
    OutboxRow,
)
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _, duration
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

KINDS: Mapping[MessageKind, str] = {
    MessageKind.RECEIPT: N_("Receipt"),
    MessageKind.DELAY: N_("Delay notice"),
    MessageKind.READY: N_("Ready notice"),
    MessageKind.FREE: N_("Message"),
    MessageKind.ESCALATION: N_("Escalation"),
    MessageKind.REPORT: N_("Report"),
}
CHANNELS: Mapping[MessageChannel, str] = {
    MessageChannel.EMAIL: N_("E-mail"),
    MessageChannel.LETTER: N_("Letter"),
    MessageChannel.PHONE: N_("By phone"),
}
HINDRANCES: Mapping[str, str] = {
    Hindrance.REFUSED: N_("The mail server refuses this message"),
    Hindrance.PUT_OFF: N_("The mail server asks to come again"),
    Hindrance.ADDRESS: N_("No mail can go to this address"),
    Hindrance.TIMEOUT: N_("The mail server does not answer"),
    Hindrance.DROPPED: N_("The mail server broke off"),
    Hindrance.UNREACHABLE: N_("The mail server cannot be reached"),
    Hindrance.LOGIN: N_("The mail server does not accept name or password"),
    Hindrance.TLS: N_("The mail server offers no safe connection"),
    Hindrance.FILE: N_("A file that goes with it is damaged"),
    Hindrance.TEMPLATE: N_("The office's template does not work; this is the general wording"),
}
STEPS: Mapping[MessageChannel, str] = {
    MessageChannel.EMAIL: N_("Try again"),
    MessageChannel.LETTER: N_("Put in the post"),
    MessageChannel.PHONE: N_("Phoned"),
}
"""What can be done with a message, by how it goes."""


def delay_columns(time: OfficeTime) -> tuple[Column[DelayDue], ...]:
    """Return the columns of the delays to tell."""
    return (
        Column("left", N_("Left"), lambda row: left_badge(row).word, 130, badge=left_badge),
        Column("number", N_("Number"), lambda row: row.number, 104, is_strong=lambda _row: True),
        Column("product", N_("Product"), lambda row: row.product, 220, is_stretched=True),
        Column("customer", N_("Customer"), lambda row: row.customer or _("Unknown"), 170),
        Column("due", N_("Due"), lambda row: short_stamp(row.due_at, time), 156),
    )


def outbox_columns(time: OfficeTime) -> tuple[Column[OutboxRow], ...]:
    """Return the columns of what goes out."""
    return (
        Column("state", N_("State"), lambda row: _badge(row).word, 130, badge=_badge),
        Column("kind", N_("Kind"), lambda row: _(KINDS[row.message.kind]), 130),
        Column("person", N_("For"), lambda row: row.person, 150),
        Column("subject", N_("Subject"), lambda row: row.message.subject, 200, is_stretched=True),
        Column("error", N_("Remark"), lambda row: remark(row.message), 190, hint=_hint),
        Column("made", N_("Made"), lambda row: short_stamp(row.message.created_at, time), 156),
    )


def left_badge(row: DelayDue) -> Badge:
    """Return how much open time is left to tell it before the promise breaks."""
    if row.is_late:
        return Badge("triangle-alert", _("Late"), "broken")
    return Badge("hourglass", duration(row.left_seconds), "risk")


def state_badge(message: Message) -> Badge:
    """Return the badge of what is to be done with a message."""
    if message.state is MessageState.FAILED:
        return Badge("circle-x", _("Failed"), "broken")
    if message.channel is MessageChannel.PHONE:
        return Badge("phone-call", _("To phone"), "accent")
    if message.channel is MessageChannel.LETTER:
        return Badge("printer", _("To post"), "accent")
    return Badge("hourglass", _("Waiting"), "neutral")


def remark(message: Message) -> str:
    """Return why a message has not gone yet, in words; empty when nothing hinders it."""
    return _(HINDRANCES[message.error]) if message.error in HINDRANCES else ""


def can_act(message: Message) -> bool:
    """Tell whether there is something to do: try again, or tick off."""
    is_mail = message.channel is MessageChannel.EMAIL
    return message.state is (MessageState.FAILED if is_mail else MessageState.QUEUED)


def facts(row: OutboxRow, time: OfficeTime) -> Sequence[tuple[str, str]]:
    """Return names and values of a message."""
    message = row.message
    why = ": ".join(filter(None, (remark(message), message.error_detail)))
    found = (
        (_("For"), ", ".join(filter(None, (row.person, message.address)))),
        (_("Number"), row.number),
        (_("Way"), _(CHANNELS[message.channel])),
        (_("Made"), short_stamp(message.created_at, time)),
        (_("Remark"), why),
    )
    return tuple((name, value) for name, value in found if value)


def _badge(row: OutboxRow) -> Badge:
    return state_badge(row.message)


def _hint(row: OutboxRow) -> str:
    return ": ".join(filter(None, (remark(row.message), row.message.error_detail)))
