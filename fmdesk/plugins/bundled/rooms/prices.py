"""What a booking costs: the cheapest blocks that cover it."""

from collections.abc import Sequence

from fmdesk.plugins.bundled.rooms.rooms import Tariff


def price(tariffs: Sequence[Tariff], minutes: int) -> int | None:
    """Return the price of a booking in cents.

    Every block may be taken any number of times; together they last at least as long as the
    booking. So four hours cost half a day where that is less than four single hours.

    Args:
        tariffs: The blocks; empty for none.
        minutes: How long the booking lasts, above 0.

    Returns:
        None without blocks: the catalogue's price counts.
    """
    if not tariffs:
        return None
    cheapest = [0]
    for left in range(1, minutes + 1):
        cheapest.append(min(one.cents + cheapest[max(0, left - one.minutes)] for one in tariffs))
    return cheapest[minutes]
