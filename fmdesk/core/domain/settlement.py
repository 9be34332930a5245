"""What broken charters cost: from verdicts to the customer's credits (domain page, Charter).

The credit follows from the verdicts and the texts of the charters alone; who bears it is a matter
of `attribution`. All amounts are integer cents. docs/charters.md has each formula in words.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from fmdesk.core.domain.charter import (
    Charter,
    Credit,
    Outcome,
    Sanction,
    SanctionKind,
    Verdict,
)
from fmdesk.core.domain.money import percentage_of, split_by_weight

BY_PIECE = frozenset((SanctionKind.NOT_CHARGED, SanctionKind.PERCENTAGE))
"""Kinds that follow the late pieces; the others count once per line."""

WHOLE_LINE = -1
"""In place of a stretch of pieces, for the kinds that count once per line."""

Slot = tuple[SanctionKind, int]
"""Where sanctions collide: a kind on a stretch of pieces, by its first piece."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with the charter version that it is about.

    Attributes:
        verdict: The verdict.
        charter: The charter version.
        is_trial: Judged and reported only: settled apart from the others and never posted.
    """

    verdict: Verdict
    charter: Charter
    is_trial: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """How one credit came about: the formula, its numbers, and what was taken off.

    Attributes:
        credit: The credit.
        kind: The formula.
        numbers: Its numbers by name, in cents, seconds, pieces and basis points. `capped_cents`,
            `collided_cents` (with `better_charter_id`) and `price_cents` (the line's price) stand
            there when the own cap, a better sanction of that kind, or the price took something off.
    """

    credit: Credit
    kind: SanctionKind
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a line's broken charters give the customer."""

    terms: tuple[Term, ...] = ()

    @property
    def credits(self) -> tuple[Credit, ...]:
        """One credit per broken verdict, by part, run, trial and seniority; some of 0 cents."""
        return tuple(term.credit for term in self.terms)


def settle(line_price_cents: int, quantity: int, items: Iterable[Judged]) -> Settlement:
    """Return what the customer gets for the broken charters of one line.

    Args:
        line_price_cents: Price of the whole line, not negative.
        quantity: Ordered pieces, at least 1.
        items: All verdicts of the line: those that were kept tell which pieces were in time. The
            order does not matter.

    Returns:
        A credit for every broken verdict. Other outcomes give nothing. Trial charters are settled
        among themselves and never reduce the others.

    Raises:
        ValueError: A negative price or less than one piece.
    """
    if line_price_cents < 0 or quantity < 1:
        raise ValueError(line_price_cents, quantity)
    groups: dict[bool, list[Judged]] = {False: [], True: []}
    for item in items:
        groups[item.is_trial].append(item)
    claims = [
        claim
        for group in groups.values()
        if any(item.verdict.outcome is Outcome.BROKEN for item in group)
        for claim in _settle_group(line_price_cents, quantity, group)
    ]
    claims.sort(
        key=lambda claim: (
            claim.verdict.part,
            claim.verdict.clock_run,
            claim.item.is_trial,
            claim.order,
        )
    )
    return Settlement(tuple(claim.to_term() for claim in claims))


def seniority(charter: Charter) -> tuple[int, date, int, str, int]:
    """Return the place of a charter version in collisions: lower rank first, then older version."""
    return (charter.rank, charter.valid_from, charter.version, charter.code, charter.id)


def stepped(sanction: Sanction, over_seconds: int) -> tuple[int, int, int]:
    """Return amount in cents, steps counted and rounded excess in seconds of a stepped sanction.

    `n = min(max_steps, floor(ceil_to_unit(over) / step))`, amount = weight x (base + per_step x n)
    (domain page, Stepped).
    """
    unit = sanction.unit_seconds
    rounded = -(-over_seconds // unit) * unit
    steps = min(sanction.max_steps, rounded // sanction.step_seconds)
    cents = sanction.weight * (sanction.base_cents + sanction.per_step_cents * steps)
    return cents, steps, rounded


@dataclass(slots=True)
class _Claim:
    """One broken verdict on its way to a credit; `amounts` are cents, or points, by slot."""

    item: Judged
    order: tuple[object, ...]
    amounts: dict[Slot, int]
    numbers: dict[str, int]
    full: int
    reduced_by: str = ""
    given: int = 0

    @property
    def verdict(self) -> Verdict:
        return self.item.verdict

    @property
    def sanction(self) -> Sanction:
        return self.item.charter.sanction

    def reduce(self, reason: str, name: str, number: int) -> None:
        self.reduced_by = reason
        self.numbers[name] = number

    def to_term(self) -> Term:
        is_points = self.sanction.kind is SanctionKind.POINTS
        credit = Credit(
            part=self.verdict.part,
            clock_run=self.verdict.clock_run,
            charter_version_id=self.verdict.charter_version_id,
            cents=0 if is_points else self.given,
            full_cents=0 if is_points else self.full,
            points=self.given if is_points else 0,
            reduced_by=self.reduced_by,
            is_trial=self.item.is_trial,
        )
        return Term(credit, self.sanction.kind, self.numbers)


def _settle_group(price: int, quantity: int, group: Sequence[Judged]) -> list[_Claim]:
    runs: dict[tuple[object, ...], list[Judged]] = defaultdict(list)
    for item in group:
        runs[(*seniority(item.charter), item.verdict.clock_run)].append(item)
    for run in runs.values():
        run.sort(key=lambda item: item.verdict.part)
    ends = {key: [*accumulate(item.verdict.quantity for item in run)] for key, run in runs.items()}
    # Charters may divide a line differently (a response is about all of it), hence one division
    # that is fine enough for all of them.
    edges = sorted({0, quantity}.union(*ends.values()))
    prices = split_by_weight(price, [b - a for a, b in pairwise(edges)])
    claims: list[_Claim] = []
    for key, run in runs.items():
        stretches = zip([0, *ends[key]], ends[key], strict=False)
        pieces = [[edge for edge in edges if a <= edge < b] for a, b in stretches]
        claims += _claims(key, run, pieces, dict(zip(edges, prices, strict=False)))
    _collide(price, claims)
    _fit(price, claims)
    return claims


def _claims(
    key: tuple[object, ...],
    run: Sequence[Judged],
    pieces: Sequence[Sequence[int]],
    prices: Mapping[int, int],
) -> list[_Claim]:
    """Return a claim per broken verdict of one charter version in one run of the clock."""
    sanction = run[0].charter.sanction
    is_by_piece = sanction.kind in BY_PIECE
    shares = _shares(sanction, prices) if is_by_piece else {}
    broken = [place for place, item in enumerate(run) if item.verdict.outcome is Outcome.BROKEN]
    claims: list[_Claim] = []
    for place in broken:
        verdict = run[place].verdict
        amounts: dict[Slot, int] = {}
        numbers: dict[str, int] = {}
        if is_by_piece:
            amounts = {(sanction.kind, piece): shares[piece] for piece in pieces[place]}
            part_cents = sum(prices[piece] for piece in pieces[place])
            numbers = {"pieces": verdict.quantity, "part_cents": part_cents}
            numbers |= {"basis_points": sanction.basis_points} if sanction.basis_points else {}
        elif place == broken[-1]:
            amount, numbers = _once(sanction, verdict)
            amounts = {(sanction.kind, WHOLE_LINE): amount}
        full = sum(amounts.values())
        claims.append(_Claim(run[place], (*key, verdict.part), amounts, numbers, full))
    if sanction.cap_cents is not None and sanction.kind is not SanctionKind.POINTS:
        _cap(sanction.cap_cents, claims)
    return claims


def _shares(sanction: Sanction, prices: Mapping[int, int]) -> dict[int, int]:
    """Return cents per stretch of pieces, rounded cumulatively so that they sum to the line's."""
    price = sum(prices.values())
    is_free = sanction.kind is SanctionKind.NOT_CHARGED
    share = price if is_free else percentage_of(price, sanction.basis_points)
    return dict(zip(prices, split_by_weight(share, tuple(prices.values())), strict=True))


def _once(sanction: Sanction, verdict: Verdict) -> tuple[int, dict[str, int]]:
    """Return the amount of a kind that counts once per line: cents, or points."""
    if sanction.kind is SanctionKind.FIXED:
        return sanction.amount_cents, {}
    if sanction.kind is SanctionKind.POINTS:
        return sanction.points, {}
    over = verdict.over_working if sanction.is_working_time else verdict.over_clock
    cents, steps, rounded = stepped(sanction, over)
    return cents, {
        "over_seconds": over,
        "rounded_seconds": rounded,
        "step_seconds": sanction.step_seconds,
        "steps": steps,
        "max_steps": sanction.max_steps,
        "weight": sanction.weight,
        "base_cents": sanction.base_cents,
        "per_step_cents": sanction.per_step_cents,
    }


def _cap(cap: int, claims: Sequence[_Claim]) -> None:
    """Apply the charter's own cap per line; later pieces are cut first."""
    room = cap
    for claim in claims:
        for slot, amount in claim.amounts.items():
            claim.amounts[slot] = min(amount, room)
            room -= claim.amounts[slot]
        capped = sum(claim.amounts.values())
        if capped < claim.full:
            claim.reduce("cap", "capped_cents", capped)


def _collide(price: int, claims: Sequence[_Claim]) -> None:
    """Let only the best for the customer count, per kind and stretch."""

    def worth(claim: _Claim, slot: Slot) -> int:
        is_free = claim.sanction.may_exceed_price or slot[0] is SanctionKind.POINTS
        return claim.amounts[slot] if is_free else min(claim.amounts[slot], price)

    best: dict[Slot, _Claim] = {}
    for claim in sorted(claims, key=lambda claim: claim.order):
        for slot in claim.amounts:
            held = best.setdefault(slot, claim)
            if worth(claim, slot) > worth(held, slot):
                best[slot] = claim
    for claim in claims:
        lost = [
            best[slot] for slot, cents in claim.amounts.items() if cents and best[slot] is not claim
        ]
        claim.given = sum(cents for slot, cents in claim.amounts.items() if best[slot] is claim)
        if lost:
            claim.reduce("collision", "collided_cents", claim.given)
            claim.numbers["better_charter_id"] = lost[0].verdict.charter_version_id


def _fit(price: int, claims: Sequence[_Claim]) -> None:
    """Cut the sum to the line's price, the last in seniority first; points are never cut."""
    room = price
    for claim in sorted(claims, key=lambda claim: claim.order):
        if claim.sanction.kind is SanctionKind.POINTS:
            continue
        if claim.given > room and not claim.sanction.may_exceed_price:
            claim.given = room
            claim.reduce("price", "price_cents", price)
        room = max(0, room - claim.given)
