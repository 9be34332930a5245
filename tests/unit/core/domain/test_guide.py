"""A guide is checked: every way through it ends in a product or an advice."""

from dataclasses import replace

import pytest

from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.guide import Guide, GuideAnswer, GuideNode

YES = GuideAnswer("Ja", "Yes", next="b")
NO = GuideAnswer("Nee", "No", product="PAP", variant="spoed")
TELL = GuideAnswer("Misschien", "Perhaps", advice_nl="Bel terug.", advice_en="Call back.")
FIRST = GuideNode("a", "Haast?", "Urgent?", (YES, NO))
SECOND = GuideNode("b", "Zeker?", "Sure?", (NO, TELL))
GUIDE = Guide(0, "haast", "Iets met haast", "Something urgent", (FIRST, SECOND))


def test_a_whole_guide_is_accepted_and_names_its_products() -> None:
    GUIDE.check()
    assert GUIDE.products == {"PAP"}
    assert GUIDE.node("b") is SECOND


def test_two_ways_may_meet_again() -> None:
    both = replace(FIRST, answers=(YES, replace(YES, text_nl="Ook")))
    replace(GUIDE, nodes=(both, SECOND)).check()


def test_an_unknown_node_is_said() -> None:
    with pytest.raises(InvalidInputError, match=r"guide\.unknown_node.*'zz'"):
        GUIDE.node("zz")


def nodes(*answers: GuideAnswer) -> tuple[GuideNode, ...]:
    return (FIRST, replace(SECOND, answers=answers))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (replace(GUIDE, code=" "), "guide.empty"),
        (replace(GUIDE, title_nl=""), "guide.empty"),
        (replace(GUIDE, nodes=()), "guide.empty"),
        (replace(GUIDE, nodes=(FIRST, SECOND, SECOND)), "guide.twice"),
        (replace(GUIDE, nodes=nodes()), "guide.dead_end"),
        (replace(GUIDE, nodes=nodes(GuideAnswer("Ja", "Yes"))), "guide.dead_end"),
        (replace(GUIDE, nodes=nodes(replace(NO, next="a"))), "guide.two_ways"),
        (replace(GUIDE, nodes=nodes(replace(TELL, product="PAP"))), "guide.two_ways"),
        (replace(GUIDE, nodes=nodes(replace(NO, text_nl=""))), "guide.no_text"),
        (replace(GUIDE, nodes=(FIRST,)), "guide.unknown_node"),
        (replace(GUIDE, nodes=nodes(replace(YES, next="a"))), "guide.loop"),
        (replace(GUIDE, nodes=nodes(replace(YES, next="b"))), "guide.loop"),
        (replace(GUIDE, nodes=(replace(FIRST, answers=(NO,)), SECOND)), "guide.unreached"),
    ],
)
def test_what_is_wrong_is_named(wrong: Guide, code: str) -> None:
    with pytest.raises(InvalidInputError) as told:
        wrong.check()
    assert told.value.code == code


def test_a_long_guide_is_walked_in_good_time() -> None:
    """Ways multiply at each question; each question is walked once."""
    many = tuple(
        GuideNode(
            str(place),
            "?",
            "?",
            (
                replace(YES, next=str(place + 1)),
                replace(YES, text_nl="Of", next=str(place + 1)),
            ),
        )
        for place in range(200)
    )
    replace(GUIDE, nodes=(*many, replace(SECOND, code="200"))).check()


def test_its_nodes_are_kept_as_they_are() -> None:
    assert loads(tuple[GuideNode, ...], dumps(GUIDE.nodes)) == GUIDE.nodes


def test_everything_that_is_wrong_is_told_at_once() -> None:
    unknown, circle = replace(YES, next="zz"), replace(YES, next="a")
    wrong = replace(
        GUIDE,
        title_nl="",
        nodes=(
            replace(FIRST, question_nl="", answers=(unknown, circle)),
            SECOND,
        ),
    )
    assert [one.code for one in wrong.problems()] == [
        "guide.empty",
        "guide.no_text",
        "guide.unknown_node",
        "guide.loop",
        "guide.unreached",
    ]


def test_a_guide_without_questions_has_no_ways() -> None:
    assert [one.code for one in replace(GUIDE, nodes=()).problems()] == ["guide.empty"]
