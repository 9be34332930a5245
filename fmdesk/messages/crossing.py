"""Texts of what can go wrong with questions to units, returned lines and the work of a unit."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "question.unknown": N_("There is no question {question} any more. Refresh the list."),
    "question.no_text": N_("Write what you want to know."),
    "question.no_answer": N_("Write the answer."),
    "question.answered": N_("Somebody else answered this question just now. Refresh the list."),
    "question.not_answered": N_("This question has no answer yet, so there is nothing to keep."),
    "question.no_product": N_(
        "This question is about no product, so its answer cannot be kept with one."
    ),
    "question.kept": N_("This answer is kept with its product already."),
    "question.target": N_("Give a unit some time to answer: one hour or day at least."),
    "return.reason_unknown": N_("There is no reason {code}. Choose one of the list."),
    "return.no_note": N_("Say what is missing or wrong, so that the desk can put it right."),
    "return.no_step": N_("Nothing of {number} is done behind the cut, so it cannot be returned."),
    "return.at_desk": N_("The desk has {number} already; it cannot be returned."),
    "return.not_completed": N_("Say what you have completed, so that the unit can go on."),
    "return.not_returned": N_("{number} was not returned, or somebody issued it again. Refresh."),
    "redirect.no_reason": N_("Say why another unit does it, so that both units know."),
    "redirect.has_it": N_("{unit} has {number} already. Choose another unit."),
    "redirect.lead_only": N_(
        "Nobody returned {number}. Let the unit return it, or ask a desk lead to redirect it."
    ),
    "question.long_target": N_("Nobody waits so long for an answer: give {most} at most."),
    "unit_work.not_here": N_("Line {line} is not with {unit} now. Refresh the list."),
    "unit_work.no_action": N_(
        "This action is not open any more, or not of this unit. Refresh the list."
    ),
    "unit_work.not_a_member": N_("{person} is no member of {unit}. Choose one of its people."),
}
