"""Texts of code and page: English in the code, Dutch here."""

from fmdesk.plugins.api import current_language

DUTCH = {
    "Notes": "Notities",
    "When": "Wanneer",
    "New note": "Nieuwe notitie",
    "Write one to {most} signs.": "Schrijf één tot {most} tekens.",
    "Order at most 10 at a time.": "Bestel er hoogstens 10 tegelijk.",
}


def _(text: str) -> str:
    return DUTCH.get(text, text) if current_language() == "nl" else text
