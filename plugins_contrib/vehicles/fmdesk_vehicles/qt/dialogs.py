"""The dialogs of the page: a new loan, a vehicle that is back, giving up, and an import."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog

from fmdesk.plugins.api import Scalar, current_language, number
from fmdesk.plugins.api.qt import (
    FormDialog,
    FormView,
    PluginPage,
    area_field,
    button,
    line_field,
    number_field,
)
from fmdesk_vehicles.declared import FORM
from fmdesk_vehicles.loans import (
    Book,
    Done,
    File,
    Kind,
    Load,
    Loaded,
    Loan,
    Plan,
    TakeBack,
    Vehicle,
    VehicleRow,
    Which,
)
from fmdesk_vehicles.words import _

LONGEST_REASON, MOST_KM = 200, 2_000_000
Finish = Callable[[Done], object]


class BookDialog(FormDialog):
    """A new loan, from the form of the product.

    Args:
        page: The page that it belongs to.
        plan: What is shown, with the products.
        values: What is filled in already.
        done: Called with what was reserved.
    """

    def __init__(
        self, page: PluginPage, plan: Plan, values: Mapping[str, Scalar], done: Finish
    ) -> None:
        super().__init__(page, _("Lend a vehicle"), _("Reserve"))
        self._page, self._done = page, done
        self.person = page.pick("person", "requester")
        self.product = QComboBox()
        self.product.setObjectName("product")
        for code, nl, en in plan.products:
            self.product.addItem(nl if current_language() == "nl" else en, code)
        self.form = FormView(page.kit.time)
        self.form.show_form(FORM, values)
        self.add_field(_("For whom"), self.person)
        if len(plan.products) > 1:
            self.add_field(_("Product"), self.product)
        self.body.addWidget(self.form)
        if not plan.products:
            self.show_problem(_("The catalogue has no product for loans. Add one first."))
            self.save_button.setEnabled(False)
        self.person.setFocus()

    def save(self) -> None:
        """Reserve it; a refusal says what is free."""
        missing = self.form.missing()
        if not self.person.code:
            missing = (_("For whom"), *missing)
        if missing:
            self.show_problem(_("Fill in: {fields}.").format(fields=", ".join(missing)))
            return
        given = self.form.values()
        instant = self._page.kit.time.instant
        start, end = (instant(datetime.fromisoformat(str(given[n]))) for n in ("start", "end"))
        payload = Book(
            str(self.product.currentData()),
            self.person.code,
            Kind(str(given["kind"])),
            start,
            end,
            str(given.get("vehicle", "")),
            str(given.get("purpose", "")),
        )
        _send(self, self._page, "book", payload, self._done)


class BackDialog(FormDialog):
    """A vehicle is back.

    Args:
        page: The page that it belongs to.
        loan: With which it was away.
        vehicle: The vehicle.
        done: Called when it is taken back.
    """

    def __init__(self, page: PluginPage, loan: Loan, vehicle: Vehicle, done: Finish) -> None:
        title = _("Take back {vehicle}").format(vehicle=vehicle.name)
        super().__init__(page, title, _("Take back"))
        self._page, self._loan, self._done = page, loan.id, done
        self.say(f"{loan.line_number}, {loan.borrower}")
        self.mileage = number_field("mileage", 0, MOST_KM, vehicle.mileage)
        self.damage = area_field("damage")
        self.withdraw = QCheckBox(_("Not lent until it is mended"))
        self.withdraw.setObjectName("withdraw")
        self.add_field(_("Mileage"), self.mileage)
        self.add_field(_("Damage"), self.damage, _("Empty is none."))
        self.body.addWidget(self.withdraw)
        self.mileage.setFocus()
        self.mileage.selectAll()

    def save(self) -> None:
        """Take it back."""
        damage = self.damage.toPlainText().strip()
        payload = TakeBack(self._loan, self.mileage.value(), damage, self.withdraw.isChecked())
        _send(self, self._page, "take_back", payload, self._done)


class CancelDialog(FormDialog):
    """Asks why a loan is given up.

    Args:
        page: The page that it belongs to.
        loan: The loan.
        done: Called when it is given up.
    """

    def __init__(self, page: PluginPage, loan: Loan, done: Finish) -> None:
        super().__init__(page, _("Give up the loan"), _("Give it up"), is_danger=True)
        self._page, self._loan, self._done = page, loan.id, done
        self.say(_("The vehicle is free again then."))
        self.reason = line_field("reason", LONGEST_REASON)
        self.add_field(_("Reason"), self.reason)
        self.reason.setFocus()

    def save(self) -> None:
        """Give it up."""
        payload = Which(self._loan, self.reason.text().strip())
        _send(self, self._page, "cancel", payload, self._done)


class LoadDialog(FormDialog):
    """Imports vehicles from a file.

    Args:
        page: The page that it belongs to.
        done: Called with what is to be said when they are imported.
    """

    def __init__(self, page: PluginPage, done: Callable[[str], object]) -> None:
        super().__init__(page, _("Import vehicles"), _("Import"))
        self._page, self._done = page, done
        self.say(
            _("The first row names the columns: code, name, kind (car or bike), plate, mileage.")
        )
        self.path = line_field("path", 1000)
        self.add_field(_("File (CSV or Excel)"), self.path)
        icon = page.kit.theme.icon("upload")
        self.body.addWidget(button(self.choose, text=_("Choose…"), icon=icon, name="browse"))
        self.path.setFocus()

    def choose(self) -> None:
        """Choose the file."""
        kinds = "CSV, Excel (*.csv *.csv.gz *.xlsx)"
        chosen, _kind = QFileDialog.getOpenFileName(self, "", self.path.text(), kinds)
        if chosen:
            self.path.setText(chosen)

    def save(self) -> None:
        """Import it, or say which rows are wrong."""
        path = Path(self.path.text().strip()).expanduser()
        if not self.path.text().strip() or not path.is_file():
            self.show_problem(_("Choose a file that exists."))
            return
        self.save_button.setEnabled(False)

        def load(rows: tuple[VehicleRow, ...]) -> None:
            self._page.run("load", Load(rows), self._finish, self.show_problem)

        question = File(str(path))
        self._page.ask("read", question, load, retry=self.save, refused=self.show_problem)

    def _finish(self, loaded: Loaded) -> None:
        words = _("Vehicles: {added} new, {changed} changed.")
        self.accept()
        self._done(words.format(added=number(loaded.added), changed=number(loaded.changed)))


def _send(
    dialog: FormDialog, page: PluginPage, command: str, payload: object, done: Finish
) -> None:
    """Run a command; the dialog closes when it was done, and shows why not."""

    def finish(result: Done) -> None:
        dialog.accept()
        done(result)

    dialog.save_button.setEnabled(False)
    page.run(command, payload, finish, dialog.show_problem)
