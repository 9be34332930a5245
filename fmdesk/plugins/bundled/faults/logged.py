"""What the command log says was done, by the name of the command."""

from collections.abc import Mapping

from fmdesk.plugins.api import Text

LOGGED: Mapping[str, Text] = {
    "load": Text("Objecten geïmporteerd", "Assets imported"),
    "save_plan": Text("Plan voor onderhoud opgeslagen", "Maintenance plan saved"),
    "hang_on": Text(
        "Storing aan een grote storing gehangen of losgemaakt",
        "Fault hung on a major one or let go",
    ),
    "tell_all": Text("Melders van een grote storing bericht", "Reporters of a major fault told"),
    "maintenance": Text("Gepland onderhoud gemeld", "Planned maintenance ordered"),
}
