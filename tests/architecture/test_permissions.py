"""Every command that the program runs has a row in the matrix, and every row its command."""

import ast
from collections.abc import Iterator

from fmdesk.core.domain.permissions import COMMANDS


def test_every_command_has_a_row(program: list) -> None:
    used = dict(commands(program))
    assert used
    assert {name: place for name, place in used.items() if name not in COMMANDS} == {}


def test_every_row_has_its_command(program: list) -> None:
    assert sorted(set(COMMANDS) - {name for name, _place in commands(program)}) == []


def test_a_name_that_is_put_together_brings_its_own_row(program: list) -> None:
    loose = [
        source.at(call)
        for source in program
        for call in runs(source)
        if not literal(call.args[1])
        and not names_of_helper(source, call)
        and "permission" not in {one.arg for one in call.keywords}
    ]
    assert loose == []


def commands(program: list) -> Iterator[tuple[str, str]]:
    """Yield each command with the place where it goes to the door."""
    for source in program:
        for call in runs(source):
            for name in literal(call.args[1]) or names_of_helper(source, call):
                yield name, source.at(call)


def runs(source: object) -> Iterator[ast.Call]:
    """Yield the calls of `run` on a door."""
    for call in source.walk(ast.Call):
        target = call.func
        if isinstance(target, ast.Attribute) and target.attr == "run" and len(call.args) > 1:
            receiver = ast.unparse(target.value)
            if receiver.rpartition(".")[2].strip("_") == "door":
                yield call


def literal(argument: ast.expr) -> tuple[str, ...]:
    """Return the text of an argument that is one, or the rows that begin as it does."""
    if isinstance(argument, ast.JoinedStr) and isinstance(argument.values[0], ast.Constant):
        return tuple(name for name in COMMANDS if name.startswith(argument.values[0].value))
    is_text = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return (argument.value,) if is_text else ()


def names_of_helper(source: object, call: ast.Call) -> tuple[str, ...]:
    """Return what a function is called with that hands the name on to the door."""
    argument = call.args[1]
    if not isinstance(argument, ast.Name):
        return ()
    found = []
    for function in source.walk(ast.FunctionDef):
        names = [one.arg for one in function.args.args]
        if call not in ast.walk(function) or argument.id not in names:
            continue
        place = [name for name in names if name != "self"].index(argument.id)
        for use in source.walk(ast.Call):
            if ast.unparse(use.func).rpartition(".")[2] == function.name:
                found += [text for one in use.args[place : place + 1] for text in literal(one)]
    return tuple(found)
