"""Columns and words of the tables."""

from collections.abc import Mapping

from fmdesk.plugins.api import N_, current_language, day, number, stamp
from fmdesk.plugins.api.qt import Badge, Column
from fmdesk.plugins.bundled.faults.assets import AssetLine, BadRow, Criticality
from fmdesk.plugins.bundled.faults.faults import FaultRow
from fmdesk.plugins.bundled.faults.priority import IMPACTS, URGENCIES
from fmdesk.plugins.bundled.faults.qt.words import _, ngettext

TONES: Mapping[int, str] = {1: "broken", 2: "risk", 3: "accent", 4: "neutral"}
INDENT = "\N{EM SPACE}"
CRITICALITIES: Mapping[Criticality, str] = {
    Criticality.LOW: N_("low"),
    Criticality.NORMAL: N_("normal"),
    Criticality.HIGH: N_("high"),
}
COLUMN_NAMES: Mapping[str, str] = {
    "code": N_("Code"),
    "name": N_("Asset"),
    "kind": N_("Kind"),
    "location": N_("Place"),
    "parent": N_("Part of"),
    "serial": N_("Serial number"),
    "supplier": N_("Supplier"),
    "warranty_until": N_("Warranty until"),
    "criticality": N_("Criticality"),
}


def fault_columns(zone: str, *, is_tree: bool = False) -> tuple[Column[FaultRow], ...]:
    """Return the columns of faults, titles marked for the plugin."""
    return (
        Column("priority", N_("Priority"), _priority, width=92, badge=_badge),
        Column("number", N_("Number"), _number_in_tree if is_tree else _number, width=124),
        Column("seen", N_("What is seen"), lambda row: row.fault.seen, 200, is_stretched=True),
        Column("asset", N_("Asset"), _asset, width=190),
        Column("place", N_("Place"), lambda row: row.place, width=150),
        Column("opened", N_("Reported"), lambda row: stamp(row.fault.opened_at, zone), width=150),
        Column("state", "", lambda _row: "", width=118, badge=_state),
    )


def asset_columns() -> tuple[Column[AssetLine], ...]:
    """Return the columns of the assets, titles marked for the plugin."""
    return (
        Column("code", N_("Code"), lambda row: INDENT * 2 * row.depth + row.asset.code, width=140),
        Column("name", N_("Asset"), lambda row: row.asset.name, 200, is_stretched=True),
        Column("kind", N_("Kind"), lambda row: row.asset.kind, width=130),
        Column("place", N_("Place"), lambda row: row.place, width=150),
        Column("serial", N_("Serial number"), lambda row: row.asset.serial, 130, is_hidden=True),
        Column("supplier", N_("Supplier"), lambda row: row.asset.supplier, 130, is_hidden=True),
        Column("warranty", N_("Warranty until"), _warranty, width=124),
        Column("criticality", N_("Criticality"), _criticality, width=100, badge=_critical),
        Column("faults", N_("Faults"), lambda row: number(row.faults), 90, is_number=True),
        Column(
            "open",
            N_("Open"),
            lambda row: number(row.open_faults) if row.open_faults else "",
            80,
            is_number=True,
            tone=lambda row: "broken" if row.open_faults else "",
        ),
    )


def bad_columns() -> tuple[Column[BadRow], ...]:
    """Return the columns of rows that cannot be taken, titles marked for the plugin."""
    return (
        Column("line", N_("Line"), lambda row: number(row.line), 70, is_number=True),
        Column("column", N_("Column"), lambda row: _(COLUMN_NAMES[row.column]), width=120),
        Column("value", N_("Value"), lambda row: row.value, width=140),
        Column("reason", N_("What is wrong"), lambda row: row.reason, 300, is_stretched=True),
    )


def priority_badge(priority: int) -> Badge:
    """Return the badge of a priority."""
    icon = "triangle-alert" if priority == 1 else "circle-dot"
    return Badge(icon, f"P{priority}", TONES[priority])


def told(row: FaultRow) -> str:
    """Return impact and urgency in words, and what it hangs on."""
    language = current_language()
    impact, urgency = IMPACTS[row.fault.impact], URGENCIES[row.fault.urgency]
    hangs = _("hangs on {number}").format(number=row.major) if row.major else ""
    return " · ".join(filter(None, (impact.get(language), urgency.get(language), hangs)))


def _priority(row: FaultRow) -> str:
    return number(row.fault.priority)


def _badge(row: FaultRow) -> Badge:
    return priority_badge(row.fault.priority)


def _number(row: FaultRow) -> str:
    return row.fault.number


def _number_in_tree(row: FaultRow) -> str:
    return f"{INDENT}{row.fault.number}" if row.major else row.fault.number


def _state(row: FaultRow) -> Badge | None:
    if not row.fault.is_open:
        return Badge("circle-check", _("ended"), "kept")
    if row.children:
        reports = row.children + 1
        words = ngettext("{n} report", "{n} reports", reports).format(n=number(reports))
        return Badge("inbox", words, "accent")
    return Badge("history", _("again"), "risk") if row.fault.is_repeat else None


def _asset(row: FaultRow) -> str:
    return f"{row.fault.asset}  {row.asset_name}".strip()


def _warranty(row: AssetLine) -> str:
    return day(row.asset.warranty_until) if row.asset.warranty_until else ""


def _criticality(row: AssetLine) -> str:
    return _(CRITICALITIES[row.asset.criticality])


def _critical(row: AssetLine) -> Badge | None:
    is_high = row.asset.criticality is Criticality.HIGH
    return Badge("triangle-alert", _criticality(row), "risk") if is_high else None
