"""The composition root: opens an office and hands out its services.

Everything is built here, by hand, once per process. The desktop paints first and calls this on a
thread; a long job calls it again in a process of its own.
"""

import getpass
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from fmdesk.config import Settings
from fmdesk.core.domain.bulk import BulkOrder, BulkResult, Done
from fmdesk.core.domain.errors import ConflictError, DomainError, StorageError
from fmdesk.core.domain.import_views import ImportResult
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.spec import SchemaSpec
from fmdesk.core.domain.upkeep_views import Published
from fmdesk.core.domain.views import ClosedMonth, MonthFigures
from fmdesk.core.ports import Progress, RuleEngine
from fmdesk.core.services.accounts import Access
from fmdesk.core.services.administration import Administration
from fmdesk.core.services.attachments import Attachments
from fmdesk.core.services.board import Board
from fmdesk.core.services.bulk import Bulk
from fmdesk.core.services.call_backs import CallBacks
from fmdesk.core.services.catalogue import Catalogue
from fmdesk.core.services.changing import Changing
from fmdesk.core.services.contacts import Contacts
from fmdesk.core.services.demo_boston import build_boston
from fmdesk.core.services.dossiers import Dossiers
from fmdesk.core.services.drafts import Drafts
from fmdesk.core.services.drop_folder import DropFolder
from fmdesk.core.services.escalations import Escalations
from fmdesk.core.services.first_office import begin
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.hand_overs import HandOvers
from fmdesk.core.services.imap import ImapMailbox
from fmdesk.core.services.importing import Importing
from fmdesk.core.services.incomings import Incomings
from fmdesk.core.services.intake import Intake
from fmdesk.core.services.knowledge import Knowledge
from fmdesk.core.services.lists import Lists
from fmdesk.core.services.messages import Messages
from fmdesk.core.services.month import Months
from fmdesk.core.services.my_unit import MyUnit
from fmdesk.core.services.office import Jobs, Services
from fmdesk.core.services.pinning import today
from fmdesk.core.services.projection import project
from fmdesk.core.services.queries import Queries
from fmdesk.core.services.questions import Questions
from fmdesk.core.services.reachability import Reachability
from fmdesk.core.services.returns import Returns
from fmdesk.core.services.sanctions import Sanctions
from fmdesk.core.services.smtp import SmtpMailer
from fmdesk.core.services.starter import StarterStock, build_starter, hand_over, starter_stock
from fmdesk.core.services.whys import Whys
from fmdesk.core.sql.admin import (
    Upgrade,
    UpgradeReport,
    check_database,
    create_database,
    upgrade_database,
)
from fmdesk.core.sql.copies import backup
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.core.sql.keeping import copies_folder, keep_copy
from fmdesk.core.sql.soundness import refuse_damaged
from fmdesk.core.sql.verify import VerifyReport, verify
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from fmdesk.plugins.api.sql import DATABASE_ERRORS, is_behind, upgrade_plugin
from fmdesk.plugins.gateway import Extensions, Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.reports.catalogue_files import CatalogueFiles
from fmdesk.reports.writer import Writer, render_letter, render_work_orders
from fmdesk.rules.engine import open_engine
from fmdesk.rules.lazy import LazyEngine

OPENING = "Beginvoorraad"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Office:
    """An open office.

    Attributes:
        settings: Its settings.
        services: The use cases.
        door: The one door.
        database: The database behind it.
        host: The plugins.
        extensions: What pages ask of plugins.
        engine: The rules engine, started when it is first asked.
    """

    settings: Settings
    services: Services
    door: SqlDoor
    database: Database
    host: PluginHost
    extensions: Extensions
    engine: RuleEngine

    @property
    def organisation(self) -> str:
        """Name of the organisation, empty for an office that is not set up."""
        with self.door.read() as work:
            return work.settings.get("organisation")

    def build_demo(self, name: str, progress: Progress) -> None:
        """Fill the empty database with an example office; a second time changes nothing.

        Args:
            name: `starter` or `boston`.
            progress: Told how far it is.

        Raises:
            ConflictError: `demo.not_empty` when another office stands there.
            PluginError: `plugin.unavailable` when the starter's plugin is switched off.
        """
        if self.organisation:
            raise ConflictError("demo.not_empty", organisation=self.organisation)
        if name == "boston":
            build_boston(self.door, progress)
            return
        self.host.declared("supplies")  # no half an office: its goods and promises are a plugin's
        with self.door.read() as work:
            day = today(work)
        built = build_starter(self.door, day, progress)
        self._take_in(starter_stock())
        hand_over(self.door, Gateway(self.host))
        for month in built.months:
            self.services.month.control(month, progress)

    def _take_in(self, stock: StarterStock) -> None:
        """Hand the opening balances to the plugin that keeps the stock."""
        load = {
            "articles": [
                {
                    "code": one.code,
                    "name_nl": one.name_nl,
                    "name_en": one.name_en,
                    "unit": one.unit,
                    "reorder_at": one.reorder_at,
                }
                for one in stock.articles
            ],
            "places": [
                {"code": code, "name_nl": name_nl, "name_en": name_en}
                for code, name_nl, name_en in stock.places
            ],
            "receipts": [
                {"article": one.code, "place": place, "quantity": quantity, "reason": OPENING}
                for one in stock.articles
                for place, quantity in one.quantities.items()
                if quantity
            ],
        }
        self.extensions.run(uuid4(), "supplies", "load", load)
        self.extensions.enable(uuid4(), "supplies")

    def run_due(self) -> tuple[DomainError, ...]:
        """Do the timer work that is due, send and fetch e-mail, and return what failed of it."""
        faults: tuple[DomainError, ...] = self.extensions.run_due()
        self.services.escalations.run_due()
        self.services.messages.send_due()
        collected = self.services.incoming.collect()
        if collected.hindrance:
            reason = collected.detail or collected.hindrance
            faults = (*faults, StorageError("incoming.mailbox", reason=reason))
        return faults

    def keep_copy(self, occasion: str = "") -> None:
        """Copy the database beside itself: once a day, or for an occasion such as a close."""
        if occasion:
            keep_copy(self.database, occasion)
            return
        with self.door.read() as work:
            day = today(work)
        keep_copy(self.database, day.isoformat(), is_daily=True)

    def make_backup(self) -> str:
        """Copy the database for somebody who asked for it; return the path of the checked copy.

        Raises:
            NotAllowedError: `access.area`.
            StorageError: `storage.copy_failed` or `storage.no_program`.
        """
        with self.door.read(Area.ADMINISTRATION) as work:
            stamp = f"{work.now:%Y%m%d-%H%M%S}"
        file = self.database.file
        folder = self.settings.data_dir / "backups" if file is None else copies_folder(file.path)
        ending = "dump" if file is None else "db"
        target = folder / f"fmdesk-hand-{stamp}.{ending}"
        return backup(self.database, target, has_own_folder=True).path

    def close(self) -> None:
        """End the engine, the plugins and the connections."""
        self.engine.close()
        self.host.stop()
        self.database.close()


def make_office(settings: Settings, *, is_created: bool = False) -> Office:
    """Open the office that the settings name.

    Args:
        settings: Where the database is and how it is shown.
        is_created: Make and upgrade the database where that is needed.

    Raises:
        StorageError: The database cannot be used; the message says what to do.
    """
    host = _plugins(settings)
    host.start()
    if is_created:
        prepare(settings, host)
    database = open_database(settings.database_url)
    with database.read() as connection:
        host.check_schemas(lambda _, schema: is_behind(connection, schema))
    here = getpass.getuser()
    door = SqlDoor(database, settings.login or here, stores=host.stores())
    gateway = Gateway(host)
    extensions = Extensions(door, host)
    engine = LazyEngine(open_engine)
    queries = Queries(door, gateway, database, engine)
    messages = Messages(door, SmtpMailer(settings.mail_server))
    dossiers = Dossiers(door, queries)
    services = Services(
        time=door.office_time(),
        intake=Intake(door, gateway),
        knowledge=Knowledge(door, gateway),
        contacts=Contacts(door),
        drafts=Drafts(settings.data_dir / "drafts"),
        fulfilment=Fulfilment(door, gateway),
        questions=Questions(door),
        returns=Returns(door, gateway),
        my_unit=MyUnit(door, gateway),
        queries=queries,
        lists=Lists(door),
        bulk=Bulk(door, gateway, messages, dossiers),
        whys=Whys(door, engine, queries, gateway),
        month=Months(door, engine, gateway, Writer()),
        sanctions=Sanctions(door),
        importing=Importing(door),
        messages=messages,
        call_backs=CallBacks(door, gateway),
        dossiers=dossiers,
        changing=Changing(door, gateway, engine),
        board=Board(door, extensions),
        hand_overs=HandOvers(door),
        reachability=Reachability(door),
        escalations=Escalations(door),
        access=Access(door, here),
        administration=Administration(door),
        attachments=Attachments(door),
        incoming=_incoming(settings, door, gateway),
        catalogue=Catalogue(door, CatalogueFiles()),
        extensions=extensions,
        jobs=_jobs(settings, door),
    )
    return Office(settings, services, door, database, host, extensions, engine)


def _incoming(settings: Settings, door: SqlDoor, gateway: Gateway) -> Incomings:
    folder = None if settings.drop_folder == Path() else settings.drop_folder
    mailbox = ImapMailbox(settings.mailbox)
    return Incomings(door, gateway, mailbox, DropFolder(folder), explain)


def prepare(settings: Settings, host: PluginHost) -> None:
    """Make the database when there is none, and bring its tables up to date."""
    upgrades = plugin_upgrades(host)
    if not create_database(settings.database_url, upgrades, settings.zone):
        upgrade_database(settings.database_url, upgrades)


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


def verify_database(settings: Settings, progress: Progress) -> VerifyReport:
    """Check the command log, the ledger and every projection; nothing is changed."""
    with open_office(settings) as office:
        return verify(office.door, project, progress=progress)


def upgrade_tables(settings: Settings) -> UpgradeReport:
    """Bring the tables of the core and of the plugins up to date."""
    host = _plugins(settings)
    host.start()
    return upgrade_database(settings.database_url, plugin_upgrades(host))


def _plugins(settings: Settings) -> PluginHost:
    return PluginHost(
        allowed=settings.plugins,
        disabled=settings.disabled_plugins,
        safe_mode=settings.safe_mode,
        passing=DATABASE_ERRORS,
    )


def plugin_upgrades(host: PluginHost) -> dict[str, Upgrade]:
    """Return, by plugin, what brings its tables up to date."""

    def upgrade(schema: SchemaSpec) -> Upgrade:
        return lambda connection: upgrade_plugin(connection, schema)

    return {plugin: upgrade(schema) for plugin, schema in host.schemas().items()}


@contextmanager
def open_office(settings: Settings, *, is_created: bool = False) -> Iterator[Office]:
    """Open an office for the length of a block; see `make_office`."""
    office = make_office(settings, is_created=is_created)
    try:
        yield office
    finally:
        office.close()


class Silent:
    """A progress that nobody watches."""

    def report(self, done: int, total: int) -> None:
        """Do nothing."""

    def is_cancelled(self) -> bool:
        """Return False."""
        return False


@dataclass(frozen=True, slots=True)
class _Job:
    """Long work that runs as who is signed in when it is sent to its process."""

    work: Callable[..., object]
    settings: Settings
    door: SqlDoor

    def __call__(self, *arguments: object) -> object:
        return self._bound()(*arguments)

    def __reduce__(self) -> str | tuple[Any, ...]:
        return self._bound().__reduce__()

    def _bound(self) -> "partial[object]":
        return partial(self.work, replace(self.settings, login=self.door.actor))


def _jobs(settings: Settings, door: SqlDoor) -> Jobs:
    def job(work: Callable[..., object]) -> Callable[..., object]:
        return _Job(work, settings, door)

    return Jobs(
        control=job(control_job),
        bulk=job(bulk_job),
        undo=job(undo_job),
        close=job(close_job),
        report=job(report_job),
        work_orders=job(work_orders_job),
        letter=job(letter_job),
        import_file=job(import_job),
        backup=job(backup_job),
        publish=job(publish_job),
    )


def control_job(settings: Settings, month: str, progress: Progress) -> MonthFigures:
    """Run the control of a month in this process."""
    with open_office(settings) as office:
        return office.services.month.control(month, progress)


def bulk_job(settings: Settings, order: BulkOrder, language: str, progress: Progress) -> BulkResult:
    """Do the same to many lines in this process."""
    with open_office(settings) as office, using_language(language):
        return office.services.bulk.run(order, progress)


def undo_job(
    settings: Settings,
    order: BulkOrder,
    done: Sequence[Done],
    reason: str,
    language: str,
    progress: Progress,
) -> BulkResult:
    """Take back in this process what was done to many lines."""
    with open_office(settings) as office, using_language(language):
        return office.services.bulk.undo(order, done, reason, progress)


def close_job(settings: Settings, op_id: UUID, month: str, progress: Progress) -> ClosedMonth:
    """Close a month in this process."""
    with open_office(settings) as office:
        refuse_damaged(office.database, is_whole=True)  # what is frozen cannot be taken back
        closed = office.services.month.close(op_id, month, progress)
        try:
            office.keep_copy(f"{closed.month}-r{closed.revision}")
        except StorageError as problem:  # the month is closed all the same
            _log.warning("%s", explain(problem))
    return closed


def report_job(
    settings: Settings, month: str, kind: str, language: str, form: str, progress: Progress
) -> bytes:
    """Make a report in this process."""
    progress.report(0, 1)
    with open_office(settings) as office:
        content = office.services.month.report(month, kind, language, form)
    progress.report(1, 1)
    return content


def work_orders_job(
    settings: Settings, line_ids: Sequence[int], unit_id: int, language: str, progress: Progress
) -> bytes:
    """Make the work orders of lines in this process."""
    progress.report(0, 1)
    with open_office(settings) as office:
        orders = office.services.my_unit.work_orders(line_ids, unit_id, language)
    progress.report(1, 1)
    return render_work_orders(orders, language)


def letter_job(settings: Settings, message_id: int, progress: Progress) -> bytes:
    """Make the letter of a message in this process."""
    progress.report(0, 1)
    with open_office(settings) as office:
        letter = office.services.messages.letter(message_id)
    progress.report(1, 1)
    return render_letter(letter)


def backup_job(settings: Settings, progress: Progress) -> str:
    """Copy the database in this process, and return where the copy stands."""
    progress.report(0, 1)
    with open_office(settings) as office:
        path = office.make_backup()
    progress.report(1, 1)
    return path


def import_job(
    settings: Settings,
    path: Path,
    mapping: str,
    is_dry_run: bool,
    keep_good: bool,
    op_id: UUID | None,
    progress: Progress,
) -> ImportResult:
    """Import a file in this process."""
    with open_office(settings) as office:
        return office.services.importing.run(
            path,
            mapping,
            is_dry_run=is_dry_run,
            keep_good=keep_good,
            op_id=op_id or uuid4(),
            progress=progress,
        )


def publish_job(settings: Settings, folder: Path, progress: Progress) -> Published:
    """Write the booklet and the pages of the catalogue, in this process."""
    with open_office(settings) as office:
        return office.services.catalogue.publish(folder, progress)
