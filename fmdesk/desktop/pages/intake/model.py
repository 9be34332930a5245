"""What the intake says: callers, finds, budgets and quotes in the words of a person."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from fmdesk.core.domain.intake_views import (
    Budget,
    Caller,
    CallerHit,
    Hit,
    HitKind,
    Notice,
    NoticeLevel,
    ProductCard,
    Remark,
)
from fmdesk.core.domain.ticket import NO_DETAILS, OrderDraft, OrderLine, Scalar
from fmdesk.core.domain.views import Choice
from fmdesk.i18n import _, current_language, money, ngettext
from fmdesk.ui.widgets.badge import Badge

DOT = " · "
FULL_SHARE, LOW_SHARE = 100, 10
"""Per cent of a budget that is left: below the second it is at risk."""
NOTICES: Mapping[NoticeLevel, tuple[str, str]] = {
    NoticeLevel.INFO: ("info", "accent"),
    NoticeLevel.WARNING: ("triangle-alert", "risk"),
    NoticeLevel.FAULT: ("unplug", "neutral"),
}


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line as it was typed.

    Attributes:
        product: The product that was picked.
        quantity: Pieces.
        variant: Code of the variant, empty for the standard one.
        details: The plugin's form.
        location: Where it goes, None for the recipient's own place.
    """

    product: Choice
    quantity: int = 1
    variant: str = ""
    details: Mapping[str, Scalar] = field(default_factory=lambda: NO_DETAILS)
    location: Choice | None = None

    def order(self, payer: Choice | None) -> OrderLine:
        """Return the line as the intake takes it."""
        return OrderLine(
            self.product.code,
            self.quantity,
            self.variant,
            dict(self.details),
            self.location.code if self.location else "",
            payer.code if payer else "",
        )


@dataclass(frozen=True, slots=True)
class Begin:
    """What another page, or the palette, lets the intake begin with; the rest stays as typed.

    Attributes:
        caller: Who is calling, as `caller_choice` gives it.
        find: What is asked, as `hit_choice` gives it.
    """

    caller: Choice | None = None
    find: Choice | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """Everything that was typed, as the page keeps it against a crash.

    Attributes:
        op_id: Made once; saving twice is saving once.
        channel: Code of the channel.
        requester: Who asks.
        recipient: Who receives, None for the requester.
        payer: The paying cost centre, None for the requester's own.
        lines: The lines; the last one is the one being typed, when it has a product.
        note: Free text.
        received_at: When it reached the organisation, None for now.
        incoming: Number of the message that it is made of, 0 for none.
        files: Paths of the files that go with it; what stands in them is read when it is saved.
        questions: Numbers of what units were asked meanwhile, with the units' names.
        approval: Who approved that it goes over the budget, and how.
    """

    op_id: UUID = field(default_factory=uuid4)
    channel: str = ""
    requester: Choice | None = None
    recipient: Choice | None = None
    payer: Choice | None = None
    lines: tuple[DraftLine, ...] = ()
    note: str = ""
    received_at: datetime | None = None
    incoming: int = 0
    files: tuple[str, ...] = ()
    questions: tuple[tuple[int, str], ...] = ()
    approval: str = ""

    @property
    def is_blank(self) -> bool:
        """Nothing was typed that anybody would miss."""
        return not (self.requester or self.lines or self.note or self.files)

    def order(self) -> OrderDraft:
        """Return the order as the intake takes it."""
        return OrderDraft(
            self.op_id,
            self.channel,
            tuple(line.order(self.payer) for line in self.lines),
            requester=self.requester.code if self.requester else "",
            recipient=self.recipient.code if self.recipient else "",
            received_at=self.received_at,
            note=self.note,
            incoming=self.incoming,
            questions=tuple(number for number, _unit in self.questions),
            approval=self.approval,
        )


def text_of(typed: Typed) -> str:
    """Return what was typed as JSON, for the file that survives a crash."""
    data = asdict(typed)
    data["op_id"] = str(typed.op_id)
    data["received_at"] = typed.received_at.isoformat() if typed.received_at else None
    return json.dumps(data)


def typed_of(text: str) -> Typed | None:
    """Return what `text_of` wrote, None when it is something else."""
    try:
        data = json.loads(text)
        lines = tuple(
            DraftLine(
                Choice(**one["product"]),
                int(one["quantity"]),
                str(one["variant"]),
                dict(one["details"]),
                _choice(one["location"]),
            )
            for one in data["lines"]
        )
        received = data["received_at"]
        return Typed(
            UUID(data["op_id"]),
            str(data["channel"]),
            _choice(data["requester"]),
            _choice(data["recipient"]),
            _choice(data["payer"]),
            lines,
            str(data["note"]),
            datetime.fromisoformat(received) if received else None,
            int(data.get("incoming", 0)),
            tuple(map(str, data.get("files", ()))),
            tuple((int(number), str(unit)) for number, unit in data.get("questions", ())),
            str(data.get("approval", "")),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _choice(data: Any) -> Choice | None:
    return Choice(**data) if data else None


def caller_choice(hit: CallerHit) -> Choice:
    """Return a person who may be calling, for the pick list."""
    return Choice(hit.code, hit.name, _joined(hit.department, hit.room, hit.phone, hit.cost_centre))


def caller_line(caller: Caller) -> str:
    """Return who it is, in one line."""
    phone = _("ext. {phone}").format(phone=caller.phone) if caller.phone else ""
    return _joined(caller.department, caller.cost_centre, phone, caller.room)


def budget_badge(budget: Budget | None) -> Badge | None:
    """Return how much of a budget is left; None without one."""
    left = budget.left if budget else None
    if budget is None or left is None:
        return None
    if left < 0:
        words = _("Budget overspent by {money}").format(money=money(-left))
        return Badge("triangle-alert", words, "broken")
    if not budget.cents:
        words = _("No budget for {period}").format(period=budget.period)
        return Badge("triangle-alert", words, "risk")
    share = left * FULL_SHARE // budget.cents
    words = _("{share} % of the budget left").format(share=share)
    is_low = share < LOW_SHARE
    return Badge("triangle-alert" if is_low else "scale", words, "risk" if is_low else "kept")


def open_badge(caller: Caller) -> Badge | None:
    """Return how many lines are open; None for none."""
    count = len(caller.open)
    if not count:
        return None
    words = ngettext("{count} open request", "{count} open requests", count).format(count=count)
    is_late = any(row.is_late for row in caller.open)
    return Badge("clock", words, "broken" if is_late else "risk")


def hit_choice(hit: Hit) -> Choice:
    """Return a find, for the pick list; its code tells its kind and number too."""
    hints = {
        HitKind.PRODUCT: _joined(hit.matched, hit.unit),
        HitKind.QUESTION: _joined(_("question"), hit.product),
        HitKind.GUIDE: _("guide"),
    }
    return Choice(f"{hit.kind.value}:{hit.faq_id}:{hit.code}", hit.text, hints[hit.kind])


def parts_of(code: str) -> tuple[HitKind, int, str]:
    """Return kind, number of the question and code of a choice of `hit_choice`."""
    kind, faq_id, of = code.split(":", 2)
    return HitKind(kind), int(faq_id), of


def notice_badge(notice: Notice) -> Badge:
    """Return what stands with a product now."""
    icon, tone = NOTICES[notice.level]
    return Badge(icon, notice.text, tone)


def price_words(card: ProductCard, variant: str = "") -> str:
    """Return the price with what one piece is."""
    cents = next(
        (one.price_cents for one in card.variants if one.code == variant), card.price_cents
    )
    if not cents:
        return _("no charge")
    if not card.price_unit:
        return money(cents)
    return _("{price} per {unit}").format(price=money(cents), unit=card.price_unit)


def remark_words(remarks: Sequence[Remark]) -> str:
    """Return the first thing to say about a draft, empty for nothing."""
    from fmdesk.core.domain.errors import DomainError
    from fmdesk.messages import explain

    return explain(DomainError(remarks[0].code, **remarks[0].params)) if remarks else ""


def said(nl: str, en: str) -> str:
    """Return a text of the catalogue in the language of now; Dutch where there is no English."""
    return en or nl if current_language() == "en" else nl


def _joined(*parts: str) -> str:
    return DOT.join(part for part in parts if part)
