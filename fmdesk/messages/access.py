"""Texts of what somebody may not do, and of signing in."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "access.command": N_("{who} has no right to do this. It is for: {roles}."),
    "access.clock": N_(
        "{who} may not stop or start the customer's clock: whoever is judged by it never does."
        " Ask the desk or a controller: Ctrl+Shift+T on the ticket writes a task for them."
    ),
    "access.desk_clock": N_(
        "The desk has this line or would bear it, so a controller outside the desk decides on its"
        " clock. Ask one: Ctrl+Shift+T on the ticket writes a task for them."
    ),
    "access.correct": N_(
        "{who} may not correct a time: a controller decides on it. Ask one: Ctrl+Shift+T on the"
        " ticket writes a task for them."
    ),
    "access.area": N_("{who} has no right to see this. It is for: {roles}."),
    "access.other_unit": N_(
        "{who} acts for one unit, and this belongs to another. The service desk can do it."
    ),
    "access.manager": N_(
        "An objection is for who leads the unit or stands in; {who} does neither. Ask them."
    ),
    "access.wrong": N_("This name and password do not belong together. Try again."),
    "access.wait": N_(
        "This account rests after several wrong passwords. Try again in {seconds} seconds."
    ),
    "access.no_role": N_(
        "The account {login} has no role in this office. Ask who administers it for one."
    ),
    "access.no_login": N_("Enter the name of the account."),
    "access.unknown": N_("There is no account {login}."),
    "access.short": N_("A password has at least {least} signs."),
    "access.last_admin": N_(
        "Nobody would administer the office any more. Give somebody else that role first."
    ),
    "access.own_unit": N_(
        "{who} belongs to the unit that this is about, and nobody decides for their own unit."
        " Ask a controller outside it."
    ),
}
