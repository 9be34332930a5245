"""Types an intake and keeps it as the page does, until it is killed: a process of its own.

Each letter takes a tenth of a second of a clock of its own, so a run does not depend on the speed
of the machine. It tells each letter before the next, on its standard output.

Run as `python typist.py FOLDER SECONDS KILL_AT [torn]`: keep every SECONDS of typing; kill itself
after KILL_AT letters, or with `torn` in the middle of writing the file at the first time to keep
after that.
"""

import os
import signal
import sys
from pathlib import Path

from fmdesk.core.services.drafts import Drafts

LETTERS_A_SECOND = 10


def main(folder: Path, seconds: int, kill_at: int, way: str) -> None:
    """Type until killed."""
    drafts, text, kept = Drafts(folder), "", 0
    while True:
        text += "x"
        sys.stdout.write(f"{len(text)}\n")
        sys.stdout.flush()
        if len(text) - kept >= seconds * LETTERS_A_SECOND:
            if len(text) >= kill_at and way == "torn":
                torn(drafts)
            if len(text) >= kill_at and way == "in_place":
                in_place(drafts.folder / "one.draft", text)
            drafts.save("one", text)
            kept = len(text)
        if len(text) >= kill_at and not way:
            die()


def torn(drafts: Drafts) -> None:
    """Die when the new file is written but does not stand in the place of the old one yet."""
    replace = Path.replace

    def never(self: Path, target: Path) -> Path:
        die()
        return replace(self, target)

    Path.replace = never
    drafts.save("one", "z" * 100_000)


def in_place(path: Path, text: str) -> None:
    """Write as a program does that does not think of it, and die in the middle."""
    whole = path.read_text(encoding="utf-8").replace("x", "y" * len(text))
    with path.open("w", encoding="utf-8") as file:
        file.write(whole[: len(whole) // 2])
        file.flush()
        die()


def die() -> None:
    """End as `kill -9` ends a process."""
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), "".join(sys.argv[4:]))
