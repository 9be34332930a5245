"""What goes into the command log comes out again, and what no database keeps never goes in."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ticket import EventDraft, OrderDraft, OrderLine
from fmdesk.core.domain.views import ClosedMonth, Recorded, Taken

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
NUMBERS = st.integers(-(2**62), 2**62)
WHOLE_SECONDS = st.datetimes(
    datetime(1970, 1, 1),  # noqa: DTZ001  # the bounds have no zone
    datetime(2200, 1, 1),  # noqa: DTZ001  # as above
    timezones=st.just(UTC),
).map(lambda at: at.replace(microsecond=0))
DETAILS = st.dictionaries(TEXT, TEXT | NUMBERS | st.booleans(), max_size=3)
ORDERS = st.builds(
    OrderDraft,
    op_id=st.uuids(),
    channel=TEXT,
    lines=st.lists(
        st.builds(OrderLine, product=TEXT, quantity=NUMBERS, variant=TEXT, details=DETAILS),
        max_size=3,
    ).map(tuple),
    requester=TEXT,
    received_at=st.none() | WHOLE_SECONDS,
    subject=TEXT,
    note=TEXT,
)
EVENTS = st.builds(
    EventDraft,
    op_id=st.uuids(),
    line_id=NUMBERS,
    kind=st.sampled_from(EventKind),
    version=NUMBERS,
    at=st.none() | WHOLE_SECONDS,
    step=st.none() | NUMBERS,
    reason=TEXT,
    pause_class=st.none() | st.sampled_from(PauseClass),
    new_run=st.booleans(),
    corrects=st.none() | NUMBERS,
    corrected_at=st.none() | WHOLE_SECONDS,
)
RESULTS = st.one_of(
    st.builds(
        Taken,
        ticket_id=NUMBERS,
        number=TEXT,
        line_ids=st.lists(NUMBERS, max_size=3).map(tuple),
        due_at=st.none() | WHOLE_SECONDS,
        price_cents=NUMBERS,
        promises=st.lists(TEXT, max_size=2).map(tuple),
    ),
    st.builds(Recorded, NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    st.builds(ClosedMonth, TEXT, NUMBERS, TEXT, NUMBERS, TEXT),
)


@given(ORDERS | EVENTS | RESULTS)
def test_a_command_and_its_answer_come_out_as_they_went_in(value: object) -> None:
    text = dumps(value)
    again = loads(type(value), text)
    assert again == value
    assert dumps(again) == text
    assert "\n" not in text


@given(DETAILS)
def test_the_order_in_which_details_were_filled_in_does_not_matter(
    details: dict[str, object],
) -> None:
    assert dumps(dict(reversed(details.items()))) == dumps(details)


@given(ORDERS, ORDERS)
def test_different_orders_are_different_texts(one: OrderDraft, other: OrderDraft) -> None:
    assert (dumps(one) == dumps(other)) == (one == other)


UNFIT = ("a\x00b", "\x00", "\\\x00", "\\\\\x00", "los \ud800", "\udfff", "\ude00\ud83d")


@pytest.mark.parametrize("text", UNFIT)
def test_a_text_that_no_database_keeps_is_refused(text: str) -> None:
    for value in (text, [text], {text: 1}, OrderLine("paper", details={"note": text})):
        with pytest.raises(InvalidInputError, match=r"text\.unfit"):
            dumps(value)


@pytest.mark.parametrize(
    "text", ["\\u0000", "\\\\u0000", "C:\\users\\u0000", "\x01\x7f", "\N{GRINNING FACE}", "\ufffe"]
)
def test_what_only_looks_like_it_is_kept(text: str) -> None:
    assert loads(str, dumps(text)) == text


@given(st.text(st.characters()))
def test_every_text_is_either_kept_whole_or_refused(text: str) -> None:
    is_unfit = "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text)
    if is_unfit:
        with pytest.raises(InvalidInputError, match=r"text\.unfit"):
            dumps(text)
    else:
        assert loads(str, dumps(text)) == text


def test_a_uuid_and_an_instant_have_one_form() -> None:
    number = UUID("12345678-1234-5678-1234-567812345678")
    assert dumps({"a": number}) == '{"a":"12345678-1234-5678-1234-567812345678"}'
    assert dumps(datetime(2026, 3, 2, 8, 0, 0, 999_999, tzinfo=UTC)) == '"2026-03-02T08:00:00Z"'
