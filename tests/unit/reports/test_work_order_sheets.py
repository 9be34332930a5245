"""What is read on the sheets of work orders: what is known, in which words, and never markup."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from fmdesk.core.domain.unit_work import WorkOrder, WorkOrders
from fmdesk.reports.writer import render_work_orders
from tests.unit.reports.readback import pages, sizes, whole

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
BARE = WorkOrder(
    number="M000001.1",
    product="Papier",
    quantity="",
    step="",
    unit="",
    person="",
    location="",
    recipient="",
    phone="",
    contact="",
    instruction="",
    tools="",
    details=(),
    note="",
    promises=(),
    opened_at=AT,
    due_at=None,
)
NAMES = {
    "location": ("Waar", "Where"),
    "recipient": ("Voor", "For"),
    "step": ("Stap", "Step"),
    "instruction": ("Werkinstructie", "Instruction"),
    "tools": ("Meenemen", "Take along"),
    "note": ("Opmerking", "Note"),
    "contact": ("Vragen aan", "Questions to"),
}


def sheets(*orders: WorkOrder, language: str = "nl", **more: object) -> list[str]:
    made = replace(WorkOrders("Testbedrijf", "Europe/Amsterdam", AT, orders), **more)
    return pages(render_work_orders(made, language))


def sheet(language: str = "nl", **values: object) -> str:
    (text,) = sheets(replace(BARE, **values), language=language)
    return text


def test_what_is_not_known_has_no_name_on_the_sheet() -> None:
    for language in ("nl", "en"):
        text = sheet(language)
        for names in NAMES.values():
            assert f" {names[language == 'en']} " not in text
        assert "M000001.1" in text
        assert "×" not in text, "no quantity, no sign before the product"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("field", list(NAMES))
def test_each_value_stands_beside_its_name(field: str, language: str) -> None:
    text = sheet(language, **{field: "Zaal 12 Noord"})
    assert f"{NAMES[field][language == 'en']} Zaal 12 Noord" in text


def test_facts_stand_in_the_order_in_which_they_are_needed() -> None:
    values = {field: f"<{field}>" for field in NAMES}
    text = sheet(**values, details=(("Afleverplek", "<details>"),))
    order = ("location", "recipient", "step", "instruction", "tools", "details", "note", "contact")
    places = [text.index(f"<{field}>") for field in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("unit", "person", "shown"),
    [("Magazijn", "Rob", "Magazijn · Rob"), ("Magazijn", "", "Magazijn"), ("", "Rob", "Rob")],
)
def test_unit_and_person_are_joined_where_both_are_known(
    unit: str, person: str, shown: str
) -> None:
    text = sheet(unit=unit, person=person)
    assert f"Uit te voeren door {shown}" in text
    assert ("·" in text) == ("·" in shown)


def test_a_phone_alone_is_still_somebody_to_call() -> None:
    assert "Voor 06-1234" in sheet(phone="06-1234")
    assert "Voor Ayşe · 06-1234" in sheet(recipient="Ayşe", phone="06-1234")


def test_due_and_printed_are_times_of_the_office() -> None:
    summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    text = sheet(due_at=summer)
    assert "02-07-2026 00:30" in text
    assert "01-07-2026" not in text
    (london,) = sheets(replace(BARE, due_at=summer), zone="Europe/London")
    assert "01-07-2026 23:30" in london


def test_without_a_promise_the_due_time_is_a_dash() -> None:
    text = sheet()
    assert "Gereed uiterlijk –" in text or "Gereed uiterlijk -" in text


def test_promises_follow_each_other() -> None:
    text = sheet(promises=("Binnen 24 uur.", "Anders gratis."))
    assert "Binnen 24 uur. Anders gratis." in text


@pytest.mark.parametrize("count", [1, 2, 7])
def test_every_line_has_a_sheet_of_its_own_in_the_order_given(count: int) -> None:
    numbers = [f"M{(7 * n) % 11:06}.1" for n in range(1, count + 1)]
    made = sheets(*(replace(BARE, number=number) for number in numbers))
    assert len(made) == count
    for place, (number, text) in enumerate(zip(numbers, made, strict=True), start=1):
        assert number in text
        assert f"pagina {place}" in text
        assert not any(other in text for other in numbers if other != number)


def test_the_paper_is_a4_whatever_stands_on_it() -> None:
    long = replace(BARE, note="heel lang " * 500, product="p" * 900)
    made = WorkOrders("x", "Europe/Amsterdam", AT, (BARE, long))
    assert sizes(render_work_orders(made, "nl")) == {(595, 842)}


MARKUP = ("<b>vet</b>", "<script>alert(1)</script>", "&amp; &nbsp;", "{0} %s %(x)s", "</para>")


@pytest.mark.parametrize("words", MARKUP)
def test_markup_is_words_wherever_it_stands(words: str) -> None:
    free = [one.name for one in fields(WorkOrder) if one.type is str]
    start = words.split(maxsplit=1)[0]
    for field in sorted({*free} - {"number", "phone"}):
        assert start in sheet(**{field: words, "unit": words}), field
    assert start in sheet(details=((words, words),), promises=(words,))


def test_what_cannot_be_seen_is_not_printed() -> None:
    text = sheet(note="voor\x00de\u202e poort\u200b\r\nna\tmiddag", product="\u202egnp.exe")
    for hidden in ("\x00", "\u202e", "\u200b"):
        assert hidden not in text
    assert "poort na middag" in text
    assert "gnp.exe" in text


def test_an_endless_value_takes_some_lines_and_leaves_room_for_the_others() -> None:
    text = sheet(note="woord " * 5_000, contact="Jan de Wit", location="x" * 5_000)
    assert "Jan de Wit" in text
    assert "Naam, datum en handtekening" in text
    assert text.count("woord") < 200


def test_many_details_go_on_to_another_sheet_and_none_is_lost() -> None:
    details = tuple((f"veld {n}", f"waarde {n}") for n in range(60))
    made = sheets(replace(BARE, details=details))
    assert len(made) > 1
    text = " ".join(made)
    assert all(f"veld {n} waarde {n}" in text for n in range(60))
    assert "Naam, datum en handtekening" in made[-1]


def test_equal_orders_give_equal_bytes_and_others_give_others() -> None:
    def made(language: str = "nl", at: datetime = AT, **values: object) -> bytes:
        orders = WorkOrders("Bedrijf", "Europe/Amsterdam", at, (replace(BARE, **values),))
        return render_work_orders(orders, language)

    assert made() == made()
    others = [
        made("en"),
        made(note="anders"),
        made(due_at=AT),
        made(at=AT + timedelta(seconds=61)),
    ]
    assert len({made(), *others}) == 5
    again = [made("en"), made(note="anders")]
    assert again == others[:2], "what was made between leaves no trace"


def test_a_sheet_carries_the_name_of_the_organisation_and_a_title() -> None:
    made = WorkOrders("Gebouw <Zuid>", "Europe/Amsterdam", AT, (BARE,))
    text = whole(render_work_orders(made, "nl"))
    assert "Gebouw <Zuid>" in text
    assert "Werkbon" in text
    assert "Work order" in whole(render_work_orders(made, "en"))
