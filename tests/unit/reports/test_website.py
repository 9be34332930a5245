"""The pages for the intranet: everything that people typed is text, and no script is needed."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from fmdesk.core.domain.intake_views import LinkView
from fmdesk.reports.catalogue_files import CatalogueFiles
from fmdesk.reports.website import pages
from tests.unit.reports.catalogue_made import BOOKLET, CARD, booklet
from tests.unit.reports.test_hostile import HOSTILE


class Reader(HTMLParser):
    """Notes tags and text as a browser would."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.tags if name == tag]


def read(one: object = BOOKLET) -> Reader:
    return Reader(pages((one,))["index.html"].decode())


def test_the_first_language_is_the_index_and_leads_to_the_other() -> None:
    files = pages((BOOKLET, replace(BOOKLET, language="en")))
    assert sorted(files) == ["en.html", "index.html", "style.css"]
    dutch, english = (Reader(files[name].decode()) for name in ("index.html", "en.html"))
    assert (dutch.of("html"), english.of("html")) == ([{"lang": "nl"}], [{"lang": "en"}])
    assert {"href": "en.html", "hreflang": "en", "lang": "en"} in dutch.of("a")
    assert {"href": "index.html", "hreflang": "nl", "lang": "nl"} in english.of("a")
    assert "Producten en diensten" in dutch.text
    assert "Products and services" in english.text


def test_a_page_tells_everything_that_a_customer_asks() -> None:
    text = " ".join(read().text.split())
    for words in (
        "Kopieerpapier A4",
        "Doos van vijf pakken.",
        "€ 18,40 per doos · 24 klokuren",
        "kosteloos",
        "Binnen 24 uur, anders gratis.",
        "Hooguit 10 dozen.",
        "Is er ook 100 g?",
        "Bakker, R., 3300, r@x.nl",
        "Overige producten",
        "1 product",
    ):
        assert words in text, words
    assert "Op proef" not in text, "a trial is no promise"
    assert "Vraag of recycled mag." not in text, "tips are for the desk"


def test_it_is_read_by_everybody_and_runs_nothing() -> None:
    made = read()
    assert made.open == []
    assert made.of("script") == []
    assert not [found for _tag, found in made.tags if any(name.startswith("on") for name in found)]
    assert len(made.of("h1")) == len(made.of("main")) == 1
    names = {found.get("id") for _tag, found in made.tags}
    for tag in ("section", "article"):
        assert {one["aria-labelledby"] for one in made.of(tag)} <= names
    inside = [one["href"] for one in made.of("a") if str(one["href"]).startswith("#")]
    assert inside[0] == "#main"
    assert {one.lstrip("#") for one in inside if one} <= names
    policy = next(one for one in made.of("meta") if "http-equiv" in one)
    assert "default-src 'none'" in str(policy["content"])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text: str) -> None:
    bare, poisoned = read(), read(booklet(text))
    assert {tag for tag, _found in poisoned.tags} <= {tag for tag, _found in bare.tags} | {"br"}
    assert poisoned.of("script") == poisoned.of("img") == poisoned.of("b") == []


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://x.nl/a?b=1&c=2", True),
        ("MAILTO:desk@x.nl", True),
        ("javascript:alert(1)", False),
        (" JavaScript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<b>", False),
        ("file:///etc/passwd", False),
        ("http://[x", False),
        ('https://x.nl/"><script>', True),
    ],
)
def test_only_addresses_that_open_a_page_or_a_mail_are_links(address: str, is_link: bool) -> None:
    card = replace(CARD, links=(LinkView("Blad", address),))
    one = BOOKLET.clusters[0]
    made = read(replace(BOOKLET, clusters=(replace(one, products=(card,)),)))
    links = [found["href"] for found in made.of("a") if found.get("rel")]
    assert links == ([" ".join(address.split())] if is_link else [])
    assert "Blad" in made.text
    assert made.of("script") == []


def test_colours_are_those_of_the_program_and_equal_data_gives_equal_files() -> None:
    files = pages((BOOKLET,))
    assert re.search(rb"#0B5CAD", files["style.css"])
    assert pages((BOOKLET,)) == files == CatalogueFiles().pages((BOOKLET,))
