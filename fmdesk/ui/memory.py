"""What the window remembers between two runs: sizes, columns, theme and language."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

Kept = Mapping[str, object] | Sequence[object] | str | int | bool | None


class Memory:
    """Small values by name in one JSON file of the user's data folder.

    A file that cannot be read or written costs the layout, never the program: the window then
    opens as on the first day.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values: dict[str, Kept] = {}
        if path is not None:
            try:
                read = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                read = {}
            self._values = read if isinstance(read, dict) else {}

    def get(self, name: str, default: Kept = None) -> Kept:
        """Return the value kept under this name."""
        return self._values.get(name, default)

    def text(self, name: str, default: str = "") -> str:
        """Return the text kept under this name."""
        value = self._values.get(name)
        return value if isinstance(value, str) else default

    def numbers(self, name: str) -> list[int]:
        """Return the whole numbers kept under this name, none when there are not."""
        value = self._values.get(name)
        return [n for n in value if isinstance(n, int)] if isinstance(value, list) else []

    def put(self, name: str, value: Kept) -> None:
        """Keep a value under this name; `save` writes it."""
        self._values[name] = value

    def save(self) -> None:
        """Write the file."""
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_suffix(".new")
            draft.write_text(json.dumps(self._values, indent=1), encoding="utf-8")
            draft.replace(self._path)
        except OSError:
            return
