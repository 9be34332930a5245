"""Errors of the decision engine: what it cannot load, and when it cannot work at all."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "engine.cannot_start": N_(
        "The decision engine cannot be started ({reason}). Nothing was changed. Close other "
        "programs and try again; if it stays away, install fmdesk again."
    ),
    "engine.cannot_load": N_(
        "The decision engine ended while it was given the charters ({reason}). Nothing was "
        "changed. Undo the last change to a charter and try again."
    ),
    "engine.keeps_dying": N_(
        "The decision engine ended {count} times in a row (last with {reason}). Nothing was "
        "changed. Try again; if it happens again, undo the last change to a charter."
    ),
    "engine.unknown_charter": N_(
        "The decision engine was asked about charter version {number}, which it was not given. "
        "Start fmdesk again."
    ),
    "engine.too_many_branches": N_(
        "The charters compare one fact with {count} values; the decision engine bears {most}. "
        "Shorten the longest list."
    ),
    "engine.too_many_equal": N_(
        "The charters have {count} equal rules; the decision engine bears {most}. Remove repeated "
        "conditions."
    ),
    "engine.too_many_true": N_(
        "Up to {count} conditions of a charter can be met at once; the decision engine bears "
        "{most}. Use fewer exceptions."
    ),
    "charter.fact_name": N_(
        "Charter {charter}: the engine cannot read the name {fact}. Names of facts are small "
        "letters, digits and single underscores, with a dot between plugin and fact."
    ),
    "charter.too_many_rules": N_(
        "Charter {charter} comes down to {count} rules; the decision engine bears {most}. Shorten "
        "its lists, or make two charters of it."
    ),
    "charter.too_many_conditions": N_(
        "Charter {charter} has {count} conditions that have to be met together; the decision "
        "engine bears {most}. Shorten its lists, or use fewer conditions."
    ),
    "charter.twice": N_(
        "Charter {charter} stands twice in the set, under number {number}. Remove one."
    ),
    "charter.fact_gone": N_(
        "Charter {charter} asks for the fact {fact}, which nobody supplies now. Lines here were "
        "promised this charter, so they cannot be judged without it, and nothing was changed. "
        "Install or switch on the plugin {plugin}, then try again; other months are not touched."
    ),
    "facts.missing": N_(
        "Charter {charter}: the fact {fact} is missing, so nothing can be decided. Check the "
        "events of the line."
    ),
}
