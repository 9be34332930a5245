"""Spoil the money core in small ways and see whether its tests notice (the reliability page).

Usage: scripts/mutants.py [--every N] [MODULE ...]

A mutant is one module of `fmdesk.core.domain` with one change: a comparison, an operator, a number,
a condition, a statement left out. Each runs the tests of its module in a process of its own, on a
copy of the program; a test that fails or hangs has killed it. The survivors are listed. The exit
code is 1 when fewer than 90 % of the mutants of a run were killed, or when the tests do not even
pass on the unchanged module.
"""

import argparse
import ast
import compileall
import contextlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis  # noqa: F401 - loaded here once, not in each process
import pytest

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = Path("fmdesk", "core", "domain")
TESTS = Path("tests", "unit", "core", "domain")
LEAST = 90
MINUTES = 4
OPTIONS = (
    "-x",
    "-q",
    "--timeout=0",
    "--assert=plain",
    "-p",
    "no:cacheprovider",
    "--hypothesis-seed=0",
)

CORE = {
    "access": ("test_access", "test_permissions"),
    "addtable": ("test_addtable", "test_calendar"),
    "agreement": ("test_agreement",),
    "attribution": ("test_attribution",),
    "budget": ("test_budget",),
    "calendar": ("test_calendar", "test_addtable", "test_calendar_properties"),
    "charter_logic": ("test_charter_logic",),
    "clock": ("test_clock", "test_clock_properties"),
    "clockrun": ("test_clock", "test_clock_properties"),
    "duetimes": ("test_calendar", "test_calendar_properties"),
    "journal": ("test_journal",),
    "ledger": ("test_posting",),
    "limits": ("test_calendar",),
    "month_progress": ("test_month_progress",),
    "money": ("test_money", "test_settlement"),
    "objection": ("test_objection",),
    "opentable": ("test_calendar", "test_calendar_properties"),
    "opentime": ("test_calendar", "test_calendar_properties"),
    "period": ("test_period",),
    "permissions": ("test_permissions",),
    "posting": ("test_posting",),
    "settlement": ("test_settlement", "test_settlement_properties"),
    "steptimes": ("test_steptimes",),
    "windows": ("test_calendar",),
    "zones": ("test_calendar", "test_calendar_properties"),
}
"""The modules of money, time and rights, and the tests that must notice, the quick ones first."""

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
}

NO_CODE = {"annotation", "returns", "decorator_list", "keywords"}
"""What says how something is written rather than what it does; `keywords` only of a class."""


@dataclass(frozen=True)
class Mutant:
    """One spoiled module."""

    line: int
    change: str
    text: str


def mutants(text: str) -> Iterator[Mutant]:
    """Yield every mutant of a module's text."""
    tree = ast.parse(text)
    for owner, field, at in list(places(tree)):
        node = getattr(owner, field) if at is None else getattr(owner, field)[at]
        for spoiled in replacements(node):
            put(owner, field, at, spoiled)
            change = f"{brief(node)}  ->  {brief(spoiled)}"
            yield Mutant(node.lineno, change, ast.unparse(ast.fix_missing_locations(tree)))
        put(owner, field, at, node)


def places(owner: ast.AST) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Yield where in a tree an expression or a statement stands that does something."""
    for field, value in ast.iter_fields(owner):
        if field in NO_CODE and not isinstance(owner, ast.Call):
            continue
        is_list = isinstance(value, list)
        for at, one in enumerate(value if is_list else [value]):
            if isinstance(one, ast.expr | ast.stmt):
                yield owner, field, at if is_list else None
            if isinstance(one, ast.AST):
                yield from places(one)


def put(owner: ast.AST, field: str, at: int | None, node: ast.AST) -> None:
    """Set what stands at a place."""
    if at is None:
        setattr(owner, field, node)
    else:
        getattr(owner, field)[at] = node


def replacements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node may be spoiled to."""
    yield from spoiled_statements(node) if isinstance(node, ast.stmt) else spoiled_values(node)


def spoiled_values(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what an expression may be spoiled to."""
    match node:
        case ast.Compare(left, ops, comparators):
            for at, op in enumerate(ops):
                flipped = COMPARISONS[type(op)]()
                yield ast.Compare(left, [*ops[:at], flipped, *ops[at + 1 :]], comparators)
        case ast.BinOp(left, op, right) if type(op) in OPERATORS:
            yield ast.BinOp(left, OPERATORS[type(op)](), right)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value)):
            yield ast.Constant(value + 1)
        case ast.IfExp(ast.Name() | ast.Attribute() | ast.Call() as test, body, orelse):
            yield ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse)


def spoiled_statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a statement may be spoiled to."""
    match node:
        case ast.If(ast.Name() | ast.Attribute() | ast.Call() as test, body, orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Expr(ast.Call()) | ast.AugAssign():
            yield ast.Pass()
        case ast.Return(ast.Call() | ast.Name() | ast.Attribute() | ast.BinOp() | ast.Tuple()):
            yield ast.Return(ast.Constant(None))
        case ast.Break():
            yield ast.Continue()


def brief(node: ast.AST) -> str:
    """Return the first line of a node as it is written."""
    return ast.unparse(ast.fix_missing_locations(node)).splitlines()[0]


class Copy:
    """A copy of the program and its tests, in which one module at a time is another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        no_compiled = shutil.ignore_patterns("__pycache__")
        for part in ("fmdesk", "tests"):
            shutil.copytree(ROOT / part, folder / part, ignore=no_compiled)
        shutil.copy(ROOT / "pyproject.toml", folder)
        (folder / "resources").symlink_to(ROOT / "resources")
        compileall.compile_dir(str(folder), quiet=2)
        # A spoiled module may have the age and size of another; what it compiles to is not kept.
        sys.dont_write_bytecode = True
        sys.path.insert(0, str(folder))
        os.chdir(folder)
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(folder / "examples")

    def passes(self, module: str, text: str) -> bool:
        """Tell whether the tests of a module pass with this text."""
        path = self.folder / DOMAIN / f"{module}.py"
        before = path.read_text(encoding="utf-8")
        for stale in path.parent.glob(f"__pycache__/{module}.*"):
            stale.unlink()
        path.write_text(text, encoding="utf-8")
        try:
            return self._run([str(TESTS / f"{name}.py") for name in CORE[module]])
        finally:
            path.write_text(before, encoding="utf-8")

    def _run(self, tests: list[str]) -> bool:
        child = os.fork()
        if not child:
            code = 1
            try:
                signal.alarm(MINUTES * 60)
                for stream in (1, 2):
                    os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
                code = pytest.main([*OPTIONS, *tests])
            finally:
                os._exit(code)  # whatever happened: the copy is the parent's to clean
        return os.waitpid(child, 0)[1] == 0


def main() -> int:
    """Run what was asked for and tell what survived."""
    parser = argparse.ArgumentParser(description="Do the tests of the money core notice a change?")
    parser.add_argument("modules", nargs="*", default=sorted(CORE), help="which (none: all)")
    parser.add_argument("--every", type=int, default=1, help="only one of so many mutants")
    wanted = parser.parse_args()
    if unknown := set(wanted.modules) - set(CORE):
        parser.error(f"no such module: {', '.join(sorted(unknown))}; known: {', '.join(CORE)}")
    killed = total = 0
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(Path.cwd()):
        program = Copy(Path(folder))
        for module in wanted.modules:
            text = (ROOT / DOMAIN / f"{module}.py").read_text(encoding="utf-8")
            if not program.passes(module, ast.unparse(ast.parse(text))):
                print(f"{module}: its tests do not pass")
                return 1
            made = list(mutants(text))[:: wanted.every]
            survivors = [one for one in made if program.passes(module, one.text)]
            killed, total = killed + len(made) - len(survivors), total + len(made)
            print(f"{module}: {len(made) - len(survivors)} of {len(made)} killed", flush=True)
            for one in survivors:
                print(f"  line {one.line}: {one.change}", flush=True)
    print(f"{killed} of {total} mutants killed ({100 * killed // max(total, 1)} %)")
    return 0 if 100 * killed >= LEAST * total else 1


if __name__ == "__main__":
    sys.exit(main())
