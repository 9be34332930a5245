"""The worker fetches e-mail and forms with what the settings name, and says what hinders it."""

from pathlib import Path

import pytest

from fmdesk.bootstrap import Office, open_office
from fmdesk.cli import main
from fmdesk.config import Settings, load_settings
from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.incoming import IncomingState
from fmdesk.core.services.report_plans import ReportPlans
from fmdesk.messages import explain
from tests.integration.incoming.mailbox_server import MailboxServer, Mood

MAIL = b"From: iemand@example.org\r\nSubject: Vraag\r\nMessage-ID: <1@x>\r\n\r\nDag"


def test_one_round_of_the_worker_takes_what_came(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    server: MailboxServer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    with open_office(settings, is_created=True):
        pass
    folder = tmp_path / "formulieren"
    folder.mkdir()
    (folder / "een.json").write_text('{"form": "iets"}')
    server.give(MAIL)
    monkeypatch.setenv("FMDESK_DATA_DIR", str(settings.data_dir))
    assert main(["worker", "--once"]) == 0
    assert server.unseen == [1], "no mailbox is set"
    monkeypatch.setenv("FMDESK_MAILBOX", server.url)
    monkeypatch.setenv("FMDESK_DROP_FOLDER", str(folder))
    assert main(["worker", "--once"]) == 0
    assert main(["worker", "--once"]) == 0
    assert (folder / "refused" / "een.txt").exists()
    with open_office(settings) as office:
        (row,) = office.services.incoming.rows((IncomingState.WAITING,))
        assert row.incoming.subject == "Vraag"
    server.mood = Mood.NO_LOGIN
    capsys.readouterr()
    assert main(["worker", "--once"]) == 1
    told = capsys.readouterr().err
    assert "wrong password" in told
    assert "geheim" not in told


def test_a_month_that_cannot_be_judged_holds_up_no_mail(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    server: MailboxServer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_plans: ReportPlans) -> None:
        raise ConflictError("month.overtaken", month="2026-10")

    settings = Settings(data_dir=tmp_path / "data")
    with open_office(settings, is_created=True):
        pass
    server.give(MAIL)
    monkeypatch.setenv("FMDESK_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("FMDESK_MAILBOX", server.url)
    monkeypatch.setattr(ReportPlans, "run_due", fail)
    assert main(["worker", "--once"]) == 1
    assert "2026" in capsys.readouterr().err
    with open_office(settings) as office:
        (row,) = office.services.incoming.rows((IncomingState.WAITING,))
        assert row.incoming.subject == "Vraag"


@pytest.mark.parametrize(
    "address",
    [
        *(
            "mail.example.org",
            "smtp://m",
            "imap://",
            "imaps://m:post",
            "imaps://m:0",
            "imap://a..b",
        ),
        *("imaps://desk:geh/eim@m", "imaps://desk:geh#eim@m:993", "imaps://m/Één", "imaps://m/a?b"),
    ],
)
def test_a_mailbox_that_is_none_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(InvalidInputError, match=r"config\.bad_value") as told:
        load_settings({"FMDESK_MAILBOX": address})
    assert "imaps://" in str(told.value.params["expected"])
    assert "eim" not in explain(told.value), "the password is nobody's business"


@pytest.mark.parametrize(
    "address", ["imaps://m", "imap://m:143/INBOX", "imap+starttls://a%40b:c%2Fd@m.nl/INBOX/Balie"]
)
def test_a_mailbox_is_taken_as_it_is_written(address: str) -> None:
    assert load_settings({"FMDESK_MAILBOX": address}).mailbox == address


def test_the_folder_is_a_place_on_this_machine(tmp_path: Path) -> None:
    assert load_settings({"FMDESK_DROP_FOLDER": str(tmp_path)}).drop_folder == tmp_path
    assert load_settings({}).drop_folder == Path()


def test_an_office_without_either_collects_nothing(starter: Office) -> None:
    collected = starter.services.incoming.collect()
    assert (collected.stored, collected.hindrance) == (0, "")
