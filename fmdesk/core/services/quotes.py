"""What an order would cost and promise, told while it is typed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from fmdesk.core.domain.errors import DomainError, InvalidInputError, NotFoundError, PluginError
from fmdesk.core.domain.intake_views import Budget, PromiseView, Quote, QuoteLine, Remark
from fmdesk.core.domain.ticket import Line, OrderDraft
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.agreement_words import agreed_words
from fmdesk.core.services.cards import promises
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.ordering import Parties, Planner, check_channel, parties, received_at
from fmdesk.core.services.pinning import Pinner
from fmdesk.i18n import money, stamp, using_language

T = TypeVar("T")

REFUSALS = (InvalidInputError, NotFoundError, PluginError)
"""What is wrong with a draft; anything else is no fault of who types."""


@dataclass(frozen=True, slots=True)
class _Planned:
    shown: QuoteLine
    line: Line | None
    remark: Remark | None


def quote(work: UnitOfWork, plugins: PluginGateway, draft: OrderDraft, language: str) -> Quote:
    """Return what `Intake.take` would answer; see `Intake.quote`."""
    with using_language(language):
        return _quote(work, plugins, draft, Names(work, language))


def _quote(work: UnitOfWork, plugins: PluginGateway, draft: OrderDraft, names: Names) -> Quote:
    refused: list[Remark] = []

    def checked(check: Callable[[], T], otherwise: T) -> T:
        try:
            return check()
        except REFUSALS as problem:
            refused.append(_refusal(problem, None))
            return otherwise

    received = checked(lambda: received_at(work, draft.received_at), work.now)
    checked(lambda: check_channel(work, draft.channel), None)
    nobody = Parties(None, None)
    concerned = checked(lambda: parties(work, draft.requester, draft.recipient), nobody)
    if not draft.lines:
        refused.append(Remark("intake.no_lines", is_refusal=True))
    planner = Planner(work, plugins, Pinner(work), received, concerned)
    planned = [_plan(planner, names, draft, place) for place in range(len(draft.lines))]
    refused += [one.remark for one in planned if one.remark]
    lines = [one.line for one in planned if one.line]
    checked(lambda: planner.check_amounts(lines), None)
    dues = [line.due_at for line in lines if line.due_at]
    checked(lambda: planner.check_budgets(lines, draft.approval), None)
    budgets = tuple(after for _payer, after in planner.budgets(lines))
    told = (one for plan in planned for one in plan.shown.promises)
    return Quote(
        lines=tuple(one.shown for one in planned),
        price_cents=sum(line.price_cents for line in lines),
        due_at=max(dues) if dues else None,
        promises=tuple(dict.fromkeys(told)),
        budgets=budgets,
        remarks=(*refused, *_warnings(work, concerned, planned, budgets)),
    )


def _plan(planner: Planner, names: Names, draft: OrderDraft, place: int) -> _Planned:
    order = draft.lines[place]
    try:
        product, line = planner.line(order, place + 1)
    except REFUSALS as problem:
        shown = QuoteLine(order.product, "", order.quantity, 0, None)
        return _Planned(shown, None, _refusal(problem, place))
    told = _promises(planner, names, line)
    shown = QuoteLine(
        product.code,
        names.of(product),
        line.quantity,
        line.price_cents,
        line.due_at,
        told,
        agreed_words(planner.work, names.language, line.pins.level_id),
    )
    return _Planned(shown, line, None)


def _promises(planner: Planner, names: Names, line: Line) -> tuple[PromiseView, ...]:
    numbers = line.pins.charter_version_ids
    return promises(planner.work, names, numbers, planner.pinner.day(planner.received))


def _refusal(problem: DomainError, place: int | None) -> Remark:
    return Remark(problem.code, problem.params, place, is_refusal=True)


def _warnings(
    work: UnitOfWork, concerned: Parties, planned: Sequence[_Planned], budgets: Sequence[Budget]
) -> Iterator[Remark]:
    for person in dict.fromkeys((concerned.requester, concerned.recipient)):
        if person is not None and not person.is_active:
            yield Remark("intake.left_service", {"person": person.name})
    for place, one in enumerate(planned):
        due = one.line.due_at if one.line else None
        if due is not None and due < work.now:
            yield Remark("intake.due_passed", {"at": stamp(due, work.zone)}, place)
    for paid in budgets:
        if paid.left is not None and paid.left < 0:
            params = {"cost_centre": paid.cost_centre, "period": paid.period}
            yield Remark("intake.over_budget", params | {"over": money(-paid.left)})
