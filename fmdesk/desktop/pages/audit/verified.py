"""A verification: what is asked before, and what it found in words, the first broken link first."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from fmdesk.core.domain.audit import ToldCommand, VerifyReport, heads_of
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.services.command_words import CommandWords
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import _, current_language, number
from fmdesk.messages import explain
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.labels import label, selectable

MOST = 12
"""Findings that are told; the command line tells more."""


class VerifyDialog(FormDialog):
    """What is looked at, and a field for heads of the log that stand on paper.

    Args:
        parent: The page.
        start: Takes those heads and begins.
    """

    def __init__(self, parent: QWidget, start: Callable[[tuple[str, ...]], object]) -> None:
        super().__init__(parent, _("Verify the log"), _("Verify"))
        self.setMinimumWidth(560)
        self._start = start
        self.say(
            _(
                "Looks whether the log, closed months, the ledger and every line are as they were"
                " recorded. Nothing is changed; you can go on working meanwhile."
            )
        )
        self.heads = QLineEdit()
        self.add_field(
            _("Heads on paper (not needed)"),
            self.heads,
            _(
                "Those on monthly reports and of earlier verifications, with a space between; of"
                " each the first 12 digits or more. A log that was written anew has them no more."
            ),
        )
        self.heads.setFocus()

    def save(self) -> None:
        """Begin, unless what was typed is no head."""
        try:
            heads = heads_of((self.heads.text(),))
        except InvalidInputError as problem:
            self.show_problem(explain(problem))
            return
        self.accept()
        self._start(heads)


class VerifiedDialog(FormDialog):
    """The findings, the worst first.

    Args:
        parent: The page.
        report: What was found.
        broken: The first command that is not as it was logged, where it is still there.
        time: The office's.
        known: What commands are called.
    """

    def __init__(
        self,
        parent: QWidget,
        report: VerifyReport,
        broken: ToldCommand | None,
        time: OfficeTime,
        known: CommandWords,
    ) -> None:
        super().__init__(parent, title_of(report), _("Close"))
        self.setMinimumWidth(620)
        self.say(looked_at(report))
        self.found = selectable(
            label("\n".join(sentences(report, broken, time, known)), wraps=True)
        )
        self.found.setVisible(not report.is_sound)
        self.body.addWidget(self.found)
        there = "\n".join(
            _("Head {head} is that of command {seq}.").format(head=head, seq=number(seq))
            for head, seq in report.heads
        )
        self.heads = selectable(label(there, wraps=True))
        self.heads.setVisible(bool(there))
        self.body.addWidget(self.heads)
        self.head = selectable(label(_("Head {head}").format(head=report.head), "muted"))
        self.body.addWidget(self.head)
        for cancel in self.findChildren(QPushButton, "cancel"):
            cancel.hide()  # there is nothing to cancel
        self.save_button.setFocus()

    def save(self) -> None:
        """Close it."""
        self.accept()


def title_of(report: VerifyReport) -> str:
    """Return whether all is well."""
    if report.is_sound:
        return _("The log is sound")
    return _("Something was changed") if report.first_broken else _("Something is not right")


def looked_at(report: VerifyReport) -> str:
    """Return how much was looked at."""
    words = _(
        "{commands} commands, {entries} entries of the ledger, {documents} documents and {lines}"
        " lines were looked at."
    )
    return words.format(
        commands=number(report.commands),
        entries=number(report.entries),
        documents=number(report.documents),
        lines=number(report.lines),
    )


def sentences(
    report: VerifyReport, broken: ToldCommand | None, time: OfficeTime, known: CommandWords
) -> Iterator[str]:
    """Yield what is wrong: the first broken link, then every finding, then what to do."""
    if broken is not None:
        row = broken.view.row
        words = _("The chain breaks first at command {seq}: {what}, {who}, {at}.")
        what = known.name_of(row.name, current_language())
        at = short_stamp(row.at, time)
        yield words.format(seq=number(row.seq), what=what, who=broken.who, at=at)
    elif report.first_broken:
        words = _("The chain breaks first at command {seq}, which is gone.")
        yield words.format(seq=number(report.first_broken))
    for finding in report.findings[:MOST]:
        yield "• " + explain(InvalidInputError(finding.code, subject=finding.subject))
    rest = report.count - min(MOST, len(report.findings))
    if rest > 0:
        yield _("And {n} more: fmdesk db verify.").format(n=number(rest))
    if report.is_damaged:
        yield _(
            "Keep this database as it is, for who looks into it, and put back the last copy"
            " that is sound: fmdesk db restore."
        )
