"""An open office, and what is done with it as a whole."""

from dataclasses import dataclass

from fmdesk.bootstrap.demo_supplies import make_supplies
from fmdesk.bootstrap.starter import make_starter
from fmdesk.config import Settings
from fmdesk.core.domain.errors import ConflictError, DomainError, StorageError
from fmdesk.core.domain.permissions import Area
from fmdesk.core.ports import Progress, RuleEngine
from fmdesk.core.services.demo_boston import build_boston
from fmdesk.core.services.office import Services
from fmdesk.core.services.pinning import today
from fmdesk.core.sql.copies import backup
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database
from fmdesk.core.sql.keeping import copies_folder, keep_copy
from fmdesk.plugins.gateway import Extensions
from fmdesk.plugins.host import PluginHost


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
            name: `starter`, `boston` or `supplies`.
            progress: Told how far it is.

        Raises:
            ConflictError: `demo.not_empty` when another office stands there.
            PluginError: `plugin.unavailable` when a plugin that it needs is switched off.
        """
        if self.organisation:
            raise ConflictError("demo.not_empty", organisation=self.organisation)
        if name == "boston":
            build_boston(self.door, progress)
            return
        if name == "supplies":
            make_supplies(self.door, self.host, self.extensions, progress)
            return
        for month in make_starter(self.door, self.host, self.extensions, progress):
            self.services.month.control(month, progress)

    def run_due(self) -> tuple[DomainError, ...]:
        """Do the timer work that is due, send and fetch e-mail, and return what failed of it."""
        self.services.plugins.follow()
        faults: tuple[DomainError, ...] = self.extensions.run_due()
        self.services.escalations.run_due()
        self.services.messages.send_due()
        try:  # a month that cannot be judged holds up no mail
            self.services.report_plans.run_due()
        except DomainError as problem:
            faults = (*faults, problem)
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
