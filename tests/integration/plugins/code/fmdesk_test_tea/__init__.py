"""Tea: follows anybody's booking through the public api alone."""

from dataclasses import dataclass
from typing import Any

from fmdesk.plugins.api import CommandSpec, EventKind, hookimpl

heard: list[tuple[int, int, str]] = []


@dataclass(frozen=True)
class Call:
    """A method of the desk with what it is given."""

    verb: str
    words: tuple[object, ...]
    named: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Answer:
    answer: object


def call(context: Any, payload: Call) -> Answer:
    return Answer(getattr(context.desk, payload.verb)(*payload.words, **dict(payload.named)))


@hookimpl
def fmdesk_register_commands() -> Any:
    return (CommandSpec("call", call, Call, Answer),)


@hookimpl
def fmdesk_linked_line_changed(context: Any, line: Any, linked: Any, event: Any) -> Any:
    heard.append((line.id, linked.id, event.kind.value))
    if event.kind is EventKind.CANCELLED:
        context.desk.cancel(line.id, event.reason)
