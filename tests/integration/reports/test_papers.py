"""The pages about one department, as the starter office prints them."""

import pytest

from fmdesk.bootstrap import Office
from fmdesk.core.domain.reporting import ReportAsked, Scope
from fmdesk.reports.period import render
from tests.unit.reports.readback import pages, sizes

UPRIGHT = (595, 842)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("first", "last"), [("2026-10", "2026-10"), ("2026-01", "2026-12")])
def test_a_department_is_a_page_or_two_and_the_first_is_full(
    starter: Office, language: str, first: str, last: str
) -> None:
    with starter.door.read() as work:
        departments = [one.id for one in work.people.departments()]
    assert len(departments) > 5
    for number in departments:
        asked = ReportAsked("department", first, last, Scope.DEPARTMENT, number)
        figures = starter.services.reports.figures(asked, language)
        paper = render(figures, "pdf")
        found = pages(paper)
        assert len(found) <= 2, figures.about
        assert sizes(paper) == {UPRIGHT}, figures.about
        last_of_first_table = figures.tables[0].rows[-1].labels[0]
        assert last_of_first_table in found[0], "the tables begin below the title"
