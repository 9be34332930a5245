"""A time limit for code of a plugin that runs in this process."""

import ctypes
import threading
from collections.abc import Callable
from contextlib import suppress

from fmdesk.core.domain.errors import PluginError


def within(seconds: float, plugin: str, code: Callable[[], object]) -> None:
    """Run code on a thread of its own, and go on without it when it takes too long.

    Python code that goes round in circles is ended; what waits in a library for ever cannot be
    ended inside one process, and is left behind on its thread.

    Args:
        seconds: How long it may take.
        plugin: Whose code it is.
        code: Handles its own faults.

    Raises:
        PluginError: `plugin.start_slow`.
    """

    def run() -> None:
        with suppress(SystemExit):  # as it is ended below
            code()

    thread = threading.Thread(target=run, name=f"fmdesk-plugin-{plugin}", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive() and thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit)
        )
        raise PluginError("plugin.start_slow", plugin=plugin, seconds=int(seconds))
