"""What the tables of visitors show; no widgets."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from difflib import SequenceMatcher

from fmdesk.plugins.api import N_, number
from fmdesk.plugins.api.qt import Badge, Column
from fmdesk_visitors.declared import STATES
from fmdesk_visitors.lists import name_of
from fmdesk_visitors.visits import Guest, GuestState, Named, Row, Show
from fmdesk_visitors.words import _

LOOKS: Mapping[GuestState, tuple[str, str]] = {
    GuestState.EXPECTED: ("clock", "accent"),
    GuestState.INSIDE: ("circle-check", "kept"),
    GuestState.LEFT: ("circle-minus", "neutral"),
    GuestState.MISSED: ("circle-x", "risk"),
    GuestState.CANCELLED: ("ban", "neutral"),
}
"""Icon and tone of each state."""
LISTS = (
    (Show.DAY, N_("Of the day")),
    (Show.INSIDE, N_("Who is inside")),
    (Show.MISSED, N_("Not shown")),
)
EMPTY: Mapping[Show, tuple[str, str]] = {
    Show.DAY: (N_("No visitors that day"), N_("Announce a visit, or choose another day.")),
    Show.INSIDE: (N_("Nobody is inside"), N_("Who is received stands here until they leave.")),
    Show.MISSED: (N_("Everybody came"), N_("Who did not come in the last two weeks stands here.")),
}
"""Title and sentence of a list without rows."""


def badge_of(row: Row) -> Badge:
    """Return where a visitor is; whose host is to be told stands out."""
    if row.waits:
        return Badge("phone-call", _("tell the host"), "risk")
    icon, tone = LOOKS[row.guest.state]
    return Badge(icon, _(STATES[row.guest.state]), tone)


def reception_columns(today: Callable[[], date]) -> tuple[Column[Row], ...]:
    """Return the columns of a list of the reception; a time of another day names that day."""

    def expected(row: Row) -> str:
        return f"{row.expected:{'%H:%M' if row.expected.date() == today() else '%d-%m %H:%M'}}"

    return (
        Column("expected", N_("Expected"), expected, 90),
        Column("name", N_("Name"), name_of, 170, is_strong=lambda _row: True),
        Column("company", N_("Company"), lambda row: row.company, 130, is_stretched=True),
        Column("host", N_("For"), lambda row: row.host, 150),
        Column("phone", N_("Phone"), lambda row: row.phone, 80),
        Column("badge", N_("Badge"), _badge, 60, is_number=True),
        Column("arrived", N_("Arrived"), lambda row: _time(row.arrived), 80),
        Column("left", N_("Left"), lambda row: _time(row.left), 90),
        Column("plate", N_("Plate"), lambda row: row.guest.plate, 100, is_hidden=True),
        Column("number", N_("Line"), lambda row: row.number, 110, is_hidden=True),
        Column("state", "", lambda _row: "", 130, badge=badge_of),
    )


def evacuation_columns() -> tuple[Column[Row], ...]:
    """Return the columns of the evacuation list."""
    return (
        Column("name", N_("Name"), name_of, 240, is_strong=lambda _row: True),
        Column("badge", N_("Badge"), _badge, 80, is_number=True),
        Column("company", N_("Company"), lambda row: row.company, 200, is_stretched=True),
        Column("host", N_("For"), lambda row: row.host, 200),
        Column("phone", N_("Phone"), lambda row: row.phone, 110),
        Column("since", N_("Since"), lambda row: _time(row.arrived), 110),
    )


def read_names(text: str) -> tuple[Named, ...]:
    """Return who stands in a field: one on each line, a number plate after a comma."""
    lines = (line.partition(",") for line in text.splitlines())
    return tuple(
        Named(name.strip(), plate.strip()) for name, _comma, plate in lines if name.strip()
    )


def written_names(guests: Sequence[Guest]) -> str:
    """Return visitors as they stand in such a field; who has no name yet has an empty line."""
    lines = (f"{one.name}, {one.plate}" if one.plate else one.name for one in guests)
    return "\n".join(lines).rstrip("\n")


def renamed(guests: Sequence[Guest], text: str) -> tuple[Named, ...] | None:
    """Return who the visitors of a field are after it was written in.

    A line that stays is of the same visitor wherever it stands, one that is gone or empty leaves
    its visitor without a name, and one that is added is of somebody else. None: lines are gone and
    others changed beside them, so that it cannot be told whose they are.

    Args:
        guests: Those with whom the field was filled, in their order.
        text: What stands in it now.
    """
    lines = [line.partition(",") for line in text.rstrip().split("\n")]
    after = [(name.strip(), plate.strip() if name.strip() else "") for name, _c, plate in lines]
    nameless = next((n for n, one in enumerate(reversed(guests)) if one.name), len(guests))
    after += [("", "")] * min(nameless, len(guests) - len(after))  # the field ends with a name
    before = [(one.name, one.plate) if one.name else None for one in guests]
    found: list[Named] = []
    gone: list[Guest] = []
    added: list[tuple[str, str]] = []
    for _tag, *place in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        start, end, first, last = place
        olds, news = guests[start:end], after[first:last]
        if 0 < len(news) < len(olds) and any(one.name for one in olds):
            return None
        found += (Named(*new, old.id) for old, new in zip(olds, news, strict=False))
        gone += olds[len(news) :]
        added += news[len(olds) :]
    for old in gone:
        same = (old.name, old.plate)
        found.append(Named(*same, old.id) if same in added else Named("", "", old.id))
        if same in added:
            added.remove(same)
    found += (Named(*new) for new in added)
    had = {one.id for one in guests if one.name}
    return tuple(one for one in found if one.name or one.guest_id in had)


def _badge(row: Row) -> str:
    return number(row.guest.badge) if row.guest.badge else ""


def _time(at: datetime | None) -> str:
    return f"{at:%H:%M}" if at else ""
