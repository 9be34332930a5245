"""Texts of what can go wrong when something is looked up, quoted, or settled at once."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "person.no_name": N_("Fill in the caller's name."),
    "person.email": N_("{email} is no e-mail address. Correct it, or leave it empty."),
    "faq.unknown": N_("This question is no longer there. Look for it again."),
    "guide.unknown": N_("There is no guide {code}. Choose one of the list."),
    "guide.empty": N_("A guide needs a code, a Dutch title and at least one question."),
    "guide.twice": N_("Guide {guide} has two questions with the code {node}. Rename one."),
    "guide.no_text": N_(
        "Question {node} of guide {guide} lacks its Dutch text, or that of an answer. Write it."
    ),
    "guide.dead_end": N_(
        "Question {node} of guide {guide} leads nowhere with the answer “{answer}”. Give it a next"
        " question, a product or an advice."
    ),
    "guide.two_ways": N_(
        "Question {node} of guide {guide} leads two ways with the answer “{answer}”. Keep one: the"
        " next question, a product or an advice."
    ),
    "guide.unknown_node": N_(
        "Guide {guide} leads to a question {node} that it does not have. Add it, or lead elsewhere."
    ),
    "guide.loop": N_(
        "Guide {guide} comes back to question {node} and would never end. Lead one answer"
        " elsewhere."
    ),
    "guide.unreached": N_(
        "No answer of guide {guide} leads to question {node}. Lead one there, or remove it."
    ),
    "guide.unknown_product": N_(
        "Question {node} of guide {guide} leads to a product {product} that is not in the"
        " catalogue today. Choose another."
    ),
    "guide.unknown_variant": N_(
        "Question {node} of guide {guide} leads to a variant {variant} that the product {product}"
        " does not have. Choose another."
    ),
    "intake.no_description": N_("Describe what the customer wants."),
    "intake.no_consent": N_(
        "Write down how the customer agreed with price and date, for example “by phone, 14:05”."
    ),
    "intake.price": N_("The agreed price cannot be below zero. Enter what the customer pays."),
    "intake.agreed_past": N_("The agreed date {at} has passed. Agree on one that is to come."),
    "intake.left_service": N_(
        "{person} is no longer in service. Ask who takes this over, and choose that person."
    ),
    "intake.due_passed": N_(
        "By its promise this was due at {at}, before it is entered. Tell the customer so."
    ),
    "intake.over_budget": N_(
        "With this order cost centre {cost_centre} is {over} over its budget for {period}. Ask its"
        " owner first."
    ),
    "draft.id": N_("A draft cannot be kept under the name {id}. Use letters and digits."),
    "draft.unsaved": N_(
        "What you typed could not be kept in {path}: {reason}. Make room there, or hand the order"
        " in soon."
    ),
}
