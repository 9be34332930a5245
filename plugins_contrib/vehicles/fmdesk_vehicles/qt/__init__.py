"""The page of the plugin: the vehicles against time."""

from fmdesk_vehicles.qt.page import VehiclesPage

__all__ = ["VehiclesPage"]
