"""First in, first out: which lots goods are taken from and what they cost, exact in cents.

Goods that leave a lot take their share rounded down, and the last ones all that is left of it. So
each piece costs the price of the lot rounded down or up, and the shares sum to the lot.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """Goods of one lot at one place: how many there are and what they cost together."""

    lot: int
    pieces: int
    cents: int


def share(layer: Layer, pieces: int) -> int:
    """Return what so many pieces of a layer cost."""
    return layer.cents * pieces // layer.pieces


def taken(layers: Iterable[Layer], pieces: int) -> Iterator[Layer]:
    """Yield the parts of the layers, in their order, that make up so many pieces."""
    left = pieces
    for layer in layers:
        part = min(left, layer.pieces)
        if part:
            yield Layer(layer.lot, part, share(layer, part))
        left -= part
