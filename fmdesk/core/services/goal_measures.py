"""What goals can be tested by: figures of the reports, none of them counted here once more."""

from collections.abc import Mapping

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.goals import Measure
from fmdesk.core.domain.reporting import Scope
from fmdesk.core.services import report_list as tables
from fmdesk.i18n import N_

_U, _D, _P = Scope.UNIT, Scope.DEPARTMENT, Scope.PRODUCT
_CHARTER, _CHANNEL, _CENTRE = Scope.CHARTER, Scope.CHANNEL, Scope.COST_CENTRE
_LEAST, _MOST = True, False

MEASURES: Mapping[str, Measure] = {
    one.code: one
    for one in (
        Measure(
            *("kept", N_("Promises kept"), tables.CHARTERS, "share", _LEAST),
            (_U, _D, _P, _CHARTER),
        ),
        Measure(
            *("satisfied", N_("Customers satisfied"), tables.SAID_OF_UNITS, "share", _LEAST),
            (_U, _D, _P),
        ),
        Measure("reached", N_("Calls answered"), tables.REACHED, "share", _LEAST, (_CHANNEL,)),
        Measure(
            *("settled", N_("Settled at the desk"), tables.SETTLED, "share", _LEAST),
            (_D, _CHANNEL),
        ),
        Measure(
            *("handled", N_("Handling time of a contact"), tables.SETTLED, "mean", _MOST),
            (_D, _CHANNEL),
        ),
        Measure(
            *("answered", N_("Questions to units answered in time"), tables.ASKED, "share", _LEAST),
            (_U,),
        ),
        Measure("handed", N_("Time until handed over"), tables.HANDED, "before", _MOST, (_U,)),
        Measure("started", N_("Time until started"), tables.HANDED, "mean", _MOST, (_U,)),
        Measure("returned", N_("Returns over the cut"), tables.RETURNED, "returns", _MOST, (_U,)),
        Measure("complaints", N_("Complaints"), tables.REMARKS, "complaints", _MOST, (_U, _D)),
        Measure(
            *("borne", N_("Sanctions borne"), tables.BORNE, "cents", _MOST),
            (_U, _CHARTER),
            is_posted=True,
        ),
        Measure(
            *("used", N_("Budget paid"), tables.CHARGES, "paid", _MOST),
            (_D, _CENTRE),
            is_posted=True,
        ),
    )
}
"""By code, in the order in which they are offered."""


def measure_of(code: str) -> Measure:
    """Return a measure; InvalidInputError `goal.measure`."""
    if code not in MEASURES:
        raise InvalidInputError("goal.measure", measure=code)
    return MEASURES[code]
