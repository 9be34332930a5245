"""Errors of reviews."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "review.nothing": N_("Choose what is to be reviewed first."),
    "review.months": N_("Reviews are 0 to {most} months apart; 0 is once. Enter another number."),
    "review.unknown": N_("{code} is not in use, or has no date yet. Refresh the page."),
    "review.no_conclusion": N_("Say what came of the review; that all stays as it is will do."),
    "review.past": N_("The next review lies in the past. Choose a later day, or none."),
    "review.changed": N_("Somebody else changed this review meanwhile. Refresh, and look again."),
}
