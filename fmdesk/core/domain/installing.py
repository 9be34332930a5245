"""What is known of a plugin that somebody installs, and the drafts of what is done with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fmdesk.core.domain.spec import PluginRow, Text

RIGHTS = frozenset({"permissions", "commands", "due", "schema"})
"""Kinds of declaration by which a plugin may change something."""


@dataclass(frozen=True, slots=True)
class WheelFacts:
    """What a wheel says of its plugin before any of its code runs.

    Attributes:
        plugin: Id of the plugin, the name of its entry point.
        target: `package.module` or `package.module:object` of its hooks.
        distribution: Name of the project that was built.
        version: Its version.
        name: Name of the plugin from its manifest, in both languages.
        summary: One sentence from the author.
        sha256: Digest of the whole wheel, in hex.
        files: Digest of each file that is unpacked, in hex, by its path.
    """

    plugin: str
    target: str
    distribution: str
    version: str
    name: Text
    summary: str
    sha256: str
    files: Mapping[str, str]

    @property
    def package(self) -> str:
        """The one package that the wheel brings."""
        return self.target.partition(":")[0].partition(".")[0]

    @property
    def folder(self) -> str:
        """Name of the folder that it is unpacked into, below that of its plugin."""
        return f"{self.version}-{self.sha256[:12]}"


@dataclass(frozen=True, slots=True)
class Addition:
    """One kind of thing that a plugin declares, with the names of all of that kind."""

    kind: str
    names: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a newer version differs from the installed one in one kind of thing."""

    kind: str
    new: tuple[Text, ...] = ()
    gone: tuple[Text, ...] = ()
    same: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A wheel that was checked: what somebody approves.

    Attributes:
        wheel: What it says of itself.
        adds: What its plugin declares.
        before: Version that is installed now, empty for none.
        had: What that version declares.
    """

    wheel: WheelFacts
    adds: tuple[Addition, ...]
    before: str = ""
    had: tuple[Addition, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """How it differs from what is installed, by kind."""
        now = {one.kind: one.names for one in self.adds}
        had = {one.kind: one.names for one in self.had}
        return tuple(_difference(kind, had.get(kind, ()), now.get(kind, ())) for kind in now | had)

    @property
    def asks_more(self) -> bool:
        """It is a newer version that may do what the installed one may not."""
        may = [one for one in self.differences if one.kind in RIGHTS]
        return bool(self.before) and any(one.new for one in may)


@dataclass(frozen=True, slots=True)
class Approval:
    """A plugin that an administrator approved, for all desks of the office."""

    wheel: WheelFacts
    approved_at: datetime
    approved_by: str


@dataclass(frozen=True, slots=True)
class ApproveDraft:
    """Let the plugin of a wheel run; `size` is that of the wheel in bytes."""

    op_id: UUID
    wheel: WheelFacts
    size: int


@dataclass(frozen=True, slots=True)
class SwitchDraft:
    """Switch a plugin on or off, for all desks of the office."""

    op_id: UUID
    plugin: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class RemoveDraft:
    """Take a plugin away; its tables stay."""

    op_id: UUID
    plugin: str


@dataclass(frozen=True, slots=True)
class PurgeDraft:
    """Take away all that a plugin keeps; `despite_lines` also while lines are open."""

    op_id: UUID
    plugin: str
    despite_lines: bool = False


@dataclass(frozen=True, slots=True)
class Remains:
    """What a plugin keeps in the database.

    Attributes:
        plugin: Its id.
        tables: Its tables with the number of rows of each.
        settings: How many settings it has.
        open_lines: How many lines that it serves are not finished.
    """

    plugin: str
    tables: tuple[tuple[str, int], ...]
    settings: int = 0
    open_lines: int = 0


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """One plugin as the Plugins page shows it.

    Attributes:
        row: Its state.
        adds: What it declares; empty where it could not be asked.
        approval: Who let it in; None for one that came with the program or its environment.
        is_off: An administrator switched it off.
    """

    row: PluginRow
    adds: tuple[Addition, ...] = ()
    approval: Approval | None = None
    is_off: bool = False


def _difference(kind: str, had: tuple[Text, ...], now: tuple[Text, ...]) -> Difference:
    new = tuple(name for name in now if name not in had)
    gone = tuple(name for name in had if name not in now)
    return Difference(kind, new, gone, len(now) - len(new))


def owner_of(table: str, plugins: Iterable[str]) -> str:
    """Return whose table this is by its name: the plugin with the longest fitting id, else empty.

    `key_cards_stock` is of `key_cards`, not of `key`, where both are there.
    """
    return max((one for one in plugins if table.startswith(f"{one}_")), key=len, default="")
