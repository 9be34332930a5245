"""What the plugin declares, and what it does with an order."""

from dataclasses import dataclass

from fmdesk.plugins import api
from fmdesk.plugins.api import Text, hookimpl
from fmdesk_sample.words import _

ID = "sample"
NAME = Text("Sample", "Sample")
URGENT = f"{ID}.is_urgent"
MOST_SIGNS = 200
WRITERS = ("front_office", "unit_member", "unit_manager", "admin", "fmdesk_clerk")


# What it declares: plain data, the same each time.


@hookimpl
def fmdesk_register_products():
    return (api.ProductSpec(ID, NAME, form="order", process=f"{ID}.process"),)


@hookimpl
def fmdesk_register_forms():
    what = api.FieldSpec("what", Text("Wat", "What"), api.FieldKind.TEXT, is_required=True)
    urgent = api.FieldSpec("urgent", Text("Spoed", "Urgent"), api.FieldKind.BOOLEAN)
    return (api.FormSpec("order", (what, urgent)),)


@hookimpl
def fmdesk_register_processes():
    take = api.StepSpec(Text("Aannemen", "Take"), api.Side.FRONT)
    work = api.StepSpec(Text("Uitvoeren", "Do"), api.Side.BACK, target_seconds=4 * 3600)
    return (api.ProcessSpec(f"{ID}.process", NAME, (take, work)),)


@hookimpl
def fmdesk_register_facts():
    return (api.FactSpec(URGENT, bool, Text("Spoed", "Urgent")),)


@hookimpl
def fmdesk_register_charters():
    charter = api.Charter(
        id=0,
        code=f"{ID}.urgent",
        version=1,
        name_nl="Spoed binnen een werkdag",
        name_en="Urgent within a working day",
        promise_nl="Spoed is binnen acht werkuren klaar, anders brengen wij niets in rekening.",
        promise_en="What is urgent is ready within eight working hours, or it is not charged.",
        guarantee=api.Guarantee(limit=api.Limit(api.LimitUnit.WORKING_HOURS, 8)),
        sanction=api.Sanction(api.SanctionKind.NOT_CHARGED),
        applies_when=api.Conditions(items=(api.Condition(URGENT, api.Operator.EQ, True),)),
    )
    return (api.CharterSpec(charter),)


@hookimpl
def fmdesk_register_commands():
    return (api.CommandSpec("write", write, Note, text=Text("Notitie gemaakt", "Note written")),)


@hookimpl
def fmdesk_register_queries():
    return (api.QuerySpec("notes", lambda context, payload: context.store.newest()),)


@hookimpl
def fmdesk_register_views():
    return (api.ViewSpec("notes", NAME, "clipboard-list", f"fmdesk_{ID}.qt:Notes"),)


@hookimpl
def fmdesk_schema():
    grants = tuple((f"{ID}_note", role, "select, insert") for role in WRITERS)
    return api.SchemaSpec(f"{ID}_", f"fmdesk_{ID}:migrations", f"fmdesk_{ID}.store:Store", grants)


# What it does with an order: inside the unit of work of the desk.


@hookimpl
def fmdesk_check_request(line):
    if line.quantity > 10:
        raise api.PluginError(f"{ID}.too_many", reason=_("Order at most 10 at a time."))


@hookimpl
def fmdesk_facts(line, event):
    return {URGENT: line.details.get("urgent") is True} if event is None else None


# Its own use cases.


@dataclass(frozen=True, slots=True)
class Note:
    """What the command `write` is given."""

    text: str


def write(context, note):
    if not 1 <= len(text := note.text.strip()) <= MOST_SIGNS:
        reason = _("Write one to {most} signs.").format(most=MOST_SIGNS)
        raise api.PluginError(f"{ID}.length", reason=reason)
    context.store.add(context.now, text)
