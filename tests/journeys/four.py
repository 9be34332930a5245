"""Four persons with a window of their own each on one database, and jobs that keep its time."""

import gc
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from fmdesk.bootstrap import Silent, jobs, open_office
from fmdesk.config import Settings
from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.objection_rules import SECOND_APPROVES
from fmdesk.testing import STARTER_NOW, FakeTime
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver
from tests.journeys.job_time import run_at

EARLIER = ("2024-12", "2025-01", "2025-02")
SENDER = "servicedesk@example.org"
PERSONS = (
    ("b.balie", Role.DESK, "servicedesk"),
    ("m.gebouw", Role.UNIT, "gebouw"),
    ("a.regel", Role.CONTROLLER, "receptie"),
    ("c.tweede", Role.CONTROLLER, "post"),
)
"""Login, what each may do, and for which unit: neither controller is of the unit that is late."""


@dataclass(frozen=True)
class Four:
    """Everybody at the own window.

    Attributes:
        time: The clock of the office.
        balie: The front office.
        manager: Leads the unit.
        writer: The controller who writes the charter.
        second: The other controller.
    """

    time: FakeTime
    balie: Driver
    manager: Driver
    writer: Driver
    second: Driver


def engage(url: str, folder: Path) -> None:
    """Close what was before the story; give the office accounts, its rule of two and a sender.

    Args:
        url: The database, with the starter office in it.
        folder: A data folder.
    """

    def hire(work: UnitOfWork) -> Changes:
        for login, role, unit in PERSONS:
            found = work.people.unit_by_code(unit)
            person = found.leader_id if role is Role.UNIT else None
            work.accounts.save(UserAccount(0, login, (role,), person, found.id))
        work.settings.put(SECOND_APPROVES, str(True))
        return Changes()

    with open_office(Settings(data_dir=folder, database=url)) as office:
        office.door.time_source = FakeTime(STARTER_NOW)
        for month in EARLIER:
            office.services.month.close(uuid4(), month, Silent())
        office.door.run(uuid4(), "administration.save", None, hire, Changes)
        messages = office.services.messages
        messages.save_settings(uuid4(), replace(messages.settings(), sender=SENDER))


def sit_down(
    open_window: Open, url: str, patch: pytest.MonkeyPatch, doubted: int, mail: str
) -> Four:
    """Open the four windows; their jobs, each in its own process, keep the time of the office.

    Args:
        open_window: Opens one.
        url: The database.
        patch: Takes it back after the test.
        doubted: Of a line with so many pieces the check of a control says something else.
        mail: Address of the mail server.
    """
    time = FakeTime(STARTER_NOW)
    bound = jobs._Job._bound

    def timed(job: Any) -> "partial[object]":
        return partial(run_at, time.at, doubted, bound(job))

    patch.setattr(jobs._Job, "_bound", timed)
    windows = [
        open_window(
            None, login, at=time, language="nl", database=url, login=login, mail_server=mail
        )
        for login, _role, _unit in PERSONS
    ]
    gc.collect()
    gc.freeze()  # four windows and an office: looked through once, not at each beat
    return Four(time, *windows)
