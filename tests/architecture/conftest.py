"""The source of the program as the architecture tests read it."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).resolve().parents[2]

Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def walk(self, *kinds: type[Node]) -> Iterator[Node]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}"

    @property
    def code_lines(self) -> int:
        """Lines that hold code: no blank ones, comments or docstrings."""
        texts = {
            line
            for node in self.walk(ast.Expr)
            if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
        }
        return sum(
            1
            for number, line in enumerate(self.text.splitlines(), 1)
            if number not in texts and line.strip() and not line.lstrip().startswith("#")
        )


def _read(*folders: str) -> list[Source]:
    return [
        Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for folder in folders
        for path in sorted((ROOT / folder).glob("**/*.py"))
    ]


@pytest.fixture(scope="session")
def program() -> list[Source]:
    """Every file of the package."""
    return _read("fmdesk")


@pytest.fixture(scope="session")
def suite() -> list[Source]:
    """Every file of the tests."""
    return _read("tests")


@pytest.fixture(scope="session")
def everything() -> list[Source]:
    """Every Python file of the project."""
    return _read("fmdesk", "tests", "scripts", "benchmarks", "plugins_contrib")


@pytest.fixture
def planted() -> Callable[[str, str], list[Source]]:
    """Make a program of one file, to see whether a rule catches what is wrong in it."""
    return lambda path, text: [Source(path, text)]
