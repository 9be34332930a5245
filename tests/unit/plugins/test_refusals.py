"""The sentences of a plugin, in both languages."""

from collections.abc import Callable

from fmdesk.messages import explain
from fmdesk.plugins.api import Refusals, current_language

DUTCH = {"Take {n} or fewer.": "Neem er {n} of minder.", "Or wait.": "Of wacht."}
TEXTS = {"keys.many": "Take {n} or fewer.", "keys.wait": "Or wait."}


def test_a_refusal_says_what_to_do_in_the_language_of_now(language: Callable[[str], None]) -> None:
    refusals = Refusals(lambda text: DUTCH[text] if current_language() == "nl" else text, TEXTS)
    more = refusals.sentence("keys.wait")
    found = refusals.refusal("keys.many", more, n=3)
    assert (found.code, found.params["n"]) == ("keys.many", 3)
    assert explain(found) == "Neem er 3 of minder. Of wacht."
    language("en")
    assert explain(refusals.refusal("keys.many", n=2)) == "Take 2 or fewer."
