"""What can be done on the page of a unit, by which key: for actions, sheet of keys and buttons."""

from fmdesk.i18n import N_

KEYS: tuple[tuple[str, str, str, str], ...] = (
    ("work.start", N_("Start the step"), "S", "circle-play"),
    ("work.finish_step", N_("Step is done"), "E", "check"),
    ("work.deliver", N_("Deliver"), "Ctrl+D", "truck"),
    ("work.finish", N_("Report ready"), "Ctrl+R", "circle-check"),
    ("work.pause", N_("Pause or resume"), "Ctrl+B", "circle-pause"),
    ("work.give_back", N_("Return it, or issue it again"), "T", "history"),
    ("work.redirect", N_("Redirect to another unit"), "G", "building-2"),
    ("ask", N_("Ask a unit"), "Q", "info"),
    ("work.assign", N_("Assign to a person"), "P", "user"),
    ("work.mark", N_("Mark the line"), "X", "circle-dot"),
    ("print", N_("Print work orders"), "Ctrl+P", "printer"),
    ("report", N_("Report of the unit"), "L", "chart-column"),
    ("people.set_absence", N_("Set an absence"), "N", "calendar-days"),
    ("people.move_all", N_("Move all work of a person"), "V", "user"),
    ("answer", N_("Answer"), "A", "pencil"),
    ("questions.take_note", N_("I have read the answer"), "R", "check"),
    ("questions.make_faq", N_("Make it a frequently asked question"), "F", "book-open"),
    ("questions.make_tip", N_("Make it a desk tip"), "I", "headset"),
    ("owed.object_to", N_("Object to the sanction"), "O", "scale"),
    ("owed.withdraw", N_("Withdraw the objection"), "Z", "x"),
    ("todo.end_action", N_("Set the action to done"), "D", "check"),
    ("owed.why", N_("Why this sanction"), "W", "scale"),
)
"""The page's method, text, key and icon."""

TABS: tuple[tuple[str, str, str, str], ...] = (
    ("open.work", N_("Work of the unit"), "Alt+1", "clipboard-list"),
    ("open.people", N_("People of the unit"), "Alt+2", "user"),
    ("open.questions", N_("Questions to the unit"), "Alt+3", "info"),
    ("open.returns", N_("Returned lines"), "Alt+4", "history"),
    ("open.owed", N_("Sanctions of the unit"), "Alt+5", "scale"),
    ("open.voices", N_("What customers said"), "Alt+6", "headset"),
    ("open.todo", N_("Actions of the unit"), "Alt+7", "clipboard-list"),
)
"""The same for its tabs."""


def name_of(method: str) -> str:
    """Return the name of the action that calls a method of the page."""
    return f"unit_{method.rpartition('.')[2]}"


def cap_of(method: str) -> str:
    """Return the key of an action of the page as its button shows it, `Ctrl D`."""
    return next(keys for act, _text, keys, _icon in KEYS if act == method).replace("+", " ")
