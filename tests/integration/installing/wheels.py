"""Builds wheels of plugins in memory, well made or wrong in exactly one way."""

import base64
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from textwrap import dedent

HEADER = "from fmdesk.plugins.api import *\nfrom fmdesk.plugins.api import hookimpl\n"
GOOD = """
    @hookimpl
    def fmdesk_register_products():
        return (ProductSpec("key", Text("Sleutel", "Key"), form="key", process=""),)

    @hookimpl
    def fmdesk_register_forms():
        door = FieldSpec("door", Text("Deur", "Door"), FieldKind.TEXT)
        return (FormSpec("key", (door,)),)
"""
MIGRATION = """
    import sqlalchemy as sa
    from alembic import op

    revision, down_revision = "{revision}", {before}

    def upgrade():
        op.create_table("{table}", sa.Column("id", sa.Integer, primary_key=True))
        {more}
"""
STORE = """
    class Store:
        def __init__(self, connection):
            self.connection = connection
"""
SCHEMA = """
    @hookimpl
    def fmdesk_schema():
        return SchemaSpec("{id}_", "{package}:migrations", "{package}.store:Store")
"""


@dataclass
class Made:
    """A wheel to be built.

    Attributes:
        id: Name of the entry point.
        code: The module with the hooks.
        version: Of the project.
        package: Its one package.
        more: Other files by path, or None to leave one of the usual ones out.
        after: Files that are put in after RECORD was written.
        tag: What it was built for.
        requires: Lines of METADATA.
    """

    id: str = "keys"
    code: str = GOOD
    version: str = "1.0"
    package: str = ""
    more: Mapping[str, str | bytes | None] = field(default_factory=dict)
    after: Mapping[str, str | bytes] = field(default_factory=dict)
    tag: str = "py3-none-any"
    requires: str = ""
    api: str = "1"
    file: str = ""

    def __post_init__(self) -> None:
        self.package = self.package or f"fmdesk_{self.id}"

    @property
    def name(self) -> str:
        return self.file or f"{self.package}-{self.version}-{self.tag}.whl"

    def files(self) -> dict[str, bytes]:
        info = f"{self.package}-{self.version}.dist-info"
        papers = f"Metadata-Version: 2.1\nName: {self.package}\nVersion: {self.version}\n"
        texts: dict[str, str | bytes | None] = {
            f"{self.package}/__init__.py": HEADER + dedent(self.code),
            f"{self.package}/plugin.manifest": (
                f"Fmdesk-Api: {self.api}\nName: Sleutels {self.id}\nVersion: {self.version}\n"
            ),
            f"{info}/METADATA": papers + self.requires,
            f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {self.tag}\n",
            f"{info}/entry_points.txt": f"[fmdesk.plugins]\n{self.id} = {self.package}\n",
        }
        texts |= {path.replace("INFO", info): text for path, text in self.more.items()}
        return {
            path: text.encode() if isinstance(text, str) else text
            for path, text in texts.items()
            if text is not None
        }

    def build(self, folder: Path) -> Path:
        """Write the wheel into a folder and return its path."""
        files = self.files()
        info = f"{self.package}-{self.version}.dist-info"
        record = "".join(
            f"{path},sha256={digest(data)},{len(data)}\n" for path, data in files.items()
        )
        files.setdefault(f"{info}/RECORD", f"{record}{info}/RECORD,,\n".encode())
        target = folder / self.name
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, data in (files | dict(self.after)).items():
                info = zipfile.ZipInfo(path)  # dated alike, so equal bytes
                archive.writestr(info, data, zipfile.ZIP_DEFLATED)
        return target


def digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()


def with_table(
    id_: str = "keys",
    *,
    version: str = "1.0",
    revisions: int = 1,
    table: str = "",
    more: str = "pass",
    code: str = GOOD,
) -> Made:
    """Return a plugin with tables of its own, one made by each revision."""
    package = f"fmdesk_{id_}"
    files: dict[str, str | bytes | None] = {f"{package}/store.py": dedent(STORE)}
    for number in range(1, revisions + 1):
        before = None if number == 1 else f'"{number - 1:04}"'
        name = table or (f"{id_}_door" if number == 1 else f"{id_}_door{number}")
        files[f"{package}/migrations/{number:04}_keys.py"] = dedent(MIGRATION).format(
            revision=f"{number:04}", before=before, table=name, more=more
        )
    return Made(
        id=id_,
        version=version,
        code=dedent(code) + dedent(SCHEMA).format(id=id_, package=package),
        more=files,
    )
