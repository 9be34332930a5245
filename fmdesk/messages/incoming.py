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
    "verify.file": N_("The file {subject} is damaged. Restore a copy: fmdesk db restore."),
    "incoming.unknown": N_("There is no such message any more. Refresh the list."),
    "incoming.settled": N_(
        "Another desk took up “{subject}” just now. Refresh the list and look what it became."
    ),
    "incoming.no_reason": N_("Say why nothing has to be made of it: the reason is kept with it."),
    "incoming.too_large": N_(
        "This e-mail is too large to be fetched whole. Look at it in the mailbox itself."
    ),
    "incoming.unreadable": N_(
        "Nobody can take this e-mail apart; it hangs on it as a file. Look at it in the mailbox."
    ),
    "incoming.own": N_("This is a message of our own that came back."),
    "incoming.sender_unknown": N_(
        "Nobody here, or more than one person, has the address {address}. Pick who asks."
    ),
    "incoming.form_label": N_(
        "The order form has a line that is not known: {label}. Look at the example in the manual."
    ),
    "incoming.form_missing": N_("The order form lacks {field}. Fill it in."),
    "incoming.form_value": N_("{value} is not possible for {field} in the order form."),
    "incoming.form_json": N_("The file is no whole JSON. Write it anew."),
    "incoming.form_large": N_("An order form may have {most} MB. Split the order."),
    "incoming.form_again": N_(
        "The order form {number} came before with another content. Give a new order a new number."
    ),
    "incoming.mailbox": N_(
        "The mailbox cannot be read: {reason}. What came stays there; try the mailbox under"
        " Administration, Settings."
    ),
    "incoming.folder": N_(
        "The folder for order forms {path} cannot be used: {reason}. Correct it under"
        " Administration, Settings, or the rights of the folder."
    ),
}
