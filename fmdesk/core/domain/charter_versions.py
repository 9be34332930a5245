"""The clauses of a charter one by one, and what differs between two versions."""

from collections.abc import Mapping, Sequence

from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_figures import day_words, figure, share
from fmdesk.core.domain.charter_phrases import PHRASES
from fmdesk.core.domain.charter_sentence import clock_words, sanction_words, scope_words
from fmdesk.core.domain.charter_words import Wording, conditions_words


def clauses(charter: Charter, wording: Wording, language: str) -> Mapping[str, str]:
    """Return every clause of a charter in words, in the order in which differences are told."""
    said = PHRASES[language]
    return {
        "name_nl": charter.name_nl,
        "name_en": charter.name_en,
        "promise_nl": charter.promise_nl,
        "promise_en": charter.promise_en,
        "guarantee": clock_words(charter.guarantee, language),
        "scope": scope_words(charter, wording, language),
        "applies_when": conditions_words(charter.applies_when, wording, language),
        "except_when": conditions_words(charter.except_when, wording, language),
        "sanction": sanction_words(charter.sanction, language),
        "bearer": said[charter.bearer],
        "rank": figure(charter.rank, language),
        "validity": _validity(charter, language),
        "trial": _trial(charter, language),
        "new_run_on_reopen": said["yes" if charter.new_run_on_reopen else "no"],
        "norm": share(charter.norm, language),
    }


def differences(
    before: Charter, after: Charter, wording: Wording, language: str
) -> Sequence[tuple[str, str, str]]:
    """Return the clauses in which two versions differ: name, before and after in words."""
    old, new = clauses(before, wording, language), clauses(after, wording, language)
    return tuple((name, old[name], new[name]) for name in old if old[name] != new[name])


def _validity(charter: Charter, language: str) -> str:
    said = PHRASES[language]
    if charter.is_called_off:
        return said["never"]
    words = said["from"].format(first=day_words(charter.valid_from, language))
    if charter.valid_to is None:
        return words
    return f"{words} {said['until'].format(last=day_words(charter.valid_to, language))}"


def _trial(charter: Charter, language: str) -> str:
    if charter.trial_until is None:
        return ""
    return PHRASES[language]["trial"].format(last=day_words(charter.trial_until, language))
