"""The drop folder: forms are taken once, half-written ones wait, bad ones say what to do."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.incoming import Collected, IncomingState
from fmdesk.core.services import drop_folder
from fmdesk.core.services.drop_folder import SETTLED_SECONDS
from fmdesk.testing import race
from tests.integration.incoming.conftest import Post
from tests.integration.incoming.test_mail import Killed, _door, one_database

SENT = "2026-03-02T07:00:00+01:00"


def form(number: str = "INT-1", **changes: object) -> dict[str, object]:
    return {
        "form": "fmdesk-order",
        "version": 1,
        "id": number,
        "requester": "ayse@example.org",
        "received_at": SENT,
        "lines": [{"product": "PAP", "quantity": 3, "location": "A1.02"}],
        **changes,
    }


def drop(post: Post, name: str, content: object, age: int = 0) -> Path:
    """Put a file into the folder, written so many seconds ago by the office's clock."""
    path = post.folder / name
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    written = post.desk.time.at.timestamp() - age
    os.utime(path, (written, written))
    return path


def lying(post: Post) -> set[str]:
    """Return what lies in the folder and below it."""
    files = (one for one in post.folder.rglob("*") if one.is_file())
    return {one.relative_to(post.folder).as_posix() for one in files}


def test_a_form_becomes_an_order_and_is_put_away(post: Post) -> None:
    drop(post, "een.json", form())
    collected = post.collect()
    assert lying(post) == {"done/een.json"}
    row = post.only()
    assert collected == Collected(1, (row.incoming.ticket_id,))
    assert (row.incoming.state, row.incoming.channel) == (IncomingState.ORDERED, "intranet")
    with post.desk.door.read() as work:
        ticket = work.tickets.ticket(row.incoming.ticket_id)
        room = work.people.location_by_code("A1.02").id
    (line,) = ticket.lines
    assert (line.product_code, line.quantity, line.location_id) == ("PAP", 3, room)
    assert ticket.received_at == datetime.fromisoformat(SENT).astimezone(UTC)
    assert post.collect() == Collected()


def test_a_form_is_taken_once_however_often_it_is_dropped(post: Post) -> None:
    for name in ("een.json", "nog eens.json"):
        drop(post, name, form())
    post.collect()
    drop(post, "een.json", form())
    post.collect()
    assert len(post.rows()) == 1
    assert lying(post) == {"done/een.json", "done/een-2.json", "done/nog eens.json"}


@one_database
def test_a_number_with_another_content_is_refused(post: Post) -> None:
    drop(post, "een.json", form())
    post.collect()
    drop(post, "twee.json", form(note="toch anders"))
    post.collect()
    assert lying(post) == {"done/een.json", "refused/twee.json", "refused/twee.txt"}
    assert "INT-1" in (post.folder / "refused" / "twee.txt").read_text(encoding="utf-8")


def test_killed_between_storing_and_putting_away_it_is_taken_once(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(post, "een.json", form())

    def die(*_given: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(drop_folder, "_move", die)
        with pytest.raises(Killed):
            post.collect()
    assert lying(post) == {"een.json"}
    post.collect()
    assert lying(post) == {"done/een.json"}
    assert len(post.rows()) == 1


def test_many_desks_watch_one_folder(post: Post) -> None:
    for number in range(6):
        drop(post, f"{number}.json", form(f"INT-{number}"))
    drop(post, "fout.json", form("INT-X", requester="P99"))
    race(4, lambda number: post.incoming(_door(post, f"desk{number}")).collect())
    assert len(post.rows()) == 6
    put_away = {f"done/{number}.json" for number in range(6)}
    assert lying(post) == put_away | {"refused/fout.json", "refused/fout.txt"}


@one_database
@pytest.mark.parametrize("half", ["", "{", '{"form": "fmdesk-order", "vers'])
def test_a_file_that_is_half_written_waits(post: Post, half: str) -> None:
    path = drop(post, "een.json", half)
    post.collect()
    assert lying(post) == {"een.json"}
    drop(post, "een.json", form())
    post.collect()
    assert lying(post) == {"done/een.json"}
    assert path.parent == post.folder


@one_database
def test_a_file_that_will_never_be_whole_is_refused_after_a_while(post: Post) -> None:
    drop(post, "een.json", "{", age=SETTLED_SECONDS - 1)
    post.collect()
    assert lying(post) == {"een.json"}
    post.desk.time.advance(seconds=1)
    post.collect()
    assert lying(post) == {"refused/een.json", "refused/een.txt"}


@one_database
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lines": [{"product": "WEG"}]}, "WEG"),
        ({"lines": [{"product": "PAP", "quantity": 0}]}, "lines.0.quantity"),
        ({"requester": "vreemd@example.org"}, "vreemd@example.org"),
        ({"received_at": "2030-01-01T08:00:00Z"}, "2030"),
        ({"extra": 1}, "extra"),
    ],
)
def test_what_is_refused_says_what_to_do_in_both_languages(
    post: Post, changes: dict[str, object], said: str
) -> None:
    drop(post, "een.json", form(**changes))
    drop(post, "twee.json", form("INT-2"))
    post.collect()
    assert lying(post) == {"refused/een.json", "refused/een.txt", "done/twee.json"}
    note = (post.folder / "refused" / "een.txt").read_text(encoding="utf-8")
    dutch, english = note.split("\n\n", 1)
    assert "Verbeter het bestand" in dutch
    assert "Correct the file" in english
    assert said in dutch
    assert said in english
    drop(post, "een.json", form())
    post.collect()
    assert "done/een.json" in lying(post), "corrected, it is taken"


@one_database
def test_a_refusal_leaves_nothing_behind(post: Post) -> None:
    lines = [{"product": "PAP"}, {"product": "WEG"}]
    drop(post, "een.json", form(lines=lines))
    post.collect()
    assert post.rows() == []
    with post.desk.door.read() as work:
        assert work.incoming.ticket_numbered(1) is None


@one_database
def test_what_is_no_form_stays_where_it_is(post: Post) -> None:
    (post.folder / "map.json").mkdir()
    drop(post, "een.json.part", form())
    drop(post, "lees mij.txt", "x")
    (post.folder / "verwijzing.json").symlink_to("/etc/hostname")
    post.collect()
    assert {"een.json.part", "lees mij.txt", "verwijzing.json"} <= lying(post)
    assert post.rows() == []


@one_database
def test_a_database_in_trouble_leaves_the_form(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(post, "een.json", form())

    def full(*_given: object) -> None:
        raise StorageError("storage.full", place="x", reason="x")

    with monkeypatch.context() as broken:
        broken.setattr("fmdesk.core.services.incomings.Incomings.take_form", full)
        with pytest.raises(StorageError):
            post.collect()
    assert lying(post) == {"een.json"}


@one_database
def test_a_folder_that_is_not_there_is_told(post: Post) -> None:
    post.folder.rmdir()
    with pytest.raises(StorageError, match=r"incoming\.folder"):
        post.collect()


@one_database
def test_a_round_has_its_end(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drop_folder, "MOST", 2)
    for number in range(3):
        drop(post, f"{number}.json", form(f"INT-{number}"))
    assert post.collect().stored == 2
    assert post.collect().stored == 1


@one_database
def test_what_is_left_alone_takes_nobodys_turn(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drop_folder, "MOST", 2)
    for number in range(3):
        (post.folder / f"{number}.json").mkdir()
    drop(post, "9.json", form())
    assert post.collect().stored == 1


@one_database
def test_without_a_time_it_arrived_now(post: Post) -> None:
    given = form()
    del given["received_at"]
    drop(post, "een.json", given)
    post.desk.time.advance(seconds=5)
    post.collect()
    assert post.only().incoming.received_at == post.desk.time.at
    assert timedelta() == post.desk.time.at - post.only().incoming.stored_at


@pytest.mark.parametrize(
    "changes",
    [
        {"note": "a\x00b"},
        {"note": "\ud800"},
        {"id": "INT\x00"},
        {"requester": "a\x00@example.org"},
        {"requester": "\ud800"},
        {"\ud800": 1},
        {"lines": [{"product": "P\x00AP"}]},
        {"lines": [{"product": "PAP", "details": {"x\x00": "y"}}]},
        {"lines": [{"product": "PAP", "details": {"x": "\u202ey"}}]},
        {"received_at": "0001-01-01T00:00:00+14:00"},
        {"received_at": "9999-12-31T23:59:59-14:00"},
    ],
)
def test_what_no_database_keeps_is_refused_and_holds_nothing_up(
    post: Post, changes: dict[str, object]
) -> None:
    drop(post, "een.json", form(**changes))
    drop(post, "twee.json", form("INT-2"))
    post.collect()
    assert lying(post) == {"refused/een.json", "refused/een.txt", "done/twee.json"}
    note = (post.folder / "refused" / "een.txt").read_text(encoding="utf-8")
    assert "Verbeter het bestand" in note
    assert "\x00" not in note


@one_database
def test_a_name_that_is_no_text_is_explained_too(post: Post) -> None:
    drop(post, os.fsdecode(b"een\xff.json"), form(requester="P99"))
    drop(post, "twee.json", form("INT-2"))
    post.collect()
    assert "done/twee.json" in lying(post)
    (note,) = (post.folder / "refused").glob("*.txt")
    assert r"een\udcff.json" in note.read_text(encoding="utf-8")
