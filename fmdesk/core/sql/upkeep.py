"""The upkeep of the catalogue in the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa

from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.clusters import ClusterChange, ClusterValues
from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.product_change import Keeper
from fmdesk.core.domain.upkeep_drafts import Decision
from fmdesk.core.domain.upkeep_views import ChangeProposal, ProposalState
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert
from fmdesk.core.sql.records import Records


class SqlUpkeep:
    """The repository of the upkeep.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    # --- versions ------------------------------------------------------------------------------

    def versions(self, product_id: int) -> tuple[tuple[int, bool, int], ...]:
        """Return number, whether it was taken back, and lines of each version, newest first."""
        table, line = t.product_version, t.line.c
        lines = (
            sa.select(line.product_version_id, sa.func.count().label("lines"))
            .where(line.product_id == product_id)
            .group_by(line.product_version_id)
            .subquery()
        )
        query = (
            sa.select(
                table.c.id,
                t.product_withdrawal.c.product_version_id.is_not(None).label("is_withdrawn"),
                sa.func.coalesce(lines.c.lines, 0).label("lines"),
            )
            .select_from(table.outerjoin(t.product_withdrawal))
            .outerjoin(lines, lines.c.product_version_id == table.c.id)
            .where(table.c.product_id == product_id)
            .order_by(table.c.valid_from.desc(), table.c.id.desc())
        )
        rows = self._connection.execute(query)
        return tuple((row.id, bool(row.is_withdrawn), row.lines) for row in rows)

    def lock(self, product_id: int) -> None:
        """Let other changes of a product wait until the end of the unit of work."""
        self._lock(t.product, t.product.c.id == product_id)

    def lock_process(self, code: str) -> None:
        """Let other changes of a process wait until the end of the unit of work."""
        self._lock(t.process, t.process.c.code == code)

    def lock_clusters(self) -> None:
        """Let other changes of clusters wait until the end of the unit of work."""
        self._lock(t.cluster, sa.true())

    def cluster_changes(self) -> Mapping[str, tuple[ClusterChange, ...]]:
        """Return what was changed of each cluster by hand, by its code, newest first."""
        change, found = t.cluster_change, defaultdict[str, list[ClusterChange]](list)
        query = sa.select(t.cluster.c.code, change).join_from(change, t.cluster)
        for row in self._connection.execute(query.order_by(change.c.number.desc())):
            before = loads(ClusterValues, row.before) if row.before else None
            after = loads(ClusterValues, row.after)
            found[row.code].append(ClusterChange(row.at, row.actor, before, after))
        return {code: tuple(changes) for code, changes in found.items()}

    def add_cluster_change(
        self,
        cluster_id: int,
        before: ClusterValues | None,
        after: ClusterValues,
        at: datetime,
        actor: str,
    ) -> None:
        """Keep what was changed of a cluster."""
        change = t.cluster_change
        count = sa.select(sa.func.count()).where(change.c.cluster_id == cluster_id)
        values = {
            "cluster_id": cluster_id,
            "number": self._connection.execute(count).scalar_one() + 1,
            "at": at,
            "actor": actor,
            "before": "" if before is None else dumps(before),
            "after": dumps(after),
        }
        self._connection.execute(sa.insert(change).values(values))

    def _lock(self, table: sa.Table, condition: sa.ColumnElement[bool]) -> None:
        query = sa.select(table.c.id).where(condition).with_for_update(key_share=True)
        self._connection.execute(query)

    def coming(self, on: date) -> Mapping[int, date]:
        """Return by product when the first version begins that begins after a day."""
        table = t.product_version
        query = (
            sa.select(table.c.product_id, sa.func.min(table.c.valid_from))
            .select_from(table.outerjoin(t.product_withdrawal))
            .where(table.c.valid_from > on, t.product_withdrawal.c.at.is_(None))
            .group_by(table.c.product_id)
        )
        return {product: begins for product, begins in self._connection.execute(query)}  # noqa: C416  # of rows

    def withdraw(self, version_id: int, at: datetime, actor: str) -> None:
        """Take a version back, so that it holds on no day."""
        values = {"product_version_id": version_id, "at": at, "actor": actor}
        self._connection.execute(sa.insert(t.product_withdrawal).values(values))

    # --- processes -----------------------------------------------------------------------------

    def processes(self) -> tuple[tuple[str, int], ...]:
        """Return the codes of all processes with how many versions they have, by code."""
        code = t.process.c.code
        query = sa.select(code, sa.func.count()).join(t.process_version).group_by(code)
        return tuple((row[0], row[1]) for row in self._connection.execute(query.order_by(code)))

    def holds(self) -> Mapping[int, int]:
        """Return by product which version of its process it keeps."""
        query = sa.select(t.process_hold.c.product_id, t.process_hold.c.process_version_id)
        return {product: held for product, held in self._connection.execute(query)}  # noqa: C416  # of rows

    def hold(self, product_id: int, process_version_id: int | None) -> None:
        """Let a product keep a version of its process; None lets it use the newest."""
        table = t.process_hold
        self._connection.execute(sa.delete(table).where(table.c.product_id == product_id))
        if process_version_id is not None:
            values = {"product_id": product_id, "process_version_id": process_version_id}
            self._connection.execute(sa.insert(table).values(values))

    # --- proposals -----------------------------------------------------------------------------

    def add_proposal(self, proposal: ChangeProposal) -> ChangeProposal:
        """Store a proposal."""
        values = {name: getattr(proposal, name) for name in _PLAIN}
        values |= {"keeper": proposal.keeper.value, "state": proposal.state.value}
        values["definition"] = dumps(proposal.after)
        return replace(proposal, id=insert(self._connection, t.catalogue_proposal, values))

    def proposal(self, proposal_id: int) -> ChangeProposal:
        """Return a proposal; NotFoundError `proposal.unknown`."""
        found = self._proposals(t.catalogue_proposal.c.id == proposal_id)
        if not found:
            raise NotFoundError("proposal.unknown", proposal=proposal_id)
        return found[0]

    def open_proposals(self, product_id: int | None = None) -> tuple[ChangeProposal, ...]:
        """Return the proposals that wait, of one product or of all, oldest first."""
        table = t.catalogue_proposal.c
        condition = table.state == ProposalState.OPEN.value
        if product_id is not None:
            condition = sa.and_(condition, table.product_id == product_id)
        return self._proposals(condition)

    def decide(self, decision: Decision, at: datetime, actor: str) -> None:
        """Store a decision.

        Raises:
            ConflictError: `proposal.decided` when there is one.
        """
        table = t.catalogue_proposal
        state = ProposalState.ACCEPTED if decision.is_accepted else ProposalState.REFUSED
        change = (
            sa.update(table)
            .where(table.c.id == decision.proposal_id, table.c.state == ProposalState.OPEN.value)
            .values(
                state=state.value, decided_by=actor, decided_at=at, answer=decision.answer.strip()
            )
        )
        if not self._connection.execute(change).rowcount:
            raise ConflictError("proposal.decided")

    def _proposals(self, condition: sa.ColumnElement[bool]) -> tuple[ChangeProposal, ...]:
        query = sa.select(t.catalogue_proposal).where(condition)
        rows = self._connection.execute(query.order_by(t.catalogue_proposal.c.id)).mappings()
        return tuple(
            ChangeProposal(
                **{name: row[name] for name in ("id", *_PLAIN)},
                keeper=Keeper(row["keeper"]),
                state=ProposalState(row["state"]),
                after=loads(ProductVersion, row["definition"]),
            )
            for row in rows
        )

    # --- readings ------------------------------------------------------------------------------

    def read(self, version_id: int, login: str, person_id: int | None, at: datetime) -> None:
        """Store that somebody has read a version; a second time changes nothing."""
        table = t.product_reading
        key = (table.c.product_version_id == version_id, table.c.login == login)
        if self._connection.execute(sa.select(table.c.id).where(*key)).scalar() is None:
            values = {
                "product_version_id": version_id,
                "login": login,
                "person_id": person_id,
                "at": at,
            }
            self._connection.execute(sa.insert(table).values(values))

    def readings(
        self, version_ids: Sequence[int]
    ) -> tuple[tuple[int, str, int | None, datetime], ...]:
        """Return version, login, person and time of who has read one of these versions."""
        table = t.product_reading.c
        query = sa.select(table.product_version_id, table.login, table.person_id, table.at)
        rows = self._connection.execute(query.where(table.product_version_id.in_(version_ids)))
        return tuple((row[0], row[1], row[2], row[3]) for row in rows)

    def staff(self, unit_ids: Sequence[int]) -> tuple[Person, ...]:
        """Return the active persons of some units, by name."""
        persons = Records(self._connection, t.person, Person, order="name")
        wanted = sa.and_(t.person.c.is_active, t.person.c.unit_id.in_(unit_ids))
        return persons.select(wanted, None)


_PLAIN = (
    *("product_id", "base_version_id", "reason", "author", "at"),
    *("decided_by", "decided_at", "answer"),
)
