"""Errors of reports and their figures."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "report.kind": N_("There is no report {value}. Choose one of these: {known}."),
    "report.language": N_(
        "Reports are not written in the language {value}. Choose one of these: {known}."
    ),
    "report.form": N_("Reports are not written as {value}. Choose one of these: {known}."),
}
