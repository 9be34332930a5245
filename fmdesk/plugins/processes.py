"""Stores the processes that a plugin declares as the office's own."""

from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.process import ProcessVersion, Side, Step
from fmdesk.core.domain.spec import ProcessSpec, StepSpec
from fmdesk.core.ports import UnitOfWork
from fmdesk.i18n import current_language


def store_process(work: UnitOfWork, spec: ProcessSpec) -> None:
    """Add a declared process; a stored one is the office's, which may have changed it."""
    try:
        work.catalog.process(spec.code)
    except NotFoundError:
        work.catalog.add_process_version(_first_version(work, spec))


def _first_version(work: UnitOfWork, spec: ProcessSpec) -> ProcessVersion:
    return ProcessVersion(
        id=0,
        code=spec.code,
        name_nl=spec.name.nl,
        name_en=spec.name.en,
        steps=tuple(
            Step(
                position=position,
                name_nl=step.name.nl,
                name_en=step.name.en,
                side=step.side,
                unit_id=_unit_id(work, step),
                target_seconds=step.target_seconds,
                effort_minutes=step.effort_minutes,
                tools=step.tools,
                instruction=step.instruction,
            )
            for position, step in enumerate(spec.steps)
        ),
    )


def _unit_id(work: UnitOfWork, step: StepSpec) -> int | None:
    """Return who does a step: its unit, the front office on its side, else the product's owner."""
    if step.unit:
        return work.people.unit_by_code(step.unit).id
    if step.side is Side.FRONT:
        for unit in work.people.units():
            if unit.is_front_office:
                return unit.id
        raise NotFoundError("plugin.no_front_office", step=step.name.get(current_language()))
    return None
