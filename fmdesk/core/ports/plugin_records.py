"""Plugins as an administrator sees them: what is approved, and what is done with it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from fmdesk.core.domain.installing import (
    Approval,
    Offer,
    PluginInfo,
    PurgeDraft,
    Remains,
    RemoveDraft,
    SwitchDraft,
)
from fmdesk.core.domain.spec import Text


class PluginRepository(Protocol):
    """What is stored of plugins."""

    def approvals(self) -> tuple[Approval, ...]:
        """Return what is approved."""

    def removed(self) -> tuple[Approval, ...]:
        """Return what was approved and is removed, but not purged."""

    def approve(self, approval: Approval) -> None:
        """Let a wheel run, in the place of one that was approved before."""

    def withdraw(self, plugin: str, at: datetime) -> bool:
        """Let a plugin run no more; tell whether it was approved."""

    def switched_off(self) -> frozenset[str]:
        """Return the ids of the plugins that are switched off."""

    def switch(self, plugin: str, *, is_on: bool) -> None:
        """Switch a plugin on or off."""

    def words(self) -> Mapping[str, Text]:
        """Return what plugins were called, by id, and what their commands said, by full name."""

    def keep_words(self, words: Mapping[str, Text]) -> None:
        """Keep words for the command log, those of plugins that are gone among them."""

    def remains(self, plugin: str) -> Remains:
        """Return what a plugin keeps."""

    def purge(self, plugin: str) -> None:
        """Take away a plugin with its tables and settings; NotFoundError when there is nothing."""


class PluginManager(Protocol):
    """Installing, switching and removing plugins; only who administers may."""

    def plugins(self) -> tuple[PluginInfo, ...]:
        """Return every plugin with its state and what it declares."""

    def follow(self) -> tuple[str, ...]:
        """Take over what other desks changed; return the ids of the plugins concerned."""

    def inspect(self, path: Path) -> Offer:
        """Check a wheel and ask what its plugin declares, in a process of its own."""

    def install(self, op_id: UUID, path: Path, offer: Offer) -> PluginInfo:
        """Install the wheel that was offered; return what became of it."""

    def switch(self, draft: SwitchDraft) -> PluginInfo:
        """Switch a plugin on or off; what was changed on disk is put back first."""

    def remove(self, draft: RemoveDraft) -> None:
        """Take a plugin away; its lines stay readable and its tables stay."""

    def remains(self, plugin: str) -> Remains:
        """Return what a purge would take away."""

    def purge(self, draft: PurgeDraft) -> Remains:
        """Take away a plugin with its tables and settings; return what went."""
