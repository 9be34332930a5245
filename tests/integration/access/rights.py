"""Who may do what, as the reliability page says it: written apart from the table of the program.

One letter per role, in the order of `Role` (desk, desk lead, unit, account manager, controller,
administrator, auditor): `y` may, `o` only for the own unit, `n` never for the own unit, `c` the
program does it by itself whoever is there, `-` may not.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.permissions import COMMANDS

RIGHTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "ticket, booking: create and change": (
        (
            "yy-----",
            (
                "intake.take intake.take_done intake.take_bespoke intake.answer"
                " contacts.status_call contacts.remark changing.change_line changing.cancel"
                " changing.edit_ticket"
                " bulk.assign bulk.redirect bulk.cancel dossiers.take_over dossiers.link"
                " dossiers.unlink questions.ask questions.take_note returns.issue returns.redirect"
                " call_backs.record hand_overs.give hand_overs.take knowledge.add_caller"
                " incoming.settle"
            ),
        ),
        (
            "yyy----",
            "dossiers.add_task dossiers.tick escalations.take attachments.add attachments.hide",
        ),
        (
            "-yo----",
            "my_unit.assign my_unit.move my_unit.set_absence my_unit.end_action questions.answer",
        ),
        ("yyoy---", "contacts.answer"),
    ),
    "start and finish a step": (("yyo----", "bulk.ready returns.give_back"),),
    "what the desk tells and how it is reached": (
        (
            "yy-----",
            (
                "messages.queue messages.mark_done messages.retry reachability.note"
                " reachability.close reachability.open"
            ),
        ),
        (
            "-y---y-",
            (
                "questions.save_target call_backs.save_rules reachability.save_hours"
                " escalations.save_rules messages.save_template catalogue.save_process"
            ),
        ),
    ),
    "catalogue: text, questions, tips, contacts, price": (
        ("yyyyyy-", "catalogue.change catalogue.withdraw"),
        ("--y-yy-", "catalogue.decide"),
        ("yy-----", "catalogue.read"),
        ("yyy----", "questions.keep"),
        ("yy---y-", "knowledge.save_guide"),
        ("-y--y--", "knowledge.promote catalogue.save_cluster catalogue.make_product"),
    ),
    "objection to a sanction": (
        ("--o----", "sanctions.object_to sanctions.withdraw"),
        ("----n--", "sanctions.decide sanctions.second"),
    ),
    "stop the clock for force majeure, decide a verdict": (
        ("----n--", "force_majeure.record force_majeure.undo month.rule"),
    ),
    "charter, agreement": (
        (
            "----y--",
            ("charters.save charters.drop charters.send charters.give_back charters.end"),
        ),
        ("----y--", "charters.approve charters.end_trial"),  # never by who wrote it, see the test
        ("----y--", "budgets.save budgets.end"),
        ("---yy--", "agreements.save talks.prepare talks.hold talks.end_action"),
    ),
    "post, reverse, close, reopen, to finance": (
        (
            "----y--",
            (
                "month.close month.approve month.ask_reopen month.reopen month.save_rules"
                " journal.save journal.export importing.budgets"
            ),
        ),
    ),
    "reports, goals": (
        (
            "-y-yy--",
            (
                "month.control report_plans.begin report_plans.end sending.send_report"
                " goals.evaluate goals.tick reviews.plan reviews.record"
            ),
        ),
        ("----y--", "sending.send_page goals.save goals.end"),
    ),
    "people, roles, units, plugins, imports": (
        (
            "-----y-",
            (
                "access.save_account access.set_password administration.save"
                " administration.close_days connections.set_password messages.save_settings"
                " importing.run plugin.enable plugin.approve plugin.switch plugin.remove"
                " plugin.purge office.begin starter.build starter.hand_over demo.name demo.settings"
                " demo.office demo.deliver"
            ),
        ),
    ),
    "what the program does by itself": (
        (
            "ccccccc",
            (
                "access.attempt access.sign_in escalations.run messages.claim messages.settle"
                " report_plans.make month.draft incoming.keep incoming.order incoming.form"
            ),
        ),
    ),
}
READS = {
    "month": "-y-yy-y",
    "reports": "-y-yy-y",
    "administration": "-y---yy",
    "audit": "----yyy",
}

ON_A_LINE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "start and finish a step": (
        (
            "yyo----",
            (
                "fulfilment.record:started fulfilment.record:step_finished"
                " fulfilment.record:returned fulfilment.record:delivered fulfilment.record:ready"
                " fulfilment.record:paused/internal bulk.pause:internal bulk.undo:ready"
            ),
        ),
    ),
    "pause and resume a clock": (
        (
            "yy--n--",
            (
                "fulfilment.record:paused/customer fulfilment.record:paused/force_majeure"
                " fulfilment.record:resumed bulk.pause:customer bulk.resume: bulk.undo:pause"
                " bulk.undo:resume"
            ),
        ),
    ),
    "correct a time": (("----n--", "fulfilment.record:corrected"),),
    "ticket, booking: create and change": (
        (
            "yy-----",
            (
                "fulfilment.record:reopened fulfilment.record:cancelled fulfilment.record:message"
                " fulfilment.record:answered bulk.undo:assign"
            ),
        ),
    ),
}
"""What one command name hides: its rights by what it is about, for a line behind the cut."""
AT_THE_DESK = (
    *("fulfilment.record:paused/customer", "fulfilment.record:resumed"),
    *("bulk.pause:customer", "bulk.undo:pause"),
)
"""While a step of the desk runs: those outside it decide, who else is there asks."""
THE_DESKS_TOO = ("force_majeure.record", "force_majeure.undo", "month.rule")
"""About a line of which the desk does a step: never by who belongs to the desk."""


class Cell(NamedTuple):
    """One cell: whether a role gets through with a command about the own or another unit.

    Attributes:
        command: Name of the command.
        role: The role, and no other.
        is_own: It is about the unit of who acts.
        is_let: It gets through.
    """

    command: str
    role: Role
    is_own: bool
    is_let: bool

    def __str__(self) -> str:
        return f"{self.command}-{self.role}-{'own' if self.is_own else 'other'}"


_LET = {"y": (True, True), "c": (True, True), "-": (False, False)}
_LET |= {"o": (True, False), "n": (False, True)}
"""By the letter: for the own unit, and for another one."""


Table = Mapping[str, tuple[tuple[str, str], ...]]


def marks(table: Table = RIGHTS) -> Iterator[tuple[str, str]]:
    """Yield every command that there is with its letters; a right may wait for its command."""
    for groups in table.values():
        for letters, commands in groups:
            for name in commands.split():
                if name.partition(":")[0] in COMMANDS:
                    yield name, letters


def cells(table: Table = RIGHTS) -> Iterator[Cell]:
    """Yield every cell; where it makes no difference whose it is, one for both."""
    for command, letters in marks(table):
        for role, letter in zip(Role, letters, strict=True):
            own, other = _LET[letter]
            if set(letters) & {"o", "n"}:
                yield Cell(command, role, is_own=True, is_let=own)
            yield Cell(command, role, is_own=False, is_let=other)
