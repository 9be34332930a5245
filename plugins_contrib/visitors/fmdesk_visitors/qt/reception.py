"""The page of the reception: who is expected, inside, and did not come."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from fmdesk.plugins.api import N_, number
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Button,
    Days,
    Extensions,
    Kit,
    PluginPage,
    RowsModel,
    SegmentedControl,
    State,
    StateStack,
    TableView,
    button,
    label,
    show_rows,
)
from fmdesk_visitors.lists import name_of
from fmdesk_visitors.qt.dialogs import AnnounceDialog, ArriveDialog, NamesDialog
from fmdesk_visitors.qt.model import EMPTY, LISTS, reception_columns
from fmdesk_visitors.visits import (
    GuestState,
    Leave,
    Question,
    Reception,
    Reported,
    Row,
    Show,
    Which,
)
from fmdesk_visitors.words import _, ngettext


class ReceptionPage(PluginPage):
    """The visitors of a day; A receives, T tells the host, L lets out, Enter opens the order."""

    def __init__(self, kit: Kit, extensions: Extensions) -> None:
        super().__init__(kit, extensions, "visitors", _)
        self.say(self.header.title.setText, N_("Reception"))
        self._reception: Reception | None = None
        self.lists = SegmentedControl()
        self.texts.compute(lambda: self.lists.set_choices([(one, _(text)) for one, text in LISTS]))
        self.lists.choose(Show.DAY)
        self.lists.chosen.connect(lambda _code: self.load())
        self.days = Days(self, has_weeks=False)
        self.days.changed.connect(self._load_day)
        self.total, self.told = label("", "muted"), label("", wraps=True, tone="broken")
        self.told.hide()
        columns = reception_columns(lambda: kit.time.wall().date())
        self.rows: RowsModel[Row] = RowsModel(columns, self, _)
        self.table = TableView(kit, self.rows, "visitors.reception")
        self.say(self.table.setAccessibleName, N_("Visitors"))
        self.table.opened.connect(lambda _row: self.open_line())
        self.table.moved_to.connect(lambda _row: self._allow())
        self.list_state = StateStack(kit.theme, self.table)
        self.buttons: dict[str, Button] = {}
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(self._days())
        column.addLayout(self._acts())
        column.addWidget(self.list_state, 1)
        column.addWidget(self.told)

    def arrive(self, _what: object) -> None:
        """Query again."""
        self.load()

    def load(self) -> None:
        """Fetch the chosen list."""
        if self._reception is None:
            self.show_loading(_("Fetching the visitors."))
        self.ask("reception", self._question(), self._take, retry=self.load)

    def fetch_again(self) -> None:
        """Show what other desks did; the next command tells an error."""
        if self._reception is not None:
            question = self._question()
            self.ask("reception", question, self._take, retry=self.load, refused=lambda _why: None)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.rows.retranslate()
        self._say_total()

    # --- what the reception does ---------------------------------------------------------------

    def announce(self) -> None:
        """Announce a visit."""
        if self._reception is not None:
            done = partial(self._done, _("The visit is announced."))
            AnnounceDialog(self, self._reception, lambda _reported: done()).open()

    def receive(self) -> None:
        """Receive the chosen visitor."""
        row = self.current()
        if row is not None and self._reception and row.guest.state is GuestState.EXPECTED:
            ArriveDialog(self, row, name_of(row), self._reception.badge, self._received).open()

    def name(self) -> None:
        """Name those who come with the chosen visitor."""
        row = self.current()
        if row is not None and not row.is_erased:
            guests = [one.guest for one in self.shown if one.guest.visit_id == row.guest.visit_id]
            done = partial(self._done, _("The names are kept."))
            NamesDialog(self, row, guests, lambda _reported: done()).open()

    def tell(self) -> None:
        """Write down that the host of the chosen visitor was told."""
        row = self.current()
        if row is not None and row.waits:
            words = _("{host} knows that the visit is here.").format(host=row.host)
            self._run("tell", Which(row.guest.visit_id), words)

    def let_out(self) -> None:
        """Let the chosen visitor out."""
        row = self.current()
        if row is not None and row.guest.state is GuestState.INSIDE:
            words = _("{name} left.").format(name=name_of(row))
            self._run("leave", Leave((row.guest.id,)), words)

    def print_list(self) -> None:
        """Show the list as PDF, to be printed or saved."""
        name = _("visitors")
        self.show_paper("sheet", self._question(), f"{name}-{self.days.first:%Y-%m-%d}.pdf")

    def open_line(self) -> None:
        """Open the ticket of the chosen visitor."""
        row = self.current()
        if row is not None:
            self.line_asked.emit(row.line_id)

    # --- what is shown -------------------------------------------------------------------------

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows of the list."""
        return self._reception.rows if self._reception else ()

    def current(self) -> Row | None:
        """Return the chosen visitor."""
        place = self.table.current_row()
        return self.shown[place] if 0 <= place < len(self.shown) else None

    def _question(self) -> Question:
        return Question(Show(self.lists.value), self.days.first)

    def _take(self, reception: Reception) -> None:
        is_first, self._reception = self._reception is None, reception
        show_rows(self.table, self.rows, reception.rows, lambda row: row.guest.id)
        self.show_content()
        self._say_total()
        self._allow()
        if is_first:
            self.give_keys(self.table if reception.rows else self.buttons["announce"])

    def _say_total(self) -> None:
        count = len(self.shown)
        words = ngettext("{n} visitor", "{n} visitors", count).format(n=number(count))
        self.total.setText(words if count else "")
        if count:
            self.list_state.show_content()
        else:
            title, sentence = EMPTY[self._question().show]
            self.list_state.show_state(State.EMPTY, _(title), _(sentence))

    def _allow(self) -> None:
        row = self.current()
        state = row.guest.state if row else None
        for name, may in (
            ("receive", state is GuestState.EXPECTED),
            ("tell", row is not None and row.waits),
            ("let_out", state is GuestState.INSIDE),
            ("name", row is not None and not row.is_erased),
            ("print", bool(self.shown)),
        ):
            self.buttons[name].setEnabled(may)

    def _received(self, reported: Reported) -> None:
        words = _("Received; the host was sent a message.")
        self._done(words if reported.is_told else _("Received. Call the host, then press T."))

    def _run(self, command: str, payload: object, words: str) -> None:
        self.run(command, payload, lambda _reported: self._done(words), self._refused)

    def _done(self, words: str) -> None:
        self.told.hide()
        self.said.emit(words)
        self.load()

    def _refused(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.show()
        self.load()

    def _days(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        bar.addWidget(self.lists)
        bar.addSpacing(SPACE_M)
        bar.addWidget(self.days)
        bar.addStretch(1)
        bar.addWidget(self.total)
        return bar

    def _acts(self) -> QHBoxLayout:
        acts: tuple[tuple[str, str, str, str, Callable[[], None]], ...] = (
            ("announce", N_("Announce…"), "plus", "N", self.announce),
            ("receive", N_("Receive…"), "door-open", "A", self.receive),
            ("tell", N_("Host was told"), "phone-call", "T", self.tell),
            ("let_out", N_("Let out"), "circle-minus", "L", self.let_out),
            ("name", N_("Names…"), "pencil", "E", self.name),
            ("print", N_("Print…"), "printer", "Ctrl+P", self.print_list),
        )
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        for name, text, icon, keys, act in acts:
            role, kind = ("text", "") if bar.count() else ("on_accent", "primary")
            shape, cap = self.kit.theme.icon(icon, role), keys.replace("+", " ")
            made = button(act, kind=kind, icon=shape, name=name, keys=cap)
            self.say(made.setText, text)
            QShortcut(QKeySequence(keys), self, made.click)
            self.buttons[name] = made
            bar.addWidget(made)
        bar.addStretch(1)
        return bar

    def _load_day(self) -> None:
        """Another day was chosen: show it, whatever list was shown."""
        self.lists.choose(Show.DAY)
        self.load()
