"""The managed folder: what was approved is there, whole and unchanged, or it does not run."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from fmdesk.core.domain.errors import StorageError
from fmdesk.plugins.installer import (
    ManagedFolder,
    PackageFinder,
    give_back,
    is_other_loaded,
    make_importable,
    tried,
)
from fmdesk.plugins.wheels import Wheel, read_wheel
from tests.integration.installing.wheels import Made

INIT = "fmdesk_keys/__init__.py"


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    yield
    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, PackageFinder)]
    for name in [name for name in sys.modules if name.startswith("fmdesk_keys")]:
        del sys.modules[name]
    give_back()


@pytest.fixture
def folder(tmp_path: Path) -> ManagedFolder:
    return ManagedFolder(tmp_path / "plugins")


@pytest.fixture
def wheel(tmp_path: Path) -> Wheel:
    more = {"fmdesk_keys/part.py": "WORD = 'part'", "fmdesk_keys/deep/a.txt": "text"}
    return read_wheel(Made(code="from fmdesk_keys.part import WORD", more=more).build(tmp_path))


def fault(folder: ManagedFolder, wheel: Wheel) -> tuple[str, object]:
    found = folder.fault(wheel.facts)
    return (found.code, found.params.get("file")) if found else ("", None)


def test_the_files_are_in_a_folder_of_their_version(folder: ManagedFolder, wheel: Wheel) -> None:
    place = folder.unpack(wheel)
    assert place == folder.root / "keys" / f"1.0-{wheel.facts.sha256[:12]}"
    found = {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}
    assert found == set(wheel.files)
    assert fault(folder, wheel) == ("", None)
    assert folder.unpack(wheel) == place  # once more puts back what was approved
    assert [path.name for path in folder.root.iterdir()] == ["keys"]


def test_each_change_is_found(folder: ManagedFolder, wheel: Wheel) -> None:
    place = folder.unpack(wheel)
    (place / INIT).write_text("import os")
    assert fault(folder, wheel) == ("plugin.changed_file", INIT)
    (folder.unpack(wheel) / "fmdesk_keys/more.py").touch()
    assert fault(folder, wheel) == ("plugin.changed_file", "fmdesk_keys/more.py")
    (folder.unpack(wheel) / "fmdesk_keys/part.py").unlink()
    assert fault(folder, wheel) == ("plugin.changed_file", "fmdesk_keys/part.py")
    (place / "fmdesk_keys/part.py").symlink_to(place / INIT)
    assert fault(folder, wheel) == ("plugin.changed_file", "fmdesk_keys/part.py")
    folder.unpack(wheel)
    assert fault(folder, wheel) == ("", None)


def test_what_is_gone_is_said(folder: ManagedFolder, wheel: Wheel) -> None:
    assert fault(folder, wheel)[0] == "plugin.not_there"
    folder.unpack(wheel)
    folder.drop("keys")
    assert fault(folder, wheel)[0] == "plugin.not_there"


def test_compiled_files_are_taken_away_and_never_read(folder: ManagedFolder, wheel: Wheel) -> None:
    place = folder.unpack(wheel)
    cache = place / "fmdesk_keys" / "__pycache__"
    cache.mkdir()
    (cache / f"part.{sys.implementation.cache_tag}.pyc").write_bytes(b"something else")
    make_importable("fmdesk_keys", place)
    assert import_module("fmdesk_keys").WORD == "part"
    assert fault(folder, wheel) == ("", None)
    assert not cache.exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, wheel: Wheel) -> None:
    (tmp_path / "plugins").write_text("a file in the way")
    with pytest.raises(StorageError, match=r"plugin\.not_unpacked"):
        ManagedFolder(tmp_path / "plugins").unpack(wheel)


def test_trying_leaves_nothing(wheel: Wheel) -> None:
    with tried(wheel) as place:
        assert (place / INIT).is_file()
    assert not place.exists()


def test_only_the_one_package_is_found_there(folder: ManagedFolder, wheel: Wheel) -> None:
    place = folder.unpack(wheel)
    (place / "json").mkdir()
    (place / "json" / "__init__.py").write_text("raise AssertionError")
    (place / "fmdesk_other.py").write_text("raise AssertionError")
    make_importable("fmdesk_keys:hooks", place)
    assert import_module("fmdesk_keys.part").WORD == "part"
    assert str(place) not in sys.path
    finder = PackageFinder("fmdesk_keys", place)
    assert [finder.find_spec(name) for name in ("json", "fmdesk_other", "fmdesk_keys.none")] == [
        None,
        None,
        None,
    ]


def test_another_version_waits_while_one_is_in_memory(
    folder: ManagedFolder, wheel: Wheel, tmp_path: Path
) -> None:
    newer = read_wheel(Made(version="2.0", code="WORD = 'newer'").build(tmp_path))
    before, after = folder.unpack(wheel), folder.unpack(newer)
    assert not is_other_loaded("fmdesk_keys", before)
    make_importable("fmdesk_keys", before)
    import_module("fmdesk_keys")
    assert not is_other_loaded("fmdesk_keys", before)
    assert is_other_loaded("fmdesk_keys", after)
    for name in ("fmdesk_keys", "fmdesk_keys.part"):  # as in the next start
        del sys.modules[name]
    make_importable("fmdesk_keys", after)
    assert import_module("fmdesk_keys").WORD == "newer"


def test_folders_of_other_versions_go_once_no_program_uses_them(
    folder: ManagedFolder, wheel: Wheel, tmp_path: Path
) -> None:
    old, new = (
        folder.unpack(read_wheel(Made(version=version).build(tmp_path)))
        for version in ("0.8", "0.9")
    )
    kept = folder.unpack(wheel)
    make_importable("fmdesk_keys", new)
    folder.tidy({kept})
    assert [one.is_dir() for one in (old, new, kept)] == [False, True, True]
    give_back()  # that program has ended
    folder.tidy({kept})
    assert [one.is_dir() for one in (old, new, kept)] == [False, False, True]
    assert sorted(kept.parent.iterdir()) == [kept]
    make_importable("fmdesk_keys", kept)
    folder.drop("keys")
    assert folder.unpack(wheel) == kept
    make_importable("fmdesk_keys", kept)
    folder.tidy({tmp_path})
    assert kept.is_dir(), "and held anew after it was taken away and put back"


def test_what_another_program_has_in_memory_stays(
    folder: ManagedFolder, wheel: Wheel, tmp_path: Path
) -> None:
    place = folder.unpack(wheel)
    code = (
        "import sys; from pathlib import Path;"
        "from fmdesk.plugins.installer import make_importable;"
        f"make_importable('fmdesk_keys', Path({str(place)!r})); print('loaded', flush=True);"
        "sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"loaded\n"
        folder.tidy(())
        assert place.is_dir()
        other.communicate()
    folder.tidy(())
    assert not place.exists()
