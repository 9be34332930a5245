"""The figures of an account stand in the report of a department, and read as in the reports."""

import pytest

from fmdesk.core.domain.reporting import FigureKind
from fmdesk.core.domain.talk_views import AccountFigure
from fmdesk.core.services.account_figures import REPORT, SHOWN, TITLES, figure_words
from fmdesk.core.services.reports import spec_of
from fmdesk.i18n import using_language


def test_each_figure_is_a_column_that_the_report_shows() -> None:
    report = spec_of(REPORT)
    for one in SHOWN:
        assert one.column in {column.code for column in report.table(one.table).shown}, one
    assert len(TITLES) == len(SHOWN)


@pytest.mark.parametrize(
    ("kind", "value", "dutch", "english"),
    [
        (FigureKind.COUNT, 1234, "1.234", "1,234"),
        (FigureKind.MONEY, 123_456, "€\xa01.234,56", "€1,234.56"),
        (FigureKind.SHARE, 9_999, "99,9\xa0%", "99.9%"),
        (FigureKind.SHARE, 10_000, "100,0\xa0%", "100.0%"),
        (FigureKind.SHARE, None, "–", "–"),
    ],
)
def test_a_figure_in_words(kind: FigureKind, value: int | None, dutch: str, english: str) -> None:
    figure = AccountFigure("demand", "lines", kind, value)
    for language, words in (("nl", dutch), ("en", english)):
        with using_language(language):
            assert figure_words(figure) == words
