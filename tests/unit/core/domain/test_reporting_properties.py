"""What holds of every period and every share."""

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import FULL, FigureKind, ReportAsked, ReportColumn

ZONE = "Europe/Amsterdam"
MONTHS = st.builds(Month, st.integers(1990, 2100), st.integers(1, 12))
SHARE = ReportColumn("share", "Share", FigureKind.SHARE, ("part", "whole"))


@given(first=MONTHS, more=st.integers(0, 40))
def test_what_was_before_ends_where_the_period_begins_and_is_as_long(
    first: Month, more: int
) -> None:
    asked = ReportAsked("demand", str(first), str(first.shift(more)))
    before = asked.before()
    assert before.bounds(ZONE)[1] == asked.bounds(ZONE)[0]
    assert Month.parse(before.first).shift(more) == Month.parse(before.last)


@given(first=MONTHS, more=st.integers(0, 40))
def test_the_year_ends_with_the_period_and_begins_in_its_january(first: Month, more: int) -> None:
    last = first.shift(more)
    year = ReportAsked("charges", str(first), str(last)).year()
    assert (year.first, year.last) == (f"{last.year:04d}-01", str(last))


@given(whole=st.integers(1, 10**9), data=st.data())
def test_a_share_is_never_rounded_up(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    share = SHARE.made_of({"part": part, "whole": whole})
    assert share is not None
    assert 0 <= share <= FULL
    assert share * whole <= part * FULL < (share + 1) * whole
