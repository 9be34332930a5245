"""Texts of what can go wrong with the database, and of what is not in it."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "storage.locked": N_(
        "Another program is changing the database {place} and did not finish in time. Nothing"
        " was changed. Try again; if it stays so, close the other program."
    ),
    "storage.read_only": N_(
        "The database {place} can only be read. Nothing was changed. Give yourself the right "
        "to write the file and its folder, or choose another folder."
    ),
    "storage.full": N_(
        "The disk of the database {place} is full. The last change was not made; everything "
        "before it is safe. Make room and try again."
    ),
    "storage.damaged": N_(
        "The database {place} is damaged ({reason}). Stop working with it and put back the "
        "last backup: fmdesk db restore."
    ),
    "storage.cannot_open": N_(
        "The database {place} cannot be opened: {reason}. Check that the folder exists and "
        "that you may use it."
    ),
    "storage.failed": N_(
        "The disk of the database {place} does not answer as it should ({reason}). Nothing "
        "was changed. Check the disk, then run: fmdesk db check."
    ),
    "storage.unreachable": N_(
        "The database {place} cannot be reached ({reason}). Check address, user, network and "
        "server, then try again; a change that was being saved is not made twice."
    ),
    "storage.no_database": N_("There is no database at {place}. Make one with: fmdesk db create."),
    "storage.bad_address": N_(
        "{reason} is not the address of a database. Use sqlite:///path or "
        "postgresql+psycopg://user@server/name."
    ),
    "storage.network_drive": N_(
        "The database {place} lies on a network drive ({kind}), where it would be damaged "
        "sooner or later. Choose a folder on this computer; for more workstations use "
        "PostgreSQL."
    ),
    "storage.other_host": N_(
        "The computer {host} uses the database {place}. Close fmdesk there; for more "
        "workstations use PostgreSQL. If that computer no longer uses it, remove the file "
        "{note}."
    ),
    "storage.no_actor": N_("Nobody is signed in, so nothing can be changed. Sign in first."),
    "storage.empty": N_(
        "The database {place} has no tables of fmdesk. Make them with: fmdesk db create."
    ),
    "storage.older": N_(
        "The database {place} is of an older version ({revision}; this program has {known}). "
        "Bring it up to date with: fmdesk db upgrade."
    ),
    "storage.trial": N_(
        "The database {place} was made by a trial version whose tables have changed since. Make a "
        "new one: move it away, or choose another data folder, and start again. Nothing was "
        "changed."
    ),
    "storage.newer": N_(
        "The database {place} is of a newer version ({revision}; this program has {known}). "
        "Install the newer fmdesk on this workstation; nothing was changed."
    ),
    "storage.append_only": N_(
        "This record may not be changed or removed; it can only be followed by a correction."
    ),
    "storage.taken": N_(
        "Somebody else has just stored the same ({reason}). Nothing was changed. Look at the "
        "list again."
    ),
    "storage.not_allowed": N_("You have no right to do this ({reason}). Ask your administrator."),
    "storage.copy_exists": N_(
        "The file {place} is there already. Choose another name for the copy."
    ),
    "storage.copy_failed": N_(
        "The copy {place} could not be made: {reason}. The database is unchanged. Make room or "
        "choose another place, and try again."
    ),
    "storage.copy_damaged": N_(
        "The copy {place} is damaged ({reason}) and was not used. Take an earlier one."
    ),
    "storage.no_copy": N_(
        "{place} is no copy of an office. Give the name of a file that was made with: fmdesk db "
        "backup."
    ),
    "storage.foreign": N_(
        "The database {place} belongs to another program (it has the tables {tables}). Nothing "
        "was changed. Choose another file, or an empty database."
    ),
    "storage.no_program": N_(
        "The program {program} of PostgreSQL is missing on this computer. Get it with: "
        "apt-get install postgresql-client"
    ),
    "storage.in_use": N_("The database {place} is in use. Close fmdesk everywhere and try again."),
    "storage.not_empty": N_(
        "The database {place} is not empty. Restore into a new, empty database."
    ),
    "time.went_back": N_(
        "The clock of this computer says {now}, but the last change was at {last}. Set the "
        "clock right; until then nothing can be changed."
    ),
    "command.reused": N_(
        "This change was sent before with another content, so it was not made. Open the form "
        "again and repeat it."
    ),
    "month.not_closed": N_("{month} is not closed, so it cannot be opened again."),
    "month.no_document": N_("There is no stored {name} of {month}. Close the month first."),
    "month.unknown": N_("{month} is not known."),
    "line.changed": N_(
        "Somebody else changed this line first. Look at it again and repeat your change."
    ),
    "command.unknown": N_("The log has no row {seq}. Look at the rows first: fmdesk log."),
    "log.day": N_("{value} is no day. Write it like 2026-10-07."),
    "line.unknown": N_("There is no line {line}. Check the number."),
    "ticket.unknown": N_("There is no ticket {ticket}. Check the number."),
    "product.unknown": N_("There is no product {code} on that day. Choose one of the catalogue."),
    "process.unknown": N_("There is no process {code}. Add it to the catalogue first."),
    "calendar.unknown": N_("There is no calendar {code} on that day. Add it first."),
    "charter.unknown": N_("There is no charter {code}. Choose one of the list."),
    "cluster.unknown": N_("There is no cluster {code} in the catalogue. Add it first."),
    "person.unknown": N_("There is no person {code}. Choose one of the list."),
    "unit.unknown": N_("There is no unit {code}. Choose one of the list."),
    "department.unknown": N_("There is no department {code}. Choose one of the list."),
    "cost_centre.unknown": N_("There is no cost centre {code}. Choose one of the list."),
    "location.unknown": N_("There is no location {code}. Choose one of the list."),
    "channel.unknown": N_("There is no channel {code}. Choose one of the list."),
    "pause_reason.unknown": N_("There is no pause reason {code}. Choose one of the list."),
    "plugin.no_store": N_("The plugin {plugin} keeps no data of its own."),
    "grant.foreign": N_(
        "The plugin {plugin} asks for rights to the table {table}, which is not its own. Ask "
        "its maker."
    ),
    "grant.privilege": N_(
        "{privilege} is no right to a table. Use select, insert, update or delete."
    ),
    "verify.command_missing": N_("Command {subject} is missing in the command log."),
    "verify.chain_broken": N_(
        "Command {subject} is not as it was logged: it or one before it was changed."
    ),
    "verify.payload_changed": N_(
        "What was given to command {subject} is not what it was logged with."
    ),
    "verify.payload_gone": N_(
        "What was given to command {subject} is gone. The program takes nothing away there: if the"
        " law made somebody erase it, keep a note of that."
    ),
    "verify.tail_cut": N_(
        "The command log ends at {subject}, but its head says otherwise: commands were cut off."
    ),
    "verify.head_unknown": N_(
        "The head {subject}, known from a closed month or a report, is not in the log: it was"
        " written anew."
    ),
    "verify.head_given": N_(
        "The head {subject}, which you gave, is not in the log: the log was written anew, or it is"
        " of another office or mistyped."
    ),
    "verify.head_format": N_(
        "“{head}” is no beginning of a head. Give {digits} digits of it or more, each 0 to 9 or a"
        " to f, with a space between two heads."
    ),
    "verify.guard_missing": N_("The guard {subject} is missing in the database."),
    "verify.unbalanced": N_("Ledger entry {subject} does not balance."),
    "verify.document_changed": N_("The stored document {subject} is not the one that was frozen."),
    "verify.document_gone": N_("The stored document {subject} of a closed month is gone."),
    "verify.month_gone": N_("Month {subject} is gone, though the log says that it was made."),
    "verify.month_opened": N_(
        "Month {subject} stands open, though the log says that it was closed and not reopened."
    ),
    "verify.month_changed": N_(
        "When, by whom or with what figures month {subject} was closed is not what the log says."
    ),
    "verify.month_unlogged": N_("Month {subject} stands in the database, but no command made it."),
    "verify.entries": N_(
        "The ledger of {subject} has more or fewer entries than were posted when it was closed."
    ),
    "verify.ledger_charged": N_(
        "What the ledger charged in {subject} is not what the figures of the closed month say."
    ),
    "verify.ledger_credited": N_(
        "What the ledger credited in {subject} is not what the figures of the closed month say."
    ),
    "verify.ledger_waived": N_(
        "What no unit bears in {subject} is by the ledger not what the figures of the closed month"
        " say."
    ),
    "verify.ledger_borne": N_(
        "What a unit bears ({subject}) is by the ledger not what the figures of the closed month"
        " say."
    ),
    "verify.ledger_points": N_(
        "The points of {subject} are by the ledger not those in the figures of the closed month."
    ),
    "verify.verdicts": N_(
        "The verdicts of {subject} are not as many as the figures of the closed month count."
    ),
    "verify.price": N_("The price of line {subject} is not what the ledger charged for it."),
    "verify.decision_changed": N_(
        "What was said about a sanction of line {subject} is not what the log says."
    ),
    "verify.decision_gone": N_(
        "Something that was said about a sanction of line {subject} is gone, though it is logged."
    ),
    "verify.projection": N_("State or times of line {subject} do not follow from its events."),
}
