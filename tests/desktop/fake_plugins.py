"""Plugins that live in memory."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.installing import (
    Addition,
    Approval,
    Offer,
    PluginInfo,
    PurgeDraft,
    Remains,
    RemoveDraft,
    SwitchDraft,
    WheelFacts,
)
from fmdesk.core.domain.spec import PluginRow, PluginState, Text

KEYS = Text("Sleutels", "Keys")
WHEEL = WheelFacts("keys", "fmdesk_keys", "fmdesk-keys", "1.0", KEYS, "Keys", "ab" * 32, {})
ADDS = (
    Addition("products", (Text("Sleutel", "Key"),)),
    Addition("schema", (Text("keys_", "keys_"),)),
)
OFF = PluginError("plugin.switched_off", plugin="keys")
FAILED = PluginError("plugin.failed", plugin="doors", hook="import", error="ZeroDivisionError")
TRACE = 'File "fmdesk_doors/__init__.py", line 3\nZeroDivisionError: division by zero'


def named(name: str) -> Text:
    return Text(name, name)


def info(plugin: str, state: PluginState, reason: DomainError | None = None) -> PluginInfo:
    row = PluginRow(plugin, named(plugin.capitalize()), "1.0", is_bundled=False, state=state)
    trace = TRACE if reason is FAILED else ""
    approval = Approval(replace(WHEEL, plugin=plugin), datetime(2026, 11, 2, 9, tzinfo=UTC), "jan")
    adds = ADDS if state is PluginState.ACTIVE else ()
    return PluginInfo(replace(row, reason=reason, traceback=trace), adds, approval)


BUNDLED = PluginInfo(
    PluginRow(
        "supplies", Text("Voorraad", "Supplies"), "1.0", is_bundled=True, state=PluginState.ACTIVE
    )
)


class FakePlugins:
    """A bundled one, one that works and one that failed; `log` tells what was asked."""

    def __init__(self, *, problem: DomainError | None = None) -> None:
        self.rows = {
            "supplies": BUNDLED,
            "keys": info("keys", PluginState.ACTIVE),
            "doors": info("doors", PluginState.ERROR, FAILED),
        }
        self.problem = problem
        self.log: list[object] = []
        self.open_lines = 0
        self.had = ADDS
        self.changed_elsewhere: tuple[str, ...] = ()

    def _say(self, what: object) -> None:
        self.log.append(what)
        if self.problem is not None:
            raise self.problem

    def plugins(self) -> tuple[PluginInfo, ...]:
        self._say("plugins")
        return tuple(self.rows.values())

    def follow(self) -> tuple[str, ...]:
        return self.changed_elsewhere

    def inspect(self, path: Path) -> Offer:
        self.log.append(path)
        if path.suffix != ".whl":
            raise PluginError("plugin.sdist", name=path.name)
        return Offer(replace(WHEEL, plugin="rooms2", name=named("Rooms II")), ADDS, "0.9", self.had)

    def install(self, op_id: UUID, path: Path, offer: Offer) -> PluginInfo:
        del op_id
        self._say(("install", path.name))
        made = info(offer.wheel.plugin, PluginState.ACTIVE)
        self.rows[offer.wheel.plugin] = made
        return made

    def switch(self, draft: SwitchDraft) -> PluginInfo:
        self._say((draft.plugin, draft.is_on))
        state = PluginState.ACTIVE if draft.is_on else PluginState.DISABLED
        self.rows[draft.plugin] = info(draft.plugin, state, None if draft.is_on else OFF)
        return self.rows[draft.plugin]

    def remove(self, draft: RemoveDraft) -> None:
        self._say(draft.plugin)
        gone = PluginError("plugin.removed", plugin=draft.plugin)
        self.rows[draft.plugin] = info(draft.plugin, PluginState.REMOVED, gone)

    def remains(self, plugin: str) -> Remains:
        return Remains(plugin, (("keys_door", 12),), settings=1, open_lines=self.open_lines)

    def purge(self, draft: PurgeDraft) -> Remains:
        if self.open_lines and not draft.despite_lines:
            raise PluginError("plugin.open_lines", plugin=draft.plugin, count=self.open_lines)
        self._say(("purge", draft.plugin))
        del self.rows[draft.plugin]
        return self.remains(draft.plugin)
