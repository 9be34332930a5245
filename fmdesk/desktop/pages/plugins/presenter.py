"""What the page of the plugins does, without widgets."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.installing import (
    Offer,
    PluginInfo,
    PurgeDraft,
    Remains,
    RemoveDraft,
    SwitchDraft,
)
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of

Refused = Callable[[str], None]


class PluginsPresenter(QObject):
    """Fetches the plugins; installs, switches and removes them."""

    listed = Signal(object)
    """The plugins, a tuple of `PluginInfo`."""
    failed = Signal(object)
    """They could not be fetched."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.is_listed = False
        desk.changed.connect(self._hear)

    def load(self) -> None:
        """Fetch the list; the answer to an earlier question is dropped."""
        plugins = self._desk.services.plugins
        self._desk.query(self, plugins.plugins, self._take, self.failed.emit, key="plugins")

    def inspect(
        self, owner: QObject, path: Path, done: Callable[[Offer], None], refused: Refused
    ) -> None:
        """Check a wheel; its plugin is asked in a process of its own."""
        plugins = self._desk.services.plugins
        self._desk.query(
            owner,
            lambda: plugins.inspect(path),
            done,
            lambda problem: refused(sentence_of(problem)),
        )

    def install(
        self,
        op_id: UUID,
        path: Path,
        offer: Offer,
        done: Callable[[PluginInfo], None],
        refused: Refused,
    ) -> None:
        """Install the wheel that was offered."""
        plugins = self._desk.services.plugins
        self._change(lambda: plugins.install(op_id, path, offer), done, refused)

    def switch(
        self, plugin: str, done: Callable[[PluginInfo], None], refused: Refused, *, is_on: bool
    ) -> None:
        """Switch a plugin on or off."""
        plugins, draft = self._desk.services.plugins, SwitchDraft(uuid4(), plugin, is_on)
        self._change(lambda: plugins.switch(draft), done, refused)

    def remove(self, plugin: str, done: Callable[[None], None], refused: Refused) -> None:
        """Take a plugin away; its data stays."""
        plugins, draft = self._desk.services.plugins, RemoveDraft(uuid4(), plugin)
        self._change(lambda: plugins.remove(draft), done, refused)

    def remains(
        self, owner: QObject, plugin: str, done: Callable[[Remains], None], refused: Refused
    ) -> None:
        """Fetch what a purge would take away."""
        plugins = self._desk.services.plugins
        self._desk.query(
            owner,
            lambda: plugins.remains(plugin),
            done,
            lambda problem: refused(sentence_of(problem)),
        )

    def purge(
        self,
        plugin: str,
        done: Callable[[Remains], None],
        refused: Refused,
        *,
        despite_lines: bool,
    ) -> None:
        """Take a plugin away with all its data."""
        plugins, draft = self._desk.services.plugins, PurgeDraft(uuid4(), plugin, despite_lines)
        self._change(lambda: plugins.purge(draft), done, refused)

    def _change(
        self, work: Callable[[], object], done: Callable[..., None], refused: Refused
    ) -> None:
        def finished(answer: object) -> Changes:
            done(answer)
            return Changes(is_everything=True)

        self._desk.change(self, work, finished, lambda problem: refused(sentence_of(problem)))

    def _take(self, plugins: tuple[PluginInfo, ...]) -> None:
        self.is_listed = True
        self.listed.emit(plugins)

    def _hear(self, changes: Changes) -> None:
        if self.is_listed and changes.is_everything:
            self.load()
