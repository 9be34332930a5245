"""The libraries do what the program relies on (docs/decisions.md tells how each was found)."""

from importlib.metadata import version

from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rung = Signal(object)


def test_qt_keeps_its_references_over_100_000_signals() -> None:
    # PySide6 6.12.0 loses one reference of True per emit, until Python 3.11 aborts.
    heard = [0]

    def hear(value: object) -> None:
        heard[0] += value is True

    bell = Bell()
    bell.rung.connect(hear)
    for _ in range(100_000):
        bell.rung.emit(True)
    assert heard == [100_000]


def test_the_engine_is_built_for_this_python() -> None:
    # On Python 3.13 pip reports success for a build that cannot be imported.
    from durable.lang import ruleset

    assert callable(ruleset)
    assert version("durable_rules") == "2.0.28"
