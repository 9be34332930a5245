"""The charts of a charter tried on the past: the curve of limits, and breaches before and after."""

from collections.abc import Sequence

from fmdesk.core.domain.period import Month
from fmdesk.core.domain.what_if import Curve, WhatIfRow
from fmdesk.i18n import _, number, percent, using_language
from fmdesk.reports.canvas import SCREEN_SIZE, Canvas
from fmdesk.reports.drawing import Box, Disc, Drawing, Path, Shape, to_svg
from fmdesk.reports.wording import short_month
from fmdesk.ui.tokens import THEMES

_FULL = 10_000
_STEPS = (0, 2500, 5000, 7500, _FULL)


def curve_svg(
    curve: Curve, norm: int, language: str, width: float, height: float, theme: str
) -> bytes:
    """Return the share that each limit would have kept, as SVG.

    Args:
        curve: What each verdict needed.
        norm: The wanted share in basis points, drawn as a dashed line.
        language: `nl` or `en`.
        width: In pixels.
        height: In pixels.
        theme: Name of the theme.
    """
    with using_language(language):
        return to_svg(_curve(curve, norm, Canvas(width, height, THEMES[theme], SCREEN_SIZE)))


def sides_svg(
    rows: Sequence[WhatIfRow], language: str, width: float, height: float, theme: str
) -> bytes:
    """Return breaches per month under both charters, as SVG; the arguments as `curve_svg`."""
    with using_language(language):
        return to_svg(_sides(rows, Canvas(width, height, THEMES[theme], SCREEN_SIZE)))


def _curve(curve: Curve, norm: int, canvas: Canvas) -> Drawing:
    points = curve.points()
    if not points:
        return canvas.empty(_("Nothing was judged, so there is no curve."))
    tokens, size = canvas.tokens, canvas.size
    found = curve.limit_for(norm)
    most = _most(curve, found)
    left, right = size * 4, canvas.width - size
    top, bottom = size * 1.5, canvas.height - size * 2

    def x(limit: int) -> float:
        return left + (right - left) * min(limit, most) / most

    def y(share: int) -> float:
        return bottom - (bottom - top) * share / _FULL

    shapes: list[Shape] = []
    for step in _STEPS:
        shapes.append(Path(((left, y(step)), (right, y(step))), tokens.line, 0.8))
        text = percent(step, _FULL, 0)
        shapes.append(canvas.words(left - size * 0.5, y(step) + size * 0.35, text, "end"))
    shapes.append(Path(((left, y(norm)), (right, y(norm))), tokens.muted, 1.2, dash=4))
    line = [(x(0), y(0))]
    for limit, share in points:
        line += [(x(limit), line[-1][1]), (x(limit), y(share))]
        if limit > most:
            break
    line.append((right, line[-1][1]))
    shapes.append(Path(tuple(line), tokens.accent, 1.8))
    marked = {curve.limit: tokens.accent} | ({} if found is None else {found: tokens.kept})
    for limit, fill in marked.items():
        shapes.append(Disc(x(limit), y(curve.share(limit)), size * 0.35, fill))
        shapes.append(canvas.words(x(limit), bottom + size * 1.3, number(limit), "middle"))
    return Drawing(canvas.width, canvas.height, tuple(shapes), curve_words(curve, norm))


def _most(curve: Curve, found: int | None) -> int:
    """Return the limit at the right edge: a few that took very long do not flatten the rest."""
    late = curve.limit_for(curve.share(max(curve.needed)) * 98 // 100)
    return max(1, curve.limit * 3 // 2, (found or 0) * 5 // 4, late or 0)


def curve_words(curve: Curve, norm: int) -> str:
    """Return in a sentence which limit would have kept a norm, and how much that one kept."""
    found = curve.limit_for(norm)
    wanted = percent(norm, _FULL)
    if not curve.judged:
        return _("Nothing was judged, so there is no curve.")
    if found is None:
        return _("No limit would have kept {share}: too much is still open.").format(share=wanted)
    words = _("{n} would have kept {share} (norm {norm}); {limit} keeps {kept}.")
    return words.format(
        n=number(found),
        share=percent(curve.share(found), _FULL),
        norm=wanted,
        limit=number(curve.limit),
        kept=percent(curve.share(curve.limit), _FULL),
    )


def _sides(rows: Sequence[WhatIfRow], canvas: Canvas) -> Drawing:
    most = max((max(one.before.broken, one.after.broken) for one in rows), default=0)
    if not most:
        return canvas.empty(_("Nothing was broken, on either side."))
    tokens, size = canvas.tokens, canvas.size
    top, bottom = size * 2, canvas.height - size * 2
    step = canvas.width / len(rows)
    wide = min(step * 0.3, size * 3)
    shapes: list[Shape] = [Path(((0, bottom), (canvas.width, bottom)), tokens.control, 0.8)]
    for at, one in enumerate(rows):
        middle = step * (at + 0.5)
        for side, fill, x in (
            (one.before, tokens.control, middle - wide),
            (one.after, tokens.accent, middle),
        ):
            high = (bottom - top) * side.broken / most
            shapes.append(Box(x, bottom - high, wide - 1, high, fill, radius=1.5))
            if wide >= size * 1.5:
                text = number(side.broken)
                shapes.append(
                    canvas.words(x + wide / 2, bottom - high - size * 0.4, text, "middle")
                )
        name = short_month(Month.parse(one.key).first_day())
        if step >= size * 3 or at % 3 == 0:
            shapes.append(canvas.words(middle, bottom + size * 1.3, name, "middle"))
    return Drawing(canvas.width, canvas.height, tuple(shapes), sides_words(rows))


def sides_words(rows: Sequence[WhatIfRow]) -> str:
    """Return in a sentence what the bars say."""
    before, after = (sum(getattr(one, side).broken for one in rows) for side in ("before", "after"))
    words = _("Broken today {before}, under what is tried {after}.")
    return words.format(before=number(before), after=number(after))
