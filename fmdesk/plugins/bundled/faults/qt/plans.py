"""The tab of planned maintenance, and the form of a plan."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.plugins.api import (
    N_,
    FieldKind,
    FieldSpec,
    FormSpec,
    Scalar,
    Text,
    current_language,
    day,
    number,
)
from fmdesk.plugins.api.qt import (
    SPACE_S,
    Badge,
    Column,
    FormDialog,
    PluginPage,
    RowsModel,
    State,
    TableView,
    button,
    label,
    show_rows,
)
from fmdesk.plugins.bundled.faults.declared import FIND_ASSET
from fmdesk.plugins.bundled.faults.plans import Every, Plan, PlanRow
from fmdesk.plugins.bundled.faults.qt.tab import Tab
from fmdesk.plugins.bundled.faults.qt.words import _, ngettext

EVERY: Mapping[Every, Text] = {
    Every.DAYS: Text("dagen", "days"),
    Every.WEEKS: Text("weken", "weeks"),
    Every.MONTHS: Text("maanden", "months"),
}
FORM = FormSpec(
    "plan",
    (
        FieldSpec("code", Text("Code", "Code"), FieldKind.TEXT, is_required=True, maximum=40),
        FieldSpec("name", Text("Werk", "Work"), FieldKind.TEXT, is_required=True, maximum=120),
        FieldSpec(
            "asset",
            Text("Object", "Asset"),
            FieldKind.TEXT,
            is_required=True,
            maximum=40,
            find=FIND_ASSET,
        ),
        FieldSpec("product", Text("Product", "Product"), FieldKind.TEXT, is_required=True),
        FieldSpec("starts_on", Text("Eerste dag", "First day"), FieldKind.DATE, is_required=True),
        FieldSpec("n", Text("Om de", "Every"), FieldKind.INTEGER, minimum=1, maximum=1000),
        FieldSpec(
            "every",
            Text("Dagen, weken of maanden", "Days, weeks or months"),
            FieldKind.CHOICE,
            is_required=True,
            choices=tuple((one.value, text) for one, text in EVERY.items()),
            default=Every.MONTHS.value,
        ),
        FieldSpec(
            "lead_days",
            Text("Dagen vooraf", "Days before"),
            FieldKind.INTEGER,
            maximum=365,
            default=0,
        ),
        FieldSpec("cost_centre", Text("Kostenplaats", "Cost centre"), FieldKind.TEXT),
        FieldSpec("is_active", Text("Maakt meldingen", "Makes tickets"), FieldKind.BOOLEAN),
    ),
)


def plan_columns() -> tuple[Column[PlanRow], ...]:
    """Return the columns of plans, titles marked for the plugin."""
    return (
        Column("next", N_("Next"), lambda row: day(row.next_on), width=116),
        Column("name", N_("Work"), lambda row: row.plan.name, 200, is_stretched=True),
        Column("asset", N_("Asset"), lambda row: f"{row.plan.asset}  {row.asset_name}", 240),
        Column("every", N_("Every"), _every, width=120),
        Column(
            "lead", N_("Days before"), lambda row: number(row.plan.lead_days), 100, is_number=True
        ),
        Column("state", "", lambda _row: "", width=150, badge=_state),
    )


class PlansTab(Tab):
    """All plans, next due first; Enter changes one, T opens the last ticket."""

    is_searched = False

    def make(self) -> QWidget:
        """Return the table with its buttons."""
        kit = self.page.kit
        self.rows = RowsModel[PlanRow](plan_columns(), self, _)
        self.table = TableView(kit, self.rows, "faults.plans")
        self.page.say(self.table.setAccessibleName, N_("Maintenance"))
        self.table.opened.connect(lambda row: self.edit(self.rows.row_at(row)))
        self.add_button = button(self.add, icon=kit.theme.icon("plus"), name="add_plan", keys="N")
        self.page.say(self.add_button.setText, N_("New plan…"))
        self.total = label("", "muted")
        for keys, act in (("N", self.add), ("T", self._open_last)):
            QShortcut(QKeySequence(keys), self, act)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.total, 1)
        row.addWidget(self.add_button)
        inside = QWidget()
        inside.setObjectName("content")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        return inside

    @property
    def first(self) -> QWidget:
        """The table."""
        return self.table

    def load(self) -> None:
        """Fetch the plans."""
        self.page.ask("plans", None, self._take, retry=self.load)

    def add(self) -> None:
        """Make a new plan."""
        self.edit(None)

    def edit(self, row: PlanRow | None) -> None:
        """Change a plan, or make a new one."""
        PlanDialog(self.page, row.plan if row else None, self.load).open()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.rows.retranslate()
        if self.is_filled:
            self.load()

    def _take(self, rows: tuple[PlanRow, ...]) -> None:
        self.arrived()
        show_rows(self.table, self.rows, rows, lambda row: row.plan.code)
        self.total.setText(ngettext("{n} plan", "{n} plans", len(rows)).format(n=number(len(rows))))
        if rows:
            self.states.show_content()
        else:
            self.states.show_state(
                State.EMPTY,
                _("No maintenance planned"),
                _("A plan makes a ticket by itself each time that it is due."),
                (_("New plan…"), self.add),
            )

    def _open_last(self) -> None:
        row = self.table.current_row()
        found = self.rows.row_at(row) if 0 <= row < self.rows.row_total() else None
        if found is not None and found.last_line is not None:
            self.page.line_asked.emit(found.last_line)


class PlanDialog(FormDialog):
    """The form of a plan.

    Args:
        page: The page that it is opened from.
        plan: What is changed, None for a new one.
        done: Called when it was saved.
    """

    def __init__(self, page: PluginPage, plan: Plan | None, done: Callable[[], object]) -> None:
        super().__init__(page, _("Planned maintenance"), _("Save"))
        self._page, self._done = page, done
        self.form = page.form()
        values = _values(plan) if plan else {"is_active": True}
        self.form.show_form(FORM, values, fixed=("code",) if plan else ())
        self.body.addWidget(self.form)
        self.form.focus_first()

    def save(self) -> None:
        """Save it."""
        missing = self.form.missing()
        if missing:
            self.show_problem(_("Fill in: {fields}.").format(fields=", ".join(missing)))
            return
        self.save_button.setEnabled(False)
        self._page.run("save_plan", _plan(self.form.values()), self._finish, self.show_problem)

    def _finish(self, _result: object) -> None:
        self.accept()
        self._done()


def _values(plan: Plan) -> dict[str, Scalar]:
    values = {name: getattr(plan, name) for name in Plan.__dataclass_fields__}
    return values | {"starts_on": plan.starts_on.isoformat(), "every": plan.every.value}


def _plan(values: Mapping[str, Scalar]) -> Plan:
    return Plan(
        code=str(values["code"]),
        name=str(values["name"]),
        asset=str(values["asset"]),
        product=str(values["product"]),
        starts_on=date.fromisoformat(str(values["starts_on"])),
        n=int(values["n"]),
        every=Every(str(values["every"])),
        lead_days=int(values["lead_days"]),
        cost_centre=str(values.get("cost_centre", "")),
        is_active=bool(values["is_active"]),
    )


def _every(row: PlanRow) -> str:
    return f"{number(row.plan.n)} {EVERY[row.plan.every].get(current_language())}"


def _state(row: PlanRow) -> Badge | None:
    if not row.plan.is_active:
        return Badge("circle-pause", _("stands still"), "neutral")
    if row.problem:
        return Badge("triangle-alert", _("could not order"), "broken")
    return Badge("circle-check", _("ordered before"), "kept") if row.last_line else None
