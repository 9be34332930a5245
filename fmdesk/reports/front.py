"""What a paper about a period begins with: whose it is, when it was made, what it is, for whom."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.reporting import ReportAsked
from fmdesk.i18n import _, stamp
from fmdesk.reports import cover
from fmdesk.reports.engine import Flowable, NextPageTemplate
from fmdesk.reports.layout import PORTRAIT, Head, capital
from fmdesk.reports.paper import SMALL, TITLE, Paragraph
from fmdesk.reports.period import period_words
from fmdesk.reports.wording import NO_VALUE, clean
from fmdesk.ui.tokens import LIGHT


class Stamped(Protocol):
    """Figures that know whose they are, and what they were made from."""

    @property
    def organisation(self) -> str:
        """Name of the organisation."""

    @property
    def zone(self) -> str:
        """The office's zone."""

    @property
    def as_of(self) -> datetime:
        """When they were made."""

    @property
    def chain_head(self) -> str:
        """Head of the command log, in hex."""

    @property
    def attribution(self) -> str:
        """Where the data comes from."""

    @property
    def language(self) -> str:
        """Language of the names."""


def head_of(figures: Stamped, title: str, asked: ReportAsked) -> Head:
    """Return what stands on every page, in the language in force.

    Args:
        figures: What is on it.
        title: What it is.
        asked: Its months.
    """
    words = capital(period_words(asked))
    log = _("log {head}").format(head=clean(figures.chain_head)[:12] or NO_VALUE)
    return Head(
        title,
        words,
        f"{title}, {period_words(asked)}",
        figures.organisation,
        f"{words} · {title} · {log} · {figures.organisation}",
        figures.as_of,
        figures.language,
        figures.attribution,
    )


def front(
    figures: Stamped, head: Head, reader: str, then: str = PORTRAIT, after: float = cover.AFTER
) -> Iterator[Flowable]:
    """Yield the title block.

    Args:
        figures: What is on the paper.
        head: What stands on every page.
        reader: Whom it is for.
        then: Kind of the page after the first.
        after: Points below the logo.
    """
    made = _("Made {at}").format(at=stamp(figures.as_of, figures.zone))
    yield NextPageTemplate(then)
    yield cover.Masthead(figures.organisation, made, is_draft=False, after=after)
    look = replace(TITLE, size=11, leading=15, colour=LIGHT.muted)
    yield Paragraph(head.title, look, 1)
    yield Paragraph(head.period, TITLE, 1)
    yield Paragraph(_("For: {reader}").format(reader=reader), SMALL, 2)
