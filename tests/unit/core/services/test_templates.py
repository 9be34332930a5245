"""Templates: what they may say, and that nothing else gets through."""

import pytest

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.message import Template, TemplateKind
from fmdesk.core.services.templates import LONGEST, VALUES, check, default, render
from fmdesk.i18n import using_language

WORDS = {name: name.upper() for name in VALUES}


def text_of(body: str, **values: str) -> str:
    made = Template(TemplateKind.DELAY, "nl", "onderwerp", body)
    return render(made, {**WORDS, **values})[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TemplateKind)
def test_every_kind_has_a_wording_in_both_languages(kind: TemplateKind, language: str) -> None:
    made = default(kind, language)
    check(made)
    subject, text = render(made, WORDS)
    assert "NUMBER" in subject
    assert "ORGANISATION" in text
    assert "{" not in text
    full, bare = render(made, WORDS)[1], render(made, dict.fromkeys(VALUES, ""))[1]
    assert len(bare) < len(full)


def test_the_delay_notice_tells_its_reason() -> None:
    for language in LANGUAGES:
        assert "REASON" in render(default(TemplateKind.DELAY, language), WORDS)[1]


def test_values_are_text_as_it_is() -> None:
    hostile = "<b>O'Neil & {{ reason }} {% raw %}"
    assert text_of("{{ customer }}", customer=hostile) == hostile


def test_a_subject_is_one_line() -> None:
    made = Template(TemplateKind.READY, "nl", "een\n{{ customer }}", "x")
    assert render(made, {**WORDS, "customer": "a\r\nBcc: b"})[0] == "een a Bcc: b"


def test_if_and_filters_work() -> None:
    assert text_of("{% if due %}{{ due|lower }}{% else %}nee{% endif %}") == "due"
    assert text_of("{% if due %}ja{% else %}nee{% endif %}", due="") == "nee"
    assert text_of("{{ 'ja' if reason == 'REASON' and not promise == '' else 'nee' }}") == "ja"


@pytest.mark.parametrize(
    ("body", "code", "line", "cause"),
    [
        ("goed\n{{ nobody }}", "template.unknown_value", 2, None),
        ("{% if due %}", "template.broken", 1, None),
        ("a\nb\n{{ due", "template.broken", 3, None),
        ("{% for x in due %}{% endfor %}", "template.not_allowed", 1, "For"),
        ("\n{{ due.__class__ }}", "template.not_allowed", 2, "Getattr"),
        ("{{ due['x'] }}", "template.not_allowed", 1, "Getitem"),
        ("{{ due() }}", "template.not_allowed", 1, "Call"),
        ("{{ 9 ** 999999999 }}", "template.not_allowed", 1, "Pow"),
        ("{{ due * 999999999 }}", "template.not_allowed", 1, "Mul"),
        ("{% include '/etc/passwd' %}", "template.not_allowed", 1, "Include"),
        ("{% set x = 1 %}", "template.not_allowed", 1, "Assign"),
        ("{{ due|attr('x') }}", "template.not_allowed", 1, "attr"),
        ("{{ range }}", "template.unknown_value", 1, None),
        ("{% macro a() %}{% endmacro %}", "template.not_allowed", 1, "Macro"),
        ("{% if due %}" * 150 + "{% endif %}" * 150, "template.broken", 1, None),
        ("{{ due" + "|upper" * 300 + " }}", "template.broken", 1, None),
        ("{{ " + "9" * 5000 + " }}", "template.broken", 1, None),
        ("{{ due < 1 }}", "template.broken", 1, None),
        ("{% if due %}x{% else %}{{ due < 1 }}{% endif %}", "template.broken", 1, None),
        ("{{ due|upper(1) }}", "template.broken", 1, None),
        ("{{ due|trim(1) }}", "template.broken", 1, None),
    ],
)
def test_whatever_else_is_refused_with_its_line(
    body: str, code: str, line: int, cause: str | None
) -> None:
    with pytest.raises(InvalidInputError) as told, using_language("en"):
        check(Template(TemplateKind.READY, "nl", "x", body))
    assert told.value.code == code
    assert told.value.params["line"] == line
    assert told.value.params["part"] == "text"
    if cause:
        assert told.value.params["cause"] == cause


def test_deep_and_long_templates_are_refused() -> None:
    deep = "{% if due %}" * 1000 + "{% endif %}" * 1000
    with pytest.raises(InvalidInputError, match=r"template\.(broken|long)"):
        check(Template(TemplateKind.READY, "nl", "x", deep[:LONGEST]))
    with pytest.raises(InvalidInputError, match=r"template\.long"):
        check(Template(TemplateKind.READY, "nl", "x", "x" * (LONGEST + 1)))
