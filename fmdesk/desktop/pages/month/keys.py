"""The steps of a month, and the key of each."""

from fmdesk.i18n import N_

STEPS: tuple[tuple[str, str, str], ...] = (
    ("open_lines", N_("Lines that are still open"), "1"),
    ("missing", N_("What plugins or calendars miss"), "2"),
    ("objections", N_("Objections and second opinions"), "3"),
    ("quarantine", N_("Verdicts in quarantine"), "4"),
    ("draft", N_("Run control"), "5"),
    ("compare", N_("Compare with last month"), "6"),
    ("approve", N_("Approve the draft"), "7"),
    ("close", N_("Close month"), "8"),
    ("papers", N_("Save all papers"), "9"),
    ("journal", N_("Journal for finance"), "J"),
    ("send", N_("Send to units and departments"), "S"),
    ("reopen", N_("Reopen the month"), "0"),
)
"""Name, what it is, and key."""
