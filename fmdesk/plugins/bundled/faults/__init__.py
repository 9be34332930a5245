"""Faults: assets, priority by impact and urgency, major faults and planned maintenance."""
