"""What the active plugins declared, as the core asks for it."""

from collections.abc import Mapping

from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.spec import (
    FactSpec,
    FormSpec,
    PluginDeclarations,
    PluginSettings,
    ReportSectionSpec,
    Text,
)
from fmdesk.core.domain.ticket import Scalar
from fmdesk.plugins.details import check_details
from fmdesk.plugins.host import PluginHost


class Offers:
    """The declarations of all active plugins.

    Args:
        host: The started host.
    """

    def __init__(self, host: PluginHost) -> None:
        self._host = host

    def facts(self) -> tuple[FactSpec, ...]:
        """Return the declared facts of all active plugins."""
        return tuple(fact for declared in self._host.declarations() for fact in declared.facts)

    def fact_types(self) -> Mapping[str, type]:
        """Return the declared facts of all active plugins with their types."""
        return {fact.name: fact.type for fact in self.facts()}

    def form(self, plugin: str, form: str) -> FormSpec | None:
        """Return a declared form; None where there is none or its plugin is not active."""
        return next(
            (
                item
                for declared in self._host.declarations()
                if declared.plugin == plugin
                for item in declared.forms
                if item.id == form
            ),
            None,
        )

    def charters(self) -> tuple[tuple[str, Charter], ...]:
        """Return plugin and charter that active plugins propose; a controller adopts one."""
        return tuple(
            (one.plugin, spec.charter) for one in self._host.declarations() for spec in one.charters
        )

    def sections(self) -> tuple[tuple[str, ReportSectionSpec], ...]:
        """Return plugin and section of the month report of every active plugin."""
        return tuple(
            (one.plugin, spec) for one in self._host.declarations() for spec in one.report_sections
        )

    def settings(self) -> tuple[PluginSettings, ...]:
        """Return the settings of each active plugin that has some; named as its first page."""
        return tuple(
            PluginSettings(one.plugin, self._title(one), _settings_form(one))
            for one in self._host.declarations()
            if one.settings
        )

    def check_settings(self, plugin: str, values: Mapping[str, Scalar]) -> None:
        """Check what is given for the settings of a plugin.

        Raises:
            InvalidInputError: As `check_details`.
            PluginError: `plugin.unavailable`.
        """
        check_details(_settings_form(self._host.declared(plugin)), values)

    def _title(self, declared: PluginDeclarations) -> Text:
        if declared.views:
            return declared.views[0].title
        names = {row.id: row.name for row in self._host.rows()}
        return names[declared.plugin]


def _settings_form(declared: PluginDeclarations) -> FormSpec:
    fields = tuple(spec.field(declared.plugin) for spec in declared.settings)
    return FormSpec(declared.plugin, fields)
