"""What plugins put into menus and palette: a page to open, or a command to run."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtGui import QKeySequence

from fmdesk.core.domain.views import Changes
from fmdesk.desktop.actions import ActionSpec
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.navigation import SERVICES
from fmdesk.i18n import _, current_language

if TYPE_CHECKING:
    from fmdesk.core.domain.spec import PluginActionSpec
    from fmdesk.desktop.shell import MainWindow


def take_plugin_actions(window: "MainWindow", desk: Desk) -> None:
    """Let menus and palette have the actions of the plugins that work now, and no others.

    Keys that are taken already, by the program or by an earlier plugin, stay with whom they were.

    Args:
        window: Has the menus and the palette.
        desk: Its services.
    """
    actions = window.actions_
    added = tuple(spec for spec in actions.specs if spec.group == SERVICES)
    own = (spec for spec in actions.specs if spec not in added)
    taken = {_plain(keys) for spec in own for keys in spec.keys} | {""}
    specs, handlers = [], {}
    for plugin, action in desk.services.extensions.actions():
        name, keys = f"{plugin}.{action.id}", _plain(action.shortcut)
        shown = () if keys in taken else (action.shortcut,)
        taken.add(keys)
        specs.append(ActionSpec(name, action.text, shown, action.icon or "settings", SERVICES))
        handlers[name] = _handler(window, desk, plugin, action)
    if tuple(specs) != added:
        actions.drop(added)
        actions.add(specs, handlers)


def _plain(keys: str) -> str:
    """Return keys as they are compared, however they are written; empty for none."""
    return QKeySequence(keys).toString()


def _handler(
    window: "MainWindow", desk: Desk, plugin: str, action: "PluginActionSpec"
) -> Callable[[], None]:
    if action.view:
        return lambda: window.open_page(f"{plugin}.{action.view}")
    extensions = desk.services.extensions

    def done(_result: object) -> Changes:
        what = action.text.get(current_language())
        desk.said.emit(_("Done: {what}").format(what=what))
        return Changes(is_everything=True)

    def run() -> None:
        op_id = uuid4()
        desk.change(
            window,
            lambda: extensions.run(op_id, plugin, action.command),
            done,
            lambda problem: desk.said.emit(sentence_of(problem)),
        )

    return run
