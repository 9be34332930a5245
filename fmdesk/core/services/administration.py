"""Administration: what the office keeps about itself, one list after the other."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fmdesk.core.domain.access import Me, Role
from fmdesk.core.domain.administration import DaysDraft, DaysOffer, Entry, EntryDraft
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.permissions import AREAS, Area
from fmdesk.core.domain.spec import FormSpec
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.domain.views import Changes
from fmdesk.core.domain.words import fold, has_words
from fmdesk.core.ports import Door, PluginGateway, UnitOfWork
from fmdesk.core.services import (
    admin_calendars,
    admin_records,
    holiday_files,
    office_settings,
    plugin_settings,
)
from fmdesk.core.services.access import allow_reading, me_of
from fmdesk.core.services.settings_groups import MONEY

CALENDARS, SETTINGS = "calendars", "settings"


@dataclass(frozen=True, slots=True)
class Administration:
    """Use cases of the lists; accounts, templates and call-back rules have their own.

    Attributes:
        door: The one door.
        decided: Ways in and out that the settings of this computer decide.
        plugins: Declare settings of their own; None for a house without plugins.
    """

    door: Door
    decided: Collection[str] = ()
    plugins: PluginGateway | None = None

    def entries(self, section: str, words: str = "") -> tuple[Entry, ...]:
        """Return the entries of a list that have some words, or their begins.

        Args:
            section: `units`, `people`, `departments`, `cost_centres`, `locations`, `channels`,
                `pause_reasons`, `calendars` or `settings`.
            words: What was typed; empty for all.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self._read(section) as work:
            found = self._entries(work, section, words)
        typed = fold(words)
        return tuple(one for one in found if has_words(fold(one.code, one.title, one.hint), typed))[
            : admin_records.MOST
        ]

    def form(self, section: str) -> FormSpec | None:
        """Return the form of a new entry, None where none can be added.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self._read(section) as work:
            if section == SETTINGS:
                return None
            if section == CALENDARS:
                return admin_calendars.form(work)
            return admin_records.form(work, section)

    def save(self, draft: EntryDraft) -> Changes:
        """Add an entry, or change the one with its code.

        Raises:
            ConflictError: `administration.taken`, or `administration.changed` when somebody else
                was first.
            InvalidInputError: `administration.…`, or what the list itself refuses.
        """

        def work_on(work: UnitOfWork) -> Changes:
            if draft.seen is not None and self._values(work, draft) != draft.seen:
                raise ConflictError("administration.changed")
            if draft.section == SETTINGS:
                self._save_settings(work, draft.values)
            elif draft.section == CALENDARS:
                admin_calendars.save(work, draft.values, is_new=draft.is_new)
            else:
                admin_records.save(work, draft.section, draft.values, is_new=draft.is_new)
            return Changes(is_everything=True)

        if draft.section == SETTINGS and draft.values.get("code") in MONEY:
            return self.door.run(draft.op_id, "month.save_rules", draft, work_on, Changes)
        return self.door.run(draft.op_id, "administration.save", draft, work_on, Changes)

    def days_of_file(self, calendar: str, path: Path) -> DaysOffer:
        """Return the days of an iCalendar file that a calendar can be closed on from tomorrow.

        Raises:
            NotAllowedError: `access.area`.
            NotFoundError: `calendar.unknown`.
            StorageError: `import.unreadable`.
            InvalidInputError: `ics.…`.
        """
        with self.door.read(Area.ADMINISTRATION) as work:
            first = admin_calendars.tomorrow(work)
            there = work.catalog.calendar(calendar, first)[1]
        return holiday_files.offer(holiday_files.read_file(path), there, first)

    def close_days(self, draft: DaysDraft) -> Changes:
        """Close a calendar on more days; days that it has a word on already stay as they are.

        Raises:
            NotFoundError: `calendar.unknown`.
            InvalidInputError: `administration.past`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            admin_calendars.close_days(work, draft.calendar, dict(draft.days))
            return Changes(is_everything=True)

        return self.door.run(draft.op_id, "administration.close_days", draft, work_on, Changes)

    @contextmanager
    def _read(self, section: str) -> Iterator[UnitOfWork]:
        """Open a list to who may read it: settings about money belong to controllers."""
        with self.door.read() as work:
            if section != SETTINGS or not me_of(work).is_any(Role.CONTROLLER):
                allow_reading(work, Area.ADMINISTRATION)
            yield work

    def _save_settings(self, work: UnitOfWork, values: Mapping[str, Scalar]) -> None:
        if self.plugins is not None and str(values["code"]).startswith(plugin_settings.CODE):
            plugin_settings.save(work, self.plugins, values)
        else:
            office_settings.save(work, values)

    def _values(self, work: UnitOfWork, draft: EntryDraft) -> Mapping[str, Scalar] | None:
        """Return what stands in the form of the entry now, None where it is gone."""
        section, code = draft.section, str(draft.values.get("code", ""))
        if section in (SETTINGS, CALENDARS):
            entries = self._entries(work, section, "")
            found = next((one for one in entries if one.code == code), None)
        else:
            found = admin_records.entry(work, section, code)
        return found.values if found else None

    def _entries(self, work: UnitOfWork, section: str, words: str) -> tuple[Entry, ...]:
        if section == SETTINGS:
            of_plugins = plugin_settings.entries(work, self.plugins) if self.plugins else ()
            me = me_of(work)
            if not me.is_any(*AREAS[Area.ADMINISTRATION]):
                of_plugins = ()
            return (*_seen(office_settings.entries(work, self.decided), me), *of_plugins)
        if section == CALENDARS:
            return admin_calendars.entries(work)
        return admin_records.entries(work, section, words)


def _seen(entries: Sequence[Entry], me: Me) -> tuple[Entry, ...]:
    """Return the groups of settings that somebody sees: those about money, the others, or all."""
    sees_money = me.is_any(Role.CONTROLLER, Role.AUDITOR)
    sees_others = me.is_any(*AREAS[Area.ADMINISTRATION])
    return tuple(one for one in entries if (sees_money if one.code in MONEY else sees_others))
