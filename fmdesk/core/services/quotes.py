"""What an order would cost and promise, told while it is typed."""

from fmdesk.core.domain.intake_views import Quote
from fmdesk.core.domain.ticket import OrderDraft
from fmdesk.core.ports import PluginGateway, UnitOfWork


def quote(work: UnitOfWork, plugins: PluginGateway, draft: OrderDraft, language: str) -> Quote:
    """Return what `Intake.take` would answer; see `Intake.quote`."""
    return Quote()
