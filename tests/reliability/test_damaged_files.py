"""A file that was damaged at a random place never gives a wrong total silently.

What disks and copies do to files: cut off, zeroes or noise for a sector or a page, a bit turned, a
page that stands where another one belongs.
"""

import getpass
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from fmdesk.bootstrap import Silent
from fmdesk.core.domain.errors import DomainError, StorageError
from fmdesk.core.domain.views import Tally
from fmdesk.core.services.month import Months
from fmdesk.core.sql import soundness
from fmdesk.core.sql.admin import check_database
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.messages import explain
from fmdesk.plugins.api.sql import DATABASE_ERRORS
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.reports.writer import Writer
from fmdesk.rules.engine import open_engine
from fmdesk.testing import FakeTime
from tests.integration.cli.conftest import NOW
from tests.integration.cli.desk import Desk
from tests.reliability.conftest import Tell
from tests.reliability.often import often

FILES = often(16, 500)
PAGE, SECTOR = 4096, 512
LEAF = 0x0A
"""First byte of a page of a table that is kept by its key."""
CLOSED, OPEN = "2024-12", "2025-01"

Damage = Callable[[bytearray, random.Random], None]


def put(data: bytearray, size: int, chance: random.Random, what: Callable[[], bytes]) -> None:
    """Put something in the place of a whole piece of a file."""
    at = chance.randrange(1, len(data) // size) * size
    data[at : at + size] = what()


def page_of(data: bytearray, chance: random.Random) -> bytes:
    """Return any page of the file."""
    at = chance.randrange(1, len(data) // PAGE) * PAGE
    return bytes(data[at : at + PAGE])


def turn_a_bit(data: bytearray, chance: random.Random) -> None:
    """Turn one bit."""
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut_off(data: bytearray, chance: random.Random) -> None:
    """Cut the file off."""
    del data[chance.randrange(1, len(data)) :]


DAMAGES: tuple[Damage, ...] = (
    cut_off,
    turn_a_bit,
    lambda data, chance: put(data, PAGE, chance, lambda: page_of(data, chance)),
    lambda data, chance: put(data, PAGE, chance, lambda: bytes(PAGE)),
    lambda data, chance: put(data, PAGE, chance, lambda: chance.randbytes(PAGE)),
    lambda data, chance: put(data, SECTOR, chance, lambda: bytes(SECTOR)),
    lambda data, chance: put(data, SECTOR, chance, lambda: chance.randbytes(SECTOR)),
    lambda data, chance: put(data, PAGE, chance, lambda: page_of(data, chance)),
)


class Office:
    """Opens a file and asks it for its totals: one month is closed, one is judged anew."""

    def __init__(self) -> None:
        self.host = PluginHost(passing=DATABASE_ERRORS)
        self.host.start()
        self.engine = open_engine("reference")

    def totals(self, path: Path, *, is_closing: bool = False) -> tuple[Tally, ...]:
        """Return the totals of the two months."""
        database = open_database(f"sqlite:///{path}")
        try:
            door = SqlDoor(database, getpass.getuser(), FakeTime(NOW), stores=self.host.stores())
            months = Months(door, self.engine, Gateway(self.host), Writer())
            if is_closing:
                months.close(UUID(int=1), CLOSED, Silent())
            return months.figures(CLOSED).total, months.control(OPEN, Silent()).total
        finally:
            database.close()


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


@pytest.fixture(scope="module")
def sound(
    office: Office, starter: Desk, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, tuple[Tally, ...]]:
    """A sound file, and its totals."""
    folder = tmp_path_factory.mktemp("sound")
    shutil.copyfile(starter.file, folder / "fmdesk.db")
    office.totals(folder / "fmdesk.db", is_closing=True)
    shutil.copyfile(folder / "fmdesk.db", folder / "sound.db")
    return folder / "sound.db", office.totals(folder / "fmdesk.db")


def damaged(sound: Path, folder: Path) -> Iterator[Path]:
    """Yield files that are damaged, one after another."""
    whole, chance = sound.read_bytes(), random.Random(3)
    for number in range(FILES):
        data = bytearray(whole)
        DAMAGES[number % len(DAMAGES)](data, chance)
        path = folder / str(number) / "fmdesk.db"
        path.parent.mkdir()
        path.write_bytes(data)
        yield path
        shutil.rmtree(path.parent)


def outcomes(office: Office, sound: tuple[Path, tuple[Tally, ...]], folder: Path) -> Counter[str]:
    """Count what became of the totals of damaged files."""
    found: Counter[str] = Counter()
    for path in damaged(sound[0], folder):
        try:
            same = office.totals(path) == sound[1]
            found["right" if same else "wrong"] += 1
        except DomainError as problem:
            found[problem.code] += 1
            found["no sentence"] += "{" in explain(problem)
        except Exception as problem:  # noqa: BLE001  # loud, though no sentence of ours
            found[type(problem).__name__] += 1
    return found


def test_a_damaged_file_never_gives_a_wrong_total(
    office: Office, sound: tuple[Path, tuple[Tally, ...]], tmp_path: Path, tell: Tell
) -> None:
    found = outcomes(office, sound, tmp_path)
    tell(f"{FILES} damaged files: {dict(found.most_common())}")
    assert found["wrong"] == found["no sentence"] == 0
    assert found["storage.damaged"] > FILES // 2


def test_control_without_a_look_at_the_pages_a_total_goes_wrong(
    office: Office,
    sound: tuple[Path, tuple[Tally, ...]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A page of events stands where another one belongs, in a file too large to be read whole."""
    data = bytearray(sound[0].read_bytes())
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    events = [at for at, page in enumerate(pages) if page[0] == LEAF and b"received" in page]
    first, second = (events[len(events) * part // 4] * PAGE for part in (2, 3))
    data[first : first + PAGE] = data[second : second + PAGE]
    path = tmp_path / "fmdesk.db"
    path.write_bytes(data)
    with pytest.raises(StorageError, match=r"storage\.damaged"):
        office.totals(path)
    monkeypatch.setattr(soundness, "SMALL", 0)
    assert office.totals(path) != sound[1]
    database = open_database(f"sqlite:///{path}")
    with pytest.raises(StorageError, match=r"storage\.damaged"):
        soundness.refuse_damaged(database, is_whole=True)  # as before a month is closed
    database.close()
    assert not check_database(f"sqlite:///{path}").is_sound
