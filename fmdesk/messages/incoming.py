"""Texts of what can go wrong with files and with what comes in by itself."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "attachment.unknown": N_("There is no file {attachment} any more. Refresh the page."),
    "attachment.no_owner": N_("What the file should belong to is not there any more. Refresh."),
    "attachment.empty": N_("{name} is empty. Choose a file with something in it."),
    "attachment.large": N_(
        "{name} has {size} MB and at most {most} MB can be kept. Make it smaller or share it"
        " another way; what you typed is still there."
    ),
    "attachment.no_file": N_("{name} is a folder or no plain file. Choose a file."),
    "attachment.unread": N_("{name} cannot be read: {reason}. Choose another file."),
    "attachment.unwritten": N_("{path} cannot be written: {reason}. Choose another place."),
    "attachment.damaged": N_(
        "The file {sha256} in the database is damaged. Restore a copy: fmdesk db restore."
    ),
    "attachment.program": N_(
        "{name} is a program or of a kind nobody knows, so it is not opened from here. Save it"
        " and have it checked first."
    ),
    "attachment.no_reason": N_("Say why the file is taken away: the reason is kept with it."),
    "attachment.hidden": N_("Somebody else has taken {name} away already. Refresh the page."),
    "attachment.limit": N_("A file may have 1 to {most} MB. Enter a number between them."),
}
