"""Whose time is shown: the office's, whatever the machine's zone and the settings file say."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fmdesk.i18n import stamp
from tests.integration.cli.desk import Desk

ELSEWHERE = {"TZ": "Asia/Tokyo", "FMDESK_ZONE": "Pacific/Auckland"}
ZONE = "America/New_York"


def zone_of(desk: Desk) -> list[tuple[str]]:
    return desk.ask("SELECT value FROM setting WHERE name = 'zone'")


def test_a_new_office_gets_its_zone_and_keeps_it(empty: Desk) -> None:
    assert empty.run("db", "create", changes={"FMDESK_ZONE": ZONE}).code == 0
    assert zone_of(empty) == [(ZONE,)]
    for command in ("create", "upgrade"):
        assert empty.run("db", command, changes=ELSEWHERE).code == 0
    assert zone_of(empty) == [(ZONE,)]


def test_why_tells_the_offices_time(desk: Desk) -> None:
    [[number]] = desk.ask("SELECT number FROM ticket WHERE id = 40")
    opened = datetime.fromisoformat(desk.run("why", number, "--json").answer["line"]["opened_at"])
    said = {zone: stamp(opened, zone) for zone in ("Europe/Amsterdam", ZONE)}
    assert said["Europe/Amsterdam"] in desk.run("why", number, language="nl", changes=ELSEWHERE).out
    desk.change(f"UPDATE setting SET value = '{ZONE}' WHERE name = 'zone'")
    moved = desk.run("why", number, language="nl", changes=ELSEWHERE).out
    assert said[ZONE] in moved
    for zone in ("Europe/Amsterdam", *ELSEWHERE.values()):
        assert f"{opened.astimezone(ZoneInfo(zone)):%H:%M}" not in moved.splitlines()[1]
