"""Who acts in a unit of work, and what that person may do."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fmdesk.core.domain.access import ALL_ROLES, Me, Role
from fmdesk.core.domain.errors import NotAllowedError, Refusal
from fmdesk.core.domain.people import Unit
from fmdesk.core.domain.permissions import AREAS, Area, Permission, Subject, refusal
from fmdesk.core.domain.process import Side, Step
from fmdesk.core.domain.reporting import ReportAsked, Scope
from fmdesk.core.domain.ticket import Line
from fmdesk.core.domain.unit_work import unit_of
from fmdesk.core.ports import SanctionRecord, UnitOfWork
from fmdesk.core.services.clock_rights import front_units, row_of
from fmdesk.i18n import N_, _

ROLES: Mapping[Role, str] = {
    Role.DESK: N_("service desk"),
    Role.DESK_LEAD: N_("desk lead"),
    Role.UNIT: N_("unit"),
    Role.ACCOUNT_MANAGER: N_("account manager"),
    Role.CONTROLLER: N_("controller"),
    Role.ADMIN: N_("administrator"),
    Role.AUDITOR: N_("auditor"),
}
"""The roles as people read them."""


def me_of(work: UnitOfWork) -> Me:
    """Return who acts in a unit of work.

    An office without any account trusts whoever can open it with every role, so that a first start
    just works; once there is one, who has none has no role.
    """
    account = work.accounts.find(work.actor)
    if account is None:
        roles = ALL_ROLES if work.accounts.is_empty() else ()
        return Me(work.actor, work.actor, roles=roles)
    person = None if account.person_id is None else work.people.person(account.person_id)
    return Me(
        account.login,
        person.name if person else account.login,
        account.person_id,
        account.unit_id or (person.unit_id if person else None),
        account.roles if account.is_active else (),
    )


def allow(
    work: UnitOfWork, command: str, payload: object, permission: Permission | None = None
) -> None:
    """Refuse a command that who acts has no right to.

    Args:
        work: The unit of work in which it would run.
        command: Its name.
        payload: What it was given; it names the line or sanction that it is about.
        permission: Its row, for a plugin's command; the table's by default.

    Raises:
        NotAllowedError: `access.command` or the row's own code, `access.other_unit` or
            `access.own_unit`.
    """
    row = permission or row_of(work, command, payload)
    if row.is_chore:
        return
    me = me_of(work)
    # An office without any account trusts whoever can open it for every unit.
    trusts = me.unit_id is None and work.accounts.is_empty()

    def is_own() -> bool:
        mine = _led(work, me) if row.is_managers else units_below(work, me.unit_id)
        return trusts or row.own is None or bool(mine & _SUBJECTS[row.own](work, payload))

    def is_insider() -> bool:
        if trusts or row.foreign is None:
            return False
        theirs = _SUBJECTS[row.foreign](work, payload)  # a part of a unit is no outsider to it
        return any(me.unit_id in units_below(work, unit) for unit in theirs)

    code = refusal(row, me.roles, is_own, is_insider)
    if code == row.code:
        raise NotAllowedError(code, who=me.name, roles=role_names(row.roles))
    if code == "access.other_unit" and row.is_managers:
        row = replace(row, is_managers=False)
        code = "access.manager" if is_own() else code
    if code:
        raise NotAllowedError(code, who=me.name)


def is_allowed(work: UnitOfWork, command: str, payload: object) -> bool:
    """Tell whether who acts would be let through with a command."""
    return refused(work, command, payload) is None


def refused(work: UnitOfWork, command: str, payload: object) -> Refusal | None:
    """Return why who acts would not be let through with a command; None where it is allowed."""
    try:
        allow(work, command, payload)
    except NotAllowedError as problem:
        return Refusal(problem.code, problem.params)
    return None


def allow_unit(work: UnitOfWork, unit_id: int) -> None:
    """Refuse to show what a unit owes to who acts for another one, and for nothing else.

    Raises:
        NotAllowedError: `access.other_unit`.
    """
    me = me_of(work)
    if set(me.roles) <= {Role.UNIT} and unit_id not in units_below(work, me.unit_id):
        raise NotAllowedError("access.other_unit", who=me.name)


def allow_reading(work: UnitOfWork, area: Area) -> None:
    """Refuse to show an area to who has no right to it.

    Raises:
        NotAllowedError: `access.area`.
    """
    me, roles = me_of(work), AREAS[area]
    if not me.is_any(*roles):
        raise NotAllowedError("access.area", who=me.name, roles=role_names(roles))


def report_units(work: UnitOfWork) -> frozenset[int] | None:
    """Return the units whose reports one may read: those of a unit and below; None for all.

    Raises:
        NotAllowedError: `access.area`: neither a reader of reports nor of a unit.
    """
    me = me_of(work)
    if me.is_any(*AREAS[Area.REPORTS]):
        return None
    if not me.is_any(Role.UNIT):
        allow_reading(work, Area.REPORTS)
    return units_below(work, me.unit_id)


def allow_report(work: UnitOfWork, asked: ReportAsked) -> None:
    """Refuse a report to who may not read it; who is of a unit reads those of that unit.

    Raises:
        NotAllowedError: `access.area` or `access.other_unit`.
    """
    units = report_units(work)
    if units is not None and not (asked.scope == Scope.UNIT and asked.scope_id in units):
        raise NotAllowedError("access.other_unit", who=me_of(work).name)


def role_names(roles: Collection[Role]) -> str:
    """Return roles in words, in the current language."""
    *first, last = (_(ROLES[role]) for role in roles)
    return _("{first} or {last}").format(first=", ".join(first), last=last) if first else last


def units_below(work: UnitOfWork, unit_id: int | None) -> frozenset[int]:
    """Return a unit with all units below it; none for None."""
    if unit_id is None:
        return frozenset()
    units = work.people.units()
    found: frozenset[int] = frozenset()
    more = frozenset({unit_id})
    while more:
        found |= more
        more = frozenset(one.id for one in units if one.parent_id in more) - found
    return found


def _led(work: UnitOfWork, me: Me) -> frozenset[int]:
    """Return the units that somebody answers for: led, or stood in for, with all below.

    Where nobody leads a unit nor one above it, everybody of it does.
    """
    units = {one.id: one for one in work.people.units()}
    mine = units_below(work, me.unit_id)

    def answers(unit: Unit | None) -> bool:
        is_led, own = False, unit is not None and unit.id in mine
        while unit is not None:
            led_by = {unit.leader_id, unit.deputy_id} - {None}
            if me.person_id in led_by:
                return True
            is_led = is_led or bool(led_by)
            unit = units.get(unit.parent_id or 0)
        return own and not is_led

    return frozenset(one.id for one in units.values() if answers(one))


def _steps_of(work: UnitOfWork, line: Line) -> Sequence[Step]:
    version = line.pins.process_version_id
    return work.catalog.process_version(version).steps if version else ()


def _units_of(work: UnitOfWork, line_id: int) -> frozenset[int]:
    """Return who delivers a line and who does a step of it."""
    line = work.tickets.line(line_id)
    steps = _steps_of(work, line)
    named = (step for step in steps if step.unit_id is not None)
    doing = {unit_of(one, line.unit_id, None, is_redirected=line.is_redirected) for one in named}
    return frozenset({line.unit_id} | doing)


def _judged(work: UnitOfWork, line_ids: Collection[int]) -> frozenset[int]:
    """Return who delivers lines, does a step of them, the desk too, or bears what they cost."""
    judged: frozenset[int] = frozenset()
    for line_id in line_ids:
        judged |= _units_of(work, line_id)
        steps = _steps_of(work, work.tickets.line(line_id))
        if any(one.side is Side.FRONT for one in steps):
            judged |= front_units(work)
    for key, sanction in work.months.sanctions(sorted(line_ids)).items():
        if key.line_id in line_ids:
            judged |= _bearers(sanction)
    return judged


def _bearers(sanction: SanctionRecord) -> frozenset[int]:
    """Return who bears a sanction by the charter, and to whom it was moved since, or would be."""
    pending = sanction.standing.pending
    moved = (sanction.to_unit_id, pending.to_unit_id if pending else None)
    return frozenset({sanction.bearer_id, *(one for one in moved if one is not None)})


def _of_contact(work: UnitOfWork, payload: Any) -> frozenset[int]:
    handler = work.contacts.remark(payload.contact_id).unit
    return frozenset(unit.id for unit in work.people.units() if unit.name == handler)


_SUBJECTS: Mapping[Subject, Callable[[UnitOfWork, Any], frozenset[int]]] = {
    Subject.LINE: lambda work, payload: _units_of(work, payload.line_id),
    Subject.JUDGED: lambda work, payload: _judged(work, {payload.line_id}),
    Subject.LINES: lambda work, payload: _judged(work, set(payload.line_ids)),
    Subject.SANCTION: lambda work, payload: _bearers(work.months.sanction(payload.sanction_id)),
    Subject.CONTACT: _of_contact,
    Subject.UNIT: lambda _work, payload: frozenset({payload.unit_id}),
    Subject.QUESTION: lambda work, payload: frozenset(
        {work.crossing.question(payload.question_id).unit_id}
    ),
}
"""The units that something belongs to, from the payload of a command."""
