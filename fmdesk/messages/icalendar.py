"""Texts of what can go wrong with an iCalendar file."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "ics.large": N_("The file is larger than {most} MB. Export fewer years."),
    "ics.not_text": N_("The file is no calendar file, or not in UTF-8. Export it anew as .ics."),
    "ics.no_calendar": N_("There is no calendar in the file. Choose an .ics file."),
    "ics.line": N_(
        "Line {line} is not as a calendar file has it. Export it anew from where it came."
    ),
    "ics.no_days": N_(
        "The file has no whole days that are still to come (left out: {left_out}). Times of day and"
        " series other than yearly are no holidays."
    ),
    "ics.unfinished": N_("The file ends in the middle. Export or download it anew."),
}
