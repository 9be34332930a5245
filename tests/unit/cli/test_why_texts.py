"""What `fmdesk why` prints of a verdict that a person decided, and of one in trial."""

from dataclasses import replace

import pytest

from fmdesk.cli.why import _verdict
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.month_progress import Ruling
from fmdesk.core.domain.views import WhyVerdict
from fmdesk.i18n import using_language
from tests.desktop.made import at, verdict


def printed(language: str, told: WhyVerdict) -> list[str]:
    with using_language(language):
        return [line.replace("\N{NO-BREAK SPACE}", " ") for line in _verdict(told, "UTC")]


@pytest.mark.parametrize(
    ("language", "decided"),
    [
        ("nl", "  Beslist door anneke op 03-11-2026 14:00: bon nagekeken"),
        ("en", "  Decided by anneke on 3 Nov 2026 14:00: bon nagekeken"),
    ],
)
def test_what_a_person_decided_is_said_with_who_when_and_why(language: str, decided: str) -> None:
    ruling = Ruling(Outcome.BROKEN, "anneke", at(hours=30), "bon nagekeken")
    assert decided in printed(language, replace(verdict(language, is_broken=True), ruling=ruling))


@pytest.mark.parametrize(
    ("language", "cost", "bearer"),
    [
        (
            "nl",
            "  Op proef, dus niet gecrediteerd: 5 / 10 × € 184,00 = € 92,00",
            "  Zou worden gedragen door Voorraad: eigenaar van het product",
        ),
        (
            "en",
            "  In trial, so not credited: 5 / 10 × € 184,00 = € 92,00",
            "  Would be borne by Stock: owner of the product",
        ),
    ],
)
def test_a_trial_credits_nothing(language: str, cost: str, bearer: str) -> None:
    broken = verdict(language, is_broken=True)
    tried = printed(language, replace(broken, is_trial=True))
    assert [cost, bearer] == tried[-2:]
    assert not {cost, bearer} & set(printed(language, broken))
