"""Installing a wheel, removing a plugin, and taking away all that it keeps."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from fmdesk.core.domain.installing import Offer, PluginInfo, Remains
from fmdesk.core.domain.spec import PluginState
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.plugins.model import Fact, goes, name_of, offer_facts, reason
from fmdesk.desktop.pages.plugins.presenter import PluginsPresenter
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.facts import Facts

WIDTH, LINE, HIGHEST = 640, 34, 420


class PluginDialog(FormDialog):
    """A dialog with facts, and a bar while something takes long."""

    def __init__(
        self, parent: QWidget, title: str, save_text: str, *, is_danger: bool = False
    ) -> None:
        super().__init__(parent, title, save_text, is_danger=is_danger)
        self.setMinimumWidth(WIDTH)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Progress"))
        self.facts = Facts()
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.facts)
        column.addStretch(1)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self.area.hide()
        self.body.addWidget(self.progress)
        self.body.addWidget(self.area, 1)

    def wait(self) -> None:
        """Show that it takes a moment."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        self.progress.show()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show what it is about; a long list is scrolled."""
        self.progress.hide()
        self.facts.show_facts(facts)
        self.area.setMinimumHeight(min(len(facts) * LINE, HIGHEST))
        self.area.show()

    def refuse(self, sentence: str) -> None:
        """Show why not; it may be tried again."""
        self.progress.hide()
        self.show_problem(sentence)


class InstallDialog(PluginDialog):
    """What a wheel adds and asks for, before it is installed.

    Args:
        parent: The page.
        presenter: Checks and installs.
        desk: Says what became of it.
        path: The wheel.
    """

    def __init__(
        self, parent: QWidget, presenter: PluginsPresenter, desk: Desk, path: Path
    ) -> None:
        super().__init__(parent, _("Install a plugin"), _("Install for all desks"))
        self._presenter, self._desk, self._path = presenter, desk, path
        self._offer: Offer | None = None
        self._op_id = uuid4()
        self.more = QCheckBox()
        self.more.setObjectName("more")
        self.more.hide()
        self.more.toggled.connect(self.save_button.setEnabled)
        self.body.addWidget(self.more)
        self.say(_("{name} is being read, and tried apart from this desk.").format(name=path.name))
        self.wait()
        presenter.inspect(self, path, self._show, self._refuse_wheel)

    def _show(self, offer: Offer) -> None:
        self._offer = offer
        self.say(
            _(
                "Nothing is wrong with this wheel. A plugin has the rights of the program and of"
                " whoever runs it: install only what comes from somebody you know."
            )
        )
        self.show_facts(offer_facts(offer))
        words = _("It may do more than version {version} does, and I agree with that.")
        self.more.setText(words.format(version=offer.before))
        self.more.setVisible(offer.asks_more)
        self.save_button.setEnabled(not offer.asks_more)
        (self.more if offer.asks_more else self.save_button).setFocus()

    def _refuse_wheel(self, sentence: str) -> None:
        self.say(_("{name} was not installed.").format(name=self._path.name))
        self.refuse(sentence)
        self.save_button.setEnabled(False)

    def save(self) -> None:
        """Install it."""
        if self._offer is not None and self.save_button.isEnabled():
            self.wait()
            self._presenter.install(
                self._op_id, self._path, self._offer, self._done, self._refuse_again
            )

    def _refuse_again(self, sentence: str) -> None:
        self._op_id = uuid4()
        self.refuse(sentence)

    def _done(self, info: PluginInfo) -> None:
        is_active = info.row.state is PluginState.ACTIVE
        said = _("{name} is installed.") if is_active else _("{name} is installed: {reason}")
        self._desk.said.emit(said.format(name=name_of(info), reason=reason(info)))
        self.accept()


class RemoveDialog(PluginDialog):
    """Whether a plugin may go, and what stays."""

    def __init__(
        self, parent: QWidget, presenter: PluginsPresenter, desk: Desk, info: PluginInfo
    ) -> None:
        name = name_of(info)
        super().__init__(parent, _("Remove {name}").format(name=name), _("Remove"))
        self._presenter, self._desk, self._info = presenter, desk, info
        self.say(
            _(
                "It goes for all desks. Its lines stay readable and can be finished; its tables"
                " stay, and installed again it goes on with them."
            )
        )
        self.progress.hide()

    def save(self) -> None:
        """Take it away."""
        self.wait()
        self._presenter.remove(self._info.row.id, self._done, self.refuse)

    def _done(self, _nothing: None) -> None:
        self._desk.said.emit(_("{name} is removed.").format(name=name_of(self._info)))
        self.accept()


class PurgeDialog(PluginDialog):
    """What goes with a plugin for good."""

    def __init__(
        self, parent: QWidget, presenter: PluginsPresenter, desk: Desk, info: PluginInfo
    ) -> None:
        name = name_of(info)
        title = _("Remove {name} with its data").format(name=name)
        super().__init__(parent, title, _("Remove for good"), is_danger=True)
        self._presenter, self._desk, self._info = presenter, desk, info
        self.despite_lines = QCheckBox()
        self.despite_lines.setObjectName("despite_lines")
        self.despite_lines.hide()
        self.body.addWidget(self.despite_lines)
        self.wait()
        presenter.remains(self, info.row.id, self._show, self.refuse)

    def _show(self, there: Remains) -> None:
        self.say(_("This goes for all desks and cannot be taken back:"))
        self.show_facts(goes(there))
        if there.open_lines:
            words = _("Also while lines that it serves are not finished: {count}")
            self.despite_lines.setText(words.format(count=there.open_lines))
            self.despite_lines.show()
        self.save_button.setEnabled(True)

    def save(self) -> None:
        """Take everything away."""
        self.wait()
        self._presenter.purge(
            self._info.row.id,
            self._done,
            self.refuse,
            despite_lines=self.despite_lines.isChecked(),
        )

    def _done(self, _gone: Remains) -> None:
        said = _("{name} is gone with its data.").format(name=name_of(self._info))
        self._desk.said.emit(said)
        self.accept()
