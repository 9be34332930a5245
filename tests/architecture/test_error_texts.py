"""Every known error has a sentence, and every sentence belongs to an error."""

import ast
import inspect
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from fmdesk.core.domain import errors
from fmdesk.messages import texts

ERRORS = {
    name
    for name, kind in vars(errors).items()
    if inspect.isclass(kind) and issubclass(kind, errors.DomainError)
}


@pytest.fixture(scope="module")
def raised(program: list) -> list[tuple[str, ast.Call, str]]:
    """Each known error made with a literal code: the code, the call, the place.

    Bundled plugins are left out: like any plugin they bring their own sentences in `reason`.
    """
    return [
        (node.args[0].value, node, source.at(node))
        for source in program
        if "plugins/bundled" not in source.path
        for node in source.walk(ast.Call)
        if _name(node.func) in ERRORS and node.args and isinstance(node.args[0], ast.Constant)
    ]


def test_every_error_has_a_sentence(raised: list) -> None:
    assert sorted({f"{place}: {code}" for code, _, place in raised if code not in texts()}) == []


def test_every_sentence_belongs_to_an_error(program: list) -> None:
    literals = {
        node.value
        for source in program
        if not source.path.startswith("fmdesk/messages/")
        for node in source.walk(ast.Constant)
        if isinstance(node.value, str)
    }
    built = [  # f"storage.{kind}" raises any code of that area, f"{table}.unknown" of that kind
        re.compile(
            "".join(
                re.escape(str(one.value)) if isinstance(one, ast.Constant) else ".+"
                for one in node.values
            )
        )
        for source in program
        for node in source.walk(ast.JoinedStr)
        if any(
            isinstance(one, ast.Constant) and re.search(r"[a-z]\.$|^\.[a-z]", str(one.value))
            for one in node.values
        )
    ]
    unused = sorted(texts().keys() - literals)
    assert [one for one in unused if not any(pattern.fullmatch(one) for pattern in built)] == []


def test_every_value_that_a_sentence_shows_is_given(raised: list) -> None:
    missing = {
        f"{place}: {code} does not give {name}"
        for code, call, place in raised
        if not any(keyword.arg is None for keyword in call.keywords)
        for name in _places(texts().get(code, ""))
        if name not in {keyword.arg for keyword in call.keywords}
    }
    assert sorted(missing) == []


def _places(text: str) -> Iterator[str]:
    return (name for _text, name, _spec, _conversion in Formatter().parse(text) if name)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
