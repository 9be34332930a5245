"""Rules about single lines that the linters do not know."""

import ast
from collections.abc import Callable, Iterator

import pytest

CATCH_ALL = {
    "fmdesk/ui/tasks.py": "a failed task must not end the thread that runs the next one",
    "fmdesk/plugins/host.py": "a plugin's fault must not end the program",
    "fmdesk/plugins/asking.py": "the other process always answers, whatever the plugin does",
    "fmdesk/desktop/app.py": "the excepthook shows what nobody caught",
}
OWN_TIME = {
    "fmdesk/core/sql/time_source.py": "implements the TimeSource port",
}
NOW = {"now", "utcnow", "today", "time", "localtime", "gmtime"}
NOW_OWNERS = {"datetime", "date", "time", "dt"}
MACHINE_ZONE = {
    *("tzlocal", "get_localzone", "mktime", "tzset", "tzname", "altzone"),
    *("currentDateTime", "currentDate", "currentTime", "toLocalTime", "LocalTime"),
    *("systemTimeZone", "systemTimeZoneId"),
}
"""Names in Python and Qt that read the zone of the machine."""
ZONELESS = {"astimezone": 0, "fromtimestamp": 1}
"""Methods that take the machine's zone with no more than so many arguments."""
MARK = "# type: " + "ignore"
MONEY = {
    f"fmdesk.core.{name}"
    for name in (
        "domain.money",
        "domain.ledger",
        "domain.posting",
        "domain.charter",
        "domain.settlement",
        "domain.attribution",
        "domain.period",
        "services.sanctions",
        "services.judging",
        "services.figures",
        "services.month",
    )
}


def test_catching_everything_is_for_the_few_places_that_must(program: list) -> None:
    found = {
        source.path
        for source in program
        for node in source.walk(ast.ExceptHandler)
        if node.type is None or _names(node.type) & {"Exception", "BaseException"}
    }
    assert found <= CATCH_ALL.keys(), found - CATCH_ALL.keys()


def test_nothing_is_global(everything: list) -> None:
    assert [source.at(node) for source in everything for node in source.walk(ast.Global)] == []


def test_everything_is_annotated(program: list) -> None:
    assert [
        f"{source.at(node)} {node.name}"
        for source in program
        for node in source.walk(ast.FunctionDef, ast.AsyncFunctionDef)
        if not all(_annotations(node))
    ] == []


def test_now_comes_from_the_time_source(program: list) -> None:
    assert [
        source.at(node)
        for source in program
        if source.path not in OWN_TIME
        for node in source.walk(ast.Call)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in NOW
        and _names(node.func.value) & NOW_OWNERS
    ] == []


def test_the_machines_zone_is_read_nowhere(program: list) -> None:
    assert [
        source.at(node)
        for source in program
        if source.path not in OWN_TIME
        for node in source.walk(ast.Attribute, ast.Name, ast.alias, ast.Call)
        if _reads_the_machines_zone(node)
    ] == []


def test_no_float_comes_near_money(program: list) -> None:
    assert [
        source.at(node)
        for source in program
        if source.module in MONEY
        for node in source.walk(ast.Constant, ast.Name, ast.BinOp)
        if _is_float(node)
    ] == []


def test_marks_for_the_type_checker_stand_where_it_reads(everything: list) -> None:
    assert [
        f"{source.path}:{number}"
        for source in everything
        if not source.path.startswith("fmdesk/")
        for number, line in enumerate(source.text.splitlines(), 1)
        if MARK in line
    ] == []


@pytest.mark.parametrize(
    ("rule", "breach"),
    [
        (test_catching_everything_is_for_the_few_places_that_must, "try: f()\nexcept: pass"),
        (
            test_catching_everything_is_for_the_few_places_that_must,
            "try: f()\nexcept (KeyError, Exception): pass",
        ),
        (test_nothing_is_global, "def f() -> None:\n    global x"),
        (test_everything_is_annotated, "def f(x) -> None: ..."),
        (test_everything_is_annotated, "def f(x: int, *rest: int): ..."),
        (test_now_comes_from_the_time_source, "import datetime\ndatetime.datetime.now()"),
        (test_now_comes_from_the_time_source, "from datetime import date\ndate.today()"),
        (test_now_comes_from_the_time_source, "import time\ntime.time()"),
        (test_the_machines_zone_is_read_nowhere, "shown = at.astimezone()"),
        (test_the_machines_zone_is_read_nowhere, "at = datetime.fromtimestamp(seconds)"),
        (test_the_machines_zone_is_read_nowhere, "from tzlocal import get_localzone"),
        (test_the_machines_zone_is_read_nowhere, "edit = QDateEdit(QDate.currentDate())"),
        (test_the_machines_zone_is_read_nowhere, "zone = QTimeZone.systemTimeZone()"),
        (test_the_machines_zone_is_read_nowhere, "at.setTimeSpec(Qt.TimeSpec.LocalTime)"),
        (test_no_float_comes_near_money, "share = 0.5"),
        (test_no_float_comes_near_money, "half = cents / 2"),
        (test_no_float_comes_near_money, "cents = int(float(text))"),
    ],
)
def test_each_rule_catches_its_breach(
    rule: Callable[[object], None], breach: str, planted: Callable[[str, str], object]
) -> None:
    with pytest.raises(AssertionError):
        rule(planted("fmdesk/core/domain/money.py", breach))


def test_a_mark_that_no_checker_reads_is_caught(planted: Callable[[str, str], object]) -> None:
    with pytest.raises(AssertionError):
        test_marks_for_the_type_checker_stand_where_it_reads(
            planted("tests/unit/test_x.py", f"x = 1  {MARK}[misc]")
        )


def _reads_the_machines_zone(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr=name), args=given, keywords=named):
            return len(given) + len(named) <= ZONELESS.get(name, -1)
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
            return name in MACHINE_ZONE
    return False


def _is_float(node: ast.AST) -> bool:
    return (
        (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
    )


def _annotations(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[bool]:
    spec = node.args
    named = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, spec.vararg, spec.kwarg]
    for argument in named:
        if argument and argument.arg not in {"self", "cls"}:
            yield argument.annotation is not None
    yield node.returns is not None


def _names(node: ast.AST) -> set[str]:
    return {
        one.id if isinstance(one, ast.Name) else one.attr
        for one in ast.walk(node)
        if isinstance(one, (ast.Name, ast.Attribute))
    }
