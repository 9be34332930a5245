"""Texts of what can go wrong with the board, hand-overs, reachability and escalations."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "board.no_tile": N_("The figure {tile} is no longer there. Refresh the board."),
    "hand_over.nothing": N_("Tick at least one thing that you hand over."),
    "hand_over.taken": N_("Somebody else took this over just now. Refresh the board."),
    "reachability.twice": N_("A channel has its hours twice. Keep one of them."),
    "reachability.future": N_("Nothing can be counted yet in a quarter that is to come."),
    "reachability.negative": N_("A count is 0 or more, and {most} at most."),
    "reachability.no_reason": N_("Say why the channel closes: customers will ask."),
    "reachability.closed": N_("This channel is closed already. Refresh the board."),
    "reachability.open": N_("This channel is not closed. Refresh the board."),
    "escalation.unknown": N_("There is no escalation {escalation} any more. Refresh the board."),
    "escalation.taken": N_("Somebody else took this up just now. Refresh the board."),
    "escalation.percent": N_("A rule warns at 1 to 99 % of the working time, not at {n}."),
    "escalation.hours": N_(
        "A rule counts in whole working hours, {most} at most: {n} is not possible."
    ),
    "escalation.near": N_(
        "A line is near breach from 1 to {most} open minutes before its due time."
    ),
    "escalation.twice": N_("Two rules are the same. Keep one of them."),
}
