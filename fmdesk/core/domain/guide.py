"""Guides: questions that lead from what a customer wants to a product or an answer, as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fmdesk.core.domain.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class GuideAnswer:
    """One answer the customer may give, with where it leads: exactly one of three.

    Attributes:
        text_nl: The answer in Dutch.
        text_en: The answer in English.
        next: Code of the next node, empty when it ends here.
        product: Code of the product it leads to.
        variant: Code of the product's variant, empty for the standard one.
        advice_nl: What the desk tells the customer, in Dutch.
        advice_en: The same in English.
    """

    text_nl: str
    text_en: str
    next: str = ""
    product: str = ""
    variant: str = ""
    advice_nl: str = ""
    advice_en: str = ""


@dataclass(frozen=True, slots=True)
class GuideNode:
    """One question with its answers.

    Attributes:
        code: Code within the guide.
        question_nl: The question in Dutch.
        question_en: The question in English.
        answers: What the customer may say.
    """

    code: str
    question_nl: str
    question_en: str
    answers: tuple[GuideAnswer, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A small decision list.

    Attributes:
        id: Number in the database, 0 before it is stored.
        code: Its code.
        title_nl: What the customer wants to achieve, in Dutch.
        title_en: The same in English.
        nodes: The questions; it begins with the first.
    """

    id: int
    code: str
    title_nl: str
    title_en: str
    nodes: tuple[GuideNode, ...]

    def node(self, code: str) -> GuideNode:
        """Return a node; InvalidInputError `guide.unknown_node`."""
        for node in self.nodes:
            if node.code == code:
                return node
        raise InvalidInputError("guide.unknown_node", guide=self.code, node=code)

    def answers(self) -> Iterator[tuple[GuideNode, GuideAnswer]]:
        """Yield every answer with its node."""
        for node in self.nodes:
            for answer in node.answers:
                yield node, answer

    @property
    def products(self) -> frozenset[str]:
        """Codes of the products it leads to."""
        return frozenset(answer.product for _node, answer in self.answers() if answer.product)

    def check(self) -> None:
        """Check that every way through it ends in a product or an advice.

        Raises:
            InvalidInputError: The first one of `problems`.
        """
        for problem in self.problems():
            raise problem

    def problems(self) -> Iterator[InvalidInputError]:
        """Yield everything that is wrong with it.

        The codes are `guide.empty`, `guide.twice`, `guide.dead_end`, `guide.two_ways`,
        `guide.no_text`, `guide.unknown_node`, `guide.loop` and `guide.unreached`.
        """
        if not self.code.strip() or not self.title_nl.strip() or not self.nodes:
            yield InvalidInputError("guide.empty", guide=self.code)
        codes = [node.code for node in self.nodes]
        for code in dict.fromkeys(codes):
            if codes.count(code) > 1:
                yield InvalidInputError("guide.twice", guide=self.code, node=code)
        for node in self.nodes:
            yield from self._node_problems(node)
        yield from self._way_problems({node.code: node for node in self.nodes})

    def _node_problems(self, node: GuideNode) -> Iterator[InvalidInputError]:
        where = {"guide": self.code, "node": node.code}
        if not node.answers:
            yield InvalidInputError("guide.dead_end", **where, answer="")
        if not node.question_nl.strip() or not all(one.text_nl.strip() for one in node.answers):
            yield InvalidInputError("guide.no_text", **where)
        for answer in node.answers:
            ways = sum(map(bool, (answer.next, answer.product, answer.advice_nl)))
            if ways == 0:
                yield InvalidInputError("guide.dead_end", **where, answer=answer.text_nl)
            if ways > 1:
                yield InvalidInputError("guide.two_ways", **where, answer=answer.text_nl)

    def _way_problems(self, nodes: Mapping[str, GuideNode]) -> Iterator[InvalidInputError]:
        """Walk every way from the first node, each node once."""
        done: set[str] = set()

        def walk(code: str, before: tuple[str, ...]) -> Iterator[InvalidInputError]:
            if code in before:
                yield InvalidInputError("guide.loop", guide=self.code, node=code)
            elif code not in nodes:
                yield InvalidInputError("guide.unknown_node", guide=self.code, node=code)
            elif code not in done:
                for answer in nodes[code].answers:
                    if answer.next:
                        yield from walk(answer.next, (*before, code))
                done.add(code)

        if self.nodes:
            yield from walk(self.nodes[0].code, ())
        for code in nodes:
            if code not in done:
                yield InvalidInputError("guide.unreached", guide=self.code, node=code)


@dataclass(frozen=True, slots=True)
class GuideFault:
    """What is wrong with a guide: the code of its text (`messages.explain`) and its values."""

    code: str
    params: Mapping[str, object]
