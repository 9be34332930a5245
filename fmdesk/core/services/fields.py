"""What can be edited of a ticket and a line, as fields: codes to compare, words to read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.dossier import DETAIL, Change, FieldClash
from fmdesk.core.domain.dossier_views import FieldChange, LineForm
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.merging import Clash, Fields
from fmdesk.core.domain.spec import FieldSpec, FormSpec
from fmdesk.core.domain.ticket import Line, Scalar, Ticket
from fmdesk.core.domain.views import Choice
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.effects import delivered
from fmdesk.core.services.fulfilment import OPEN
from fmdesk.core.services.lineview import Names
from fmdesk.i18n import _, number

PLACE = "location"


def line_fields(work: UnitOfWork, line: Line) -> Fields:
    """Return what can be changed of a line, as it stands."""
    return {
        "quantity": line.quantity,
        "variant": line.variant,
        PLACE: _place(work, line.location_id),
        "cost_centre": (
            work.people.cost_centre(line.cost_centre_id).code if line.cost_centre_id else ""
        ),
        **{f"{DETAIL}{name}": value for name, value in line.details.items()},
    }


def ticket_fields(work: UnitOfWork, ticket: Ticket) -> Fields:
    """Return what can be edited of a ticket; its place is the one that its open lines share."""
    places = {line.location_id for line in ticket.lines if line.state in OPEN}
    return {
        "subject": ticket.subject,
        "requester": _person(work, ticket.requester_id),
        "recipient": _person(work, ticket.recipient_id),
        PLACE: _place(work, places.pop()) if len(places) == 1 else "",
    }


def _place(work: UnitOfWork, location_id: int | None) -> str:
    return work.people.location(location_id).code if location_id else ""


def _person(work: UnitOfWork, person_id: int | None) -> str:
    return work.people.person(person_id).code if person_id else ""


@dataclass(frozen=True, slots=True)
class Wording:
    """Says fields in words, in the language of now.

    Attributes:
        work: The unit of work to read from.
        names: Names in the same language.
        plugins: Declares the forms.
    """

    work: UnitOfWork
    names: Names
    plugins: PluginGateway

    def value(self, name: str, value: Scalar | None, line: Line | None = None) -> str:
        """Return a value in words; a code that is gone stays a code.

        Args:
            name: Name of the field.
            value: Its value.
            line: The line that it is of, None for the ticket.
        """
        if value is None or value == "":
            return ""
        if name.startswith(DETAIL):
            return self._answer(name.removeprefix(DETAIL), value, line)
        look_up = _LOOK_UPS.get(name)
        if look_up is not None:
            try:
                return look_up(self.work, str(value))
            except NotFoundError:
                return str(value)
        if name == "variant" and line is not None:
            product = self.product(line)
            chosen = product.variant(str(value))
            return self.names.of(chosen) if chosen else str(value)
        return number(value) if type(value) is int else str(value)

    def changes(self, change: Change, line: Line | None) -> tuple[FieldChange, ...]:
        """Return what a change did, field by field."""
        return tuple(
            FieldChange(
                self.name(field, line),
                self.value(field, change.before.get(field), line),
                self.value(field, change.after.get(field), line),
            )
            for field in change.after
        )

    def name(self, field: str, line: Line | None) -> str:
        """Return the name of a field: its own, or the label of the product's form."""
        if not field.startswith(DETAIL):
            return field
        spec = self._spec(field.removeprefix(DETAIL), line)
        return spec.label.get("en" if self.names.is_english else "nl") if spec else field

    def clashes(
        self, clashes: Iterable[Clash], changes: Sequence[Change], line: Line | None = None
    ) -> tuple[FieldClash, ...]:
        """Return fields that both changed, with who changed each of them last."""
        return tuple(self._clash(one, changes, line) for one in clashes)

    def product(self, line: Line) -> ProductVersion:
        """Return the product version that a line pins."""
        return self.work.catalog.product_version(line.pins.product_version_id)

    def form(self, line: Line) -> FormSpec | None:
        """Return the form of a line's product."""
        product = self.product(line)
        return self.plugins.form(product.plugin, product.form) if product.plugin else None

    def _clash(self, clash: Clash, changes: Sequence[Change], line: Line | None) -> FieldClash:
        last = next((one for one in reversed(changes) if clash.field in one.after), None)
        return FieldClash(
            clash,
            self.value(clash.field, clash.yours, line),
            self.value(clash.field, clash.theirs, line),
            last.actor if last else "",
            last.at if last else None,
        )

    def _spec(self, name: str, line: Line | None) -> FieldSpec | None:
        form = self.form(line) if line is not None else None
        return next((one for one in form.fields if one.name == name), None) if form else None

    def _answer(self, name: str, value: Scalar, line: Line | None) -> str:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        spec = self._spec(name, line)
        language = "en" if self.names.is_english else "nl"
        texts = {code: text.get(language) for code, text in spec.choices} if spec else {}
        return texts.get(str(value), str(value))


def form_of(work: UnitOfWork, wording: Wording, line: Line) -> LineForm:
    """Return what a line can be changed to."""
    names, product, fields = wording.names, wording.product(line), line_fields(work, line)
    variants = [Choice("", _("Standard"))]
    variants += [Choice(one.code, names.of(one)) for one in product.variants]

    def choice(name: str) -> Choice | None:
        code = str(fields[name])
        return Choice(code, wording.value(name, code, line)) if code else None

    return LineForm(
        line_id=line.id,
        number=work.tickets.line_number(line),
        product=names.of(product),
        version=line.version,
        fields=fields,
        variants=tuple(variants),
        location=choice(PLACE),
        cost_centre=choice("cost_centre"),
        form=wording.form(line),
        delivered=delivered(work, line, work.tickets.events(line.id)),
        plugin=line.plugin,
    )


def places_of(wording: Wording, fields: Fields) -> tuple[Choice, ...]:
    """Return persons and place of a ticket as choices, with the field's name as their hint."""
    return tuple(
        Choice(str(fields[name]), wording.value(name, fields[name]), name)
        for name in ("requester", "recipient", PLACE)
        if fields[name]
    )


def differing(before: Fields, after: Fields) -> Iterator[str]:
    """Yield the names of the fields that are not the same."""
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield name


def _cost_centre(work: UnitOfWork, code: str) -> str:
    found = work.people.cost_centre_by_code(code)
    return f"{found.code} {found.name}"


_LOOK_UPS: Mapping[str, Callable[[UnitOfWork, str], str]] = {
    PLACE: lambda work, code: work.people.location_by_code(code).name,
    "cost_centre": _cost_centre,
    "requester": lambda work, code: work.people.person_by_code(code).name,
    "recipient": lambda work, code: work.people.person_by_code(code).name,
}
