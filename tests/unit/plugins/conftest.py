"""Plugins written into a temporary folder, so that each is imported as a package of its own."""

import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from textwrap import dedent

import pytest

from fmdesk.plugins.sources import Source

MANIFEST = "Fmdesk-Api: 1\nName: {name}\nVersion: 1.0\n"
HEADER = "from fmdesk.plugins.api import *\nfrom fmdesk.plugins.api import hookimpl\n"

WritePlugin = Callable[..., Source]


@pytest.fixture
def write_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WritePlugin]:
    """Write a plugin's package and return its source.

    Give its id, its code, and `manifest` where it is not a plain one (None for none at all).
    """
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    numbers = count()

    def write(id_: str, code: str, *, manifest: str | None = MANIFEST) -> Source:
        package = f"fmdesk_test_{next(numbers)}"
        (folder / package).mkdir()
        (folder / package / "__init__.py").write_text(HEADER + dedent(code), encoding="utf-8")
        if manifest is not None:
            text = manifest.format(name=id_)
            (folder / package / "plugin.manifest").write_text(text, encoding="utf-8")
        return Source(id_, package)

    yield write
    for name in [name for name in sys.modules if name.startswith("fmdesk_test_")]:
        del sys.modules[name]
