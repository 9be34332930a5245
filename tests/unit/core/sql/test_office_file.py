from pathlib import Path

import pytest

from fmdesk.core.domain.errors import StorageError
from fmdesk.core.sql.office_file import NETWORK, OfficeFile, file_system, host_id, refuse_network

MOUNTS = """\
proc /proc proc rw 0 0
/dev/vda / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
server:/export /home/jan nfs4 rw 0 0
/dev/sdb /home/jan/lokaal xfs rw 0 0
//server/kantoor /mnt/Balie\\040Zuid cifs rw 0 0
jan@host:/ /mnt/ssh fuse.sshfs rw 0 0
/dev/vda /tmp ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/fmdesk/fmdesk.db", "ext4"),
        ("/home/janneke/fmdesk.db", "ext4"),
        ("/home/jan/fmdesk.db", "nfs4"),
        ("/home/jan/lokaal/fmdesk.db", "xfs"),
        ("/mnt/Balie Zuid/x/fmdesk.db", "cifs"),
        ("/mnt/ssh/fmdesk.db", "fuse.sshfs"),
        ("/tmp/fmdesk.db", "ext4"),
        ("/proc", "proc"),
    ],
)
def test_the_deepest_mount_counts_and_of_two_the_last(path: str, kind: str) -> None:
    assert file_system(Path(path), MOUNTS) == kind


def test_network_drives_are_refused() -> None:
    for kind in NETWORK:
        with pytest.raises(StorageError, match=r"storage\.network_drive"):
            refuse_network(Path("/x/fmdesk.db"), lambda kind=kind: f"a / {kind} rw 0 0\n")
    refuse_network(Path("/x/fmdesk.db"), lambda: "a / ext4 rw 0 0\n")


def test_a_system_without_a_table_of_mounts_is_let_pass() -> None:
    def fail() -> str:
        raise FileNotFoundError

    refuse_network(Path("/x/fmdesk.db"), fail)


def test_this_machine_has_a_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    host_id.cache_clear()
    monkeypatch.setattr("fmdesk.core.sql.office_file.MACHINE", tmp_path / "nowhere")
    assert len(host_id()) == 12
    host_id.cache_clear()


def test_the_note_stands_as_long_as_somebody_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "fmdesk.db"
    first, second = OfficeFile(path), OfficeFile(path)
    first.hold()
    assert first.is_alone()
    second.hold()
    assert not first.is_alone()
    assert not second.is_alone()
    first.release()
    assert path.with_name("fmdesk.db.host").exists()
    assert second.is_alone()
    second.release()
    assert not path.with_name("fmdesk.db.host").exists()
    second.release()  # again, without harm


def test_one_has_the_duty_until_it_leaves(tmp_path: Path) -> None:
    first, second = OfficeFile(tmp_path / "a.db"), OfficeFile(tmp_path / "a.db")
    for one in (first, second):
        one.hold()
    assert first.is_on_duty()
    assert first.is_on_duty()
    assert not second.is_on_duty()
    first.release()
    assert second.is_on_duty()
    second.release()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"storage\.cannot_open"):
        OfficeFile(tmp_path / "nowhere" / "a.db").hold()
