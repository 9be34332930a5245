"""Templates of messages: what may stand in them, and how they become text.

A template is jinja2's, cut down to what wording needs: values by name, `if`, and a few filters. No
loops, calls, attributes or arithmetic, so that nothing a template says can reach the program, hang
it or fill its memory; every node of its tree must be on a list.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from fmdesk.config import resources_path
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.message import Template, TemplateKind
from fmdesk.i18n import _

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

VALUES = (
    *("customer", "number", "product", "quantity", "location", "due", "promise"),
    *("reason", "desk", "organisation"),
)
"""What a template may name; each is a text, empty where it is not known."""
FILTERS = ("upper", "lower", "capitalize", "trim", "default")
NODES = frozenset(
    {
        *("Template", "Output", "TemplateData", "Name", "Const", "If", "CondExpr"),
        *("Compare", "Operand", "And", "Or", "Not", "Filter"),
    }
)
LONGEST = 20_000
"""Signs of a template."""


def default(kind: TemplateKind, language: str) -> Template:
    """Return the template that every office has."""
    words = _defaults()[kind.value][language]
    return Template(kind, language, words["subject"], words["body"])


@cache
def _defaults() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(resources_path("templates.toml").read_text(encoding="utf-8"))


def sample(language: str) -> Mapping[str, str]:
    """Return made-up values to look at a template with."""
    return {**dict.fromkeys(VALUES, ""), **_defaults()["sample"][language]}


def check(template: Template) -> None:
    """Refuse a template that could not become text.

    Raises:
        InvalidInputError: `template.broken` or `template.not_allowed`, each with the part, the line
            and the cause; `template.unknown_value`; `template.long`.
    """
    for text in ("…", ""):
        render(template, dict.fromkeys(VALUES, text))


def render(template: Template, values: Mapping[str, str]) -> tuple[str, str]:
    """Return subject and text of a message.

    Args:
        template: How it is worded.
        values: Of each of `VALUES`.

    Raises:
        InvalidInputError: As `check`.
    """
    environment = _environment()
    subject = _text(environment, template.subject, values, _("subject"))
    return " ".join(subject.split()), _text(environment, template.body, values, _("text"))


@cache
def _environment() -> "ImmutableSandboxedEnvironment":
    from jinja2 import StrictUndefined  # noqa: PLC0415  # 30 ms that only messages need
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415  # as above

    made = ImmutableSandboxedEnvironment(
        autoescape=False,  # plain text: an apostrophe stays one
        optimized=False,  # a row of filters would be folded once for each: seconds for 300
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


def _text(
    environment: "ImmutableSandboxedEnvironment", source: str, values: Mapping[str, str], part: str
) -> str:
    from jinja2 import TemplateError, TemplateSyntaxError, nodes  # noqa: PLC0415  # as above

    if len(source) > LONGEST:
        raise InvalidInputError("template.long", part=part, most=LONGEST)
    try:
        tree = environment.parse(source)
        for node in tree.find_all(nodes.Node):
            _admit(node, part)
        return environment.from_string(tree).render(values)
    except TemplateSyntaxError as problem:
        raise InvalidInputError(
            "template.broken", part=part, line=problem.lineno, cause=problem.message
        ) from problem
    except (TemplateError, RecursionError, SyntaxError, TypeError, ValueError) as problem:
        # beside jinja's own: nested too deep, what does not compare, arguments of a filter
        raise InvalidInputError(
            "template.broken", part=part, line=1, cause=str(problem)
        ) from problem


def _admit(node: object, part: str) -> None:
    from jinja2 import nodes  # noqa: PLC0415  # as above

    if not isinstance(node, nodes.Node):
        return
    name = type(node).__name__
    if name not in NODES:
        raise InvalidInputError("template.not_allowed", part=part, line=node.lineno, cause=name)
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise InvalidInputError(
            "template.not_allowed", part=part, line=node.lineno, cause=node.name
        )
    if isinstance(node, nodes.Name) and node.name not in VALUES:
        raise InvalidInputError(
            "template.unknown_value",
            part=part,
            line=node.lineno,
            value=node.name,
            known=", ".join(VALUES),
        )
