"""No action of a page bears the name of a hook, which the window calls for another reason."""

import ast
import inspect
from collections.abc import Callable, Iterator

from fmdesk.desktop.handlers import ON_PAGE
from fmdesk.ui.page import Page
from tests.architecture.conftest import Source

HOOKS = {"arrive", "may_close", "end", "retranslate"}
"""What the window calls of every page, whatever the user asked for."""


def test_every_hook_is_one_of_the_base() -> None:
    assert {name for name in HOOKS if not inspect.isfunction(vars(Page).get(name))} == set()


def test_no_action_of_the_window_is_a_hook_of_its_page() -> None:
    assert {name for name, (_pages, act) in ON_PAGE.items() if hasattr(Page, act)} == set()


def test_no_button_of_a_page_does_a_hook(program: list[Source]) -> None:
    assert sorted(handed(program)) == []


def test_a_hook_behind_a_button_is_noticed(planted: Callable[[str, str], list[Source]]) -> None:
    text = "class P(Page):\n    def end(self): ...\n    def add(self): button(self.end)\n"
    assert list(handed(planted("fmdesk/p.py", text))) == ["fmdesk/p.py:3"]
    called = text.replace("button(self.end)", "self.end()")
    assert list(handed(planted("fmdesk/p.py", called))) == []


def handed(program: list[Source]) -> Iterator[str]:
    """Yield where a page hands a hook of its own to something that calls it later."""
    hooks = {f"self.{name}" for name in HOOKS}
    for source in program:
        for page in source.walk(ast.ClassDef):
            if any(ast.unparse(base).endswith("Page") for base in page.bases):
                nodes = list(ast.walk(page))
                called = {id(one.func) for one in nodes if isinstance(one, ast.Call)}
                for one in nodes:
                    is_handed = isinstance(one, ast.Attribute) and id(one) not in called
                    if is_handed and ast.unparse(one) in hooks:
                        yield source.at(one)
