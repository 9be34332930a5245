"""A report calls a product what it was called in its period."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from fmdesk.core.domain.reporting import ReportAsked, Scope
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from tests.integration.reports.conftest import ReportOffice


def test_a_product_has_the_name_of_the_period_and_never_one_of_the_future(
    office: ReportOffice,
) -> None:
    """On 5 October. Paper is called otherwise from September, and once more from June."""

    def products(month: str) -> set[str]:
        table = office.reports.figures(ReportAsked("demand", month, month), "nl").table("demand")
        return {row.labels[0] for row in table.rows}

    def rename(work: UnitOfWork) -> Changes:
        today = date(2026, 10, 5)
        paper = next(one for one in work.catalog.products(today) if one.code == "paper")
        for day, name in ((date(2026, 9, 1), "Briefpapier"), (date(2027, 6, 1), "Karton")):
            later = replace(paper, id=0, valid_from=day, name_nl=name)
            work.catalog.add_product_version(later)
        return Changes()

    before = {month: products(month) for month in ("2026-07", "2026-09", "2026-10")}
    (old,) = {one for one in before["2026-07"] if "apier" in one}
    office.door.run(uuid4(), "test.rename", None, rename, Changes)
    assert products("2026-07") == before["2026-07"]
    assert products("2026-09") == before["2026-09"] - {old} | {"Briefpapier"}
    assert "Karton" not in products("2026-10")
    assert "Briefpapier" in {one.text for one in office.reports.choices(Scope.PRODUCT, "nl")}
