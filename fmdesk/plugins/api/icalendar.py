"""iCalendar files (RFC 5545) as plain parts; the file is taken for hostile."""

from fmdesk.core.domain.icalendar import LARGEST, Part, Property, read_calendars, whole_days

__all__ = ["LARGEST", "Part", "Property", "read_calendars", "whole_days"]
