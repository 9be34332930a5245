"""Texts of what can go wrong with a month, its ledger and its sanctions."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "month.format": N_("{text} is not a month. Write it as year and month, for example 2026-10."),
    "month.closed": N_(
        "{month} is closed and stays as it is. Print its report, or run the next month."
    ),
    "month.later_closed": N_(
        "Reopen {later} first: it was closed after {month} and stands on its figures."
    ),
    "verdict.decided": N_("This verdict waits no more. Run control and open the list again."),
    "verdict.other_facts": N_(
        "The facts of this verdict changed since they were shown. Open the list again and look."
    ),
    "verdict.outcome": N_("{outcome} is no verdict. Choose one of the list."),
    "month.reopen_unasked": N_(
        "Nobody asked to reopen {month}. Ask it with a reason; another controller then opens it."
    ),
    "month.own_request": N_(
        "You asked to reopen {month} yourself. Another controller has to open it."
    ),
    "month.nothing_said": N_(
        "You have nothing to take back of {month}: look at it again, somebody may have been first."
    ),
    "month.unapproved": N_(
        "Nobody has approved the draft of {month}. Let another controller approve it first."
    ),
    "month.approval_stale": N_(
        "The figures of {month} changed since {who} approved them. Run control, and let the draft"
        " be approved again."
    ),
    "month.not_as_shown": N_(
        "The figures of {month} changed since they were shown to you. Look at them once more, and"
        " approve them then."
    ),
    "month.own_approval": N_(
        "You approved the draft of {month} yourself. Another controller has to close it."
    ),
    "month.reason_missing": N_("Say why {month} has to be reopened."),
    "month.earlier_open": N_("Close {earlier} first: {month} comes after it."),
    "month.not_over": N_("{month} is not over yet. It can be closed from {day} on."),
    "month.no_figures": N_("{month} has no figures yet. Run its control first."),
    "month.quarantine": N_(
        "{count} verdicts of {month} wait in quarantine: the engine and the check disagree. Look at"
        " them before you close the month."
    ),
    "month.decided_meanwhile": N_(
        "Somebody decided a sanction or a verdict meanwhile. Close again."
    ),
    "month.objections": N_(
        "{count} objections in {month} are not decided. Decide them before you close the month."
    ),
    "month.grown": N_(
        "{count} sanctions in {month} grew above what one controller decides. Run control, and let"
        " a second controller agree with the decision or send it back."
    ),
    "month.overtaken": N_(
        "Another desk ran the control of {month} on newer facts while yours went on. Its draft"
        " stays and nothing of yours was kept. Look at that draft, then do it again if you still"
        " want to."
    ),
    "month.lapsed": N_(
        "In {month} what waited for a decision fell away for {count} sanctions: another unit bears"
        " them now, or they cost more. Run control, so that the unit is told and may object; close"
        " the month after that."
    ),
    "month.untold": N_(
        "In {month} {count} sanctions are new since the last control, or another unit bears them."
        " Run control, so that the units are told; the month can be closed when their term has"
        " ended."
    ),
    "month.terms": N_(
        "In {month} units may still object until {until}. Close it after that, or change the"
        " setting under Administration."
    ),
    "journal.not_closed": N_(
        "{month} is not closed, so there is no journal of it yet. Close the month first, or choose"
        " a revision that is closed."
    ),
    "journal.unmapped": N_(
        "No accounts are set for: {kinds}. Fill in both accounts of each on the page Month, under"
        " Journal for finance, and try again."
    ),
    "journal.uncentred": N_(
        "The organisation itself bears what was waived, and has no cost centre in: {kinds}. Fill in"
        " the cost centre of each on the page Month, under Journal for finance, and try again."
    ),
    "journal.account": N_(
        "“{account}” is no account. Begin with a letter or digit; up to 40 letters, digits, spaces,"
        " points, dashes and slashes."
    ),
    "journal.twice": N_("{kind} is given twice. Give each kind of posting once."),
    "month.unknown_report": N_("There is no report {kind} as {form}. Choose one of the list."),
    "job.cancelled": N_("Stopped as you asked. Nothing was changed."),
    "ledger.unbalanced": N_(
        "An entry for line {line} does not balance, so nothing was posted. Tell your administrator."
    ),
    "ledger.conflict": N_(
        "The ledger already has another entry of this kind for line {line}, so nothing was posted."
        " Run the control again."
    ),
    "force_majeure.period": N_("The end is not after the start. Give the period once more."),
    "force_majeure.later": N_(
        "{end} is still to come. Record the time up to now; the rest when it is over."
    ),
    "force_majeure.words": N_("Say what happened and what shows it: both are needed."),
    "force_majeure.no_lines": N_("Tick the lines whose time shall not count."),
    "force_majeure.untouched": N_(
        "{lines}: not open or late then and there (any more). Untick what is named, or open this"
        " once more."
    ),
    "force_majeure.closed": N_(
        "{month} counted this, and is closed and stays as it is. Ask to reopen that month first."
    ),
    "force_majeure.too_many": N_(
        "More than {most} lines ran then and there. Choose a shorter period or a smaller place."
    ),
    "force_majeure.gone": N_("Somebody else took it back first. Open the list again."),
    "sanction.unknown": N_("This sanction does not exist any more. Open the list again."),
    "sanction.changed": N_("Somebody else decided on this sanction first. Look at it again."),
    "sanction.decided": N_(
        "This sanction is decided, posted or withdrawn; it can no longer be changed this way."
    ),
    "sanction.term_over": N_(
        "The term of objection ended on {ended}: the draft of {told} told of this sanction. Ask a"
        " controller, who may still decide until the month is closed."
    ),
    "sanction.pending": N_(
        "A controller has decided and a second one is to confirm it. Wait for the decision."
    ),
    "sanction.no_objection": N_("There is no objection to withdraw. Open the list again."),
    "sanction.nothing_pending": N_(
        "No decision waits for a second controller. Open the list again."
    ),
    "sanction.own_decision": N_(
        "This is your own decision. Another controller has to confirm it; the amount above which is"
        " set under Administration, Settings."
    ),
    "sanction.own_objection": N_(
        "This is your own objection. Another controller, outside the unit, has to decide on it."
    ),
    "sanction.reason_missing": N_("Say why: an objection or a decision needs a reason."),
    "sanction.decision": N_("{kind} is no decision. Confirm it, move it or waive it."),
    "sanction.same_unit": N_("The unit {unit} bears this sanction already. Choose another unit."),
}
