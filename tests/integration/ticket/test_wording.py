"""Fields in words: what the timeline and the choice between two values say."""

from dataclasses import replace

import pytest

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.dossier import Change
from fmdesk.core.domain.merging import Clash
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.core.domain.ticket import Line, OrderLine
from fmdesk.core.services.fields import Wording, differing, form_of
from fmdesk.core.services.lineview import Names
from fmdesk.i18n import using_language
from fmdesk.plugins.gateway import Gateway
from tests.integration.ticket.conftest import TicketOffice

FORM = FormSpec(
    "paper",
    (
        FieldSpec(
            "floor",
            Text("Verdieping", "Floor"),
            FieldKind.CHOICE,
            choices=(("g", Text("Begane grond", "Ground floor")),),
        ),
        FieldSpec("urgent", Text("Haast", "Hurry"), FieldKind.BOOLEAN),
        FieldSpec("note", Text("Opmerking", "Note"), FieldKind.TEXT),
    ),
)


@pytest.fixture
def line(office: TicketOffice, monkeypatch: pytest.MonkeyPatch) -> Line:
    """A chair whose product has a form."""
    monkeypatch.setattr(Gateway, "form", lambda *_asked: FORM)
    product = Wording.product

    def with_form(wording: Wording, of: Line) -> ProductVersion:
        return replace(product(wording, of), plugin="chairs", form="paper")

    monkeypatch.setattr(Wording, "product", with_form)
    return office.line(office.order_of(OrderLine("chair", 2, location="B1")).line_ids[0])


@pytest.mark.parametrize(
    ("name", "value", "english", "dutch"),
    [
        ("quantity", 12_000, "12,000", "12.000"),
        ("variant", "fast", "Urgent", "Spoed"),
        ("variant", "gone", "gone", "gone"),
        ("location", "B2", "Kamer B2", "Kamer B2"),
        ("location", "Z9", "Z9", "Z9"),
        ("cost_centre", "5500", "5500 Financiën", "5500 Financiën"),
        ("requester", "p2", "Bas Bakker", "Bas Bakker"),
        ("details.floor", "g", "Ground floor", "Begane grond"),
        ("details.floor", "attic", "attic", "attic"),
        ("details.urgent", True, "yes", "ja"),
        ("details.urgent", False, "no", "nee"),
        ("details.note", "left door", "left door", "left door"),
        ("details.other", 3, "3", "3"),
        ("location", "", "", ""),
        ("details.note", None, "", ""),
    ],
)
def test_a_value_is_said_in_words(
    office: TicketOffice, line: Line, name: str, value: object, english: str, dutch: str
) -> None:
    for language, words in (("en", english), ("nl", dutch)):
        with using_language(language), office.door.read() as work:
            wording = Wording(work, Names(work, language), office.plugins)
            assert wording.value(name, value, line) == words


def test_a_field_of_the_form_has_its_label(office: TicketOffice, line: Line) -> None:
    with using_language("en"), office.door.read() as work:
        wording = Wording(work, Names(work, "en"), office.plugins)
        assert wording.name("details.floor", line) == "Floor"
        assert wording.name("details.gone", line) == "details.gone"
        assert wording.name("details.floor", None) == "details.floor"
        assert wording.name("quantity", line) == "quantity"
        change = Change(
            1, 2, office.time.at, "bob", {"details.floor": None}, {"details.floor": "g"}, line.id
        )
        [told] = wording.changes(change, line)
        assert (told.field, told.before, told.after) == ("Floor", "", "Ground floor")


def test_a_clash_that_nobody_wrote_down_names_nobody(office: TicketOffice, line: Line) -> None:
    with using_language("en"), office.door.read() as work:
        wording = Wording(work, Names(work, "en"), office.plugins)
        [clash] = wording.clashes((Clash("quantity", 3, 4),), (), line)
        assert (clash.yours, clash.theirs, clash.by, clash.at) == ("3", "4", "", None)


def test_the_last_who_changed_a_field_is_named(office: TicketOffice, line: Line) -> None:
    later = office.time.at.replace(year=2027)
    changes = [
        Change(1, 2, office.time.at, "ann", {"quantity": 1}, {"quantity": 2}, line.id),
        Change(1, 3, later, "bob", {"quantity": 2}, {"quantity": 4}, line.id),
        Change(1, 4, later, "cas", {"variant": ""}, {"variant": "fast"}, line.id),
    ]
    with office.door.read() as work:
        wording = Wording(work, Names(work, "nl"), office.plugins)
        [clash] = wording.clashes((Clash("quantity", 3, 4),), changes, line)
    assert (clash.by, clash.at) == ("bob", later)


def test_the_form_of_a_line_has_what_was_filled_in(office: TicketOffice, line: Line) -> None:
    with using_language("nl"), office.door.read() as work:
        filled = replace(line, details={"floor": "g"})
        form = form_of(work, Wording(work, Names(work, "nl"), office.plugins), filled)
    assert form.form is FORM
    assert form.fields["details.floor"] == "g"
    assert form.product == "Bureaustoel"
    assert [one.text for one in form.variants] == ["Standaard", "Spoed"]


def test_what_differs_is_named_once() -> None:
    assert list(differing({"b": 1, "a": 1}, {"a": 2, "c": None})) == ["a", "b"]
