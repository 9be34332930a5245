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
    "charter.contradicts": N_(
        "Charter {charter} never applies: no value of “{fact}” meets its conditions. Change one of "
        "them."
    ),
    "charter.outside": N_(
        "Charter {charter} never applies: no product that it is given for meets its conditions on "
        "“{fact}”. Change the condition, or the products."
    ),
    "charter.never_breaks": N_(
        "Charter {charter} cannot ever break: its conditions shut out what is late. Take out the "
        "condition on the clock."
    ),
    "charter.excused_always": N_(
        "Charter {charter} is always excused: whatever is late meets its exceptions. Narrow an "
        "exception."
    ),
    "charter.useless_exception": N_(
        "Charter {charter}: an exception on “{fact}” can never be met beside the conditions. Take "
        "it out, or change it."
    ),
    "charter.no_products": N_(
        "Charter {charter} is given for no product of today. Choose products or clusters."
    ),
    "charter.no_lead_times": N_(
        "Charter {charter} takes its limit from the product, and {products} promises none. Give "
        "the product a lead time, or the charter a limit of its own."
    ),
    "charter.some_lead_times": N_(
        "Charter {charter} takes its limit from the product; without a lead time there is no "
        "guarantee for {products}. Give these a lead time, or leave it so."
    ),
    "charter.costs_nothing": N_(
        "Charter {charter}: all its products are free, so this sanction gives nothing. Count "
        "points, or let it exceed the price."
    ),
    "charter.steps_nothing": N_(
        "Charter {charter}: base and steps together are nothing, so this sanction never costs "
        "anything. Give it a base, or an amount per step with at least one step."
    ),
    "charter.overlaps": N_(
        "Charter {charter} overlaps “{other}” for {products}: that one already says “{sanction}”. "
        "Of one kind only the best counts; leave these products out of one of them, or choose "
        "another sanction."
    ),
    "charter.short_limit": N_(
        "Charter {charter}: the targets of the steps together are {targets}, more than the limit "
        "gives ({products}). Lengthen the limit, or shorten the targets."
    ),
    "charter.no_step": N_(
        "Charter {charter}: the process of {products} has no step {step}; ready counts instead. "
        "Choose another clock, or leave it so."
    ),
    "charter.draft_unknown": N_("The draft {draft} is not there. Open the list again."),
    "charter.draft_changed": N_(
        "Somebody else changed the draft of {charter} meanwhile. Open it again; what you typed "
        "stays here until then."
    ),
    "charter.draft_done": N_(
        "The draft of {charter} was approved or thrown away meanwhile. Open the list again."
    ),
    "charter.waits": N_("The draft of {charter} waits for approval already."),
    "charter.waits_not": N_(
        "The draft of {charter} does not wait for approval. Send it for approval first."
    ),
    "charter.exists": N_(
        "There is a charter {charter} already. Change that one, or choose another code."
    ),
    "charter.moved_on": N_(
        "The charter {charter} got a new version since this draft was begun. Begin a new draft "
        "from it."
    ),
    "charter.no_reason": N_("Say why you give the draft back."),
    "charter.own": N_(
        "Nobody approves the own charter: you wrote {charter}. Ask another controller."
    ),
    "charter.past": N_(
        "The charter {charter} cannot begin before {first}: lines of today keep what they were "
        "promised. Choose a later day."
    ),
    "charter.engine": N_(
        "The decision engine did not accept the charter {charter}. Give this to your administrator."
    ),
    "charter.ended": N_("The charter {charter} ended on {last} already."),
    "charter.ends_early": N_(
        "The charter {charter} can end on {first} at the earliest. Choose a later day."
    ),
    "charter.not_to_come": N_(
        "The version of the charter {charter} that was to come has begun, or another one took its "
        "place. Look at the charter again."
    ),
    "charter.not_proposed": N_(
        "No active plugin proposes the charter {charter}. Switch its plugin on first."
    ),
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
