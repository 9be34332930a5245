"""The demo of three real months: the City of Boston's service requests of July-September 2011."""

import csv
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from fmdesk.config import resources_path
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.import_views import ImportResult
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, Progress, UnitOfWork
from fmdesk.core.services.importing import QUIET, Importing
from fmdesk.core.services.importing_values import slug_of
from fmdesk.core.services.office_data import Data, OfficeData

FOLDER = ("demo", "boston")
REQUESTS = "requests_2011_q3.csv.gz"
BEFORE: tuple[tuple[str, str], ...] = (
    ("neighborhoods.csv", "boston_areas"),
    ("service_terms.csv", "boston_terms"),
    ("types_without_term.csv", "boston_terms"),
)
"""Files that the requests refer to, with their mappings."""


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """What the command log keeps of a demo."""

    demo: str


def build_boston(door: Door, progress: Progress = QUIET) -> ImportResult:
    """Fill an empty database with Boston's months; a second time changes nothing.

    Every step is a command of its own and may be repeated; the office gets its name last, so that
    one that was broken off is still taken for empty.

    Args:
        door: The one door.
        progress: Is told bytes read of all bytes of the requests.

    Raises:
        DomainError: `job.cancelled`.
    """
    data = prepare_boston(door)
    requests = resources_path(*FOLDER, REQUESTS)
    result = _accept(Importing(door).run(requests, "boston", progress=progress))
    run_step(door, "demo.name", lambda work: name_office(work, data))
    return result


def prepare_boston(door: Door) -> Data:
    """Store the office around the requests: units, areas, products and their terms.

    Args:
        door: The one door.

    Returns:
        The data of the office.
    """
    data = tomllib.loads(resources_path(*FOLDER, "office.toml").read_text(encoding="utf-8"))
    data["clusters"] = list(_clusters())
    run_step(door, "demo.settings", lambda work: work.settings.put("zone", data["zone"]))
    run_step(door, "demo.office", lambda work: _save_office(work, data))
    for file, mapping in BEFORE:
        _accept(Importing(door).run(resources_path(*FOLDER, file), mapping))
    return data


def _accept(result: ImportResult) -> ImportResult:
    """Return the result of an import that took all rows."""
    if result.is_refused:
        first = result.bad[0]
        raise InvalidInputError(first.code, **first.params)
    return result


def _save_office(work: UnitOfWork, data: Data) -> None:
    valid_from: date = data["valid_from"]
    office = OfficeData(work, data, valid_from)
    office.save_organisation()
    office.save_catalogue()


def name_office(work: UnitOfWork, data: Data) -> None:
    """Give the office its name, when all of it is there."""
    work.settings.put("organisation", data["organisation"])
    work.settings.put("is_demo", "true")


def _clusters() -> Iterator[dict[str, str]]:
    """Yield the publisher's reasons as clusters."""
    reasons: dict[str, str] = {}
    for file in ("service_terms.csv", "types_without_term.csv"):
        with resources_path(*FOLDER, file).open(encoding="utf-8", newline="") as rows:
            reasons |= {slug_of(row["reason"]): row["reason"] for row in csv.DictReader(rows)}
    for code, name in sorted(reasons.items()):
        yield {"code": code, "nl": name, "en": name}


def run_step(door: Door, name: str, change: Callable[[UnitOfWork], None]) -> None:
    """Run a step of a demo as a command; it may be repeated."""

    def work(unit: UnitOfWork) -> Changes:
        change(unit)
        return Changes(is_everything=True)

    door.run(uuid4(), name, DemoRequest(name), work, Changes)
