"""Columns and words of the page of the plugins."""

from collections.abc import Iterator, Mapping, Sequence

from fmdesk.core.domain.installing import Addition, Difference, Offer, PluginInfo, Remains
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.plugin_words import STATES, kind_words
from fmdesk.core.domain.spec import PluginState
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _, current_language
from fmdesk.messages import explain
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

LOOKS: Mapping[PluginState, tuple[str, str]] = {
    PluginState.DISCOVERED: ("refresh-cw", "accent"),
    PluginState.ACTIVE: ("circle-check", "kept"),
    PluginState.DISABLED: ("circle-minus", "neutral"),
    PluginState.NEEDS_UPGRADE: ("database", "risk"),
    PluginState.ERROR: ("circle-x", "broken"),
    PluginState.BLOCKED: ("ban", "broken"),
    PluginState.REMOVED: ("x", "neutral"),
}
"""Icon and tone of each state."""
Fact = tuple[str, str]


def columns() -> tuple[Column[PluginInfo], ...]:
    """Return the columns of the list."""
    return (
        Column("state", N_("State"), lambda one: state_badge(one).word, 120, badge=state_badge),
        Column("name", N_("Name"), name_of, 120, is_strong=lambda _one: True),
        Column("version", N_("Version"), lambda one: one.row.version, 76),
        Column("origin", N_("Comes from"), origin, 124),
        Column("reason", N_("Remark"), reason, 120, is_stretched=True, hint=reason),
    )


def name_of(one: PluginInfo) -> str:
    """Return what a plugin is called in the language of now."""
    return one.row.name.get(current_language())


def state_badge(one: PluginInfo) -> Badge:
    """Return the badge of a plugin's state."""
    icon, tone = LOOKS[one.row.state]
    return Badge(icon, STATES[one.row.state].get(current_language()), tone)


def origin(one: PluginInfo) -> str:
    """Return where a plugin comes from."""
    if one.row.is_bundled:
        return _("The program")
    return _("Installed here") if one.approval else _("The environment")


def reason(one: PluginInfo) -> str:
    """Return why a plugin does not work, or in what it failed last; empty when all is well."""
    return explain(one.row.reason) if one.row.reason else ""


def plugin_facts(one: PluginInfo, time: OfficeTime) -> Sequence[Fact]:
    """Return names and values of a plugin."""
    approval = one.approval
    who = (
        _("{name}, {moment}").format(
            name=approval.approved_by, moment=short_stamp(approval.approved_at, time)
        )
        if approval
        else ""
    )
    found = (
        (_("Id"), one.row.id),
        (_("Version"), one.row.version),
        (_("Comes from"), origin(one)),
        (_("Approved by"), who),
        *added(one.adds),
    )
    return tuple((name, value) for name, value in found if value)


def offer_facts(offer: Offer) -> Sequence[Fact]:
    """Return names and values of a wheel that is offered; of a newer version, what differs."""
    wheel = offer.wheel
    found = (
        (_("Name"), wheel.name.get(current_language())),
        (_("Version"), wheel.version),
        (_("Installed now"), offer.before),
        (_("What it is"), wheel.summary),
        (_("SHA-256"), f"{wheel.sha256[:32]} {wheel.sha256[32:]}"),
        *(differing(offer.differences) if offer.before else added(offer.adds)),
    )
    return tuple((name, value) for name, value in found if value)


def differing(differences: Sequence[Difference]) -> Sequence[Fact]:
    """Return by kind what a newer version adds, leaves out, and has as before."""
    language = current_language()

    def words(one: Difference) -> Iterator[str]:
        for text, names in ((_("new: {names}"), one.new), (_("gone: {names}"), one.gone)):
            if names:
                yield text.format(names=", ".join(name.get(language) for name in names))
        if one.same:
            yield _("as before: {count}").format(count=one.same)

    return tuple((kind_words(one.kind).get(language), "; ".join(words(one))) for one in differences)


def added(adds: Sequence[Addition]) -> Sequence[Fact]:
    """Return what a plugin adds, by kind."""
    language = current_language()
    return tuple(
        (kind_words(one.kind).get(language), ", ".join(name.get(language) for name in one.names))
        for one in adds
    )


def goes(there: Remains) -> Sequence[Fact]:
    """Return what a purge takes away."""
    tables = tuple(
        (_("Table {name}").format(name=name), _("rows: {count}").format(count=rows))
        for name, rows in there.tables
    )
    settings = ((_("Settings"), str(there.settings)),) if there.settings else ()
    return (*tables, *settings) or ((_("Data"), _("none")),)


def is_safe_mode(plugins: Sequence[PluginInfo]) -> bool:
    """Tell whether the added plugins are off because the program runs in safe mode."""
    reasons = (one.row.reason for one in plugins)
    return any(reason is not None and reason.code == "plugin.safe_mode" for reason in reasons)


def fault_text(one: PluginInfo) -> str:
    """Return what its author needs to know of a fault."""
    return f"{name_of(one)} {one.row.version} ({one.row.id})\n{reason(one)}\n\n{one.row.traceback}"
