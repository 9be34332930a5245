"""Actions as data: one table gives menus, keys, the palette and the shortcut sheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from fmdesk.desktop.navigation import STEER, WORK
from fmdesk.desktop.pages.budgets.keys import KEYS as BUDGET_KEYS
from fmdesk.desktop.pages.goals.keys import KEYS as GOAL_KEYS
from fmdesk.desktop.pages.month.keys import STEPS
from fmdesk.desktop.pages.my_unit.keys import KEYS, TABS, name_of
from fmdesk.desktop.pages.objections import keys as objections
from fmdesk.desktop.pages.reviews.keys import KEYS as REVIEW_KEYS
from fmdesk.i18n import N_, _, current_language
from fmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from fmdesk.core.domain.spec import Text


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        id: Name of its handler.
        text: What it does: marked with `N_`, or in both languages.
        keys: Its shortcuts; the first is shown.
        icon: Name of its icon.
        group: Heading in menu and shortcut sheet, marked with `N_`.
        page: Pages on which it works, apart by a space; empty for everywhere.
    """

    id: str
    text: "str | Text"
    keys: tuple[str, ...] = ()
    icon: str = ""
    group: str = ""
    page: str = ""

    def words(self) -> str:
        """Return what it does in the language of now."""
        text = self.text
        return _(text) if isinstance(text, str) else text.get(current_language())


WINDOW = N_("Window")
MY_UNIT = N_("My unit")
TICKET = "tickets ticket"
"""Pages that show a ticket: the list with one beside it, and the page of one."""

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("intake", N_("New request"), ("Ctrl+N",), "headset", WORK),
    ActionSpec("save", N_("Save the request"), ("Ctrl+Return",), "check", WORK, "intake"),
    ActionSpec("done", N_("Done at the desk"), ("Ctrl+Shift+D",), "circle-check", WORK, "intake"),
    ActionSpec("bespoke", N_("Not in the catalogue"), ("Ctrl+Shift+B",), "pencil", WORK, "intake"),
    ActionSpec("status", N_("Where is it? (note the call)"), ("F2",), "clock", WORK, "intake"),
    ActionSpec(
        "remark", N_("Complaint or compliment"), ("Ctrl+Shift+C",), "scroll-text", WORK, "intake"
    ),
    ActionSpec("new_caller", N_("New caller"), ("Ctrl+Shift+P",), "user", WORK, "intake"),
    ActionSpec("ask_product", N_("Ask the unit"), ("Ctrl+U",), "info", WORK, "intake"),
    ActionSpec(
        "approval", N_("Who approved it over budget"), ("F8",), "shield-check", WORK, "intake"
    ),
    ActionSpec("another", N_("Another line"), ("Ctrl+Shift+L",), "plus", WORK, "intake"),
    ActionSpec("join", N_("Hang on to what is open"), ("Ctrl+Shift+H",), "history", WORK, "intake"),
    ActionSpec("blank", N_("Begin again"), ("Ctrl+Shift+N",), "x", WORK, "intake"),
    ActionSpec("tickets", N_("Tickets"), ("Ctrl+1",), "clipboard-list", WORK),
    ActionSpec("search_list", N_("Search the list"), ("/", "Ctrl+F"), "search", WORK, "tickets"),
    ActionSpec(
        "undo", N_("Take back what was done to many lines"), ("Ctrl+Z",), "history", WORK, "tickets"
    ),
    ActionSpec("why", N_("Why this verdict"), ("Ctrl+Y",), "scale", WORK, TICKET),
    ActionSpec("print_why", N_("Why, on paper"), ("Ctrl+P",), "file-text", WORK, TICKET),
    ActionSpec("timeline", N_("What happened"), ("Ctrl+J",), "history", WORK, TICKET),
    ActionSpec("deliver", N_("Deliver"), ("Ctrl+D",), "truck", WORK, TICKET),
    ActionSpec("pause", N_("Pause or resume"), ("Ctrl+B",), "circle-pause", WORK, TICKET),
    ActionSpec("correct", N_("Correct a time"), ("Ctrl+Shift+J",), "pencil", WORK, TICKET),
    ActionSpec("finish", N_("Report ready"), ("Ctrl+R",), "circle-check", WORK, TICKET),
    ActionSpec("change", N_("Change the line"), ("Ctrl+Shift+E",), "pencil", WORK, TICKET),
    ActionSpec("cancel_line", N_("Cancel the line"), ("Ctrl+Shift+X",), "ban", WORK, TICKET),
    ActionSpec("take_over", N_("Take the ticket over"), ("Ctrl+O",), "user", WORK, TICKET),
    ActionSpec("edit_ticket", N_("Edit the ticket"), ("Ctrl+E",), "pencil", WORK, TICKET),
    ActionSpec("write", N_("Write to the customer"), ("Ctrl+M",), "inbox", WORK, TICKET),
    ActionSpec("redirect", N_("Redirect to another unit"), ("Ctrl+G",), "building-2", WORK, TICKET),
    ActionSpec("ask_line", N_("Ask a unit"), ("Ctrl+U",), "info", WORK, TICKET),
    ActionSpec("task", N_("New task"), ("Ctrl+Shift+T",), "clipboard-list", WORK, TICKET),
    ActionSpec("link", N_("Link to a ticket"), ("Ctrl+Shift+K",), "history", WORK, TICKET),
    ActionSpec("object", N_("Object to a sanction"), ("Ctrl+Shift+O",), "scale", WORK, TICKET),
    ActionSpec("board", N_("Board"), ("Ctrl+5",), "layout-dashboard", WORK),
    ActionSpec("take", N_("Take over or take up"), ("T",), "check", WORK, "board"),
    ActionSpec("hand_over", N_("Hand over my work"), ("H",), "history", WORK, "board"),
    ActionSpec("note_count", N_("Note calls of a channel"), ("N",), "phone-call", WORK, "board"),
    ActionSpec("close_channel", N_("Close or open a channel"), ("C",), "lock", WORK, "board"),
    ActionSpec("my_unit", N_("My unit"), ("Ctrl+6",), "building-2", WORK),
    ActionSpec("set_rules", N_("Rules of escalation"), ("E",), "settings", WORK, "board"),
    ActionSpec("set_hours", N_("Opening hours of channels"), ("O",), "clock", WORK, "board"),
    ActionSpec("call_backs", N_("Call-backs"), ("Ctrl+3",), "phone-call", WORK),
    ActionSpec("incoming", N_("Incoming"), ("Ctrl+9",), "download", WORK),
    ActionSpec("messages", N_("Messages"), ("Ctrl+4",), "inbox", WORK),
    ActionSpec(
        "satisfied", N_("Customer is satisfied"), ("1",), "circle-check", WORK, "call_backs"
    ),
    ActionSpec(
        "not_satisfied", N_("Customer is not satisfied"), ("2",), "circle-x", WORK, "call_backs"
    ),
    ActionSpec(
        "not_reached", N_("Customer was not reached"), ("3",), "phone-call", WORK, "call_backs"
    ),
    ActionSpec("object", N_("Object to a sanction"), ("Ctrl+Shift+O",), "scale", WORK, TICKET),
    *(
        ActionSpec(name_of(act), text, (keys,), icon, MY_UNIT, "my_unit")
        for act, text, keys, icon in (*KEYS, *TABS)
    ),
    ActionSpec("objections", N_("Objections"), ("F6",), "scale", STEER),
    *(
        ActionSpec(objections.name_of(act), text, (keys,), icon, STEER, "objections")
        for act, text, _button, keys, icon in objections.KEYS
    ),
    ActionSpec("agreements", N_("Agreements"), ("F7",), "file-text", STEER),
    ActionSpec(
        "change_agreement", N_("Agree something else"), ("Ctrl+E",), "pencil", STEER, "agreements"
    ),
    ActionSpec(
        "print_agreement", N_("Print the agreement"), ("Ctrl+P",), "printer", STEER, "agreements"
    ),
    ActionSpec("end_agreement", N_("End the agreement"), ("Del",), "ban", STEER, "agreements"),
    ActionSpec(
        "open_account", N_("Account of the department"), ("Ctrl+O",), "user", STEER, "agreements"
    ),
    ActionSpec(
        "prepare_talk", N_("Prepare the next talk"), ("Ctrl+E",), "pencil", STEER, "account"
    ),
    ActionSpec("log_talk", N_("Log a talk"), ("Ctrl+Shift+N",), "plus", STEER, "account"),
    ActionSpec(
        "print_talk", N_("Print what is prepared"), ("Ctrl+P",), "printer", STEER, "account"
    ),
    ActionSpec(
        "all_actions",
        N_("Open actions of all departments"),
        ("F9",),
        "clipboard-list",
        STEER,
        "agreements account",
    ),
    ActionSpec("end_action", N_("End the action"), ("F8",), "check", STEER, "account"),
    ActionSpec("budgets", N_("Budgets"), ("Ctrl+Shift+5",), "receipt", STEER),
    *(
        ActionSpec(f"budgets_{act}", text, (keys,), icon, STEER, "budgets")
        for act, text, _button, keys, icon in BUDGET_KEYS
    ),
    ActionSpec("month", N_("Month"), ("Ctrl+2",), "calendar-days", STEER),
    ActionSpec("control", N_("Run the month's control"), ("Ctrl+Return",), "scale", STEER, "month"),
    ActionSpec(
        "preview", N_("Preview the report"), ("Ctrl+P",), "file-text", STEER, "month reports"
    ),
    ActionSpec("charters", N_("Charters"), ("Ctrl+Shift+A",), "scroll-text", STEER),
    ActionSpec("new_charter", N_("New charter"), ("Ctrl+Shift+N",), "plus", STEER, "charters"),
    ActionSpec(
        "change_charter", N_("Change the charter"), ("Ctrl+E",), "pencil", STEER, "charters"
    ),
    ActionSpec("goals", N_("Goals"), ("Ctrl+Shift+3",), "shield-check", STEER),
    *(
        ActionSpec(f"goals_{act}", text, (keys,), icon, STEER, "goals")
        for act, text, _button, keys, icon in GOAL_KEYS
    ),
    ActionSpec("reviews", N_("Reviews"), ("Ctrl+Shift+4",), "history", STEER),
    *(
        ActionSpec(f"reviews_{act}", text, (keys,), icon, STEER, "reviews")
        for act, text, _button, keys, icon in REVIEW_KEYS
    ),
    ActionSpec("reports", N_("Reports"), ("Ctrl+Shift+2",), "chart-column", STEER),
    *(
        ActionSpec(f"month_{name}", text, (keys,), "calendar-days", STEER, "month")
        for name, text, keys in STEPS
    ),
    ActionSpec("rule", N_("Decide a verdict in quarantine"), ("D",), "scale", STEER, "month"),
    ActionSpec(
        "every_month", N_("Reports of every month"), ("Ctrl+M",), "history", STEER, "reports"
    ),
    ActionSpec("mail_report", N_("Send the report"), ("Ctrl+E",), "upload", STEER, "reports"),
    ActionSpec(
        "force_majeure", N_("Force majeure"), ("Ctrl+Shift+M",), "circle-pause", STEER, "month"
    ),
    ActionSpec(
        "try_charter", N_("Try on the past"), ("Ctrl+Shift+T",), "history", STEER, "charters"
    ),
    ActionSpec(
        "keep_draft",
        N_("Keep the draft, or run the trial"),
        ("Ctrl+Return",),
        "check",
        STEER,
        "charters",
    ),
    ActionSpec(
        "next_step", N_("Send, approve or end the trial"), ("F8",), "check", STEER, "charters"
    ),
    ActionSpec("step_back", N_("Give back, take back or end"), ("F9",), "x", STEER, "charters"),
    ActionSpec("catalogue", N_("Catalogue"), ("Ctrl+7",), "book-open", STEER),
    ActionSpec("find_product", N_("Find a product"), ("/", "Ctrl+F"), "search", STEER, "catalogue"),
    ActionSpec(
        "change_product", N_("Change the product"), ("Ctrl+E",), "pencil", STEER, "catalogue"
    ),
    ActionSpec(
        "clusters", N_("Clusters of the catalogue"), ("Ctrl+G",), "settings", STEER, "catalogue"
    ),
    ActionSpec("accept", N_("Accept the proposal"), ("F8",), "check", STEER, "catalogue"),
    ActionSpec("refuse", N_("Refuse the proposal"), ("F9",), "x", STEER, "catalogue"),
    ActionSpec(
        "publish", N_("Publish the catalogue"), ("Ctrl+P",), "book-open", STEER, "catalogue"
    ),
    ActionSpec("administration", N_("Administration"), ("Ctrl+8",), "settings", STEER),
    ActionSpec(
        "save_entry", N_("Save the entry"), ("Ctrl+Return",), "check", STEER, "administration"
    ),
    ActionSpec("new_entry", N_("New entry"), ("Ctrl+Shift+N",), "plus", STEER, "administration"),
    ActionSpec(
        "find_entry", N_("Search this list"), ("Ctrl+F",), "search", STEER, "administration"
    ),
    ActionSpec("audit", N_("Command log"), ("Ctrl+Shift+8",), "shield-check", STEER),
    ActionSpec("verify_log", N_("Verify the log"), ("Ctrl+Return",), "check", STEER, "audit"),
    ActionSpec("export_log", N_("Export the log"), ("Ctrl+E",), "download", STEER, "audit"),
    ActionSpec("find_command", N_("Search the log"), ("/", "Ctrl+F"), "search", STEER, "audit"),
    ActionSpec("plugins", N_("Plugins"), ("Ctrl+0",), "unplug", STEER),
    ActionSpec("install_plugin", N_("Install a plugin"), ("Ctrl+O",), "plus", STEER, "plugins"),
    ActionSpec(
        "switch_plugin", N_("Switch a plugin on or off"), ("Ctrl+B",), "lock", STEER, "plugins"
    ),
    ActionSpec(
        "copy_fault", N_("Copy for its author"), ("Ctrl+Shift+C",), "file-text", STEER, "plugins"
    ),
    ActionSpec("remove_plugin", N_("Remove the plugin"), ("Del",), "x", STEER, "plugins"),
    ActionSpec(
        "purge_plugin",
        N_("Remove the plugin with its data"),
        ("Shift+Del",),
        "ban",
        STEER,
        "plugins",
    ),
    ActionSpec("backup", N_("Make a backup"), ("Ctrl+Shift+S",), "database", STEER),
    ActionSpec("import", N_("Import a file"), ("Ctrl+I",), "upload", STEER),
    ActionSpec("palette", N_("Find or do anything"), ("Ctrl+K",), "search", WINDOW),
    ActionSpec("switch_user", N_("Sign in as somebody else"), ("Ctrl+Shift+U",), "user", WINDOW),
    ActionSpec("refresh", N_("Refresh"), ("F5",), "refresh-cw", WINDOW),
    ActionSpec("language", N_("Nederlands / English"), ("Ctrl+L",), "languages", WINDOW),
    ActionSpec("theme", N_("Next colours"), ("Ctrl+T",), "contrast", WINDOW),
    ActionSpec("shortcuts", N_("Keys"), ("F1", "?"), "keyboard", WINDOW),
    ActionSpec("quit", N_("Quit"), ("Ctrl+Q",), "x", WINDOW),
)


class Actions(QObject):
    """The window's actions: each spec as a `QAction` bound to its handler.

    Args:
        window: Takes the shortcuts.
        theme: Gives the icons.
        handlers: What each action does, by id; an action without handler is left out.
    """

    def __init__(
        self, window: QWidget, theme: Theme, handlers: Mapping[str, Callable[[], object]]
    ) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self.specs: tuple[ActionSpec, ...] = ()
        self._actions: dict[str, QAction] = {}
        self.add([spec for spec in ACTIONS if spec.id in handlers], handlers)

    def add(
        self, specs: Sequence[ActionSpec], handlers: Mapping[str, Callable[[], object]]
    ) -> None:
        """Add actions, each bound to its handler; one that is there already is left out."""
        for spec in specs:
            if spec.id in self._actions:
                continue
            action = QAction(self._theme.icon(spec.icon), "", self)
            action.setObjectName(spec.id)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.triggered.connect(lambda _on, act=handlers[spec.id]: act())
            self._window.addAction(action)
            self._actions[spec.id] = action
            self.specs += (spec,)
        self.retranslate()

    def drop(self, specs: Sequence[ActionSpec]) -> None:
        """Take actions away, with their keys."""
        self.specs = tuple(spec for spec in self.specs if spec not in specs)
        for spec in specs:
            action = self._actions.pop(spec.id)
            self._window.removeAction(action)
            action.deleteLater()

    def __getitem__(self, name: str) -> QAction:
        """Return the action with this id."""
        return self._actions[name]

    def retranslate(self) -> None:
        """Show the texts in the language of now."""
        for spec in self.specs:
            self._actions[spec.id].setText(spec.words())

    def enable_for(self, page: str) -> None:
        """Let only those work that belong to this page or to none."""
        for spec in self.specs:
            is_here = not spec.page or page in spec.page.split()
            self._actions[spec.id].setEnabled(is_here)

    def groups(self) -> Sequence[tuple[str, Sequence[ActionSpec]]]:
        """Return the actions by heading, in the order of the table."""
        headings = dict.fromkeys(spec.group for spec in self.specs)
        return [(name, [s for s in self.specs if s.group == name]) for name in headings]

    def menu(self, parent: QWidget) -> QMenu:
        """Return a menu of all actions."""
        made = QMenu(parent)
        for index, (_heading, specs) in enumerate(self.groups()):
            if index:
                made.addSeparator()
            for spec in specs:
                made.addAction(self._actions[spec.id])
        return made


def keys_in_words(spec: ActionSpec) -> str:
    """Return the first shortcut as it is printed on the keys."""
    text = spec.keys[0] if spec.keys else ""
    return text.replace("Return", "↵")
