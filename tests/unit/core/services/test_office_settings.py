"""The table of settings and of lists: named, in both languages, with what holds until then."""

from collections.abc import Iterator

import pytest

from fmdesk.core.domain.message import MessageSettings
from fmdesk.core.domain.spec import FieldKind, FieldSpec
from fmdesk.core.services.admin_records import NOUNS
from fmdesk.core.services.office_settings import GROUPS


def fields() -> Iterator[FieldSpec]:
    for group in GROUPS:
        yield from group.fields
    for noun in NOUNS.values():
        yield from noun.fields


def test_every_setting_is_stored_under_a_name_of_its_own() -> None:
    names = [spec.name for group in GROUPS for spec in group.fields]
    assert len(names) == len(set(names))
    known = {f"messages.{name}" for name in MessageSettings.__slots__}
    assert known <= set(names)


def test_no_password_is_among_them() -> None:
    assert [spec.name for spec in fields() if "password" in spec.name] == []


@pytest.mark.parametrize("spec", list(fields()), ids=lambda spec: spec.name)
def test_a_field_has_words_in_both_languages_and_a_fitting_default(spec: FieldSpec) -> None:
    assert spec.label.nl
    assert spec.label.en
    if spec.help is not None:
        assert spec.help.nl != spec.help.en
    if spec.kind is FieldKind.INTEGER:
        assert spec.maximum is not None
        assert (spec.minimum or 0) <= int(spec.default or 0) <= spec.maximum
    if spec.choices and spec.default is not None:
        assert spec.default in dict(spec.choices)


@pytest.mark.parametrize("section", NOUNS)
def test_what_a_field_refers_to_is_a_list_of_its_own(section: str) -> None:
    noun = NOUNS[section]
    names = {spec.name for spec in noun.fields}
    assert set(noun.refers) <= names
    assert set(noun.refers.values()) <= set(NOUNS)
    assert noun.hint in names
    assert not noun.tree or noun.refers[noun.tree] == section
    for spec in noun.fields:
        is_open_choice = spec.kind is FieldKind.CHOICE and not spec.choices
        assert not is_open_choice or spec.name in noun.refers
