"""What a hook, command or query of this plugin is given."""

from typing import TYPE_CHECKING, TypeAlias

from fmdesk.plugins.api import WorkContext

if TYPE_CHECKING:  # it loads the database library; the unit of work opens it
    from fmdesk.plugins.bundled.faults.store import FaultsStore

Context: TypeAlias = "WorkContext[FaultsStore]"
