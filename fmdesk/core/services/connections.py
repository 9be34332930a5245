"""The ways in and out: what holds for them now, their passwords, and a try that really connects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from fmdesk.core.domain.connection import Tried, Way, place_of, with_password
from fmdesk.core.domain.errors import InvalidInputError, StorageError
from fmdesk.core.domain.message import Delivery, Hindrance
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services import notices
from fmdesk.core.services.access import allow
from fmdesk.core.services.admin_records import Values
from fmdesk.core.services.drop_folder import DropFolder
from fmdesk.core.services.imap import ImapMailbox
from fmdesk.core.services.office_settings import checked_place
from fmdesk.core.services.smtp import SmtpMailer

_SENTENCES: Mapping[Hindrance, str] = {
    Hindrance.TIMEOUT: "connection.timeout",
    Hindrance.DROPPED: "connection.dropped",
    Hindrance.UNREACHABLE: "connection.unreachable",
    Hindrance.LOGIN: "connection.login",
    Hindrance.TLS: "connection.tls",
    Hindrance.PUT_OFF: "connection.put_off",
}


@dataclass(frozen=True, slots=True)
class PasswordFor:
    """Payload of the command that keeps a password; the password is never part of it."""

    way: str
    place: str


@dataclass(frozen=True, slots=True)
class Connections:
    """Use cases of the ways in and out.

    Attributes:
        door: The one door.
        given: By way, what the settings of this computer say; it beats what the office set.
    """

    door: Door
    given: Mapping[str, str] = field(default_factory=dict, repr=False)  # they have passwords

    def address(self, way: Way) -> str:
        """Return the address that holds now, with its password; empty for none."""
        given = self.given.get(way, "")
        if given:
            return given
        with self.door.read() as work:
            return _whole(work, way, place_of(way, work.settings.get))

    def set_password(self, op_id: UUID, way: str, password: str) -> Changes:
        """Keep the password for the server that is set, or forget it with an empty one.

        It is bound to that server and user: whoever changes these gives the password again, so
        that none goes to a server it was not meant for.

        Raises:
            InvalidInputError: `connection.no_user` while no server with a user is set.
        """
        with self.door.read() as work:
            place = place_of(Way(way), work.settings.get)
        if "@" not in place:
            raise InvalidInputError("connection.no_user")

        def work_on(work: UnitOfWork) -> Changes:
            work.secrets.put(way, place, password)
            return Changes(is_everything=True)

        asked = PasswordFor(way, place)
        return self.door.run(op_id, "connections.set_password", asked, work_on, Changes)

    def try_out(self, values: Values) -> Tried:
        """Connect with what stands in a form, and with the password that is kept for it.

        Args:
            values: The answers of the form, with its way as `code`; nothing is stored.

        Raises:
            NotAllowedError: `access.command`.
            InvalidInputError: `connection.nothing`, or as saving it would refuse it.
            StorageError: `connection.…` or `incoming.folder`, with what the other side says.
        """
        way = Way(str(values["code"]))
        with self.door.read() as work:
            allow(work, "administration.save", values)
            place = checked_place(way, values)
            address = _whole(work, way, place)
            sender = notices.read_settings(work).sender
        if not place:
            raise InvalidInputError("connection.nothing")
        if way is Way.DROP_FOLDER:
            return Tried(way, DropFolder(Path(place)).try_out())
        if way is Way.MAILBOX:
            delivery, unread = ImapMailbox(address).try_out()
            return _judged(delivery, values, Tried(way, unread))
        delivery = SmtpMailer(address).try_out(sender)
        return _judged(delivery, values, Tried(way, has_sender=bool(sender)))


def _whole(work: UnitOfWork, way: Way, place: str) -> str:
    return with_password(place, work.secrets.get(way, place))


def _judged(delivery: Delivery, values: Values, tried: Tried) -> Tried:
    if delivery.hindrance is None:
        return tried
    code = _SENTENCES.get(delivery.hindrance, "connection.refused")
    host = values.get(f"{tried.way}.host", "")
    raise StorageError(code, host=host, reason=delivery.detail or "-")
