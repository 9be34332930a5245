"""The tool that spoils the money core: what it changes, and that it can tell alert tests apart."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutants", ROOT / "scripts" / "mutants.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants"] = module  # its dataclass looks itself up there
    try:
        spec.loader.exec_module(module)
        yield module
    finally:
        del sys.modules["mutants"]


@pytest.mark.parametrize(
    ("text", "spoiled"),
    [
        ("a < b", {"a <= b"}),
        ("a < b == c", {"a <= b == c", "a < b != c"}),
        ("a is not None", {"a is None"}),
        ("a + b * c", {"a - b * c", "a + b // c"}),
        ("a and b", {"a or b"}),
        ("not a", {"a"}),
        ("x = 7", {"x = 8"}),
        ("x = True", {"x = False"}),
        ("x = 'seven'", set()),
        ("x += y", {"pass"}),
        ("act(x)", {"pass"}),
        ("x = a if a.b else c", {"x = a if not a.b else c"}),
        ("if a:\n    b", {"if not a:\n    b"}),
        (
            "def f(x: Literal[3]=4) -> Annotated[int, 5]:\n    return x",
            {
                "def f(x: Literal[3]=5) -> Annotated[int, 5]:\n    return x",
                "def f(x: Literal[3]=4) -> Annotated[int, 5]:\n    return None",
            },
        ),
        ("@frozen(True)\nclass A(B, slots=True):\n    pass", set()),
        ("while a:\n    break", {"while a:\n    continue"}),
    ],
)
def test_each_mutant_differs_in_one_thing(tool: ModuleType, text: str, spoiled: set[str]) -> None:
    assert {one.text for one in tool.mutants(text)} == spoiled


def test_a_mutant_says_where_and_what(tool: ModuleType) -> None:
    (one,) = tool.mutants("x = y\nz = x > y\n")
    assert (one.line, one.change) == (2, "x > y  ->  x >= y")


def test_every_module_of_the_list_and_its_tests_exist(tool: ModuleType) -> None:
    for module, tests in tool.CORE.items():
        assert (ROOT / tool.DOMAIN / f"{module}.py").is_file()
        assert all((ROOT / tool.TESTS / f"{name}.py").is_file() for name in tests)


@pytest.mark.parametrize(
    ("checks", "code"), [("assert over(2) and not over(1)", 0), ("over(1)", 1)]
)
def test_tests_that_look_kill_it_and_tests_that_do_not_let_it_live(
    pytester: pytest.Pytester, checks: str, code: int
) -> None:
    """The second one is the control: a test without an assertion notices nothing."""
    tests = "tests/unit/core/domain/test_money.py"
    for path, text in {
        "fmdesk/core/domain/money.py": "def over(cents):\n    return cents > 1\n",
        tests: f"from fmdesk.core.domain.money import over\n\n\ndef test_over():\n    {checks}\n",
        tests.replace("money", "settlement"): "def test_nothing():\n    pass\n",
        "pyproject.toml": "[tool.pytest.ini_options]\n",
        **dict.fromkeys(("fmdesk/__init__.py", "fmdesk/core/__init__.py"), ""),
        "fmdesk/core/domain/__init__.py": "",
        "fmdesk/testing/__init__.py": "",  # what pytest loads of an installed fmdesk
        "resources/README": "",
        "scripts/mutants.py": (ROOT / "scripts" / "mutants.py").read_text(encoding="utf-8"),
    }.items():
        target = pytester.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    done = pytester.run(sys.executable, "scripts/mutants.py", "money")
    assert done.ret == code
    lived = "line 2: cents > 1  ->  cents >= 1"
    assert (lived in done.stdout.str()) == bool(code)
