"""Who administers never touches money: its rules and its files belong to controllers."""

from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.administration import EntryDraft
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.services.administration import SETTINGS, Administration
from fmdesk.core.services.importing import Importing
from fmdesk.core.services.objection_rules import (
    SECOND_ABOVE,
    SECOND_APPROVES,
    TERM_DAYS,
    needs_approval,
    rules_of,
)
from fmdesk.core.sql.door import SqlDoor
from tests.integration.access.conftest import Employ

RULES = "objections"


def groups(door: SqlDoor) -> set[str]:
    return {one.code for one in Administration(door).entries(SETTINGS)}


def test_each_sees_the_settings_that_are_theirs(employ: Employ) -> None:
    found = {
        role: groups(employ(f"{role}-1", role))
        for role in (Role.CONTROLLER, Role.ADMIN, Role.AUDITOR)
    }
    assert found[Role.CONTROLLER] == {RULES}
    assert RULES not in found[Role.ADMIN]
    assert found[Role.ADMIN] >= {"office", "messages"}
    assert found[Role.AUDITOR] == found[Role.ADMIN] | {RULES}
    controller = Administration(employ("carl", Role.CONTROLLER))
    with pytest.raises(NotAllowedError, match=r"access\.area"):
        controller.entries("people")
    with pytest.raises(NotAllowedError, match=r"access\.area"):
        Administration(employ("dora", Role.DESK)).entries(SETTINGS)


def test_a_controller_sets_the_rules_of_money_and_nobody_else(employ: Employ) -> None:
    (entry,) = Administration(employ("carl", Role.CONTROLLER)).entries(SETTINGS)
    wanted = {**entry.values, SECOND_ABOVE: 250, TERM_DAYS: 7}
    for role in (Role.ADMIN, Role.DESK_LEAD, Role.AUDITOR):
        page = Administration(employ(f"{role}-1", role))
        with pytest.raises(NotAllowedError, match=r"access\.command"):
            page.save(EntryDraft(uuid4(), SETTINGS, wanted))
    controller = Administration(employ("carl", Role.CONTROLLER))
    controller.save(EntryDraft(uuid4(), SETTINGS, wanted, seen=entry.values))
    (after,) = controller.entries(SETTINGS)
    assert (after.values[SECOND_ABOVE], after.values[TERM_DAYS]) == (250, 7)
    office = {"code": "office", "organisation": "Anders"}
    with pytest.raises(NotAllowedError, match=r"access\.command"):
        controller.save(EntryDraft(uuid4(), SETTINGS, office))


def test_each_imports_what_is_theirs(employ: Employ, tmp_path: Path) -> None:
    """Cost centres come from who administers, their budgets from a controller."""
    centres, budgets = tmp_path / "kp.csv", tmp_path / "budget.csv"
    departments = tmp_path / "afdelingen.csv"
    departments.write_text("code;naam;accountmanager\njur;Juridische Zaken;\n", "utf-8")
    centres.write_text("code;naam;afdeling\n4410;Juridisch;jur\n", "utf-8")
    budgets.write_text("kostenplaats;jaar;periode;bedrag\n4410;2026;;1000,00\n", "utf-8")
    admin = Importing(employ("ans", Role.ADMIN))
    controller = Importing(employ("carl", Role.CONTROLLER))
    assert admin.run(departments, "afdelingen").added == 1
    with pytest.raises(NotAllowedError, match=r"access\.command"):
        controller.run(centres, "kostenplaatsen")
    assert admin.run(centres, "kostenplaatsen").added == 1
    with pytest.raises(NotAllowedError, match=r"access\.command"):
        admin.run(budgets, "budgetten")
    assert controller.run(budgets, "budgetten").added == 1


def test_a_file_of_settings_sets_no_rule_of_money(employ: Employ, tmp_path: Path) -> None:
    file = tmp_path / "instellingen.csv"
    file.write_text(f"naam;waarde\n{SECOND_ABOVE};1\n", "utf-8")
    told = Importing(employ("ans", Role.ADMIN)).run(file, "instellingen", keep_good=True)
    assert (told.added, told.changed, told.bad_count) == (0, 0, 1)


def test_who_eases_four_eyes_cannot_use_it_alone(employ: Employ) -> None:
    """Carl could else ease the rule, decide alone, and set it back."""
    carl, cato, cees = (employ(one, Role.CONTROLLER) for one in ("carl", "cato", "cees"))

    def save(door: SqlDoor, above: int, *, approves: bool = True) -> None:
        page = Administration(door)
        (entry,) = page.entries(SETTINGS)
        wanted = {**entry.values, SECOND_ABOVE: above, SECOND_APPROVES: approves}
        page.save(EntryDraft(uuid4(), SETTINGS, wanted, seen=entry.values))

    def holds(above: int, *, approves: bool = True, waits_for: str = "") -> None:
        with carl.read() as work:
            assert rules_of(work).second_above_cents == above * 100
            assert needs_approval(work) is approves
        (entry,) = Administration(cato).entries(SETTINGS)
        assert entry.hint == ("Wacht op een andere controller" if waits_for else "")
        assert entry.form is not None
        told = {one.name: one.help.nl for one in entry.form.fields if one.help}
        start = f"Verruimd door {waits_for}. Tot een andere controller dit ook opslaat, geldt nog:"
        assert (told[SECOND_ABOVE] == f"{start} {above}.") is bool(waits_for)
        assert (told[SECOND_APPROVES] == f"{start} aan.") is (waits_for == "carl")

    save(carl, 100)
    holds(100)  # stricter than the 250 of the start counts at once
    save(carl, 5000)
    save(carl, 5000, approves=False)
    holds(100, waits_for="carl")
    save(cato, 5000, approves=False)
    holds(5000, approves=False)
    save(carl, 200)
    save(carl, 3000)
    save(cato, 4000)
    holds(200, waits_for="cato")  # more than carl asked for: two did not agree to that
    save(cees, 4000)
    holds(4000)
    save(carl, 6000)
    save(carl, 4000)
    holds(4000)  # he took it back, and nothing waits


def test_one_person_who_is_the_whole_office_waits_for_nobody(office: SqlDoor) -> None:
    page = Administration(office)
    (entry,) = (one for one in page.entries(SETTINGS) if one.code == RULES)
    page.save(EntryDraft(uuid4(), SETTINGS, {**entry.values, SECOND_ABOVE: 900}))
    with office.read() as work:
        assert rules_of(work).second_above_cents == 900_00
