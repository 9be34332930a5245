"""The list of reports is whole: what it names exists, and everything that exists is named."""

from fmdesk.core.domain.reporting import FigureKind, ReportColumn, Scope, TableSpec
from fmdesk.core.services.report_list import REPORTS
from fmdesk.core.sql.reports.store import SOURCES
from fmdesk.i18n import _, using_language

MADE = (FigureKind.SHARE, FigureKind.MEAN, FigureKind.DIFFERENCE, FigureKind.LEFT)
BY_SERVICE = {"reached": {"open", "lost"}, "charges": {"spent"}}
"""What no query of a source can tell."""


def tables() -> dict[str, TableSpec]:
    return {table.code: table for spec in REPORTS for table in spec.tables}


def test_every_table_has_its_sources_and_no_source_is_left_over() -> None:
    assert tables().keys() == SOURCES.keys()


def test_every_column_is_measured_once_or_made_of_columns_of_its_table() -> None:
    for code, table in tables().items():
        measured = [name for source in SOURCES[code] for name in source.measures]
        columns = {column.code: column for column in table.columns}
        plain = {name for name, one in columns.items() if one.kind not in MADE}
        assert len(measured) == len(set(measured))
        assert plain == set(measured) | BY_SERVICE.get(code, set()), code
        for column in columns.values():
            if column.kind in MADE:
                assert all(name in plain for name in column.of), (code, column.code)
        assert not table.chart or is_drawn(columns[table.chart])


def is_drawn(column: ReportColumn) -> bool:
    return column.is_shown and column.kind in (FigureKind.COUNT, FigureKind.MONEY)


def test_a_report_is_restricted_only_to_what_all_its_sources_know() -> None:
    for spec in REPORTS:
        for table in spec.tables:
            for source in SOURCES[table.code]:
                assert set(spec.scopes) <= set(source.scopes), (spec.id, table.code)
        assert spec.needs is None or spec.needs in spec.scopes


def test_rows_are_named_by_as_many_names_as_their_key_has_parts() -> None:
    for code, table in tables().items():
        assert {len(source.keys) for source in SOURCES[code]} == {len(table.named)}


def test_there_is_one_page_for_a_unit_and_one_for_a_department() -> None:
    about = {spec.needs for spec in REPORTS if spec.needs}
    assert about == {Scope.UNIT, Scope.DEPARTMENT}
    assert len({spec.id for spec in REPORTS}) == len(REPORTS)


def test_everything_that_is_shown_is_said_in_dutch_too() -> None:
    said = [text for spec in REPORTS for text in (spec.title, spec.reader)]
    for table in tables().values():
        said += [table.title, *(title for _named, title in table.named)]
        said += [column.title for column in table.shown]
        said += [table.note] if table.note else []
    with using_language("nl"):
        dutch = {text: _(text) for text in said}
    same = {text for text, words in dutch.items() if text == words}
    assert same <= {"Product", "Credit"}


def test_what_is_not_shown_needs_no_heading() -> None:
    for table in tables().values():
        assert all(column.title for column in table.shown)
        assert not any(column.title for column in table.columns if not column.is_shown)
