from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from struct import pack
from threading import Thread

import pytest
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from fmdesk import i18n
from fmdesk.config import resources_path
from fmdesk.i18n import (
    Compiled,
    Domain,
    brief_day,
    current_language,
    day,
    duration,
    exact_duration,
    long_day,
    money,
    month_name,
    number,
    percent,
    set_language,
    stamp,
    using_language,
)

BABEL = {"nl": "nl_NL", "en": "en_GB"}
NBSP = "\N{NO-BREAK SPACE}"


@given(st.integers(-(10**11), 10**11), st.sampled_from(["nl", "en"]))
def test_money_reads_as_babel_writes_it(cents: int, chosen: str) -> None:
    with using_language(chosen):
        assert money(cents) == format_currency(Decimal(cents) / 100, "EUR", locale=BABEL[chosen])


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 3), st.sampled_from(["nl", "en"]))
def test_figures_read_as_babel_writes_them(value: Decimal, decimals: int, chosen: str) -> None:
    with using_language(chosen):
        shown = number(value, decimals)
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    expected = format_decimal(rounded + 0, pattern, locale=BABEL[chosen])
    assert shown == expected


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_short_dates_read_as_babel_writes_them(value: date) -> None:
    assert day(value) == format_date(value, "dd-MM-y", locale="nl_NL")
    with using_language("en"):
        assert day(value) == format_date(value, "d MMM y", locale="en_GB")


def test_dates_in_words() -> None:
    assert long_day(date(2026, 11, 22)) == "zondag 22 november 2026"
    assert brief_day(date(2026, 11, 22)) == "zo 22 nov"
    assert month_name(date(2026, 11, 1)) == "november 2026"
    with using_language("en"):
        assert long_day(date(2026, 11, 22)) == "Sunday 22 November 2026"
        assert brief_day(date(2026, 11, 22)) == "Sun 22 Nov"


def test_a_stamp_is_shown_in_the_zone_of_the_office() -> None:
    at = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert stamp(at, "Europe/Amsterdam") == "01-07-2026 00:30"


@pytest.mark.parametrize(
    ("seconds", "words", "exact"),
    [
        (0, "0 s", "0:00:00"),
        (59, "59 s", "0:00:59"),
        (60, "1 min", "0:01:00"),
        (3600, "1 u", "1:00:00"),
        (12_059, "3 u 20 min", "3:20:59"),
        (-12_000, "-3 u 20 min", "-3:20:00"),
        (4_000_000, "1.111 u 6 min", "1111:06:40"),
    ],
)
def test_time_spans_are_said_as_people_do(seconds: int, words: str, exact: str) -> None:
    assert (duration(seconds), exact_duration(seconds)) == (words, exact)


def test_a_share_of_nothing_is_a_dash() -> None:
    assert percent(1, 0) == "–"
    assert percent(2, 3) == format_percent(Decimal("0.667"), "#,##0.0 %", locale="nl_NL").replace(
        " ", NBSP
    )
    with using_language("en"):
        assert percent(1, 8, 0) == "13%"


def test_the_language_changes_live_and_for_one_block_only() -> None:
    set_language("en")
    assert duration(3600) == "1 h"
    with using_language("nl"):
        assert (duration(3600), current_language()) == ("1 u", "nl")
    assert current_language() == "en"


def test_a_block_in_another_language_leaves_other_threads_alone() -> None:
    seen: list[str] = []
    with using_language("en"):
        thread = Thread(target=lambda: seen.append(current_language()))
        thread.start()
        thread.join()
    assert seen == ["nl"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        set_language("fr")


@pytest.fixture
def plugin_domain(tmp_path: Path) -> Domain:
    catalogue = Catalog("nl")
    catalogue.add("Key", "Sleutel")
    catalogue.add(("{n} key", "{n} keys"), ("{n} sleutel", "{n} sleutels"))
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "keys.mo").open("wb") as file:
        write_mo(file, catalogue)
    return Domain("keys", lambda: tmp_path)


def test_a_plugin_has_texts_of_its_own(plugin_domain: Domain) -> None:
    assert plugin_domain.gettext("Key") == "Sleutel"
    assert plugin_domain.ngettext("{n} key", "{n} keys", 2).format(n=2) == "2 sleutels"
    set_language("en")
    assert plugin_domain.ngettext("{n} key", "{n} keys", 1).format(n=1) == "1 key"


def test_every_text_reads_as_the_standard_library_reads_it() -> None:
    content = resources_path("locale", "nl", "LC_MESSAGES", "fmdesk.mo").read_bytes()
    standard, ours = GNUTranslations(BytesIO(content)), Compiled(content)
    keys = [message.id for message in read_mo(BytesIO(content)) if message.id]
    singles = [key for key in keys if isinstance(key, str)]
    plurals = [key[0] for key in keys if not isinstance(key, str)]
    assert len(singles) > 1000
    assert len(plurals) > 10
    for key in (*singles, *plurals, "no text of ours"):
        assert ours.gettext(key) == standard.gettext(key)
    for key in (*plurals, "no text of ours"):
        for n in (0, 1, 2, 21):
            assert ours.ngettext(key, "many", n) == standard.ngettext(key, "many", n)


def test_a_catalogue_of_another_kind_of_machine_reads_the_same() -> None:
    def whole(order: str) -> bytes:
        key, text = b"{n} key\0{n} keys", "{n} sleutel\0{n} sleutels €".encode()
        head = pack(f"{order}7I", 0x950412DE, 0, 1, 28, 36, 0, 44)
        return head + pack(f"{order}4I", len(key), 44, len(text), 44 + len(key)) + key + text

    for order in "<>":
        assert Compiled(whole(order)).ngettext("{n} key", "{n} keys", 2) == "{n} sleutels €"
        assert Compiled(whole(order)).gettext("{n} key") == "{n} sleutel"


def test_a_plugin_without_dutch_shows_its_english(tmp_path: Path) -> None:
    assert Domain("keys", lambda: tmp_path).gettext("Key") == "Key"


def test_a_package_carries_its_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "fmdesk_own_texts"
    folder = package / "locale" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (package / "__init__.py").touch()
    catalogue = Catalog("nl")
    catalogue.add("Key", "Sleutel")
    with (folder / "fmdesk_own_texts.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.syspath_prepend(tmp_path)
    assert Domain.of_package("fmdesk_own_texts").gettext("Key") == "Sleutel"


def test_the_empty_text_stays_empty(language: Callable[[str], None]) -> None:
    assert i18n._("") == ""
    language("en")
    assert i18n._("") == ""
