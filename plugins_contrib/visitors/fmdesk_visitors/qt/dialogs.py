"""The dialogs of the reception: announce, name, receive."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox

from fmdesk.plugins.api import current_language
from fmdesk.plugins.api.qt import (
    FormDialog,
    PluginPage,
    area_field,
    line_field,
    number_field,
    wall_field,
    wall_of,
)
from fmdesk_visitors.qt.model import read_names, renamed, written_names
from fmdesk_visitors.visits import Announce, Arrive, Guest, Names, Reception, Reported, Row
from fmdesk_visitors.words import _

LONGEST_COMPANY, MOST_BADGE = 100, 9999
Done = Callable[[Reported], object]


class AnnounceDialog(FormDialog):
    """A new visit with who comes.

    Args:
        page: The page that it belongs to.
        reception: What the page shows, with the products.
        done: Called with what was announced.
    """

    def __init__(self, page: PluginPage, reception: Reception, done: Done) -> None:
        super().__init__(page, _("Announce a visit"), _("Announce"))
        self._page, self._done = page, done
        self.host = page.pick("person", "host")
        self.company = line_field("company", LONGEST_COMPANY)
        self.arrival = wall_field("arrival", page.kit.time.wall())
        self.names = area_field("names")
        self.product = QComboBox()
        self.product.setObjectName("product")
        for code, nl, en in reception.products:
            self.product.addItem(nl if current_language() == "nl" else en, code)
        self.add_field(_("Visit for"), self.host)
        self.add_field(_("Company"), self.company)
        self.add_field(_("Arrival"), self.arrival)
        self.add_field(_("Names"), self.names, _("One on each line; a number plate after a comma."))
        if len(reception.products) > 1:
            self.add_field(_("Product"), self.product)
        if not reception.products:
            self.show_problem(_("The catalogue has no product for visits. Add one first."))
            self.save_button.setEnabled(False)
        self.host.setFocus()

    def save(self) -> None:
        """Announce it."""
        guests = read_names(self.names.toPlainText())
        missing = [
            word
            for word, is_there in ((_("Visit for"), self.host.code), (_("Names"), guests))
            if not is_there
        ]
        if missing:
            self.show_problem(_("Fill in: {fields}.").format(fields=", ".join(missing)))
            return
        payload = Announce(
            str(self.product.currentData()),
            self.host.code,
            self._page.kit.time.instant(wall_of(self.arrival)),
            guests,
            self.company.text().strip(),
        )
        _send(self, self._page, "announce", payload, self._done)


class NamesDialog(FormDialog):
    """Who comes with a visit.

    Args:
        page: The page that it belongs to.
        row: One of its visitors.
        guests: Those whom the list shows; the others stay as they are.
        done: Called when they are named.
    """

    def __init__(self, page: PluginPage, row: Row, guests: Sequence[Guest], done: Done) -> None:
        super().__init__(page, _("Names of the visitors"), _("Save"))
        self._page, self._visit, self._done = page, row.guest.visit_id, done
        self._guests = guests
        self.say(_("{number}, visit for {host}").format(number=row.number, host=row.host))
        self.names = area_field("names")
        self.names.setPlainText(written_names(guests))
        self.add_field(_("Names"), self.names, _("One on each line; a number plate after a comma."))
        self.names.setFocus()

    def save(self) -> None:
        """Name them."""
        guests = renamed(self._guests, self.names.toPlainText())
        if guests is None:
            self.show_problem(_("Leave the line of who does not come empty, and the others there."))
            return
        _send(self, self._page, "name", Names(self._visit, guests), self._done)


class ArriveDialog(FormDialog):
    """A visitor is here: gets a badge, and their host is told.

    Args:
        page: The page that it belongs to.
        row: The visitor.
        name: What they are called.
        badge: The lowest badge that is free.
        done: Called when they are received.
    """

    def __init__(self, page: PluginPage, row: Row, name: str, badge: int, done: Done) -> None:
        super().__init__(page, _("Receive {name}").format(name=name), _("Receive"))
        self._page, self._guest, self._done = page, row.guest.id, done
        self.say(
            _("{number}, visit for {host} ({phone})").format(
                number=row.number, host=row.host, phone=row.phone or "–"
            )
        )
        self.badge = number_field("badge", 0, MOST_BADGE, badge)
        self.at = wall_field("at", page.kit.time.wall())
        self.add_field(_("Badge"), self.badge, _("0 is no badge."))
        self.add_field(_("Arrived"), self.at)
        self.badge.setFocus()
        self.badge.selectAll()

    def save(self) -> None:
        """Receive them."""
        at = self._page.kit.time.instant(wall_of(self.at))
        _send(self, self._page, "arrive", Arrive(self._guest, self.badge.value(), at), self._done)


def _send(dialog: FormDialog, page: PluginPage, command: str, payload: object, done: Done) -> None:
    """Run a command; the dialog closes when it was done, and shows why not."""

    def finish(reported: Reported) -> None:
        dialog.accept()
        done(reported)

    dialog.save_button.setEnabled(False)
    page.run(command, payload, finish, dialog.show_problem)
