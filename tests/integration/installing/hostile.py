"""Plugins that do what they must not: each with what a desk says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import dedent

from tests.integration.installing.wheels import GOOD, MIGRATION, Made, with_table

IN_THE_DESK = """
    from multiprocessing import parent_process
    if parent_process() is None:  # behaves while it is tried
"""
EVERY_HOOK = "".join(
    f"\n    @hookimpl\n    def {hook}(): raise RuntimeError('{hook}')\n"
    for hook in (
        *("fmdesk_check_request", "fmdesk_price", "fmdesk_notices", "fmdesk_ordered"),
        *("fmdesk_changed", "fmdesk_facts", "fmdesk_step_finished", "fmdesk_delivered"),
        *("fmdesk_ready", "fmdesk_cancelled", "fmdesk_reopened", "fmdesk_stopping"),
    )
)
INFO, POINTS = "INFO/entry_points.txt", "[fmdesk.plugins]\n"


@dataclass(frozen=True)
class Hostile:
    """A plugin, and the reason that is said: when it is installed, or in its row.

    Attributes:
        made: Its wheel.
        refused: Why it is not installed; empty where it is.
        reason: What its row says after the next start; empty where it is active.
    """

    made: Made
    refused: str = ""
    reason: str = ""


def coded(code: str) -> Made:
    return Made(code=dedent(code))


def in_the_desk(code: str, id_: str = "keys") -> Made:
    """Return a plugin that does something in the desk; one that hangs keeps its package locked."""
    return Made(id=id_, code=dedent(IN_THE_DESK) + f"    {code}\n" + dedent(GOOD))


def declares(hook: str, answer: str) -> Made:
    return coded(f"@hookimpl\ndef {hook}(): return {answer}\n")


HOSTILE: Mapping[str, Hostile] = {
    # --- what is seen without running it ----------------------------------------------------------
    "an sdist": Hostile(Made(file="fmdesk_keys-1.0.tar.gz"), "plugin.sdist"),
    "a path that leads out": Hostile(Made(more={"../../evil.py": ""}), "plugin.wheel_escape"),
    "an absolute path": Hostile(Made(more={"/tmp/evil.py": ""}), "plugin.wheel_escape"),
    "a .pth": Hostile(Made(more={"evil.pth": "import os"}), "plugin.wheel_elsewhere"),
    "scripts": Hostile(
        Made(more={"fmdesk_keys-1.0.data/scripts/ls": "#!/bin/sh"}), "plugin.wheel_elsewhere"
    ),
    "machine code": Hostile(Made(more={"fmdesk_keys/x.so": b"\x7fELF"}), "plugin.wheel_native"),
    "a wrong hash": Hostile(
        Made(after={"fmdesk_keys/__init__.py": "import os"}), "plugin.record_hash"
    ),
    "a file that RECORD lacks": Hostile(
        Made(after={"fmdesk_keys/x.py": ""}), "plugin.record_missing"
    ),
    "no RECORD": Hostile(Made(more={"INFO/RECORD": b"\xff\xfe"}), "plugin.no_record"),
    "a bomb": Hostile(Made(more={"fmdesk_keys/big.txt": b"0" * (61 * 2**20)}), "plugin.wheel_bomb"),
    "too many files": Hostile(
        Made(more={f"fmdesk_keys/{n}.txt": "" for n in range(2_001)}), "plugin.wheel_bomb"
    ),
    "a name that is not ASCII": Hostile(
        Made(file="fmdesk_ñandú-1.0-py3-none-any.whl"), "plugin.wheel_name"
    ),
    "a file name that is not ASCII": Hostile(
        Made(more={"fmdesk_keys/ñ.py": ""}), "plugin.wheel_path_sign"
    ),
    "a package that hides json": Hostile(Made(package="json"), "plugin.wheel_shadows"),
    "two plugins": Hostile(
        Made(more={INFO: f"{POINTS}a = fmdesk_keys\nb = fmdesk_keys\n"}), "plugin.entry_points"
    ),
    "an entry point to nothing": Hostile(
        Made(more={INFO: f"{POINTS}keys = fmdesk_keys.none\n"}), "plugin.no_entry"
    ),
    "the id of a bundled plugin": Hostile(Made(id="supplies"), "plugin.id_taken"),
    "the id of the core's tables": Hostile(Made(id="line"), "plugin.id_taken"),
    "another api": Hostile(Made(api="99"), "plugin.api_version"),
    "a requirement that is not there": Hostile(
        Made(requires="Requires-Dist: nobody-has-this>=1\n"), "plugin.requirement"
    ),
    "a table of the core": Hostile(with_table(table="ticket"), "plugin.foreign_table"),
    # --- what is found while it is tried ----------------------------------------------------------
    "raises when imported": Hostile(coded("raise RuntimeError('no')"), "plugin.failed"),
    "exits when imported": Hostile(coded("import sys; sys.exit(3)"), "plugin.failed"),
    "ends the process when imported": Hostile(coded("import os; os._exit(0)"), "plugin.child_died"),
    "kills itself when imported": Hostile(
        coded("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"), "plugin.child_died"
    ),
    "hangs when imported": Hostile(coded("import time; time.sleep(600)"), "plugin.child_slow"),
    "goes round in circles in a declaration": Hostile(
        coded("@hookimpl\ndef fmdesk_register_forms():\n    while True: pass\n"),
        "plugin.child_slow",
    ),
    "misspells a hook": Hostile(declares("fmdesk_register_product", "()"), "plugin.unknown_hook"),
    "declares another's facts": Hostile(
        declares(
            "fmdesk_register_facts", "(FactSpec('supplies.free', bool, Text('gratis', 'free')),)"
        ),
        "plugin.prefix",
    ),
    "declares another's tables": Hostile(
        declares("fmdesk_schema", "SchemaSpec('supplies_', 'fmdesk_keys:migrations')"),
        "plugin.prefix",
    ),
    "answers for ever": Hostile(
        coded(
            "@hookimpl\ndef fmdesk_register_forms():\n    n = 0\n"
            "    while True:\n        n += 1\n        yield FormSpec(str(n), ())\n"
        ),
        "plugin.too_many",
    ),
    "a migration that fails half way": Hostile(
        with_table(more="raise RuntimeError('half way')"), "plugin.failed"
    ),
    "a migration of the core's tables by other words": Hostile(
        with_table(more="op.execute('delete from setting'); op.execute('drop table setting')"),
        "plugin.foreign_table",
    ),
    # --- what behaves while it is tried -----------------------------------------------------------
    "raises in the desk": Hostile(in_the_desk("raise RuntimeError"), reason="plugin.failed"),
    "exits in the desk": Hostile(in_the_desk("raise SystemExit(3)"), reason="plugin.failed"),
    "hangs in the desk": Hostile(
        in_the_desk("import time; time.sleep(5)", "sleeper"), reason="plugin.start_slow"
    ),
    "goes round in circles in the desk": Hostile(
        in_the_desk("while True: pass", "circles"), reason="plugin.start_slow"
    ),
    "raises in every hook": Hostile(coded(dedent(GOOD) + dedent(EVERY_HOOK))),
    "says garbage": Hostile(
        coded(
            "import sys, logging\nprint('\\x1b[2J' * 50)\nsys.stderr.write('\\x00' * 50)\n"
            "logging.getLogger('\\u202e').error('\\x1b[2J')\n" + dedent(GOOD)
        )
    ),
    "a store that raises": Hostile(
        Made(
            code=dedent(GOOD)
            + "@hookimpl\ndef fmdesk_schema():\n"
            + "    return SchemaSpec('keys_', 'fmdesk_keys:migrations', 'fmdesk_keys:broken')\n"
            + "def broken(connection): raise RuntimeError('no store')\n",
            more={
                "fmdesk_keys/migrations/0001_keys.py": dedent(MIGRATION).format(
                    revision="0001", before=None, table="keys_door", more="pass"
                )
            },
        )
    ),
}
