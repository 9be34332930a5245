"""What durable_rules bears, checked before a set of rules is loaded (docs/rules-engine.md).

Its matcher shares equal beginnings of conjunctions: a tree whose nodes are comparisons. Beyond
these limits it hangs, crashes or leaves facts undecided, so a set that comes near is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fmdesk.core.domain.charter import FactValue, Outcome
from fmdesk.core.domain.errors import InvalidInputError

CHARTERS_PER_SHARD = 400
RULES_PER_CHARTER = 200
"""At most 200 rules under one path: everything of a charter stands under its number."""
RULES_PER_SHARD = 4000
"""It refuses more than 4,096 rules."""
COMPARISONS_PER_RULE = 30
"""It has room for 32 with the beginning and the end of the conjunction."""
CHILDREN_PER_NODE = 450
"""512 make it look for a free place forever."""
RULES_PER_NODE = 200
TRUE_AT_ONCE = 60
"""Above 64 it gives up on the message."""

Comparison = tuple[str, str, FactValue]


@dataclass(slots=True)
class _Node:
    children: dict[Comparison, "_Node"] = field(default_factory=dict)
    rules: int = 0

    def true_at_once(self) -> int:
        """Return how many nodes can wait on the matcher's stack at worst, this one's subtree in."""
        equal: set[str] = set()
        others = 0
        for operator, name, _ in self.children:
            if operator:
                others += 1
            else:
                equal.add(name)  # of all constants a fact is compared with it equals one
        waiting = others + len(equal)
        deepest = max((child.true_at_once() for child in self.children.values()), default=0)
        return max(waiting, waiting - 1 + deepest) if waiting else 0


def check_limits(rules: Sequence[tuple[Outcome, tuple[Comparison, ...]]]) -> None:
    """Refuse the rules of a shard that are more than the engine bears.

    Args:
        rules: Outcome and conjunction of each rule; the first comparison tells the charter.

    Raises:
        InvalidInputError: `engine.too_many_branches`, `engine.too_many_equal` or
            `engine.too_many_true`.
    """
    root = _Node()
    nodes = [root]
    for _, conjunction in rules:
        node = root
        for comparison in conjunction:
            if comparison not in node.children:
                node.children[comparison] = _Node()
                nodes.append(node.children[comparison])
            node = node.children[comparison]
        node.rules += 1
    _refuse(
        "engine.too_many_branches", max(len(node.children) for node in nodes), CHILDREN_PER_NODE
    )
    _refuse("engine.too_many_equal", max(node.rules for node in nodes), RULES_PER_NODE)
    _refuse("engine.too_many_true", root.true_at_once(), TRUE_AT_ONCE)


def _refuse(code: str, count: int, most: int) -> None:
    if count > most:
        raise InvalidInputError(code, count=count, most=most)
