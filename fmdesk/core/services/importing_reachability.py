"""Writer of counts: how a channel was reached per quarter of an hour, from a switchboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, cast

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.reachability import ChannelCount, quarter_of
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.importing_records import refuse_code
from fmdesk.core.services.importing_rows import FieldError, Record, Tally
from fmdesk.core.services.importing_values import shown
from fmdesk.core.services.reachability import check_count

FIGURES = ("answered", "missed", "waiting", "staff")
Key = tuple[str, datetime]
"""A channel and the begin of a quarter."""


@dataclass(frozen=True, slots=True)
class CountWriter:
    """Sets the counts of channels; an empty cell leaves what is stored as it is."""

    work: UnitOfWork
    tally: Tally
    is_final: bool
    _seen: set[Key] = field(default_factory=set)

    def judge(self, records: Sequence[Record]) -> Sequence[Record]:
        """Count what becomes of some counts; return those that change."""
        there = self._there(records)
        found = []
        for record in records:
            try:
                key = self._key(record)
                old = there.get(key)
                new = replace(old or ChannelCount(*key), **_given(record))
                check_count(self.work, new)
            except DomainError as problem:
                self.tally.refuse(record, problem, "at")
                continue
            if new == old:
                self.tally.unchanged += 1
                continue
            found.append(record)
            if old is None:
                self.tally.added += 1
            else:
                self.tally.changed += 1
            if self.is_final:
                self.work.reachability.save_count(new)
        return found

    def still_holds(self, _work: UnitOfWork, /) -> bool:
        """Say yes: every count is judged again when it is stored."""
        return True

    def _key(self, record: Record) -> Key:
        """Return channel and quarter of a record.

        Raises:
            FieldError: `import.unknown_channel`, or `import.twice` for a quarter that another row
                of the file has already.
        """
        channel, at = str(record.values["channel"]), cast("datetime", record.values["at"])
        if channel not in {one.code for one in self.work.people.channels()}:
            refuse_code("channel", channel)
        key = (channel, quarter_of(at))
        if key in self._seen:
            raise FieldError("at", "import.twice", value=shown(channel))
        self._seen.add(key)
        return key

    def _there(self, records: Sequence[Record]) -> Mapping[Key, ChannelCount]:
        """Return the counts that are stored for the time of some records, in one query."""
        slots = [quarter_of(cast("datetime", one.values["at"])) for one in records]
        if not slots:
            return {}
        found = self.work.reachability.counts(min(slots), max(slots) + timedelta(seconds=1))
        return {(one.channel, one.slot): one for one in found}


def _given(record: Record) -> dict[str, Any]:
    """Return the figures that a record has."""
    values = {name: record.values.get(name) for name in FIGURES}
    return {name: value for name, value in values.items() if value is not None}
