"""What states and declarations of plugins are called, in both languages."""

from collections.abc import Mapping

from fmdesk.core.domain.spec import PluginState, Text

STATES: Mapping[PluginState, Text] = {
    PluginState.DISCOVERED: Text("Gevonden", "Found"),
    PluginState.ACTIVE: Text("Actief", "Active"),
    PluginState.DISABLED: Text("Uit", "Off"),
    PluginState.NEEDS_UPGRADE: Text("Bijwerken nodig", "Needs upgrade"),
    PluginState.ERROR: Text("Fout", "Error"),
    PluginState.BLOCKED: Text("Geblokkeerd", "Blocked"),
    PluginState.REMOVED: Text("Verwijderd", "Removed"),
}

KINDS: Mapping[str, Text] = {
    "products": Text("Producten", "Products"),
    "forms": Text("Formulieren", "Forms"),
    "processes": Text("Processen", "Processes"),
    "charters": Text("Handvesten", "Charters"),
    "facts": Text("Feiten", "Facts"),
    "settings": Text("Instellingen", "Settings"),
    "permissions": Text("Rechten", "Rights"),
    "report_sections": Text("In het maandrapport", "In the month report"),
    "views": Text("Pagina’s", "Pages"),
    "tiles": Text("Op het bord", "On the board"),
    "actions": Text("Acties", "Actions"),
    "commands": Text("Opdrachten", "Commands"),
    "queries": Text("Vragen", "Queries"),
    "due": Text("Werk op vaste tijden", "Timer work"),
    "schema": Text("Eigen tabellen", "Own tables"),
}
"""By the names of the fields of `PluginDeclarations`."""


def kind_words(kind: str) -> Text:
    """Return what a kind of declaration is called; its own name where nobody named it."""
    return KINDS.get(kind, Text(kind, kind))
