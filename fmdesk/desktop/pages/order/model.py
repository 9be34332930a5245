"""What the product card says while the customer is on the phone."""

from fmdesk.core.domain.catalog import Faq, ProductVersion
from fmdesk.i18n import _, current_language, money

MOST_QUESTIONS = 3


def name_of(product: ProductVersion) -> str:
    """Return the product's name in the language of now."""
    return product.name_nl if current_language() == "nl" else product.name_en


def description_of(product: ProductVersion) -> str:
    """Return nature and scope in the language of now."""
    return product.description_nl if current_language() == "nl" else product.description_en


def price_of(product: ProductVersion) -> str:
    """Return the price with what one piece is."""
    price = money(product.price_cents)
    return (
        _("{price} per {unit}").format(price=price, unit=product.price_unit)
        if product.price_unit
        else price
    )


def top_questions(product: ProductVersion) -> tuple[Faq, ...]:
    """Return the questions asked most, in the language of now."""
    own = [faq for faq in product.faqs if faq.language == current_language()]
    return tuple(sorted(own, key=lambda faq: -faq.uses)[:MOST_QUESTIONS])
