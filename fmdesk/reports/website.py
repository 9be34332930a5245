"""The catalogue as static pages for the intranet: a page per language, a style sheet, no script.

A page holds everything, so that the browser's own search finds every word. Everything that people
typed is escaped, and only addresses that open a page or a mail become links.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import urlsplit

from fmdesk.config import LANGUAGE_NAMES
from fmdesk.core.domain.booklet import Booklet, BookletCluster
from fmdesk.core.domain.intake_views import ProductCard
from fmdesk.i18n import N_, _, day, money, ngettext, number, using_language
from fmdesk.reports.wording import clean
from fmdesk.ui.tokens import LIGHT

INDEX = "index.html"
STYLE = "style.css"
_SAFE = frozenset(("http", "https", "mailto"))
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
TITLE = N_("Products and services")


def pages(booklets: Sequence[Booklet]) -> Mapping[str, bytes]:
    """Return the files by name; the first language is the index.

    Args:
        booklets: The same catalogue in each language.
    """
    names = {
        one.language: INDEX if place == 0 else f"{one.language}.html"
        for place, one in enumerate(booklets)
    }
    files = {STYLE: _style().encode()}
    for one in booklets:
        with using_language(one.language):
            files[names[one.language]] = "\n".join(_page(one, names)).encode()
    return files


def _page(booklet: Booklet, names: Mapping[str, str]) -> Iterator[str]:
    title = f"{_(TITLE)} – {_text(booklet.organisation)}"
    yield "<!DOCTYPE html>"
    yield f'<html lang="{booklet.language}">'
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<title>{title}</title><link rel="stylesheet" href="{STYLE}"></head>'
    yield "<body>"
    yield f'<a class="skip" href="#main">{_text(_("Go to the products"))}</a>'
    yield f"<header><h1>{_text(_(TITLE))}</h1>"
    yield f"<p>{_text(booklet.organisation)} · {_text(validity(booklet))}</p>"
    yield from _languages(booklet, names)
    yield "</header>"
    yield f'<nav aria-label="{_text(_("Contents"))}"><h2>{_text(_("Contents"))}</h2><ol>'
    for place, cluster in enumerate(booklet.clusters, start=1):
        count = ngettext("{n} product", "{n} products", len(cluster.products))
        words = count.format(n=number(len(cluster.products)))
        yield f'<li><a href="#c{place}">{_text(name_of(cluster))}</a> <small>{words}</small></li>'
    yield "</ol></nav>"
    yield '<main id="main">'
    for place, cluster in enumerate(booklet.clusters, start=1):
        yield from _cluster(cluster, place)
    yield "</main></body></html>"


def name_of(cluster: BookletCluster) -> str:
    """Return the title of a chapter."""
    return cluster.name or _("Other products")


def validity(booklet: Booklet) -> str:
    """Return in words the day on which the catalogue holds."""
    return _("As it holds on {day}").format(day=day(booklet.day))


def _languages(booklet: Booklet, names: Mapping[str, str]) -> Iterator[str]:
    for code, file in names.items():
        if code != booklet.language:
            name = LANGUAGE_NAMES[code]
            yield f'<p><a href="{file}" hreflang="{code}" lang="{code}">{name}</a></p>'


def _cluster(cluster: BookletCluster, place: int) -> Iterator[str]:
    yield f'<section aria-labelledby="c{place}"><h2 id="c{place}">{_text(name_of(cluster))}</h2>'
    for at, card in enumerate(cluster.products, start=1):
        yield from _product(card, f"p{place}-{at}")
    yield "</section>"


def _product(card: ProductCard, key: str) -> Iterator[str]:
    yield f'<article aria-labelledby="{key}"><h3 id="{key}">{_text(card.name)}</h3>'
    if card.scope:
        yield f"<p>{_lines(card.scope)}</p>"
    yield "<dl>"
    for name, value in facts(card):
        yield f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>"
    yield "</dl>"
    for promise in card.promises:
        if not promise.is_trial:
            yield f"<blockquote><p>{_text(promise.text)}</p></blockquote>"
    if card.limits:
        yield f"<p><strong>{_text(_('Limits'))}:</strong> {_lines(card.limits)}</p>"
    if card.questions:
        yield f"<h4>{_text(_('Asked most'))}</h4><dl class='asked'>"
        for one in card.questions:
            yield f"<dt>{_text(one.question)}</dt><dd>{_lines(one.answer)}</dd>"
        yield "</dl>"
    if card.contacts:
        words = "; ".join(_text(contact) for contact in contacts(card))
        yield f"<p><strong>{_text(_('Whom to ask'))}:</strong> {words}</p>"
    if card.links:
        shown = ", ".join(_link(one.name, one.address) for one in card.links)
        yield f"<p><strong>{_text(_('Files and pages'))}:</strong> {shown}</p>"
    yield "</article>"


def facts(card: ProductCard) -> Iterator[tuple[str, str]]:
    """Yield names and values of what a product costs and how long it takes."""
    per = _(" per {unit}").format(unit=card.price_unit) if card.price_unit else ""
    for one in card.variants:
        price = f"{money(one.price_cents)}{per}" if one.price_cents else _("free of charge")
        yield (one.name, " · ".join(filter(None, (price, one.lead_time))))
    yield (_("Unit"), card.unit)


def contacts(card: ProductCard) -> Iterator[str]:
    """Yield whom a customer asks."""
    for one in card.contacts:
        yield ", ".join(part for part in (one.name, one.phone, one.email) if part)


def _link(name: str, address: str) -> str:
    plain = clean(address)
    if _scheme(plain) in _SAFE:
        return f'<a href="{escape(plain)}" rel="noreferrer">{_text(name or plain)}</a>'
    return _text(f"{name}: {plain}" if name else plain)


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:  # no address at all
        return ""


def _text(text: str) -> str:
    return escape(clean(text))


def _lines(text: str) -> str:
    return "<br>".join(_text(line) for line in text.splitlines())


def _style() -> str:
    return f"""\
:root {{ color-scheme: light; }}
body {{ margin: 0 auto; max-width: 60rem; padding: 1.5rem; background: {LIGHT.background};
  color: {LIGHT.text}; font: 1rem/1.5 "Inter", "DejaVu Sans", sans-serif; }}
a {{ color: {LIGHT.accent}; }}
a:focus {{ outline: 3px solid {LIGHT.accent}; outline-offset: 2px; }}
.skip {{ position: absolute; left: -100rem; }}
.skip:focus {{ position: static; }}
header p, small, dt {{ color: {LIGHT.muted}; }}
h2 {{ margin-top: 2.5rem; }}
article {{ background: {LIGHT.surface}; border: 1px solid {LIGHT.line}; border-radius: 8px;
  margin: 1rem 0; padding: 1rem 1.25rem; }}
article h3 {{ margin: 0 0 .5rem; }}
dl {{ display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1rem; }}
dd {{ margin: 0; }}
dl.asked {{ display: block; }}
dl.asked dt {{ color: {LIGHT.text}; font-weight: 600; margin-top: .5rem; }}
blockquote {{ background: {LIGHT.accent_soft}; border-radius: 6px; margin: .75rem 0;
  padding: .5rem 1rem; }}
blockquote p {{ margin: 0; }}
@media print {{ body {{ background: none; }} article {{ break-inside: avoid; }} }}
"""
