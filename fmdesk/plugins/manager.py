"""Installing, switching and removing plugins, as an administrator asks for it.

What is decided is stored once, for all desks: the wheel, its digests and who approved it. This
desk follows at once where that is safe, every other one within a minute.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from uuid import UUID, uuid4

from fmdesk.core.domain.attachment import FileContent
from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.installing import (
    Addition,
    Approval,
    ApproveDraft,
    Offer,
    PluginInfo,
    PurgeDraft,
    Remains,
    RemoveDraft,
    SwitchDraft,
    WheelFacts,
)
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.spec import PluginRow, PluginState
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.access import allow
from fmdesk.plugins.additions import additions
from fmdesk.plugins.asking import SECONDS, ask_declarations
from fmdesk.plugins.host import PluginHost, words_of
from fmdesk.plugins.installer import ManagedFolder, PackageFinder, tried
from fmdesk.plugins.sources import Source
from fmdesk.plugins.wheels import Wheel, approved_wheel, read_wheel


@dataclass(frozen=True, slots=True)
class Tables:
    """What the database does for a plugin.

    Attributes:
        is_id_free: Tells whether no table of the core begins as those of a plugin would.
        upgrade: Brings the tables of a plugin up to date, in a process of its own.
        check: Holds back the plugins of a host whose tables are older than their code.
        enable: Stores the processes that a plugin declares.
    """

    is_id_free: Callable[[str], bool]
    upgrade: Callable[[WheelFacts, Path], None]
    check: Callable[[PluginHost], None]
    enable: Callable[[UUID, str], None]


@dataclass(frozen=True, slots=True)
class Manager:
    """Implements the core's `PluginManager`.

    Attributes:
        door: The one door.
        host: The plugins of this process.
        folder: Where approved wheels are unpacked.
        tables: What the database does.
        sources: Returns every place that offers a plugin, as a start would find it now.
        seconds: How long code that nobody approved yet may take.
    """

    door: Door
    host: PluginHost
    folder: ManagedFolder
    tables: Tables
    sources: Callable[[], tuple[Source, ...]]
    seconds: float = SECONDS

    def plugins(self) -> tuple[PluginInfo, ...]:
        """Return every plugin with its state and what it declares.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.ADMINISTRATION) as work:
            approvals = {one.wheel.plugin: one for one in work.plugins.approvals()}
            off, removed = work.plugins.switched_off(), work.plugins.removed()
        adds = {one.plugin: additions(one) for one in self.host.declarations()}
        found = (
            PluginInfo(
                row,
                adds.get(row.id, ()) if row.state is PluginState.ACTIVE else (),
                None if row.is_bundled else approvals.get(row.id),
                row.id in off,
            )
            for row in self.host.rows()
        )
        return (*found, *(PluginInfo(_removed(one.wheel), (), one) for one in removed))

    def follow(self) -> tuple[str, ...]:
        """Take over what was installed, switched or removed at other desks.

        Code of another version that is in memory stays there until the program starts again; the
        plugin's row says so.

        Returns:
            Ids of the plugins that are not as they were.
        """
        with self.door.read() as work:
            approvals, off = work.plugins.approvals(), work.plugins.switched_off()
        there = {(one.wheel.plugin, self.folder.place(one.wheel)) for one in approvals}
        here, held = set(), set()
        for source in self.host.sources():
            if source.root is not None:
                here.add((source.id, source.root))
            if source.held is not None and source.held[1].code == "plugin.switched_off":
                held.add(source.id)
        known = {source.id for source in self.host.sources()} | {id_ for id_, _root in there}
        changed = sorted({id_ for id_, _root in here ^ there} | (held ^ (off & known)))
        for plugin in changed:
            found = [source for source in self.sources() if source.id == plugin]
            self.host.drop(plugin)
            self.host.put(*found)
        if changed:
            self.tables.check(self.host)
        return tuple(changed)

    def inspect(self, path: Path) -> Offer:
        """Check a wheel and ask what its plugin declares, in a process of its own.

        Raises:
            NotAllowedError: Who acts may not install.
            PluginError: It cannot be installed; the sentence says why.
        """
        wheel, before = self._read(path)
        with tried(wheel) as root:
            adds = ask_declarations(wheel.facts, root, self.seconds)
        if before is None:
            return Offer(wheel.facts, adds)
        return Offer(wheel.facts, adds, before.version, self._declared(before))

    def _declared(self, facts: WheelFacts) -> tuple[Addition, ...]:
        """Return what the installed version declares, nothing where it cannot be asked."""
        with suppress(DomainError), tried(self._approved(facts)) as root:
            return ask_declarations(facts, root, self.seconds)
        return ()

    def install(self, op_id: UUID, path: Path, offer: Offer) -> PluginInfo:
        """Install the wheel that was offered; return what became of it.

        Its tables are made first, with a copy before, so that a migration that fails leaves
        nothing. Then it is approved for all desks, unpacked, and started where that is safe.

        Args:
            op_id: Made once by the client.
            path: The wheel.
            offer: What was shown and approved.

        Raises:
            NotAllowedError: Who acts may not install.
            PluginError: `plugin.other_wheel` when it is not what was offered; or as `inspect`.
        """
        wheel, _before = self._read(path)
        facts = wheel.facts
        if facts.sha256 != offer.wheel.sha256:
            raise PluginError("plugin.other_wheel", name=path.name)
        if any(one.kind == "schema" for one in offer.adds):
            with tried(wheel) as root:
                self.tables.upgrade(facts, root)
        file = FileContent(facts.sha256, wheel.content)

        def approve(work: UnitOfWork) -> Approval:
            approval = Approval(facts, work.now, work.actor)
            work.attachments.keep(file)
            work.plugins.approve(approval)
            work.plugins.switch(facts.plugin, is_on=True)
            return approval

        draft = ApproveDraft(op_id, facts, len(wheel.content))
        approval = self.door.run(op_id, "plugin.approve", draft, approve, Approval)
        root = self.folder.unpack(wheel)
        self._start(Source(facts.plugin, facts.target, root=root))
        return self._info(facts.plugin, approval)

    def switch(self, draft: SwitchDraft) -> PluginInfo:
        """Switch a plugin on or off; what was changed on disk is put back first.

        Raises:
            NotAllowedError: Who acts may not.
            PluginError: `plugin.unknown`.
        """
        plugin = draft.plugin
        sources = self.host.sources(plugin)
        if not sources:
            raise PluginError("plugin.unknown", plugin=plugin)

        def switch(work: UnitOfWork) -> None:
            work.plugins.switch(plugin, is_on=draft.is_on)
            work.plugins.keep_words(words_of(self.host, plugin))

        self.door.run(draft.op_id, "plugin.switch", draft, switch, type(None))
        approval = self._approval(plugin)
        if not draft.is_on:
            off = PluginError("plugin.switched_off", plugin=plugin)
            held = (PluginState.DISABLED, off)
            self.host.put(*(replace(one, held=held) for one in sources))
        else:
            if approval is not None and any(one.root is not None for one in sources):
                self._restore(approval.wheel)
            self._start(*(replace(one, held=None) for one in sources))
        return self._info(plugin, approval)

    def remove(self, draft: RemoveDraft) -> None:
        """Take a plugin away; its lines stay readable and its tables stay.

        Raises:
            NotAllowedError: Who acts may not.
            PluginError: `plugin.not_installed` for one that was not installed here.
        """

        def remove(work: UnitOfWork) -> None:
            if not work.plugins.withdraw(draft.plugin, work.now):
                raise PluginError("plugin.not_installed", plugin=draft.plugin)
            work.plugins.switch(draft.plugin, is_on=True)
            work.plugins.keep_words(words_of(self.host, draft.plugin))

        self.door.run(draft.op_id, "plugin.remove", draft, remove, type(None))
        self._forget(draft.plugin)

    def remains(self, plugin: str) -> Remains:
        """Return what a purge would take away.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.ADMINISTRATION) as work:
            return work.plugins.remains(plugin)

    def purge(self, draft: PurgeDraft) -> Remains:
        """Take away a plugin with its tables and settings; return what went.

        Raises:
            NotAllowedError: Who acts may not.
            NotFoundError: `plugin.no_remains`.
            PluginError: `plugin.not_installed` for one that comes with the program;
                `plugin.open_lines` while it serves lines that are not finished, unless told.
        """
        plugin = draft.plugin
        if any(source.root is None for source in self.host.sources(plugin)):
            raise PluginError("plugin.not_installed", plugin=plugin)

        def purge(work: UnitOfWork) -> Remains:
            there = work.plugins.remains(plugin)
            if there.open_lines and not draft.despite_lines:
                raise PluginError("plugin.open_lines", plugin=plugin, count=there.open_lines)
            work.plugins.purge(plugin)
            work.plugins.switch(plugin, is_on=True)
            return there

        gone = self.door.run(draft.op_id, "plugin.purge", draft, purge, Remains)
        self._forget(plugin)
        return gone

    def _read(self, path: Path) -> tuple[Wheel, WheelFacts | None]:
        """Read a wheel and check it against this office; return it with what is installed now."""
        with self.door.read() as work:
            allow(work, "plugin.approve", None)
            approvals = work.plugins.approvals()
        wheel = read_wheel(path)
        facts = wheel.facts
        is_foreign = any(source.root is None for source in self.host.sources(facts.plugin))
        if is_foreign or not self.tables.is_id_free(facts.plugin):
            raise PluginError("plugin.id_taken", plugin=facts.plugin)
        others = {one.wheel.package for one in approvals if one.wheel.plugin != facts.plugin}
        if facts.package in others or _is_elsewhere(facts.package):
            raise PluginError("plugin.hides", package=facts.package)
        here = next((one.wheel for one in approvals if one.wheel.plugin == facts.plugin), None)
        if here is not None and here.sha256 == facts.sha256:
            raise PluginError("plugin.same", plugin=facts.plugin, version=facts.version)
        return wheel, here

    def _start(self, *sources: Source) -> None:
        """Start a plugin here and now; what keeps it from working stands in its row."""
        self.host.put(*sources)
        self.tables.check(self.host)
        plugin = sources[0].id
        if self.host.state(plugin) is PluginState.ACTIVE:
            try:
                self.tables.enable(uuid4(), plugin)
            except DomainError as problem:
                self.host.fail(plugin, problem)

    def _restore(self, facts: WheelFacts) -> None:
        if self.folder.fault(facts) is not None:
            self.folder.unpack(self._approved(facts))

    def _approved(self, facts: WheelFacts) -> Wheel:
        with self.door.read() as work:
            return approved_wheel(facts, work.attachments.content(facts.sha256))

    def _forget(self, plugin: str) -> None:
        self.host.drop(plugin)
        self.folder.drop(plugin)

    def _approval(self, plugin: str) -> Approval | None:
        with self.door.read() as work:
            found = work.plugins.approvals()
        return next((one for one in found if one.wheel.plugin == plugin), None)

    def _info(self, plugin: str, approval: Approval | None) -> PluginInfo:
        row: PluginRow = next(one for one in self.host.rows() if one.id == plugin)
        is_active = row.state is PluginState.ACTIVE
        adds = additions(self.host.declared(plugin)) if is_active else ()
        return PluginInfo(row, adds, approval, row.state is PluginState.DISABLED)


def _removed(wheel: WheelFacts) -> PluginRow:
    reason = PluginError("plugin.removed", plugin=wheel.plugin)
    return PluginRow(wheel.plugin, wheel.name, wheel.version, False, PluginState.REMOVED, reason)


def _is_elsewhere(package: str) -> bool:
    """Tell whether this program has another package of that name."""
    if any(one.package == package for one in sys.meta_path if isinstance(one, PackageFinder)):
        return False
    try:
        return find_spec(package) is not None
    except (ImportError, ValueError):
        return True
