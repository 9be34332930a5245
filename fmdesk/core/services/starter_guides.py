"""Guides and links of the starter organisation."""

from datetime import date

from fmdesk.core.domain.guide import Guide, GuideAnswer, GuideNode
from fmdesk.core.domain.intake_views import LinkView
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.guides import save
from fmdesk.core.services.office_data import Data


def save_guides(work: UnitOfWork, data: Data, today: date) -> None:
    """Store guides and links of products.

    Args:
        work: The unit of work; the catalogue is stored already.
        data: `resources/starter/guides.toml`.
        today: Day of the catalogue.
    """
    for one in data["guides"]:
        nodes = tuple(_node(node) for node in one["nodes"])
        save(work, Guide(0, one["code"], one["nl"], one["en"], nodes))
    links: dict[str, list[LinkView]] = {}
    for one in data["links"]:
        links.setdefault(one["product"], []).append(LinkView(one["name"], one["address"]))
    for code, own in links.items():
        work.knowledge.save_links(work.catalog.product(code, today).product_id, own)


def _node(one: Data) -> GuideNode:
    answers = tuple(_answer(answer) for answer in one["answers"])
    return GuideNode(one["code"], one["nl"], one["en"], answers)


def _answer(one: Data) -> GuideAnswer:
    advice_nl, advice_en = one.get("advice", ("", ""))
    return GuideAnswer(
        one["nl"],
        one["en"],
        next=one.get("next", ""),
        product=one.get("product", ""),
        variant=one.get("variant", ""),
        advice_nl=advice_nl,
        advice_en=advice_en,
    )
