"""Fields of a plugin's form that find their answer while one types."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from fmdesk.core.domain.spec import FieldSearch, FieldSpec
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.desk import Desk
from fmdesk.i18n import current_language

MOST = 12
"""Entries of the list below a field."""
FindAnswer = Callable[[str, FieldSpec, FieldSearch, Callable[[Sequence[Choice]], None]], None]
"""Is given plugin, field, what is asked, and what takes the choices."""


def answer_finder(desk: Desk, owner: QObject) -> FindAnswer:
    """Return what looks for the answers to a field: by the plugin's query, else in the core.

    Args:
        desk: Services and runner.
        owner: Who asks; nothing arrives after it is gone.
    """

    def find(
        plugin: str, spec: FieldSpec, asked: FieldSearch, show: Callable[[Sequence[Choice]], None]
    ) -> None:
        services, language = desk.services, current_language()

        def look() -> tuple[Choice, ...]:
            if spec.find:
                return services.extensions.find(plugin, spec.find, asked)
            return services.queries.choices(spec.kind.value, asked.words, language, MOST)

        desk.query(owner, look, show, key=f"find answer {spec.name}")

    return find
