"""Fields of a product in words, for whoever compares two versions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.limits import Limit
from fmdesk.core.domain.money import BASIS_POINTS
from fmdesk.core.domain.product_change import FieldChange, differences
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.whys import limit_words
from fmdesk.i18n import _, money, percent, using_language


@dataclass(frozen=True, slots=True)
class Wording:
    """Says the fields of products in one language.

    Attributes:
        work: The unit of work to read names from.
        names: Names in the language.
        language: `nl` or `en`.
    """

    work: UnitOfWork
    names: Names
    language: str

    def changes(self, before: ProductVersion, after: ProductVersion) -> tuple[FieldChange, ...]:
        """Return what differs between two versions, field by field."""
        with using_language(self.language):
            return tuple(
                FieldChange(name, self.field(before, name), self.field(after, name))
                for name in differences(before, after)
            )

    def field(self, version: ProductVersion, name: str) -> str:
        """Return a field in words, lists with an entry on each line."""
        value = getattr(version, name)
        say = self._words().get(name)
        if say is not None:
            return say(value)
        if isinstance(value, tuple):
            return "\n".join(value)
        return str(value)

    def _words(self) -> Mapping[str, Callable[[Any], str]]:
        return {
            "faqs": lambda faqs: "\n".join(
                f"{one.language}: {one.question} – {one.answer}" for one in faqs
            ),
            "contact_ids": lambda numbers: "\n".join(map(self.names.person, numbers)),
            "price_cents": money,
            "variants": lambda found: "\n".join(
                " · ".join(
                    filter(
                        None,
                        (self.names.of(one), money(one.price_cents), _limit(one.lead_time)),
                    )
                )
                for one in found
            ),
            "lead_time": _limit,
            "norm": lambda points: percent(points, BASIS_POINTS),
            "unit_id": lambda number: self.names.units.get(number, ""),
            "cluster": self._cluster,
            "process": self._process,
        }

    def _cluster(self, code: str) -> str:
        found = (one for one in self.work.catalog.clusters() if one.code == code)
        return next((self.names.of(one) for one in found), code)

    def _process(self, code: str) -> str:
        return self.names.of(self.work.catalog.process(code)) if code else _("none")


def _limit(limit: Limit | None) -> str:
    return limit_words(limit) if limit else _("none")
