"""The pages of the plugin: the reception, and who is inside."""

from fmdesk_visitors.qt.evacuation import EvacuationPage
from fmdesk_visitors.qt.reception import ReceptionPage

__all__ = ["EvacuationPage", "ReceptionPage"]
