"""The worker sends what is due, with the server that the settings name."""

from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.bootstrap import open_office
from fmdesk.cli import main
from fmdesk.config import Settings, load_settings
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.message import MessageSettings
from fmdesk.core.domain.people import CostCentre, Department, Person, Unit
from fmdesk.core.domain.ticket import BespokeDraft
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.messages import explain
from tests.integration.aftercare.mail_server import MailServer


def build(work: UnitOfWork) -> Changes:
    department = work.people.save_department(Department(0, "d", "D"))
    centre = work.people.save_cost_centre(CostCentre(0, "1", "K", department.id))
    work.people.save_person(
        Person(0, "p1", "Anneke", email="anneke@example.org", cost_centre_id=centre.id)
    )
    work.people.save_unit(Unit(0, "desk", "Servicedesk", is_front_office=True))
    return Changes()


def test_one_round_of_the_worker_sends_the_receipt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: MailServer
) -> None:
    settings = Settings(data_dir=tmp_path)
    with open_office(settings, is_created=True) as office:
        office.door.run(uuid4(), "test.build", None, build, Changes)
        office.services.messages.save_settings(
            uuid4(), MessageSettings(receipt=True, sender="desk@example.org")
        )
        with office.door.read() as work:
            tomorrow = work.now.replace(year=work.now.year + 1, day=1)
        wish = BespokeDraft(
            uuid4(), "phone", "Een hoogslaper", "desk", 0, tomorrow, "telefonisch", requester="p1"
        )
        office.services.intake.take_bespoke(wish)
    monkeypatch.setenv("FMDESK_DATA_DIR", str(tmp_path))
    assert main(["worker", "--once"]) == 0
    assert server.taken == [], "no server is set: it waits"
    monkeypatch.setenv("FMDESK_MAIL_SERVER", server.url)
    assert main(["worker", "--once"]) == 0
    (mail,) = server.taken
    assert mail["To"] == "anneke@example.org"
    assert main(["worker", "--once"]) == 0
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    "address",
    [
        *("mail.example.org", "http://mail.example.org", "smtp://", "smtp://:25", "smtp://[::1"),
        *("smtp://m:post", "smtp://m:99999", "smtp://m:0", "smtp://a..b", "smtp://m/x"),
        *("smtp://desk:geh/eim@m", "smtps://desk:geh#eim@m:465", "smpt://desk:geheim@m"),
        *("smtp://desk:1/geheim@m", "smtp://desk:geheim@post@m:x"),
    ],
)
def test_a_server_that_is_none_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(InvalidInputError, match=r"config\.bad_value") as told:
        load_settings({"FMDESK_MAIL_SERVER": address})
    assert "smtp+starttls://" in str(told.value.params["expected"])
    assert "eim" not in explain(told.value), "the password is nobody's business"


@pytest.mark.parametrize(
    "address",
    ["smtps://m", "smtp://m:25/", "smtp://[::1]:25", "smtp+starttls://a%40b:c%2Fd@m.nl:587"],
)
def test_a_server_is_taken_as_it_is_written(address: str) -> None:
    assert load_settings({"FMDESK_MAIL_SERVER": address}).mail_server == address
