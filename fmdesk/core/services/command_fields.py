"""What a command was given, told field by field: people and records by their names."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from fmdesk.core.domain.audit import CommandView
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.command_labels import label_of
from fmdesk.i18n import _, current_language, money, number, stamp

LONGEST = 600
"""Signs of a value that are told; all of it stands in the raw data."""
MOST = 20
"""Parts of a value that are told."""
_INSTANT = "%Y-%m-%dT%H:%M:%SZ"


def who(work: UnitOfWork, login: str) -> str:
    """Return the name of the person behind an account, the login where none is known."""
    account = work.accounts.find(login)
    if account is None or account.person_id is None:
        return login
    return work.people.person(account.person_id).name


def _line_of_sanction(work: UnitOfWork, sanction_id: int) -> str:
    line_id = work.months.sanction(sanction_id).key.line_id
    return work.tickets.line_number(work.tickets.line(line_id))


def _product(work: UnitOfWork, code: str) -> str:
    product = work.catalog.product(code, work.now.date())
    return product.name_nl if current_language() == "nl" else product.name_en


_NAMES: Mapping[str, Callable[[UnitOfWork, Any], str]] = {
    "unit_id": lambda work, one: work.people.unit(one).name,
    "person_id": lambda work, one: work.people.person(one).name,
    "from_id": lambda work, one: work.people.person(one).name,
    "to_id": lambda work, one: work.people.person(one).name,
    "line_id": lambda work, one: work.tickets.line_number(work.tickets.line(one)),
    "line_ids": lambda work, one: work.tickets.line_number(work.tickets.line(one)),
    "ticket_id": lambda work, one: work.tickets.ticket(one).number,
    "sanction_id": _line_of_sanction,
    "unit": lambda work, one: work.people.unit_by_code(one).name,
    "to_unit": lambda work, one: work.people.unit_by_code(one).name,
    "requester": lambda work, one: work.people.person_by_code(one).name,
    "recipient": lambda work, one: work.people.person_by_code(one).name,
    "person": lambda work, one: work.people.person_by_code(one).name,
    "product": _product,
    "login": who,
}
"""By the name of a field: whose number or code it holds."""


def fields(work: UnitOfWork, view: CommandView) -> tuple[tuple[str, str], ...]:
    """Return what a command was given as names and values, in the current language.

    What is empty, and the id of the command itself, is left out; so is everything once erased.
    """
    given = None if view.payload is None else json.loads(view.payload)
    if given is None:
        return ()
    if not isinstance(given, dict):
        return ((_("Given"), _told(work, "", given)),)
    return tuple(_pairs(work, given))


def _pairs(work: UnitOfWork, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    language = current_language()
    for field, value in given.items():
        if field != "op_id" and value not in (None, "", [], {}):
            told = _told(work, field, value)
            yield label_of(field, language), told[:LONGEST] + "…" * (len(told) > LONGEST)


def _told(work: UnitOfWork, field: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {told}" for name, told in _pairs(work, value))
    if isinstance(value, list):
        joint = "; " if any(isinstance(one, dict) for one in value) else ", "
        shown = joint.join(_told(work, field, one) for one in value[:MOST])
        rest = len(value) - MOST
        return _("{shown} and {n} more").format(shown=shown, n=number(rest)) if rest > 0 else shown
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    is_number = isinstance(value, int)
    if is_number and field.endswith("cents"):
        return money(value)
    if field in _NAMES and is_number == field.endswith(("_id", "_ids")):
        with suppress(NotFoundError):
            return _NAMES[field](work, value)
    return _plain(work, str(value))


def _plain(work: UnitOfWork, text: str) -> str:
    """Return a text; one that is an instant, as the office's clock shows it."""
    with suppress(ValueError):
        return stamp(datetime.strptime(text, _INSTANT).replace(tzinfo=UTC), work.zone)
    return text
