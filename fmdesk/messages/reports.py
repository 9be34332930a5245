"""Errors of reports and their figures."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "report.kind": N_("There is no report {value}. Choose one of these: {known}."),
    "report.language": N_(
        "Reports are not written in the language {value}. Choose one of these: {known}."
    ),
    "report_plan.there": N_("The report {report} is made every month already. Look under Wanted."),
    "report_plan.unknown": N_("The report with number {plan} is made no more. Look again."),
    "report_plan.no_paper": N_("The report of {month} is not there. Wait until it is made."),
    "report.unknown": N_("There is no report {report}. Choose one from the list."),
    "report.scope": N_(
        "The report {report} cannot be restricted to that. Choose the whole office."
    ),
    "report.needs": N_("The report {report} is about one unit or department. Choose which."),
    "report.order": N_("A report cannot begin in {first} and end in {last}. Turn them round."),
    "report.figure": N_(
        "The figure {column} of {table} is worked out from others and opens nothing. Open those."
    ),
    "report.form": N_("Reports are not written as {value}. Choose one of these: {known}."),
    "sending.nobody": N_("Name at least one person to send the report to."),
    "sending.words": N_("The words with it have {found} signs, and {most} fit. Shorten them."),
    "sending.no_address": N_(
        "No e-mail address is known of {names}. Enter it under Administration, or leave them out."
    ),
}
