"""Texts of what can go wrong with mail server, mailbox and folder."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "connection.server": N_(
        "{host} cannot be used: type the name of the server alone, with the port and the folder in"
        " their own fields, the folder without accents."
    ),
    "connection.path": N_("{path} is no whole path. Type it from its beginning on."),
    "connection.nothing": N_("Nothing is filled in that could be tried."),
    "connection.no_user": N_(
        "A password belongs to a server and a user name. Save these first, then the password."
    ),
    "connection.timeout": N_(
        "{host} does not answer in time. Check the name of the server, the port and the security."
    ),
    "connection.dropped": N_("{host} broke off: {reason}. Check the port and the security."),
    "connection.unreachable": N_(
        "{host} cannot be reached: {reason}. Check the name of the server and the port."
    ),
    "connection.login": N_(
        "{host} does not let us in: {reason}. Check the user name and the folder, and give the"
        " password again: it counts only for the server and user that it was given for."
    ),
    "connection.tls": N_(
        "{host} gives no safe connection: {reason}. Choose another security, or have the"
        " certificate of the server put right."
    ),
    "connection.put_off": N_("{host} asks to come again later: {reason}."),
    "connection.refused": N_(
        "{host} refuses the sender: {reason}. Check the sender under Messages to customers."
    ),
}
