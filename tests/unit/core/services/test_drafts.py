"""What was typed is kept in files; one that is spoiled is set aside, never a crash."""

import json
import os
from pathlib import Path

import pytest

from fmdesk.core.domain.errors import InvalidInputError, StorageError
from fmdesk.core.services.drafts import Drafts
from fmdesk.messages import explain


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "data" / "drafts")


def texts(drafts: Drafts) -> dict[str, str]:
    return {one.id: one.draft for one in drafts.list().drafts}


def test_before_anything_is_typed_there_is_nothing(drafts: Drafts) -> None:
    assert drafts.list().drafts == drafts.list().set_aside == ()
    assert not drafts.folder.exists()
    drafts.discard("a")


@pytest.mark.parametrize("text", ["", '{"a": "é€"}', "half \ud83d of a sign", "x" * 200_000, "\0"])
def test_what_is_saved_comes_back_as_it_was(drafts: Drafts, text: str) -> None:
    drafts.save("a", text)
    assert texts(drafts) == {"a": text}


def test_the_newest_stands_under_its_id_and_others_are_left_alone(drafts: Drafts) -> None:
    drafts.save("a", "een")
    drafts.save("b", "twee")
    drafts.save("a", "drie")
    assert texts(drafts) == {"a": "drie", "b": "twee"}
    drafts.discard("a")
    assert texts(drafts) == {"b": "twee"}


def test_the_newest_comes_first(drafts: Drafts) -> None:
    for name, at in (("a", 100), ("b", 300), ("c", 200)):
        drafts.save(name, name)
        os.utime(drafts.folder / f"{name}.draft", (at, at))
    assert [(one.id, one.saved_at) for one in drafts.list().drafts] == [
        ("b", 300),
        ("c", 200),
        ("a", 100),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b'"text"',
        b'{"draft": "een"}',
        b'{"draft": "een", "sha256": "0"}',
        b'{"draft": 1, "sha256": "0"}',
        b"[" * 200_000,
    ],
)
def test_a_spoiled_file_is_set_aside_and_named_once(drafts: Drafts, content: bytes) -> None:
    drafts.save("good", "goed")
    path = drafts.folder / "bad.draft"
    path.write_bytes(content)
    aside = path.with_suffix(".spoiled")
    assert drafts.list().set_aside == (str(aside),)
    assert aside.read_bytes() == content
    assert texts(drafts) == {"good": "goed"}
    assert drafts.list().set_aside == ()


def test_a_draft_cut_off_anywhere_is_never_taken_for_whole(drafts: Drafts) -> None:
    drafts.save("a", json.dumps({"product": "papier"}))
    path = drafts.folder / "a.draft"
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert drafts.list().drafts == ()


def test_half_a_file_beside_the_draft_is_no_draft(drafts: Drafts) -> None:
    drafts.save("a", "oud")
    (drafts.folder / "a.half").write_text("nieu", encoding="utf-8")
    assert texts(drafts) == {"a": "oud"}
    drafts.discard("a")
    assert list(drafts.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["", "../a", "a/b", "a.b", "a b", "x" * 81])
def test_a_name_that_is_no_file_is_refused(drafts: Drafts, name: str) -> None:
    with pytest.raises(InvalidInputError, match=r"draft\.id"):
        drafts.save(name, "een")
    with pytest.raises(InvalidInputError, match=r"draft\.id"):
        drafts.discard(name)


@pytest.mark.skipif(os.name != "posix", reason="others keep the rights of a file elsewhere")
def test_nobody_else_reads_a_draft(drafts: Drafts, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("van een ander", encoding="utf-8")
    drafts.folder.mkdir(parents=True)
    (drafts.folder / "a.half").symlink_to(elsewhere)
    (drafts.folder / "b.half").write_text("van een oude versie", encoding="utf-8")
    for name in ("a", "b"):
        drafts.save(name, "mevrouw Jansen, 4410")
        assert (drafts.folder / f"{name}.draft").stat().st_mode & 0o777 == 0o600
    assert elsewhere.read_text(encoding="utf-8") == "van een ander"


def test_where_nothing_can_be_written_it_is_said_and_the_old_one_stays(drafts: Drafts) -> None:
    """A folder stands where the new file should be written, as a full disk would."""
    drafts.save("a", "oud")
    (drafts.folder / "a.half").mkdir()
    with pytest.raises(StorageError) as told:
        drafts.save("a", "nieuw")
    assert str(drafts.folder) in explain(told.value)
    assert texts(drafts) == {"a": "oud"}
    drafts.discard("a")  # cannot remove the folder, and says so in the log alone
    assert texts(drafts) == {}


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("", encoding="utf-8")
    drafts = Drafts(tmp_path / "drafts")
    with pytest.raises(StorageError, match=r"draft\.unsaved"):
        drafts.save("a", "een")
    assert drafts.list().drafts == ()
