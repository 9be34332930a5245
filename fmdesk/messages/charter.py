"""Errors of charters: their shape, their terms, and the facts that they name."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "charter.field_missing": N_("Charter {charter}: {path} is missing. Add it."),
    "charter.field_unknown": N_(
        "Charter {charter}: {path} does not exist. Remove it, or correct its name."
    ),
    "charter.field_choice": N_("Charter {charter}: {path} cannot be {value}. Use {expected}."),
    "charter.field_value": N_(
        "Charter {charter}: {path} cannot be {value} ({reason}). Correct it."
    ),
    "charter.all_or_any": N_(
        "Charter {charter}: {path} has to have either “all” or “any”, with a list of conditions."
    ),
    "charter.empty": N_("Charter {charter}: {field} is empty. Fill it in."),
    "charter.clock": N_("Charter {charter}: there is no clock {clock}. Use one of: {known}."),
    "charter.limit_missing": N_(
        "Charter {charter} guarantees something without a limit. Give it a limit of its own, or "
        "let it use the lead time of the product."
    ),
    "charter.validity": N_(
        "Charter {charter} ends on {last}, before it begins on {first}. Correct one of the days."
    ),
    "charter.number": N_(
        "Charter {charter}: {field} cannot be {value}. It has to be between {least} and {most}."
    ),
    "charter.never_applies": N_(
        "Charter {charter} can never apply: it asks for any of no conditions. Add a condition, or "
        "use “all”."
    ),
    "charter.always_excused": N_(
        "Charter {charter} is always excused: it asks for all of no exceptions. Add an exception, "
        "or use “any”."
    ),
    "charter.not_proposed": N_(
        "No active plugin proposes the charter {charter}. Switch its plugin on first."
    ),
    "charter.adopted": N_("The charter {charter} was adopted already. End its trial instead."),
    "charter.trial": N_(
        "The trial of the charter {charter} begins on {first} and cannot end before. Choose a "
        "later day."
    ),
    "charter.no_trial": N_("The charter {charter} is in no trial; it counts already."),
    "charter.unknown_fact": N_(
        "Charter {charter} asks for the fact {fact}, which nobody supplies. Correct the name "
        "(there is: {known}), or switch on the plugin that supplies it."
    ),
    "charter.operator": N_(
        "Charter {charter}: {fact} is not a number, so “{op}” cannot compare it. Use eq, ne, in or "
        "not_in."
    ),
    "charter.list": N_(
        "Charter {charter}: “{op}” on {fact} has the wrong kind of value. “in” and “not_in” take a "
        "list with at least one value, the others exactly one value."
    ),
    "facts.not_boolean": N_(
        "Charter {charter}: the value {value} for {fact} has to be true or false. Correct it."
    ),
    "facts.not_number": N_(
        "Charter {charter}: the value {value} for {fact} has to be a whole number. Correct it."
    ),
    "facts.not_text": N_(
        "Charter {charter}: the value {value} for {fact} has to be a text. Correct it."
    ),
    "facts.too_long": N_(
        "Charter {charter}: the text for {fact} is longer than 100 characters. Shorten it."
    ),
    "facts.unfit_text": N_(
        "Charter {charter}: the text for {fact} has characters that cannot be compared (control "
        "characters, or letters with loose accents). Type it again."
    ),
    "facts.too_large": N_(
        "Charter {charter}: the number {value} for {fact} is too large. Charters compare numbers "
        "up to 2,147,483,647; for an amount that is € 21,474,836.47."
    ),
    "facts.duplicate": N_(
        "The fact {fact} is declared twice. Switch off one of the plugins that declare it."
    ),
}
