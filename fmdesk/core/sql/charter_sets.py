"""Sets of charter versions: a line stores the number of its set instead of many rows."""

from collections.abc import Sequence

import sqlalchemy as sa

from fmdesk.core.sql.bulk import insert_once
from fmdesk.core.sql.tables import charter_set, charter_set_member
from fmdesk.core.sql.versions import Versions


class CharterSets:
    """The sets on one connection.

    Args:
        connection: Connection of the unit of work.
        versions: Sets known already.
    """

    def __init__(self, connection: sa.Connection, versions: Versions) -> None:
        self._connection = connection
        self._versions = versions
        self._numbers = {members: number for number, members in versions.sets.items()}

    def number(self, members: Sequence[int]) -> int:
        """Return the number of the set with these charter versions, made when it is new."""
        wanted = tuple(sorted(set(members)))
        if wanted not in self._numbers:
            number = self._find(wanted) or self._add(wanted)
            self._numbers[wanted] = number
            self._versions.sets[number] = wanted
        return self._numbers[wanted]

    def members(self, number: int) -> tuple[int, ...]:
        """Return the charter versions of a set, in rising order."""
        if number not in self._versions.sets:
            query = sa.select(charter_set.c.members).where(charter_set.c.id == number)
            text = self._connection.execute(query).scalar_one()
            self._versions.sets[number] = tuple(int(one) for one in text.split(",") if one)
        return self._versions.sets[number]

    def _find(self, members: tuple[int, ...]) -> int | None:
        query = sa.select(charter_set.c.id).where(charter_set.c.members == _text(members))
        return self._connection.execute(query).scalar()

    def _add(self, members: tuple[int, ...]) -> int:
        # Two desks may meet the same new set at the same moment: the second one takes the first's.
        once = insert_once(self._connection, charter_set).values(members=_text(members))
        number = self._connection.execute(once.returning(charter_set.c.id)).scalar()
        if number is None:
            return self._find(members) or 0
        rows = [{"charter_set_id": number, "charter_version_id": one} for one in members]
        if rows:
            self._connection.execute(sa.insert(charter_set_member), rows)
        return int(number)


def _text(members: tuple[int, ...]) -> str:
    return ",".join(map(str, members))
