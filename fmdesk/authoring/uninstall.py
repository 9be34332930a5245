"""What stays when a plugin goes: readable lines, a sound database, and after a purge no trace."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

from fmdesk.authoring.checks import Check, Trail, rows
from fmdesk.authoring.hostile import form_of, order
from fmdesk.authoring.office import TrialOffice, open_trial
from fmdesk.authoring.samples import filled
from fmdesk.authoring.trying import Tries
from fmdesk.bootstrap import Office
from fmdesk.bootstrap.opening import open_office
from fmdesk.config import Settings
from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.installing import PurgeDraft, Remains
from fmdesk.core.domain.ticket import EventDraft, Line
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.projection import project
from fmdesk.core.sql.admin import upgrade_database
from fmdesk.core.sql.verify import verify
from fmdesk.plugins.host import PluginHost
from fmdesk.plugins.sources import Source

SUITE = "uninstall"


def check_uninstall(folder: Path, source: Source, trail: Trail) -> Iterator[Check]:
    """Yield what became of an office whose plugin was taken away, and of its data by a purge.

    Args:
        folder: The office, in which the plugin is.
        source: The plugin.
        trail: Where it is written down what is done now.
    """
    with open_trial(folder, source) as trial:
        lines = tuple(_ordered(Tries(trial, trail)))
        before = _named(trial.office)
    settings = Settings(data_dir=folder)
    trail.at("upgrade without the plugin")
    upgrade_database(settings.database_url)
    with open_office(settings, host=PluginHost([])) as office:
        trail.at("without the plugin")
        read = PluginError("check.read", count=len(lines))
        yield from rows(SUITE, "lines", _unreadable(office, lines), read)
        yield from rows(SUITE, "verify", _unsound(office))
        there = _purge(office, source.id)
        gone = PluginError("check.gone", tables=len(there.tables))
        yield from rows(SUITE, "purge", _left(office, before, there), gone)
        yield from rows(SUITE, "afterwards", _unsound(office))


def _ordered(tries: Tries) -> Iterator[Line]:
    """Order each kind of product, as far as the plugin lets one."""
    trial: TrialOffice = tries.trial
    for product in trial.declared.products:
        details = filled(form_of(trial, product))
        line = tries.attempt(product.id, partial(order, trial, product, details))
        if isinstance(line, Line):
            yield line


def _unreadable(office: Office, lines: tuple[Line, ...]) -> Iterator[DomainError]:
    """Read each line as its page does, and finish it."""
    for line in lines:
        try:
            office.services.queries.line(line.id, "nl")
            office.services.queries.ticket(line.ticket_id, "en")
            with office.door.read() as work:
                version = work.tickets.line(line.id).version
            draft = EventDraft(uuid4(), line.id, EventKind.READY, version)
            office.services.fulfilment.record(draft)
        except DomainError as problem:
            yield problem


def _unsound(office: Office) -> Iterator[DomainError]:
    for finding in verify(office.door, project).findings:
        yield PluginError(finding.code, subject=finding.subject)


def _purge(office: Office, plugin: str) -> Remains:
    """Take away what the plugin keeps, by what `fmdesk plugin purge` calls in the store too.

    What the manager asks first is left out: open lines go as well, a plugin that keeps nothing is
    no error, and the office of a check is gone afterwards: nothing is switched on or forgotten.
    """

    def purge(work: UnitOfWork) -> Remains:
        there = work.plugins.remains(plugin)
        if there.tables or there.settings:
            work.plugins.purge(plugin)
        return there

    draft = PurgeDraft(uuid4(), plugin, despite_lines=True)
    return office.door.run(draft.op_id, "plugin.purge", draft, purge, Remains)


def _left(office: Office, before: frozenset[str], there: Remains) -> Iterator[DomainError]:
    """Find what of the plugin is there still, and what went that was not its own."""
    after, own = _named(office), (f"{there.plugin}_", f"alembic_version_{there.plugin}")
    for name in sorted(after):
        if name.startswith(own):
            yield PluginError("check.left", table=name)
    for name in sorted(before - after):
        if not name.startswith(own):
            yield PluginError("check.taken", table=name)


def _named(office: Office) -> frozenset[str]:
    """Return the names of all tables, views and triggers."""
    query = "SELECT name FROM sqlite_master WHERE type <> 'index'"
    with office.database.read() as connection:
        return frozenset(connection.exec_driver_sql(query).scalars())
