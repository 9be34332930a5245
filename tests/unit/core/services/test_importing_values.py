"""Cells become values; what they cannot become is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.services.importing_fields import FieldRule, Kind
from fmdesk.core.services.importing_mapping import FieldMap, ImportMapping
from fmdesk.core.services.importing_values import make_parser, slug_of, text_of

DUTCH = ImportMapping("m", "people", "m", "m", {})
ENGLISH = ImportMapping("m", "people", "m", "m", {}, decimal=".")


def parse(
    kind: Kind, cell: object, field: FieldMap | None = None, mapping: ImportMapping = DUTCH
) -> object:
    rule = FieldRule(kind, words=("room", "floor"))
    chosen = field or FieldMap("x")
    return make_parser(rule, chosen, mapping, lambda _code, **_params: None)(cell)


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        (Kind.TEXT, "  Anna  ", "Anna"),
        (Kind.TEXT, "", None),
        (Kind.TEXT, 12.0, "12"),
        (Kind.CODE, 4100.0, "4100"),
        (Kind.INTEGER, "12", 12),
        (Kind.INTEGER, 12.0, 12),
        (Kind.INTEGER, " ", None),
        (Kind.MONEY, "1.234,50", 123450),
        (Kind.MONEY, "€ 12,5", 1250),
        (Kind.MONEY, "-3", -300),
        (Kind.MONEY, 12.34, 1234),
        (Kind.MONEY, 1, 100),
        (Kind.SHARE, "95,5 %", 9550),
        (Kind.SHARE, 100, 10_000),
        (Kind.BOOLEAN, "Ja", True),
        (Kind.BOOLEAN, "n", False),
        (Kind.BOOLEAN, True, True),
        (Kind.BOOLEAN, 0.0, False),
        (Kind.LIST, "a | b||c", ("a", "b", "c")),
        (Kind.WORD, "room", "room"),
        (Kind.SCALAR, "x", "x"),
    ],
)
def test_a_cell_becomes_a_value(kind: Kind, cell: object, expected: object) -> None:
    found = parse(kind, cell)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        (Kind.INTEGER, "12,5", "import.not_integer"),
        (Kind.INTEGER, 12.5, "import.not_integer"),
        (Kind.INTEGER, "9" * 40, "import.not_integer"),
        (Kind.INTEGER, "٣", "import.not_integer"),
        (Kind.MONEY, "1,234.50", "import.not_money"),
        (Kind.MONEY, "12,345", "import.not_money"),
        (Kind.MONEY, "1.23,00", "import.not_money"),
        (Kind.MONEY, float("inf"), "import.not_money"),
        (Kind.MONEY, float("nan"), "import.not_money"),
        (Kind.MONEY, True, "import.not_money"),
        (Kind.SHARE, "101", "import.not_share"),
        (Kind.BOOLEAN, "misschien", "import.not_boolean"),
        (Kind.WORD, "zaal", "import.not_word"),
        (Kind.TEXT, "a\0b", "import.nul"),
        (Kind.TEXT, "#REF!", "import.cell_error"),
        (Kind.CODE, "x" * 101, "import.too_long"),
        (Kind.TEXT, "x" * 4001, "import.too_long"),
        (Kind.INSTANT, "gisteren", "import.not_date"),
    ],
)
def test_what_a_cell_cannot_be_is_told(kind: Kind, cell: object, code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse(kind, cell)
    assert caught.value.code == code


def test_amounts_follow_the_decimal_sign_of_the_mapping() -> None:
    assert parse(Kind.MONEY, "1,234.50", mapping=ENGLISH) == 123450
    with pytest.raises(InvalidInputError):
        parse(Kind.MONEY, "1.234,50", mapping=ENGLISH)


def test_values_of_a_mapping_are_looked_up() -> None:
    field = FieldMap("x", values={"Constituent Call": "phone"}, empty=("N/A",))
    assert parse(Kind.CODE, "Constituent Call", field) == "phone"
    assert parse(Kind.CODE, "N/A", field) is None
    with pytest.raises(InvalidInputError, match=r"import\.unknown_value.*Telex"):
        parse(Kind.CODE, "Telex", field)


def test_values_outside_the_table_may_pass_or_become_another() -> None:
    passing = FieldMap("x", values={"a": "b"}, others="pass")
    assert (parse(Kind.CODE, "a", passing), parse(Kind.CODE, "c", passing)) == ("b", "c")
    other = FieldMap("x", values={"a": "b"}, others="rest")
    assert parse(Kind.CODE, "c", other) == "rest"


def test_yes_and_no_of_a_table_stay_what_they_are() -> None:
    field = FieldMap("x", values={"From RDC": True, "Direct Drop": False})
    assert parse(Kind.SCALAR, "Direct Drop", field) is False


def test_names_become_codes() -> None:
    assert parse(Kind.CODE, "Work w/out Permit", FieldMap("x", is_slug=True)) == "work-w-out-permit"
    assert slug_of("Çelik & Özdemir – vrijdag") == "celik-ozdemir-vrijdag"
    assert parse(Kind.CODE, "***", FieldMap("x", is_slug=True)) is None


def test_text_is_cleaned_of_what_nobody_sees() -> None:
    assert text_of("a\x07b\u202ec\r\nd\u2028e") == "a bc\nd e"
    assert text_of("e\u0301") == "é"
    assert text_of("=1+1") == "=1+1"


@given(st.text() | st.floats() | st.integers() | st.booleans())
def test_any_cell_is_a_value_or_a_known_error(cell: object) -> None:
    for kind in Kind:
        code = "import."
        found: object = None
        try:
            found = parse(kind, cell)
        except InvalidInputError as problem:
            code = problem.code
        assert code.startswith("import.")
        assert not isinstance(found, str) or found.strip() == found
