"""Write the reference of the plugin hooks into docs/hooks.md, from their signatures and docstrings.

Usage: scripts/hooks [--check]

With `--check` nothing is written and a page that differs is a fault.
"""

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from fmdesk.plugins.api import hookspecs

PAGE = Path(__file__).resolve().parent.parent / "docs" / "hooks.md"
HEAD = """# The hooks of a plugin

Every hook with its signature and its promises; `scripts/hooks` writes this page from
`fmdesk/plugins/api/hookspecs.py`. What they are for, with examples, stands in
[plugins.md](plugins.md).
"""
SECTION = re.compile(r"^# --- (.+?) -+$", re.MULTILINE)
PARTS = re.compile(
    r"When: (?P<when>.+?) Thread: (?P<thread>.+?) May it fail: (?P<fails>.+)", re.DOTALL
)


def sections() -> Iterator[tuple[str, list[str]]]:
    """Yield each section of the contract with the names of its hooks, in their order."""
    source = inspect.getsource(hookspecs)
    pieces = SECTION.split(source)[1:]
    for title, text in zip(pieces[::2], pieces[1::2], strict=True):
        yield title, re.findall(r"^def (fmdesk_\w+)", text, re.MULTILINE)


def entry(name: str) -> Iterator[str]:
    """Yield the lines of one hook.

    Raises:
        ValueError: Its docstring does not say when, on which thread, and whether it may fail.
    """
    hook = getattr(hookspecs, name)
    words = [" ".join(part.split()) for part in (inspect.getdoc(hook) or "").split("\n\n")]
    said = PARTS.fullmatch(next((part for part in words if part.startswith("When: ")), ""))
    if said is None:
        raise ValueError(f"{name}: its docstring does not say when, on which thread, may it fail")
    yield f"### `{name}`"
    yield ""
    yield "```python"
    yield f"{name}{_signature(hook)}"
    yield "```"
    yield ""
    for part in words:
        if not part.startswith("When: "):
            yield part
            yield ""
    yield f"- **When:** {said['when']}"
    yield f"- **Thread:** {said['thread']}"
    yield f"- **May it fail:** {said['fails']}"
    yield ""


def _signature(hook: object) -> str:
    """Return arguments and answer, without the names of modules."""
    return re.sub(r"\b(?:\w+\.)+(\w+)", r"\1", str(inspect.signature(hook)))


def page() -> str:
    """Return the page as it should be."""
    lines = [HEAD]
    for title, names in sections():
        lines.append(f"## {title[:1].upper()}{title[1:]}\n")
        for name in names:
            lines += entry(name)
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Write the page, or tell that it differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    is_check = parser.parse_args().check
    if is_check:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
