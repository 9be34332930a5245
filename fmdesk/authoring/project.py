"""Writes the project of a new plugin from the template."""

import re
from pathlib import Path
from shutil import rmtree

from fmdesk.config import resources_path
from fmdesk.core.domain.errors import ConflictError, PluginError, StorageError
from fmdesk.core.sql.plugins import is_id_free
from fmdesk.plugins.sources import ID
from fmdesk.plugins.wheels import check_id

TEMPLATE = "plugin_template"
SAMPLE = "sample"
"""Id of the template's plugin; it stands in names of files and folders too."""
LEFT_OUT = frozenset({"__pycache__", ".ruff_cache", ".pytest_cache"})


def new_project(plugin: str, folder: Path) -> Path:
    """Write the project of a plugin that works as it is, and return its folder.

    Args:
        plugin: Its id, which names the folder, the package `fmdesk_<id>` and the tables too.
        folder: Where the folder of the project is made.

    Raises:
        PluginError: `plugin.bad_id` or `plugin.id_taken`.
        ConflictError: `plugin.folder_there`.
        StorageError: `plugin.not_written`; nothing of the project is left then.
    """
    if not ID.fullmatch(plugin):
        raise PluginError("plugin.bad_id", plugin=plugin[:80])
    check_id(plugin)
    if not is_id_free(plugin):
        raise PluginError("plugin.id_taken", plugin=plugin)
    target = folder / plugin
    if target.exists():
        raise ConflictError("plugin.folder_there", path=str(target))
    try:
        _write(plugin, target)
    except OSError as problem:
        rmtree(target, ignore_errors=True)
        reason = problem.strerror or str(problem)
        raise StorageError("plugin.not_written", path=str(target), reason=reason) from problem
    return target


def _write(plugin: str, target: Path) -> None:
    template, title = resources_path(TEMPLATE), plugin.replace("_", " ").capitalize()
    names = {SAMPLE: plugin, SAMPLE.capitalize(): title}

    def named(text: str) -> str:
        return re.sub("|".join(names), lambda found: names[found[0]], text)

    for path in sorted(template.rglob("*")):
        inside = path.relative_to(template)
        if path.is_file() and not LEFT_OUT & set(inside.parts):
            file = target / named(inside.as_posix())
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(named(path.read_text(encoding="utf-8")), encoding="utf-8")
