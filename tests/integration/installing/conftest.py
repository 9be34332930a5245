"""An office into which wheels are installed, on both databases."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.bootstrap import Office, open_office
from fmdesk.config import Settings
from fmdesk.core.domain.installing import PluginInfo
from fmdesk.plugins.installer import PackageFinder, give_back
from tests.integration.installing.wheels import Made

OpenDesk = Callable[..., AbstractContextManager[Office]]
Install = Callable[..., PluginInfo]


@pytest.fixture
def open_desk(database_url: str, tmp_path: Path) -> OpenDesk:
    """Start a desk of the office, by its name; each start is as in a new process."""

    @contextmanager
    def opened(name: str = "desk", *, safe_mode: bool = False) -> Iterator[Office]:
        forget_code()
        given = Settings(data_dir=tmp_path / name, database=database_url, safe_mode=safe_mode)
        with open_office(given) as office:
            yield office
        forget_code()

    return opened


@pytest.fixture
def desk(open_desk: OpenDesk) -> Iterator[Office]:
    """One desk that is open."""
    with open_desk() as office:
        yield office


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Install a wheel at a desk, as somebody does who approves what is shown."""

    def install(office: Office, made: Made) -> PluginInfo:
        path = made.build(tmp_path)
        offer = office.services.plugins.inspect(path)
        return office.services.plugins.install(uuid4(), path, offer)

    return install


def forget_code() -> None:
    """Forget the code of all installed plugins, as the end of the program does."""
    installed = {one.package for one in sys.meta_path if isinstance(one, PackageFinder)}
    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, PackageFinder)]
    for name in [name for name in sys.modules if name.partition(".")[0] in installed]:
        del sys.modules[name]
    give_back()
