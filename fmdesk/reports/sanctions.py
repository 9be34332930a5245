"""The sanction report: who bears what, for which broken line, under which clause."""

from collections.abc import Iterator

from fmdesk.core.domain.broken import BrokenLine
from fmdesk.core.domain.views import MonthFigures
from fmdesk.i18n import _, money, ngettext, number, using_language
from fmdesk.reports import cover, sanction_sheets
from fmdesk.reports.broken_sheets import TRIAL
from fmdesk.reports.canvas import Canvas
from fmdesk.reports.charts import borne_chart
from fmdesk.reports.engine import Flowable
from fmdesk.reports.layout import COVER, PORTRAIT, Paper, build, place, text_width, turn
from fmdesk.reports.wording import month_in_words


def render(figures: MonthFigures, language: str) -> bytes:
    """Return the sanction report as PDF; equal figures give equal bytes.

    Args:
        figures: The month, draft or closed.
        language: `nl` or `en`.
    """
    with using_language(language):
        paper = Paper(_("Sanction report"), figures, language)
        return build(paper.head, _story(paper))


def _story(paper: Paper) -> Iterator[Flowable]:
    figures = paper.figures
    yield from cover.opening(paper, sentence(figures), _cards(figures))
    yield cover.heading(_("Euros borne per unit"))
    yield cover.picture(borne_chart(figures, Canvas(text_width(COVER), 170)))
    yield cover.heading(_("About these figures"))
    yield from cover.notes(figures, cover.SANCTIONED)
    yield from turn(PORTRAIT)
    yield from place(sanction_sheets.sheets(figures), figures.zone)


def sentence(figures: MonthFigures) -> str:
    """Return the month's sanctions in one sentence."""
    count = len(_counted(figures))
    month, total = month_in_words(figures.month), figures.total
    if not count:
        return _("In {month} no sanction was due.").format(month=month)
    return ngettext(
        "In {month} departments get back {credited} for {n} broken verdict; units bear {borne} and "
        "{waived} is waived.",
        "In {month} departments get back {credited} for {n} broken verdicts; units bear {borne} "
        "and {waived} is waived.",
        count,
    ).format(
        month=month,
        n=number(count),
        credited=money(total.credited_cents),
        borne=money(total.borne_cents),
        waived=money(total.waived_cents),
    )


def _counted(figures: MonthFigures) -> list[BrokenLine]:
    """Return the broken verdicts for which departments get something back."""
    counted = (line for line in figures.broken if line.state != TRIAL)
    return [line for line in counted if not (line.is_taken_back or line.is_only_moved)]


def _cards(figures: MonthFigures) -> tuple[cover.Card, ...]:
    total = figures.total
    counted = _counted(figures)
    units = {item.unit for item in figures.sanctions if item.cents and not item.is_trial}
    late = sum(line.is_late_fact for line in counted)
    return (
        cover.Card(
            _("Credited to departments"),
            money(total.credited_cents),
            (
                _count(
                    ngettext("{n} broken verdict", "{n} broken verdicts", len(counted)),
                    len(counted),
                ),
                _count(_("{n} of them opened earlier"), late),
            ),
        ),
        cover.Card(
            _("Borne by units"),
            money(total.borne_cents),
            (
                _count(ngettext("{n} unit", "{n} units", len(units)), len(units)),
                _count(ngettext("{n} point", "{n} points", total.points), total.points),
            ),
        ),
        cover.Card(
            _("Waived"),
            money(total.waived_cents),
            (_("no unit bears this"),),
        ),
    )


def _count(text: str, n: int) -> str:
    return text.format(n=number(n))
