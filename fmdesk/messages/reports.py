"""Errors of reports and their figures."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "report.kind": N_("There is no report {value}. Choose one of these: {known}."),
    "report.language": N_(
        "Reports are not written in the language {value}. Choose one of these: {known}."
    ),
    "report.form": N_("Reports are not written as {value}. Choose one of these: {known}."),
    "figures.unreadable": N_(
        "The stored figures of this month cannot be read: {reason}. They were damaged or written "
        "by a newer version of the program; restore a backup or install that version."
    ),
}
