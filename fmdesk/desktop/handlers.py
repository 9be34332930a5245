"""What each action does."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from fmdesk.desktop.actions import TICKET, keys_in_words
from fmdesk.desktop.pages.budgets.keys import KEYS as BUDGET_KEYS
from fmdesk.desktop.pages.goals.keys import KEYS as GOAL_KEYS
from fmdesk.desktop.pages.month.keys import STEPS
from fmdesk.desktop.pages.my_unit.keys import KEYS, TABS, name_of
from fmdesk.desktop.pages.objections import keys as objections
from fmdesk.desktop.pages.reviews.keys import KEYS as REVIEW_KEYS

if TYPE_CHECKING:
    from fmdesk.desktop.palette import Entry
    from fmdesk.desktop.shell import MainWindow

ON_PAGE = {
    "save": ("intake", "save"),
    "done": ("intake", "save_done"),
    "bespoke": ("intake", "ask_bespoke"),
    "status": ("intake", "caller.ask_status"),
    "new_caller": ("intake", "caller.ask_new"),
    "remark": ("intake", "ask_remark"),
    "ask_product": ("intake", "asking.ask"),
    "approval": ("intake", "approving.ask"),
    "another": ("intake", "add_line"),
    "join": ("intake", "line.alike.join"),
    "blank": ("intake", "clear"),
    "search_list": ("tickets", "filters.take_keys"),
    "undo": ("tickets", "bulk.presenter.undo"),
    "why": (TICKET, "line.show_why"),
    "print_why": (TICKET, "line.tabs.print_why"),
    "timeline": (TICKET, "line.show_timeline"),
    "deliver": (TICKET, "line.deliver"),
    "pause": (TICKET, "line.pause_or_resume"),
    "correct": (TICKET, "line.tabs.correct"),
    "finish": (TICKET, "line.finish"),
    "change": (TICKET, "line.change"),
    "cancel_line": (TICKET, "line.cancel"),
    "take_over": (TICKET, "line.take_over"),
    "edit_ticket": (TICKET, "line.edit"),
    "write": (TICKET, "line.write"),
    "redirect": (TICKET, "line.redirect"),
    "ask_line": (TICKET, "line.ask"),
    "task": (TICKET, "line.add_task"),
    "link": (TICKET, "line.add_link"),
    "take": ("board", "take"),
    "hand_over": ("board", "hand_over"),
    "note_count": ("board", "note_count"),
    "close_channel": ("board", "close_channel"),
    "set_rules": ("board", "set_rules"),
    "set_hours": ("board", "set_hours"),
    "satisfied": ("call_backs", "satisfied"),
    "not_satisfied": ("call_backs", "not_satisfied"),
    "not_reached": ("call_backs", "not_reached"),
    "find_product": ("catalogue", "find_product"),
    "change_product": ("catalogue", "change_product"),
    "clusters": ("catalogue", "keep_clusters"),
    "accept": ("catalogue", "accept"),
    "refuse": ("catalogue", "refuse"),
    "publish": ("catalogue", "publish"),
    "change_agreement": ("agreements", "change"),
    "print_agreement": ("agreements", "print"),
    "end_agreement": ("agreements", "end_agreement"),
    "open_account": ("agreements", "open_account"),
    "prepare_talk": ("account", "prepare"),
    "log_talk": ("account", "log"),
    "end_action": ("account", "end_action"),
    "print_talk": ("account", "print"),
    "all_actions": ("agreements account", "show_actions"),
    "save_entry": ("administration", "save"),
    "new_entry": ("administration", "add"),
    "find_entry": ("administration", "search.setFocus"),
    "verify_log": ("audit", "verify"),
    "export_log": ("audit", "export"),
    "find_command": ("audit", "filters.take_keys"),
    "install_plugin": ("plugins", "choose_wheel"),
    "switch_plugin": ("plugins", "switch"),
    "copy_fault": ("plugins", "copy_fault"),
    "remove_plugin": ("plugins", "remove"),
    "purge_plugin": ("plugins", "purge"),
    "object": (TICKET, "line.object_to"),
    "control": ("month", "run_control"),
    "preview": ("month reports", "preview"),
    "every_month": ("reports", "show_kept"),
    "mail_report": ("reports", "mail"),
    "rule": ("month", "rule"),
    "force_majeure": ("month", "ask_force_majeure"),
    "new_charter": ("charters", "begin"),
    "change_charter": ("charters", "edit"),
    "keep_draft": ("charters", "keep"),
    "try_charter": ("charters", "try_out"),
    "next_step": ("charters", "forward"),
    "step_back": ("charters", "back"),
}
ON_PAGE |= {objections.name_of(act): ("objections", act) for act, *_shown in objections.KEYS}
ON_PAGE |= {f"reviews_{act}": ("reviews", act) for act, *_shown in REVIEW_KEYS}
ON_PAGE |= {f"budgets_{act}": ("budgets", act) for act, *_shown in BUDGET_KEYS}
ON_PAGE |= {f"goals_{act}": ("goals", act) for act, *_shown in GOAL_KEYS}
ON_PAGE |= {f"month_{name}": ("month", f"steps.{name}") for name, *_shown in STEPS}
ON_PAGE |= {name_of(act): ("my_unit", act) for act, *_shown in (*KEYS, *TABS)}
"""Actions that some pages do: their ids and the name of their method."""


def make_handlers(window: "MainWindow") -> Mapping[str, Callable[[], object]]:
    """Return what each action does, by its id."""

    def on_page(pages: str, act: str) -> Callable[[], object]:
        def run() -> object:
            is_here = window.page_name in pages.split()
            return window.page().act(act) if is_here else None

        return run

    return {
        "tickets": lambda: window.open_page("tickets"),
        "board": lambda: window.open_page("board"),
        "call_backs": lambda: window.open_page("call_backs"),
        "incoming": lambda: window.open_page("incoming"),
        "messages": lambda: window.open_page("messages"),
        "catalogue": lambda: window.open_page("catalogue"),
        "month": lambda: window.open_page("month"),
        "objections": lambda: window.open_page("objections"),
        "reports": lambda: window.open_page("reports"),
        "budgets": lambda: window.open_page("budgets"),
        "goals": lambda: window.open_page("goals"),
        "reviews": lambda: window.open_page("reviews"),
        "charters": lambda: window.open_page("charters"),
        "agreements": lambda: window.open_page("agreements"),
        "my_unit": lambda: window.open_page("my_unit"),
        "intake": lambda: window.open_page("intake"),
        "administration": lambda: window.open_page("administration"),
        "plugins": lambda: window.open_page("plugins"),
        "audit": lambda: window.open_page("audit"),
        "backup": lambda: start_backup(window),
        "import": lambda: open_import(window),
        "palette": lambda: open_palette(window),
        "switch_user": lambda: open_sign_in(window),
        "refresh": window.refresh,
        "language": window.next_language,
        "theme": window.next_theme,
        "shortcuts": lambda: open_shortcuts(window),
        "quit": window.close,
    } | {name: on_page(pages, act) for name, (pages, act) in ON_PAGE.items()}


def open_import(window: "MainWindow") -> None:
    """Open the dialog for an import."""
    if window.desk is not None:
        from fmdesk.desktop.pages.importing.page import ImportDialog

        ImportDialog(window, window.desk).open()


def start_backup(window: "MainWindow") -> None:
    """Copy the database while everybody goes on."""
    if window.desk is not None:
        from fmdesk.desktop.backup import make_backup

        make_backup(window, window.desk)


def open_sign_in(window: "MainWindow") -> None:
    """Let somebody else sign in; what is open stays open."""
    if window.desk is not None:
        from fmdesk.desktop.entering import switch

        switch(window, window.desk)


def open_shortcuts(window: "MainWindow") -> None:
    """Open the sheet with all keys."""
    from fmdesk.desktop.shortcuts import ShortcutSheet

    ShortcutSheet(window, window.actions_).open()


def open_palette(window: "MainWindow") -> None:
    """Open the field that finds everything."""
    from fmdesk.desktop.finding import find_records
    from fmdesk.desktop.palette import Entry, Palette

    actions = window.actions_

    def find(words: str, show: Callable[[Sequence["Entry"]], None]) -> None:
        if window.desk is not None:
            find_records(window.desk, window, words, show)

    entries = [
        Entry(actions[spec.id].text(), keys_in_words(spec), spec.icon, actions[spec.id].trigger)
        for spec in actions.specs
        if actions[spec.id].isEnabled() and spec.id != "palette"
    ]
    Palette(window, window.theme, entries, find).open()
