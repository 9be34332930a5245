"""Changing or cancelling a line, with what it leads to shown before it is done."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from fmdesk.core.domain.dossier import DETAIL, Edited, FieldClash
from fmdesk.core.domain.dossier_views import Effect, LineForm
from fmdesk.core.domain.spec import FieldSearch, FieldSpec
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.domain.views import Choice, LineView
from fmdesk.desktop.pages.ticket.conflict import ConflictDialog
from fmdesk.desktop.pages.ticket.edit import is_unpicked
from fmdesk.desktop.pages.ticket.effect import effect_card
from fmdesk.desktop.pages.ticket.presenter import TicketPresenter
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.forms import FormView
from fmdesk.ui.kit import Kit
from fmdesk.ui.widgets.fields import line_field, number_field
from fmdesk.ui.widgets.pick import PickField

LONGEST_REASON = 500
MOST_PIECES = 1_000_000
REST_MS = 200
"""The typing rests so long before it is worked out what it leads to."""
WEIGHED = ("quantity", "variant", DETAIL)
"""What begins the name of a field that clock or price may follow."""


class CancelDialog(FormDialog):
    """Cancelling a line: what stays, what falls away, and why."""

    def __init__(
        self, parent: QWidget, line: LineView, presenter: TicketPresenter, kit: Kit
    ) -> None:
        title = _("Cancel {number}").format(number=line.number)
        super().__init__(parent, title, _("Cancel the line"), is_danger=True)
        self._presenter = presenter
        self._line_id, self._version = line.id, line.version
        self.say(_("What was delivered stays delivered and charged."))
        self.effect = effect_card(self, kit)
        self.body.addWidget(self.effect)
        self.reason = line_field("reason", LONGEST_REASON)
        self.add_field(_("Reason"), self.reason)
        self.save_button.setEnabled(False)
        self.reason.setFocus()
        self._look()

    def _look(self) -> None:
        self._presenter.preview(self._line_id, None, self._show, self.effect.show_refusal)

    def _show(self, effect: Effect) -> None:
        self.effect.show_effect(effect)
        self.save_button.setEnabled(effect.after is not None)

    def save(self) -> None:
        """Cancel it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        reason = self.reason.text().strip()
        self._presenter.cancel(self._line_id, self._version, reason, self.accept, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self.show_problem(sentence)
        self._presenter.form(self._line_id, self._look_again, self.show_problem)

    def _look_again(self, form: LineForm) -> None:
        """Look at the line as it is now; what was typed stays."""
        self._version = form.version
        self._look()


class ChangeDialog(FormDialog):
    """What was ordered, to be changed; nothing is saved before its effect was shown.

    Args:
        parent: The panel.
        form: What the line may become.
        presenter: Works out effects and saves.
        kit: Theme and the office's time.
    """

    def __init__(
        self, parent: QWidget, form: LineForm, presenter: TicketPresenter, kit: Kit
    ) -> None:
        title = _("Change {number}").format(number=form.number)
        super().__init__(parent, title, _("Change"))
        self._presenter, self._kit = presenter, kit
        self._line_id = form.line_id
        self._base: dict[str, Scalar | None] = dict(form.fields)
        self._effect: Effect | None = None
        self.say(form.product)
        self.quantity = number_field(
            "quantity", max(1, form.delivered), MOST_PIECES, int(form.fields["quantity"] or 1)
        )
        self.variant = QComboBox()
        self.variant.setObjectName("variant")
        for one in form.variants:
            self.variant.addItem(one.text, one.code)
        self.variant.setCurrentIndex(self.variant.findData(form.fields["variant"]))
        self.picks = {
            "location": self._pick("location", form.location),
            "cost_centre": self._pick("cost_centre", form.cost_centre),
        }
        self._plugin = form.plugin
        self.form = FormView(kit.time, self._make_pick)
        answers = {
            name.removeprefix(DETAIL): value
            for name, value in form.fields.items()
            if name.startswith(DETAIL) and value is not None
        }
        self._spec = form.form
        self.form.show_form(self._spec, answers)
        self._answered_first: Mapping[str, Scalar | None] = self.form.values()
        self.reason = line_field("reason", LONGEST_REASON)
        self.effect = effect_card(self, kit)
        self._lay_out(has_variants=len(form.variants) > 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        self._listen()
        self.quantity.setFocus()
        self.quantity.selectAll()
        self._ask()

    def _pick(self, name: str, there: Choice | None) -> PickField:
        made = PickField(self._kit.theme, partial(self._presenter.find, name), name)
        if there is not None:
            made.pick(there)
        return made

    def _make_pick(self, spec: FieldSpec) -> PickField:
        """Return a field of the form that finds its answer, around the place of the line."""

        def find(words: str, show: Callable[[Sequence[Choice]], None]) -> None:
            asked = FieldSearch(words, self.picks["location"].code)
            self._presenter.find_answer(self._plugin, spec, asked, show)

        return PickField(self._kit.theme, find, spec.name)

    def _lay_out(self, *, has_variants: bool) -> None:
        self.add_field(_("Quantity"), self.quantity)
        if has_variants:
            self.add_field(_("Variant"), self.variant)
        self.add_field(_("Place"), self.picks["location"])
        self.add_field(_("Cost centre"), self.picks["cost_centre"])
        self.body.addWidget(self.form)
        self.add_field(_("Why"), self.reason)
        self.body.addWidget(self.effect)
        self.setMinimumWidth(560)

    def _listen(self) -> None:
        self.quantity.valueChanged.connect(lambda _value: self._wait())
        self.variant.currentIndexChanged.connect(lambda _index: self._wait())
        for made in self.picks.values():
            made.picked.connect(lambda _choice: self._wait())
            made.field.textEdited.connect(lambda _text: self._wait())
        self.form.changed.connect(self._wait)

    def changed(self) -> dict[str, Scalar | None]:
        """Return the fields that differ from what the form showed."""
        wanted: dict[str, Scalar | None] = {
            "quantity": self.quantity.value(),
            "variant": self.variant.currentData() or "",
            **{name: made.code for name, made in self.picks.items()},
        }
        found = {name: value for name, value in wanted.items() if value != self._base.get(name)}
        answers = self.form.values()
        for name in answers.keys() | self._answered_first.keys():
            if answers.get(name) != self._answered_first.get(name):
                found[f"{DETAIL}{name}"] = answers.get(name)
        return found

    def _wait(self) -> None:
        """Something else is wanted: nothing can be saved until its effect stands there."""
        self._effect = None
        self.save_button.setEnabled(False)
        self._rest.start()

    def _ask(self) -> None:
        self.save_button.setEnabled(False)
        changed = self.changed()
        if any(is_unpicked(made) for made in self.picks.values()):
            self.effect.show_words(_("Choose one of the list, or leave the field empty."))
        elif not changed:
            self.effect.show_words(_("Nothing is changed yet."))
        else:
            self.effect.show_words(_("Working out what it leads to…"))
            shown = partial(self._show, changed)
            self._presenter.preview(self._line_id, changed, shown, self.effect.show_refusal)

    def _show(self, asked: Mapping[str, Scalar | None], effect: Effect) -> None:
        if asked != self.changed():
            return
        self._effect = effect
        self.effect.show_effect(effect)
        self.save_button.setEnabled(effect.after is not None)

    def save(self) -> None:
        """Save what was shown; the dialog stays with what was typed when it is refused."""
        effect, changed = self._effect, self.changed()
        if effect is None or effect.after is None:
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        is_weighed = any(name.startswith(WEIGHED) for name in changed)
        self._presenter.change_line(
            self._line_id,
            dict(self._base),
            {**self._base, **changed},
            self.reason.text().strip(),
            effect.after.shown if is_weighed else None,
            self._answered,
            self.show_problem,
        )

    def _answered(self, edited: Edited) -> None:
        if edited.is_stored:
            self.accept()
        elif edited.clashes:
            chosen = partial(self._choose, edited.clashes)
            ConflictDialog(self, edited.clashes, self._kit.time, chosen).open()
        else:
            self.show_problem(
                _("Somebody else changed this line meanwhile. Look at what it leads to now.")
            )
            self._wait()

    def _choose(self, clashes: tuple[FieldClash, ...], is_yours: Mapping[str, bool]) -> None:
        """Take what was chosen into the form, and show what it leads to now."""
        for one in clashes:
            self._base[one.clash.field] = one.clash.theirs
            if not is_yours[one.clash.field]:
                self._fill(one)
        self._wait()

    def _fill(self, one: FieldClash) -> None:
        """Show what somebody else stored in its field."""
        name, value = one.clash.field, one.clash.theirs
        if name == "quantity":
            self.quantity.setValue(int(value or 1))
        elif name == "variant":
            self.variant.setCurrentIndex(self.variant.findData(value))
        elif name in self.picks:
            self.picks[name].clear()
            if value:
                self.picks[name].pick(Choice(str(value), one.theirs))
        else:
            self._fill_answer(name.removeprefix(DETAIL), value)

    def _fill_answer(self, name: str, value: Scalar | None) -> None:
        answers = self.form.values()
        answers.pop(name, None)
        if value is not None:
            answers[name] = value
        self.form.show_form(self._spec, answers)
        self._answered_first = {**self._answered_first, name: self.form.values().get(name)}
