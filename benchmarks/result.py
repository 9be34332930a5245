"""What a benchmark gives back: one figure beside that of the peer it is measured against."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Result:
    """One line of the table.

    Attributes:
        name: What was measured, as a reader understands it.
        ours: Our figure, in `unit`.
        other: The peer's figure in the same run, in `unit`.
        ratio: The ratio that the bound is about, made from the two.
        bound: The promise in words, for example "at most 1.6" or "at least 50".
        ok: Whether the promise holds.
        unit: Unit of both figures, for example "ms" or "µs per call".
        note: What the peer was, and how much was measured.
    """

    name: str
    ours: float
    other: float
    ratio: float
    bound: str
    ok: bool
    unit: str
    note: str = ""


def at_most(name: str, ours: float, other: float, most: float, *, unit: str, note: str) -> Result:
    """Return a figure that may be at most so many times its peer's."""
    return Result(
        name=name,
        ours=ours,
        other=other,
        ratio=ours / other,
        bound=f"at most {most}",
        ok=ours / other <= most,
        unit=unit,
        note=note,
    )
