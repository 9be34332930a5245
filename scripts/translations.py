"""Compile the catalogues of texts and tell what is missing or no longer used.

Usage: scripts/translations [--check]

The program's own texts are written per area in `resources/locale/nl/LC_MESSAGES/parts/<area>.po`
and become one `fmdesk.mo`. A package with a `locale` folder of its own (a plugin) is a catalogue of
its own: its `locale/nl/LC_MESSAGES/*.po` become `<package>.mo`. With `--check` nothing is written
and a catalogue that is not up to date is a fault too.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = Path("nl", "LC_MESSAGES")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed date, so that equal texts give equal bytes

Id = str | tuple[str, ...]


@dataclass(frozen=True)
class TextSet:
    """One catalogue: where its texts are used, where they are translated, what it becomes."""

    sources: tuple[Path, ...]
    parts: tuple[Path, ...]
    target: Path

    def used(self) -> dict[Id, str]:
        """Return each marked text with the first place that uses it."""
        found: dict[Id, str] = {}
        for path in self.sources:
            with path.open("rb") as file:
                for line, message, _comments, _context in extract("python", file, KEYWORDS):
                    found.setdefault(_key(message), f"{path.relative_to(ROOT)}:{line}")
        return found

    def translations(self, faults: list[str]) -> dict[Id, Message]:
        """Return the messages of all parts; what is wrong with them is added to `faults`."""
        merged: dict[Id, Message] = {}
        for path in self.parts:
            name = str(path.relative_to(ROOT))
            try:
                with path.open("rb") as file:
                    messages = [one for one in read_po(file, "nl", abort_invalid=True) if one.id]
            except PoFileError as problem:
                faults.append(f"{name}: {problem}")
                continue
            for message in messages:
                other = merged.setdefault(_key(message.id), message)
                if other.string != message.string:
                    faults.append(f"{name}: a second, other translation of {message.id!r}")
                faults += [f"{name}: {message.id!r}: {wrong}" for wrong in wrongs(message)]
        return merged

    def is_current(self, messages: dict[Id, Message]) -> bool:
        """Tell whether the compiled file gives exactly these translations."""
        if not self.target.exists():
            return False
        with self.target.open("rb") as old:
            shown = contents(GNUTranslations(old))
        return shown == contents(GNUTranslations(io.BytesIO(compiled(messages))))


def _key(message: str | list[str] | tuple[str, ...]) -> Id:
    return message if isinstance(message, str) else tuple(message)


def contents(catalogue: GNUTranslations) -> dict[object, str]:
    """Return what a compiled catalogue translates, without its header."""
    table: dict[object, str] = vars(catalogue)["_catalog"]
    return {key: text for key, text in table.items() if key}


def compiled(messages: dict[Id, Message]) -> bytes:
    """Return a catalogue in the form that is loaded."""
    catalogue = Catalog("nl", fuzzy=False, creation_date=EPOCH, revision_date=EPOCH)
    for key, message in messages.items():
        catalogue.add(key, message.string)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def wrongs(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    texts = [message.string] if isinstance(message.string, str) else message.string or [""]
    ids = [message.id] if isinstance(message.id, str) else message.id
    allowed = set().union(*(places(one) for one in ids))
    if message.fuzzy:
        yield "is marked as unsure (fuzzy)"
    for text in texts:
        if not text:
            yield "is not translated"
        elif places(text) - allowed or (len(ids) == 1 and places(text) != allowed):
            yield f"has {sorted(places(text))} where the English text has {sorted(allowed)}"


def places(text: str) -> set[str]:
    """Return the names that a text has in braces."""
    try:
        return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}
    except ValueError:  # a brace that is meant as such
        return set()


def text_sets() -> list[TextSet]:
    """Return the catalogue of the program and that of each package with its own `locale`."""
    own = [
        folder.parent
        for top in ("fmdesk", "plugins_contrib")
        for folder in (ROOT / top).glob("**/locale")
        if (folder / MESSAGES).is_dir()
    ]
    rest = [
        path
        for path in sorted((ROOT / "fmdesk").glob("**/*.py"))
        if not any(path.is_relative_to(package) for package in own)
    ]
    main = ROOT / "resources" / "locale" / MESSAGES
    sets = [TextSet(tuple(rest), tuple(sorted(main.glob("parts/*.po"))), main / "fmdesk.mo")]
    for package in own:
        folder = package / "locale" / MESSAGES
        sources, parts = sorted(package.glob("**/*.py")), sorted(folder.glob("*.po"))
        sets.append(TextSet(tuple(sources), tuple(parts), folder / f"{package.name}.mo"))
    return sets


def main() -> int:
    """Compile or check all catalogues; the exit code is 1 where something is wrong."""
    parser = argparse.ArgumentParser(description="Check and compile the texts.")
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    faults: list[str] = []
    for texts in text_sets():
        used, messages = texts.used(), texts.translations(faults)
        faults += [f"not translated  {used[key]}: {key!r}" for key in used.keys() - messages.keys()]
        faults += [f"no longer used  {key!r}" for key in messages.keys() - used.keys()]
        if check and not texts.is_current(messages):
            faults.append(f"not up to date  {texts.target.relative_to(ROOT)}")
        elif not check and not texts.is_current(messages):
            texts.target.write_bytes(compiled(messages))
    print("\n".join(sorted(faults)) or "All texts are translated.")
    if faults:
        print(f"{len(faults)} faults. Run scripts/translations after mending the .po files.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
