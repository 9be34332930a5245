"""Charters as plain data for people and files, and back (JSON, TOML or YAML of the same shape).

`to_data` needs nothing; `from_data` loads pydantic when it is called. Storage keeps charters in the
canonical form of `core.domain.canonical` instead, which needs no checking.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fmdesk.core.domain.calendar import Limit
from fmdesk.core.domain.charter import (
    Bearer,
    Charter,
    Condition,
    Conditions,
    Guarantee,
    LimitSource,
    Operator,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.charter_check import SANCTION_RANGES, check_terms
from fmdesk.core.domain.limits import LimitUnit, TimeOfDay


def to_data(charter: Charter) -> dict[str, Any]:
    """Return a charter version as plain data, without its number in the database."""
    guarantee, sanction = charter.guarantee, charter.sanction
    limit = guarantee.limit
    terms: dict[str, Any] = {"kind": str(sanction.kind)}
    terms |= {name: getattr(sanction, name) for name, _, _ in SANCTION_RANGES[sanction.kind]}
    if sanction.kind is SanctionKind.STEPPED:
        terms["is_working_time"] = sanction.is_working_time
    if sanction.kind is not SanctionKind.POINTS:
        terms |= {"cap_cents": sanction.cap_cents, "may_exceed_price": sanction.may_exceed_price}
    return {
        "code": charter.code,
        "version": charter.version,
        "name": {"nl": charter.name_nl, "en": charter.name_en},
        "promise": {"nl": charter.promise_nl, "en": charter.promise_en},
        "guarantee": {
            "clock": guarantee.clock,
            "source": str(guarantee.source),
            "limit": limit
            and {"unit": str(limit.unit), "n": limit.n, "time_of_day": str(limit.time_of_day)},
            "calendar": guarantee.calendar,
        },
        "sanction": terms,
        "products": list(charter.products),
        "clusters": list(charter.clusters),
        "applies_when": _conditions_data(charter.applies_when),
        "except_when": _conditions_data(charter.except_when),
        "bearer": str(charter.bearer),
        "rank": charter.rank,
        "valid_from": charter.valid_from.isoformat(),
        "valid_to": charter.valid_to and charter.valid_to.isoformat(),
        "trial_until": charter.trial_until and charter.trial_until.isoformat(),
        "new_run_on_reopen": charter.new_run_on_reopen,
        "norm": charter.norm,
    }


def from_data(data: Mapping[str, Any], charter_id: int = 0) -> Charter:
    """Return the charter that plain data describes, checked but for its facts.

    Args:
        data: As `to_data` gives it. Left out may be what has a default in `Charter`, `Guarantee`
            and `Sanction`.
        charter_id: Number of the version in the database.

    Raises:
        InvalidInputError: `charter.field_missing`, `charter.field_unknown`, `charter.field_choice`
            or `charter.field_value` with the path of the field; what `Limit` raises; what
            `check_terms` raises.
    """
    from fmdesk.core.services.charter_models import read  # noqa: PLC0415  # pydantic costs a start 100 ms

    form = read(data)
    guarantee, sanction = form["guarantee"], form["sanction"]
    limit = guarantee["limit"]
    charter = Charter(
        id=charter_id,
        code=form["code"],
        version=form["version"],
        name_nl=form["name"]["nl"],
        name_en=form["name"]["en"],
        promise_nl=form["promise"]["nl"],
        promise_en=form["promise"]["en"],
        guarantee=Guarantee(
            clock=guarantee["clock"],
            source=LimitSource(guarantee["source"]),
            limit=limit
            and Limit(LimitUnit(limit["unit"]), limit["n"], TimeOfDay(limit["time_of_day"])),
            calendar=guarantee["calendar"],
        ),
        sanction=Sanction(**{**sanction, "kind": SanctionKind(sanction["kind"])}),
        products=tuple(form["products"]),
        clusters=tuple(form["clusters"]),
        applies_when=_conditions(form["applies_when"]),
        except_when=_conditions(form["except_when"]),
        bearer=Bearer(form["bearer"]),
        rank=form["rank"],
        valid_from=date.fromisoformat(form["valid_from"]),
        valid_to=form["valid_to"] and date.fromisoformat(form["valid_to"]),
        trial_until=form["trial_until"] and date.fromisoformat(form["trial_until"]),
        new_run_on_reopen=form["new_run_on_reopen"],
        norm=form["norm"],
    )
    check_terms(charter)
    return charter


def _conditions_data(conditions: Conditions) -> dict[str, list[dict[str, Any]]]:
    items = [
        {
            "fact": item.fact,
            "op": str(item.op),
            "value": list(item.value) if isinstance(item.value, tuple) else item.value,
        }
        for item in conditions.items
    ]
    return {"any" if conditions.is_any else "all": items}


def _conditions(data: Mapping[str, Any]) -> Conditions:
    ((word, items),) = data.items()
    return Conditions(
        word == "any",
        tuple(
            Condition(
                item["fact"],
                Operator(item["op"]),
                tuple(item["value"]) if isinstance(item["value"], list) else item["value"],
            )
            for item in items
        ),
    )
