"""Writing several papers into a folder: all of them, or none."""

from collections.abc import Mapping
from errno import EISDIR
from os import strerror
from pathlib import Path


def write_all(folder: Path, papers: Mapping[str, bytes]) -> str:
    """Write files whole or not at all: what is there already stays until all are complete.

    Args:
        folder: Where to.
        papers: The content of each by its name.

    Returns:
        Why it could not be done, as the system says it; empty when it was.
    """
    waiting = {folder / name: folder / f".{name}.part" for name in papers}
    try:
        for target, part in waiting.items():
            if target.is_dir():  # the one thing that would stop the renaming half way
                raise IsADirectoryError(EISDIR, strerror(EISDIR))
            part.write_bytes(papers[target.name])
        for target, part in waiting.items():
            part.replace(target)
    except OSError as problem:
        return problem.strerror or str(problem)
    finally:
        for part in waiting.values():
            _remove(part)
    return ""


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # the folder itself is gone, or not to be written to: nothing of ours is in it
