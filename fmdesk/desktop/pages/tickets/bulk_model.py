"""Words and fields of what can be done to many lines at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fmdesk.core.domain.bulk import BulkKind, BulkResult
from fmdesk.i18n import N_, _, ngettext, number


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done to many lines.

    Attributes:
        text: As the menu offers it, marked with `N_`.
        job: As the status line says it while it runs, marked with `N_`.
        icon: Name of its icon.
        keys: Its shortcut, which does the same to the one line that is open.
        path: What that shortcut does on the page.
        fields: What the dialog asks for; the names of an order's own.
    """

    text: str
    job: str
    icon: str
    keys: str
    path: str
    fields: tuple[str, ...] = ()


ACTS: Mapping[BulkKind, Act] = {
    BulkKind.ASSIGN: Act(
        N_("Assign to…"),
        N_("Tickets are being assigned"),
        "user",
        "Ctrl+O",
        "line.take_over",
        ("owner",),
    ),
    BulkKind.PAUSE: Act(
        N_("Pause…"),
        N_("Clocks are being paused"),
        "circle-pause",
        "Ctrl+B",
        "line.pause_or_resume",
        ("pause_class", "reason", "evidence"),
    ),
    BulkKind.RESUME: Act(
        N_("Resume…"),
        N_("Clocks are being resumed"),
        "circle-play",
        "Ctrl+B",
        "line.pause_or_resume",
    ),
    BulkKind.READY: Act(
        N_("Report ready…"),
        N_("Lines are being reported ready"),
        "circle-check",
        "Ctrl+R",
        "line.finish",
    ),
    BulkKind.REDIRECT: Act(
        N_("Redirect…"),
        N_("Lines are being redirected"),
        "building-2",
        "Ctrl+G",
        "line.redirect",
        ("unit", "reason"),
    ),
    BulkKind.MESSAGE: Act(
        N_("Write to the customers…"),
        N_("Messages are being made"),
        "inbox",
        "Ctrl+M",
        "line.write",
        ("subject", "text"),
    ),
    BulkKind.TASK: Act(
        N_("Add a task…"),
        N_("Tasks are being added"),
        "clipboard-list",
        "Ctrl+Shift+T",
        "line.add_task",
        ("text",),
    ),
    BulkKind.CANCEL: Act(
        N_("Cancel the lines…"),
        N_("Lines are being cancelled"),
        "ban",
        "Ctrl+Shift+X",
        "line.cancel",
        ("reason",),
    ),
}
FIELDS: Mapping[str, str] = {
    "owner": N_("New owner"),
    "unit": N_("Unit"),
    "pause_class": N_("Kind"),
    "reason": N_("Reason"),
    "evidence": N_("Evidence"),
    "subject": N_("Subject"),
    "text": N_("Text"),
}
"""Name of each field, marked with `N_`."""

_DONE: Mapping[BulkKind, Callable[[int], str]] = {
    BulkKind.ASSIGN: lambda n: ngettext("{n} line was assigned.", "{n} lines were assigned.", n),
    BulkKind.PAUSE: lambda n: ngettext("{n} line was paused.", "{n} lines were paused.", n),
    BulkKind.RESUME: lambda n: ngettext("{n} line was resumed.", "{n} lines were resumed.", n),
    BulkKind.READY: lambda n: ngettext("{n} line is ready.", "{n} lines are ready.", n),
    BulkKind.REDIRECT: lambda n: ngettext(
        "{n} line was redirected.", "{n} lines were redirected.", n
    ),
    BulkKind.MESSAGE: lambda n: ngettext("{n} message was made.", "{n} messages were made.", n),
    BulkKind.TASK: lambda n: ngettext("{n} line has the task.", "{n} lines have the task.", n),
    BulkKind.CANCEL: lambda n: ngettext("{n} line was cancelled.", "{n} lines were cancelled.", n),
}


def done_words(result: BulkResult) -> str:
    """Return what was done, with what was refused and left."""
    count = len(result.done)
    words = [_DONE[result.kind](count).format(n=number(count)), *_rest(result)]
    return " ".join(words)


def undone_words(result: BulkResult) -> str:
    """Return what was taken back, with what was refused and left."""
    count = len(result.done)
    words = ngettext("{n} line is as it was.", "{n} lines are as they were.", count)
    return " ".join([words.format(n=number(count)), *_rest(result)])


def _rest(result: BulkResult) -> list[str]:
    refused, words = len(result.refused), []
    if refused:
        said = ngettext("{n} line was refused.", "{n} lines were refused.", refused)
        words.append(said.format(n=number(refused)))
    if result.left:
        left = ngettext("{n} line was not reached.", "{n} lines were not reached.", result.left)
        words.append(left.format(n=number(result.left)))
    return words


def sentence(kind: BulkKind, count: int) -> str:
    """Return what the dialog says before it is done."""
    words = ngettext("This is done to {n} line.", "This is done to {n} lines.", count)
    back = _("You can take it back with Ctrl+Z.")
    final = _("It cannot be taken back.")
    return f"{words.format(n=number(count))} {back if kind.can_be_undone else final}"
