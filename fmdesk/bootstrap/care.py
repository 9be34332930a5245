"""Making, joining, checking and upgrading an office's database."""

from collections.abc import Collection

from fmdesk.bootstrap.opening import open_office, plugin_upgrades, plugins_of
from fmdesk.config import Settings
from fmdesk.core.domain.audit import VerifyReport, heads_of
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.ports import Progress
from fmdesk.core.services.first_office import begin
from fmdesk.core.services.projection import project
from fmdesk.core.sql.admin import UpgradeReport, check_database, upgrade_database
from fmdesk.core.sql.verify import verify


def begin_office(settings: Settings, organisation: str) -> None:
    """Make an empty office: a front office, working hours, whoever makes it as administrator.

    Raises:
        InvalidInputError: `administration.missing`.
        ConflictError: `demo.not_empty` when an office stands there.
        StorageError: The database cannot be made.
    """
    with open_office(settings, is_created=True) as office:
        if office.organisation:
            raise ConflictError("demo.not_empty", organisation=office.organisation)
        begin(office.door, organisation)


def try_database(url: str) -> None:
    """Look whether a database is an office that this program can work in.

    Raises:
        StorageError: It cannot be reached, is empty or another program's, or does not fit.
    """
    advice = check_database(url).advice
    if advice is not None:
        raise advice


def verify_database(
    settings: Settings, progress: Progress, heads: Collection[str] = ()
) -> VerifyReport:
    """Check the command log, the ledger and every projection; nothing is changed.

    Raises:
        InvalidInputError: `verify.head_format` for a head that is none.
    """
    heads_of(heads)  # told before anything is opened
    with open_office(settings) as office:
        return verify(office.door, project, anchors=heads, progress=progress)


def upgrade_tables(settings: Settings) -> UpgradeReport:
    """Bring the tables of the core and of the plugins up to date."""
    host = plugins_of(settings)
    host.start()
    return upgrade_database(settings.database_url, plugin_upgrades(host))
