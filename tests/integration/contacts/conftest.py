"""A desk that hears what is no request, on both databases."""

from dataclasses import dataclass
from uuid import uuid4

import pytest

from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.services.contacts import Contacts
from fmdesk.core.services.intake import Intake
from fmdesk.core.services.knowledge import Knowledge
from fmdesk.core.services.queries import Queries
from fmdesk.core.sql.door import SqlDoor
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.testing import FakeTime
from tests.integration.storage.conftest import change, database, database_content, door, office

__all__ = ["change", "database", "database_content", "door", "office"]


@dataclass(frozen=True)
class Desk:
    """What a test of contacts works with."""

    contacts: Contacts
    intake: Intake
    knowledge: Knowledge
    queries: Queries
    time: FakeTime

    def order(self, lines: int = 1) -> tuple[int, ...]:
        """Take an order of Ayşe; return its lines."""
        ordered = (OrderLine("PAP", 3),) * lines
        return self.intake.take(OrderDraft(uuid4(), "phone", ordered, requester="P1")).line_ids


@pytest.fixture
def desk(office: SqlDoor, time_source: FakeTime) -> Desk:
    """The small office, without plugins."""
    plugins = Gateway(PluginHost(()))
    return Desk(
        Contacts(office),
        Intake(office, plugins),
        Knowledge(office, plugins),
        Queries(office, plugins),
        time_source,
    )
