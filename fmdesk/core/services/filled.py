"""What was filled in on an order, as a person reads it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.ports import UnitOfWork
from fmdesk.i18n import _, day, money, stamp


def filled_in(
    work: UnitOfWork, details: Mapping[str, Scalar], form: FormSpec | None, language: str
) -> Iterator[tuple[str, str]]:
    """Yield what was filled in, in the order and words of its form; what was left empty is not.

    Args:
        work: Gives the names of persons and places.
        details: Of an order line.
        form: The form of its product; without it, or beside it, names and values as they are.
        language: `nl` or `en`; yes and no are in the language in force.
    """
    fields = {one.name: one for one in form.fields} if form else {}
    for name in sorted(details, key=lambda one: [*fields, one].index(one)):
        field = fields.get(name)
        words = _words(work, details[name], field, language)
        if words:
            yield field.label.get(language) if field else name, words


def _words(work: UnitOfWork, value: Scalar, field: FieldSpec | None, language: str) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field is None or value == "":
        return str(value)
    for code, text in field.choices:
        if code == value:
            return text.get(language)
    try:
        return _KINDS.get(field.kind, _plain)(work, value)
    except (NotFoundError, ValueError):  # what it was about is gone, or it came in otherwise
        return str(value)


def _plain(_work: UnitOfWork, value: Scalar) -> str:
    return str(value)


def _instant(work: UnitOfWork, value: Scalar) -> str:
    at = datetime.fromisoformat(str(value))
    return stamp(at, work.zone) if at.tzinfo else f"{day(at.date())} {at:%H:%M}"


def _place(work: UnitOfWork, value: Scalar) -> str:
    return next((one.name for one in work.people.locations() if one.code == value), str(value))


_KINDS: Mapping[FieldKind, Callable[[UnitOfWork, Scalar], str]] = {
    FieldKind.MONEY: lambda _work, value: money(int(value)),
    FieldKind.DATE: lambda _work, value: day(date.fromisoformat(str(value))),
    FieldKind.DATETIME: _instant,
    FieldKind.PERSON: lambda work, value: work.people.person_by_code(str(value)).name,
    FieldKind.LOCATION: _place,
}
