"""Writer of settings: one row for each, checked as the form of the administration checks it."""

from dataclasses import dataclass

from fmdesk.core.domain.connection import Way
from fmdesk.core.domain.spec import FieldKind, FieldSpec
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.importing_records import RecordWriter, Writer
from fmdesk.core.services.importing_rows import FieldError, Tally, Values
from fmdesk.core.services.importing_values import YES_NO, shown
from fmdesk.core.services.office_settings import checked_place
from fmdesk.core.services.settings_groups import GROUPS
from fmdesk.core.services.smtp import is_address

SENDER = "messages.sender"


@dataclass(frozen=True, slots=True)
class _Setting:
    """A setting and the text that is stored of it."""

    name: str
    value: str


def make_setting_writer(work: UnitOfWork, tally: Tally, is_final: bool) -> Writer:
    """Return the writer of settings; a password is none of them."""
    specs = {spec.name: spec for group in GROUPS if not group.is_money for spec in group.fields}
    there = {
        name: _Setting(name, work.settings.get(name, _text(spec.default)))
        for name, spec in specs.items()
    }

    def build(_old: _Setting | None, values: Values) -> _Setting:
        name = str(values["name"])
        if name not in specs:
            known = ", ".join(specs)
            raise FieldError("name", "import.not_word", value=shown(name), known=known)
        new = _Setting(name, _checked(specs[name], str(values.get("value") or "")))
        group = name.partition(".")[0]
        if group in set(Way):
            form = {one: there[one].value for one in there} | {name: new.value}
            checked_place(Way(group), form)
        return new

    def keep(new: _Setting) -> None:
        there[new.name] = new
        if is_final:
            work.settings.put(new.name, new.value)

    return RecordWriter(tally, there.get, build, keep, lambda values: str(values["name"]))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _checked(spec: FieldSpec, text: str) -> str:
    """Return what is stored of a cell.

    Raises:
        FieldError: `import.value_missing`, `import.not_boolean`, `import.not_integer`,
            `import.out_of_bounds`, `import.not_word`, `import.too_long` or `message.sender`.
    """
    if not text and (spec.is_required or spec.kind is not FieldKind.TEXT):
        raise FieldError("value", "import.value_missing")
    if spec.kind is FieldKind.BOOLEAN:
        if text.lower() not in YES_NO:
            raise FieldError("value", "import.not_boolean", value=shown(text))
        return str(YES_NO[text.lower()])
    low, high = spec.minimum or 0, spec.maximum or 0
    if spec.kind is FieldKind.INTEGER:
        if not (text.isascii() and text.isdigit()):
            raise FieldError("value", "import.not_integer", value=shown(text))
        if not low <= int(text[:12]) <= high:
            raise FieldError("value", "import.out_of_bounds", value=shown(text), low=low, high=high)
    if spec.choices and text not in dict(spec.choices):
        known = ", ".join(dict(spec.choices))
        raise FieldError("value", "import.not_word", value=shown(text), known=known)
    if spec.kind is FieldKind.TEXT and len(text) > high:
        raise FieldError("value", "import.too_long", length=len(text), most=high)
    if spec.name == SENDER and text and not is_address(text):
        raise FieldError("value", "message.sender", sender=shown(text))
    return text
