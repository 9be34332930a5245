"""What a plugin declares: products, forms, processes, charters, facts, views, tiles, actions.

Plain frozen data, given once at start without database or Qt. Core defines the types,
`fmdesk.plugins.api` re-exports them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from types import NoneType

from fmdesk.core.domain.charter import Charter, FactValue
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.process import Side


class FieldKind(StrEnum):
    """How a form field is shown and checked."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    MONEY = "money"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    DATE = "date"
    DATETIME = "datetime"
    PERSON = "person"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages of the interface."""

    nl: str
    en: str

    def get(self, language: str) -> str:
        """Return the text in this language, English for unknown ones."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, slots=True)
class NoticeSpec:
    """What stands with a product now, for who takes an order: stock, a disruption.

    Attributes:
        text: A sentence to act on.
        is_warning: The customer must hear it.
    """

    text: Text
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class LookAlikeSpec:
    """An open line that looks like what is being asked.

    Attributes:
        line_id: The line.
        text: Why, two or three words: the same asset, the same floor.
        details: Answers to the form with which the request hangs on that line, filled in by one
            key; none where it cannot.
    """

    line_id: int
    text: Text
    details: tuple[tuple[str, FactValue], ...] = ()


@dataclass(frozen=True, slots=True)
class FieldSearch:
    """What the query of a field is given (`FieldSpec.find`) while one types.

    Attributes:
        words: What was typed, without spaces around it; empty for what is likely.
        location: Code of the place that the order is for, empty for none.
    """

    words: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form.

    Attributes:
        name: Key in the line's details.
        label: Label.
        kind: How it is shown and checked.
        is_required: It must be filled in.
        choices: Value and text, for `CHOICE`.
        minimum: Smallest whole number or cents.
        maximum: Largest whole number or cents; longest text in characters.
        default: First value.
        help: A sentence below the field.
        find: For `TEXT`: one of the plugin's queries, which is given a `FieldSearch` and returns a
            tuple of `Choice`, the likeliest first; the code of the one that is picked is the
            answer. What is typed and not picked is the answer too: the plugin refuses what it
            does not know.
    """

    name: str
    label: Text
    kind: FieldKind
    is_required: bool = False
    choices: tuple[tuple[str, Text], ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    default: FactValue | None = None
    help: Text | None = None
    find: str = ""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """The form of a product; the core renders it and stores the answers as the line's details."""

    id: str
    fields: tuple[FieldSpec, ...]


@dataclass(frozen=True, slots=True)
class StepSpec:
    """A step of a declared process.

    `unit` is a unit's code; empty means the front office on its side, else the product's owner.
    """

    name: Text
    side: Side
    unit: str = ""
    target_seconds: int | None = None
    effort_minutes: int = 0
    tools: str = ""
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """A process that a plugin brings; stored as a process version when the plugin is enabled."""

    code: str
    name: Text
    steps: tuple[StepSpec, ...]


@dataclass(frozen=True, slots=True)
class ProductSpec:
    """A kind of product that a plugin serves: products name the plugin and one of its forms."""

    id: str
    name: Text
    form: str
    process: str
    description: Text | None = None


class FactKind(StrEnum):
    """How the values of a fact are written for a person."""

    PLAIN = "plain"
    """Yes or no, a figure, or the text itself."""
    CENTS = "cents"
    SECONDS = "seconds"
    WEEKDAY = "weekday"
    """0 is Monday."""
    MINUTE = "minute"
    """Minute of the day, in the office's zone."""
    PRODUCT = "product"
    """Code of a product; likewise the three below."""
    UNIT = "unit"
    DEPARTMENT = "department"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class FactSpec:
    """A fact that a plugin supplies for its lines; `name` is `<plugin>.<fact>`.

    Attributes:
        name: Its name in charters.
        type: Type of its values.
        text: What it is, so that a value or a comparison can follow: "Ordered quantity".
        kind: How its values are written.
        noun: For yes or no: what the lines are called of which it is true, "stock articles"; the
            sentence of a charter then says it in place of the condition.
    """

    name: str
    type: type[bool] | type[int] | type[str]
    text: Text
    kind: FactKind = FactKind.PLAIN
    noun: Text | None = None


@dataclass(frozen=True, slots=True)
class CharterSpec:
    """A charter that a plugin proposes; a controller adopts it, it is never active by itself."""

    charter: Charter


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """A setting of a plugin, shown under Administration and stored for the whole office.

    Attributes:
        name: Its name within the plugin.
        text: What it sets.
        default: What holds until it is set; its type is that of every value.
        kind: How it is shown and checked; None takes it from the type of the default.
        is_required: A text that must be filled in.
        choices: Value and text, for `CHOICE`.
        minimum: Smallest whole number or cents.
        maximum: Largest whole number or cents; longest text in characters.
        help: A sentence below the field.
    """

    name: str
    text: Text
    default: FactValue
    kind: FieldKind | None = None
    is_required: bool = False
    choices: tuple[tuple[str, Text], ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    help: Text | None = None

    def field(self, plugin: str) -> FieldSpec:
        """Return it as a field, named as it is stored: `<plugin>.<name>`."""
        return FieldSpec(
            f"{plugin}.{self.name}",
            self.text,
            self.kind or _KINDS[type(self.default)],
            self.is_required,
            self.choices,
            self.minimum,
            self.maximum,
            self.default,
            self.help,
        )


_KINDS = {bool: FieldKind.BOOLEAN, int: FieldKind.INTEGER, str: FieldKind.TEXT}


@dataclass(frozen=True, slots=True)
class PluginSettings:
    """The settings of one plugin as a form; each field is named as its setting is stored."""

    plugin: str
    title: Text
    form: FormSpec


@dataclass(frozen=True, slots=True)
class PermissionSpec:
    """A right that a plugin's command may need; `roles` (words of `Role`) have it."""

    name: str
    text: Text
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A page; `factory` is `package.module:Class`, imported when the page is opened."""

    id: str
    title: Text
    icon: str
    factory: str


@dataclass(frozen=True, slots=True)
class TileSpec:
    """A figure on the board with exactly its lines.

    Attributes:
        id: Its id within the plugin.
        title: Its name, two or three words.
        query: One of the plugin's queries; it is asked without payload and returns a tuple with
            the numbers of the lines that the figure counts, in the order in which they are shown.
        view: One of the plugin's pages, offered beside the figure.
    """

    id: str
    title: Text
    query: str
    view: str = ""


@dataclass(frozen=True, slots=True)
class PluginActionSpec:
    """An action in menus and palette; `command` names one of the plugin's commands."""

    id: str
    text: Text
    icon: str = ""
    shortcut: str = ""
    command: str = ""
    view: str = ""


@dataclass(frozen=True, slots=True)
class SectionColumn:
    """A column of a section of the month report: its heading, and how its values are written."""

    title: Text
    kind: FactKind = FactKind.PLAIN


@dataclass(frozen=True, slots=True)
class ReportSectionSpec:
    """A section in the month report.

    Attributes:
        id: Its id within the plugin.
        title: Its heading.
        query: One of the plugin's queries; it is given a `ReportMonth` and returns a tuple of
            rows, each a tuple with a value for each column: a text, a `Text` in both languages, a
            whole number, yes or no.
        columns: Its columns.
    """

    id: str
    title: Text
    query: str
    columns: tuple[SectionColumn, ...]


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A use case of the plugin: `run(context, payload)` on the worker, inside the unit of work.

    Attributes:
        name: Its name within the plugin.
        run: The use case; raises to refuse, and then nothing is stored.
        payload: Frozen dataclass of what it is given, or a text or number alone; stored in the
            command log.
        result: Frozen dataclass of what it returns, so that a repeat can be answered.
        permission: Name of the plugin's right that it needs, empty for none.
        is_private: What it is given names persons and is not kept in the command log, which is
            never changed; that it ran, when, by whom and with what result is.
        text: What the command log says was done ("Room booked"); its name where there is none.
    """

    name: str
    run: Callable[..., object]
    payload: type = NoneType
    result: type = NoneType
    permission: str = ""
    is_private: bool = False
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class QuerySpec:
    """A question to the plugin: `run(context, payload)` on the worker, reading only.

    Attributes:
        name: Its name within the plugin.
        run: Gives the answer, frozen data.
        payload: Type of what it is given: a frozen dataclass, or a text or number alone.
        is_needed: It is not asked without; else None is always possible.
    """

    name: str
    run: Callable[..., object]
    payload: type = NoneType
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class DueSpec:
    """Timer work, run once for all desks every `every_seconds`.

    Attributes:
        name: Its name within the plugin.
        every_seconds: Length of the period in which it runs once.
        run: The work.
        text: What the command log says was done; its name where there is none.
    """

    name: str
    every_seconds: int
    run: Callable[..., object]
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class SchemaSpec:
    """The plugin's own tables.

    Attributes:
        prefix: Begin of all its table names: the plugin's id and `_`.
        migrations: `package:folder` of its migrations.
        store: `package.module:Class`, called with the connection of each unit of work.
        grants: Table, role, privileges: a row of the grants table each.
    """

    prefix: str
    migrations: str
    store: str = ""
    grants: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PluginDeclarations:
    """All that one plugin declared, gathered by the host."""

    plugin: str
    products: tuple[ProductSpec, ...] = ()
    forms: tuple[FormSpec, ...] = ()
    processes: tuple[ProcessSpec, ...] = ()
    charters: tuple[CharterSpec, ...] = ()
    facts: tuple[FactSpec, ...] = ()
    settings: tuple[SettingSpec, ...] = ()
    permissions: tuple[PermissionSpec, ...] = ()
    report_sections: tuple[ReportSectionSpec, ...] = ()
    views: tuple[ViewSpec, ...] = ()
    tiles: tuple[TileSpec, ...] = ()
    actions: tuple[PluginActionSpec, ...] = ()
    commands: tuple[CommandSpec, ...] = ()
    queries: tuple[QuerySpec, ...] = ()
    due: tuple[DueSpec, ...] = ()
    schema: tuple[SchemaSpec, ...] = field(default=())


class PluginState(StrEnum):
    """How far a plugin is."""

    DISCOVERED = "discovered"
    """Found; nothing of it has run yet."""
    ACTIVE = "active"
    DISABLED = "disabled"
    """Switched off by an administrator or by the safe mode."""
    NEEDS_UPGRADE = "needs_upgrade"
    """Its tables are older than its code."""
    ERROR = "error"
    """It failed while it was loaded; `reason` and `traceback` say how."""
    BLOCKED = "blocked"
    """Not on the list of allowed plugins."""
    REMOVED = "removed"
    """Taken away; what it kept is still there."""


@dataclass(frozen=True, slots=True)
class PluginRow:
    """One plugin as the Plugins page shows it.

    Attributes:
        id: Its id, the name of its entry point.
        name: Its name from its manifest, its id where that cannot be read.
        version: Its version.
        is_bundled: Delivered with the program.
        state: How far it is.
        reason: Why it is not active, or the last call in which an active one failed.
        traceback: Where in its code that was, for its author; empty when no code failed.
    """

    id: str
    name: Text
    version: str
    is_bundled: bool
    state: PluginState
    reason: DomainError | None = None
    traceback: str = ""
