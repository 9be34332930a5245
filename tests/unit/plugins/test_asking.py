"""Code that nobody approved runs elsewhere, with a time limit; only plain data comes back."""

import os
import sys
import time
from collections.abc import Callable
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from fmdesk.core.domain.errors import InvalidInputError, PluginError, StorageError
from fmdesk.core.domain.installing import Addition
from fmdesk.core.domain.spec import PermissionSpec, PluginDeclarations, Text
from fmdesk.plugins.additions import additions, from_plain, plain
from fmdesk.plugins.asking import ask, check_file
from fmdesk.plugins.limited import within
from tests.integration.installing.wheels import Made

SECONDS = 60.0


def answers(word: str) -> object:
    sys.stdout.write("what is printed goes nowhere")
    return {"word": word}


def refuses() -> object:
    raise InvalidInputError("form.required", field=Path("door"))


def fails() -> object:
    raise SystemExit(3)


def ends() -> object:
    os._exit(7)


def hangs() -> object:
    while True:
        time.sleep(1)


def babbles() -> object:
    return "x" * 2**21


def test_the_answer_comes_back() -> None:
    assert ask(answers, ("door",), "keys", SECONDS) == {"word": "door"}


@pytest.mark.parametrize(
    ("work", "code", "seconds"),
    [
        (refuses, "form.required", SECONDS),
        (fails, "plugin.failed", SECONDS),
        (ends, "plugin.child_died", SECONDS),
        (babbles, "plugin.child_died", SECONDS),
        (hangs, "plugin.child_slow", 0.2),
    ],
)
def test_whatever_it_does_is_an_error_with_a_name(
    work: Callable[[], object], code: str, seconds: float
) -> None:
    with pytest.raises(PluginError) as caught:
        ask(work, (), "keys", seconds)
    assert caught.value.code == code


def variable() -> object:
    return os.environ.get("FMDESK_TRIED", "-")


def test_variables_are_those_of_the_other_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FMDESK_TRIED", "before")
    assert ask(variable, (), "keys", SECONDS, variables={"FMDESK_TRIED": "x"}) == "x"
    assert os.environ["FMDESK_TRIED"] == "before"
    monkeypatch.delenv("FMDESK_TRIED")
    with pytest.raises(PluginError):
        ask(fails, (), "keys", SECONDS, variables={"FMDESK_TRIED": "x"})
    assert "FMDESK_TRIED" not in os.environ


def test_the_traceback_comes_along_for_the_author() -> None:
    with pytest.raises(PluginError) as caught:
        ask(fails, (), "keys", SECONDS)
    assert "raise SystemExit(3)" in str(caught.value.__cause__)


def test_no_room_for_a_process_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_process: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(SpawnProcess, "start", refuse)
    with pytest.raises(StorageError, match=r"plugin\.no_child"):
        ask(answers, ("door",), "keys", SECONDS)


def test_a_wheel_is_checked_without_an_office(tmp_path: Path) -> None:
    offer = check_file(Made().build(tmp_path))
    assert offer.adds == (
        Addition("products", (Text("Sleutel", "Key"),)),
        Addition("forms", (Text("key", "key"),)),
    )
    assert from_plain(plain(offer.adds)) == offer.adds


def test_a_right_is_named_with_who_gets_it() -> None:
    rights = (
        PermissionSpec("issue", Text("Uitgeven", "Issue"), ("desk_lead", "controller")),
        PermissionSpec("nobody", Text("", ""), ("unknown",)),
        PermissionSpec("none", Text("Niets", "Nothing")),
    )
    (found,) = additions(PluginDeclarations("keys", permissions=rights))
    assert [name.en for name in found.names] == [
        "Issue (desk lead, controller)",
        "nobody (unknown)",
        "Nothing (–)",
    ]
    assert found.names[0].nl.startswith("Uitgeven (")


def test_what_another_process_made_up_is_left_out() -> None:
    assert from_plain("nonsense") == ()
    assert from_plain([["passwords", [["a", "b"]]]]) == ()
    (kept,) = from_plain([["products", [["n" * 500, "e"]]]])
    assert len(kept.names[0].nl) == 120


def test_code_that_goes_round_in_circles_is_left_behind() -> None:
    rounds = []

    def circle() -> None:
        while True:
            rounds.append(1)
            time.sleep(0.001)

    with pytest.raises(PluginError, match=r"plugin\.start_slow"):
        within(0.05, "keys", circle)
    within(SECONDS, "keys", lambda: rounds.append(2))  # the control
    assert 2 in rounds
