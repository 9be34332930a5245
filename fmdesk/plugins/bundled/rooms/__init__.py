"""Rooms: booking without doubles, series, approval, waiting list, check-in and iCalendar."""
