"""The starter organisation knows whom to call, and what customers said before."""

from fmdesk.bootstrap import Office
from fmdesk.config import LANGUAGES
from fmdesk.core.domain.message import TemplateKind


def test_the_first_day_shows_calls_to_make_and_what_customers_said(starter: Office) -> None:
    calls = starter.services.call_backs
    rows = calls.worklist("nl")
    assert rows
    assert all(row.phone and row.customer and row.script for row in rows)
    assert [row.due_at for row in rows] == sorted(row.due_at for row in rows)
    months = [state.month for state in starter.services.month.states()]
    said = [one for month in months for one in calls.satisfaction(month, "nl")]
    products = {one.code for one in said if one.kind == "product"}
    assert products == {rule.product for rule in calls.rules().rules}
    asked = {
        kind: [sum((one.satisfied, one.not_satisfied)) for one in said if one.kind == kind]
        for kind in ("product", "unit")
    }
    assert sum(asked["product"]) == sum(asked["unit"]) > 0


def test_the_office_has_its_own_wording_and_confirms_what_it_takes(starter: Office) -> None:
    messages = starter.services.messages
    kinds = {(one.kind, one.language) for one in messages.templates()}
    assert kinds == {(kind, language) for kind in TemplateKind for language in LANGUAGES}
    assert messages.settings().receipt
    assert messages.settings().sender.endswith("@example.org")
