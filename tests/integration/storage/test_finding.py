"""A line is found by the words that stand on it, whatever people write and whichever database."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.domain.words import LONGEST, fold, has_words
from fmdesk.core.sql.door import SqlDoor
from tests.integration.storage.conftest import Change, MakeTicket

FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
TEXT = st.text(st.characters(exclude_categories=["Cs", "Co", "Cn"], exclude_characters="\x00"))
SUBJECTS = st.lists(
    st.one_of(
        TEXT,
        st.sampled_from(
            [
                "Straße Größe ŒUVRE",
                "İstanbul ıI",
                "ﬁets ½ ㎒ Ⅷ",
                "e\u0301t\u00e9",
                "漢字 кириллица عربى हिन्दी ไทย",
                "O'Neill-de Vries (A4) 50%",
                "a_b c__d",
                "m000001 M12",
                "AND OR NOT NEAR * \" ' :",
                "x" * (LONGEST + 5),
                "--",
            ]
        ),
    ),
    min_size=1,
    max_size=6,
)


def found(office: SqlDoor, typed: str) -> list[int]:
    with office.read() as work:
        pieces = work.tickets.list_ids(TicketFilter(text=typed), work.now)
        return [one for piece in pieces for one in piece]


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=FIXTURES)
@given(subjects=SUBJECTS)
def test_every_word_of_a_subject_finds_its_line(
    subjects: list[str], office: SqlDoor, make_ticket: MakeTicket, change: Change
) -> None:
    lines: list[int] = []

    def add(work: object) -> None:
        lines.clear()
        for subject in subjects:
            ticket = work.tickets.add_ticket(make_ticket(subject=subject))
            lines.append(ticket.lines[0].id)

    change(add)
    for subject, line in zip(subjects, lines, strict=True):
        for word in fold(subject).split()[:4]:
            if not (word[0] == "m" and word[1:].isdigit()):
                assert line in found(office, word), word
                assert line in found(office, word[:2]), word
        assert line in found(office, " ".join(fold(subject).split()[:3])) or "m" in fold(subject)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=FIXTURES)
@given(typed=TEXT)
def test_whatever_is_typed_is_an_answer_and_never_a_fault(
    typed: str, office: SqlDoor, make_ticket: MakeTicket, change: Change
) -> None:
    if not found(office, ""):
        change(lambda work: work.tickets.add_ticket(make_ticket(subject="papier")))
    everything = found(office, "")
    some = found(office, typed)
    assert set(some) <= set(everything)
    if not fold(typed):
        assert some == everything


@pytest.mark.parametrize("external_id", ["--", "#", "A-17/b", "½", " ", "é", "M000001"])
def test_a_number_of_signs_alone_is_a_number_too(
    external_id: str, office: SqlDoor, make_ticket: MakeTicket, change: Change
) -> None:
    """What another system calls its ticket is no affair of ours."""
    change(
        lambda work: work.tickets.add_ticket(
            make_ticket(subject="!", source="elders", external_id=external_id)
        )
    )
    with office.read() as work:
        assert list(work.tickets.find_external("elders", [external_id])) == [external_id]
    assert len(found(office, "papier")) == 1


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert has_words(folded, folded)
    assert all(len(word) <= LONGEST for word in folded.split())


@given(st.text(), st.text())
def test_accents_and_case_do_not_matter(one: str, other: str) -> None:
    words = fold(one, other)
    assert has_words(words, fold(one.upper().lower())) or fold(one.upper().lower()) != fold(one)
    assert has_words(words, fold(other))


def test_filters_and_counts_tell_the_same(
    office: SqlDoor, make_ticket: MakeTicket, change: Change
) -> None:
    """Every state, and every word, divides the list without losing or doubling a line."""

    def add(work: object) -> None:
        for number, state in enumerate([*LineState, *LineState]):
            ticket = make_ticket(1 + number, subject=f"zaak {number} {state.value}", state=state)
            work.tickets.add_ticket(ticket)

    change(add)
    everything = found(office, "zaak")
    assert len(everything) == len(set(everything)) == 2 * len(LineState)
    with office.read() as work:
        for state in LineState:
            wanted = TicketFilter(text="zaak", states=(state,))
            ids = [one for piece in work.tickets.list_ids(wanted, work.now) for one in piece]
            assert work.tickets.count(wanted, work.now) == len(ids) == 2
            assert {row.state for row in work.tickets.rows(ids, work.now)} == {state}
        for sort in ("number", "opened", "due", "product", "unit", "state", "price", "nonsense"):
            orders = []
            for is_descending in (True, False):
                wanted = TicketFilter(sort=sort, is_descending=is_descending)
                pieces = work.tickets.list_ids(wanted, work.now)
                orders.append([one for piece in pieces for one in piece])
            down, up = orders
            assert sorted(down) == sorted(up) == sorted(everything)
            if sort != "due":  # lines without a due time stand last either way
                assert down == up[::-1], sort
