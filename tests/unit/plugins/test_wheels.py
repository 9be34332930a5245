"""A wheel is read and checked without any of it being run."""

import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.messages import explain
from fmdesk.plugins import wheels
from fmdesk.plugins.wheels import approved_wheel, check_wheel, read_wheel
from tests.integration.installing.wheels import Made, with_table

INIT = "fmdesk_keys/__init__.py"
RUNS = "raise AssertionError('run while it was read')"


def code_of(path: Path) -> str:
    with pytest.raises(DomainError) as caught:
        read_wheel(path)
    assert "{" not in explain(caught.value)
    return caught.value.code


def test_a_good_wheel_says_what_it_is_and_nothing_of_it_runs(tmp_path: Path) -> None:
    made = Made(code=RUNS, requires="Summary: Keys\n  for doors\nRequires-Dist: SQLAlchemy>=2\n")
    path = made.build(tmp_path)
    wheel = read_wheel(path)
    facts = wheel.facts
    assert (facts.plugin, facts.version, facts.name.en) == ("keys", "1.0", "Sleutels keys")
    assert (facts.target, facts.package, facts.summary) == (
        "fmdesk_keys",
        "fmdesk_keys",
        "Keys for doors",
    )
    assert facts.sha256 == sha256(path.read_bytes()).hexdigest()
    assert facts.files == {name: sha256(data).hexdigest() for name, data in wheel.files.items()}
    assert set(wheel.files) == {INIT, "fmdesk_keys/plugin.manifest"}  # and no papers


def test_its_files_can_be_read_again_from_what_was_kept(tmp_path: Path) -> None:
    wheel = read_wheel(Made().build(tmp_path))
    assert approved_wheel(wheel.facts, wheel.content) == wheel
    with pytest.raises(PluginError, match=r"plugin\.no_wheel"):
        approved_wheel(wheel.facts, b"something else")
    other = read_wheel(Made(code="").build(tmp_path))
    with pytest.raises(PluginError, match=r"plugin\.record_hash"):
        approved_wheel(wheel.facts, other.content)


def test_migrations_of_its_own_tables_are_taken(tmp_path: Path) -> None:
    assert read_wheel(with_table().build(tmp_path)).facts.plugin == "keys"


INFO = "INFO/entry_points.txt"
POINTS = "[fmdesk.plugins]\n"
WRONG = {
    "plugin.wheel_name": Made(file="keys.whl"),
    "plugin.sdist": Made(file="fmdesk_keys-1.0.tar.gz"),
    "plugin.wheel_built_for": Made(tag="cp311-cp311-linux_x86_64"),
    "plugin.no_record": Made(more={"INFO/RECORD": b"\xff"}),
    "plugin.record_hash": Made(after={INIT: "import os"}),
    "plugin.record_missing": Made(after={"fmdesk_keys/more.py": ""}),
    "plugin.no_metadata": Made(more={"INFO/METADATA": None}),
    "plugin.other_project": Made(more={"INFO/METADATA": "Name: fmdesk-doors\nVersion: 1.0\n"}),
    "plugin.python": Made(requires="Requires-Python: >=4\n"),
    "plugin.requirement": Made(requires="Requires-Dist: a-library-that-nobody-has\n"),
    "plugin.entry_points": Made(more={INFO: f"{POINTS}keys = fmdesk_keys\nmore = fmdesk_keys\n"}),
    "plugin.bad_id": Made(more={INFO: f"{POINTS}Sleutels = fmdesk_keys\n"}),
    "plugin.no_entry": Made(more={INFO: f"{POINTS}keys = fmdesk_keys.nothing:at_all\n"}),
    "plugin.id_taken": Made(id="supplies"),
    "plugin.api_version": Made(api="2"),
    "plugin.no_manifest": Made(more={"fmdesk_keys/plugin.manifest": None}),
    "plugin.wheel_shadows": Made(package="json"),
    "plugin.wheel_packages": Made(more={"json/__init__.py": ""}),
    "plugin.wheel_no_package": Made(more={INIT: None}),
    "plugin.wheel_elsewhere": Made(more={"fmdesk_keys.pth": "import os"}),
    "plugin.wheel_escape": Made(more={"../fmdesk.toml": "plugins = []"}),
    "plugin.wheel_native": Made(more={"fmdesk_keys/fast.so": b"\x7fELF"}),
    "plugin.wheel_path_sign": Made(more={"fmdesk_keys/sleutels_ñ.py": ""}),
    "plugin.wheel_syntax": Made(code="def (:"),
    "plugin.wheel_twice": Made(more={"fmdesk_keys/A.py": "", "fmdesk_keys/a.py": ""}),
    "plugin.foreign_table": with_table(table="line"),
}


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_is_said(code: str, tmp_path: Path) -> None:
    assert code_of(WRONG[code].build(tmp_path)) == code


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("plugin.wheel_native", Made(more={"fmdesk_keys/__pycache__/a.txt": ""})),
        ("plugin.wheel_native", Made(more={"fmdesk_keys/a.PYC": b""})),
        ("plugin.wheel_elsewhere", Made(more={"fmdesk_keys-1.0.data/scripts/run": ""})),
        ("plugin.wheel_escape", Made(more={"/etc/passwd": ""})),
        ("plugin.wheel_escape", Made(more={"fmdesk_keys//a.py": ""})),
        ("plugin.wheel_path_sign", Made(more={"C:\\windows\\a.py": ""})),
        ("plugin.wheel_path_sign", Made(more={"fmdesk_keys/a\nb.py": ""})),
        ("plugin.wheel_built_for", Made(more={"INFO/WHEEL": "Root-Is-Purelib: false\n"})),
        ("plugin.no_metadata", Made(requires="Requires-Python: soon\n")),
        ("plugin.no_metadata", Made(requires="Requires-Dist: ???\n")),
        ("plugin.other_project", Made(more={"INFO/METADATA": "Name: fmdesk-keys\nVersion: x\n"})),
        ("plugin.requirement", Made(requires="Requires-Dist: SQLAlchemy>=99\n")),
        ("plugin.requirement", Made(requires="Requires-Dist: SQLAlchemy @ https://a.example/\n")),
        ("plugin.entry_points", Made(more={INFO: None})),
        ("plugin.entry_points", Made(more={INFO: "keys = nothing"})),
        ("plugin.id_taken", Made(id="month")),
        ("plugin.no_entry", Made(more={INFO: f"{POINTS}keys = json\n"})),
        ("plugin.bad_manifest", Made(more={"fmdesk_keys/plugin.manifest": "what is this"})),
        ("plugin.no_manifest", Made(more={"fmdesk_keys/plugin.manifest": b"\xff"})),
        ("plugin.wheel_syntax", Made(more={"fmdesk_keys/a.py": b"\x00"})),
        ("plugin.wheel_syntax", Made(more={"fmdesk_keys/a.py": "(" * 3_000})),
        ("plugin.foreign_table", with_table(more='op.add_column("line", sa.Column("a"))')),
        ("plugin.foreign_table", with_table(more='op.create_index("ix", "line", ["id"])')),
    ],
)  # fmt: skip
def test_so_is_each_other_way_to_be_wrong(code: str, made: Made, tmp_path: Path) -> None:
    assert code_of(made.build(tmp_path)) == code


def test_what_is_needed_only_elsewhere_is_not_asked_for(tmp_path: Path) -> None:
    needs = 'Requires-Dist: nobody-has-this; extra == "test"\n'
    assert read_wheel(Made(requires=needs).build(tmp_path)).facts.version == "1.0"


def test_it_is_looked_at_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Made(more={"fmdesk_keys/big.txt": "0" * 100_000}).build(tmp_path)
    monkeypatch.setattr(wheels, "LARGEST_CONTENT", 50_000)
    assert code_of(path) == "plugin.wheel_bomb"
    monkeypatch.setattr(wheels, "LARGEST_CONTENT", 500_000)
    assert read_wheel(path)  # the control
    monkeypatch.setattr(wheels, "MOST_FILES", 3)
    assert code_of(path) == "plugin.wheel_bomb"
    monkeypatch.setattr(wheels, "LARGEST_WHEEL", 100)
    assert code_of(path) == "plugin.wheel_large"


def test_a_source_file_has_a_limit_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Made(more={"fmdesk_keys/long.py": "a = 1\n" * 100}).build(tmp_path)
    monkeypatch.setattr(wheels, "LARGEST_SOURCE", 599)
    assert code_of(path) == "plugin.wheel_large"
    monkeypatch.setattr(wheels, "LARGEST_SOURCE", 600)
    assert read_wheel(path)


Changed = Callable[[zipfile.ZipInfo], None]


def as_link(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def as_bzip(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_BZIP2


def unchanged(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_STORED


@pytest.mark.parametrize(
    ("change", "code"),
    [(as_link, "plugin.wheel_link"), (as_bzip, "plugin.wheel_packed"), (unchanged, "")],
)
def test_only_plain_files_are_taken(change: Changed, code: str, tmp_path: Path) -> None:
    path = Made().build(tmp_path)
    with zipfile.ZipFile(path) as old:
        files = {info.filename: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            if name == INIT:
                change(info)
            new.writestr(info, data)
    if code:
        assert code_of(path) == code
    else:
        assert read_wheel(path).facts.plugin == "keys"


def test_what_is_no_zip_is_no_wheel(tmp_path: Path) -> None:
    path = tmp_path / Made().name
    path.write_bytes(b"PK\x03\x04 and then nothing")
    assert code_of(path) == "plugin.no_wheel"
    whole = Made().build(tmp_path).read_bytes()
    with pytest.raises(PluginError, match=r"plugin\.no_wheel"):
        check_wheel(path.name, whole[: len(whole) // 2])


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert code_of(tmp_path / "fmdesk_keys-1.0-py3-none-any.whl") == "plugin.unread"


def test_equal_wheels_have_equal_facts_and_other_versions_other_folders(tmp_path: Path) -> None:
    facts = read_wheel(Made().build(tmp_path)).facts
    newer = read_wheel(Made(version="1.1").build(tmp_path)).facts
    assert facts == replace(facts)
    assert facts.folder != newer.folder
    assert newer.folder.startswith("1.1-")
