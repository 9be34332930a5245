"""The planner: rows against time, with boxes that are made, moved and stretched in place."""

from fmdesk.ui.planner.model import PlannerBox, PlannerData, PlannerRow
from fmdesk.ui.planner.planner import Planner

__all__ = ["Planner", "PlannerBox", "PlannerData", "PlannerRow"]
