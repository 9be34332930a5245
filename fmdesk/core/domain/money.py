"""Money: integer cents of euro, rounded half up on the line; never a float (domain page, Money)."""

from collections.abc import Sequence

BASIS_POINTS = 10_000
"""100 % in basis points: shares and percentages are whole basis points."""


def round_half_up(numerator: int, denominator: int) -> int:
    """Divide two whole numbers and round halves away from zero.

    Args:
        numerator: Cents times a factor, may be negative.
        denominator: A positive whole number.

    Returns:
        The nearest whole number; a half goes away from zero, as ROUND_HALF_UP does.
    """
    if denominator <= 0:
        raise ValueError(denominator)
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def percentage_of(cents: int, basis_points: int) -> int:
    """Return `basis_points` (10,000 = 100 %) of `cents`, rounded half up."""
    return round_half_up(cents * basis_points, BASIS_POINTS)


def split_by_weight(cents: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split an amount over weights so that the parts sum to it to the cent.

    Rounds cumulatively: each part is the rounded running total less the previous one (domain page,
    Partial delivery).

    Args:
        cents: The amount, in cents.
        weights: Quantities, none negative; at least one is positive unless `cents` is 0.

    Returns:
        One amount per weight, in the same order.
    """
    total = sum(weights)
    if total == 0:
        if cents:
            raise ValueError(cents)
        return (0,) * len(weights)
    parts: list[int] = []
    seen = given = 0
    for weight in weights:
        seen += weight
        upto = round_half_up(cents * seen, total)
        parts.append(upto - given)
        given = upto
    return tuple(parts)
