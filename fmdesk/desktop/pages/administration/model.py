"""The lists of the administration as data: how each is fetched, filled in, stored and imported."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.access import ALL_ROLES, AccountDraft, AccountRow, Role
from fmdesk.core.domain.administration import Entry, EntryDraft
from fmdesk.core.domain.call_back import CallBackRule, CallBackRules
from fmdesk.core.domain.connection import Tried, Way
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.message import Template, TemplateKind
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.domain.views import Changes
from fmdesk.i18n import N_, _, current_language
from fmdesk.ui.tables import Column

if TYPE_CHECKING:
    from fmdesk.core.services.office import Services

Values = Mapping[str, Scalar]
ROLE_TEXTS: Mapping[Role, Text] = {
    Role.DESK: Text("Servicedesk", "Service desk"),
    Role.DESK_LEAD: Text("Teamleider servicedesk", "Desk lead"),
    Role.UNIT: Text("Onderdeel", "Unit"),
    Role.ACCOUNT_MANAGER: Text("Accountmanager", "Account manager"),
    Role.CONTROLLER: Text("Controller", "Controller"),
    Role.AUDITOR: Text("Auditor", "Auditor"),
    Role.ADMIN: Text("Beheerder", "Administrator"),
}
KIND_TEXTS: Mapping[TemplateKind, Text] = {
    TemplateKind.RECEIPT: Text("Ontvangstbevestiging", "Receipt"),
    TemplateKind.DELAY: Text("Vertragingsbericht", "Delay notice"),
    TemplateKind.READY: Text("Gereedmelding", "Ready notice"),
    TemplateKind.CALL_BACK: Text("Belscript nabellen", "Call-back script"),
}
TEMPLATE_KEY, RULE_KEY = ("kind", "language", "product"), ("product", "unit")
"""What tells one entry of these lists from another; it cannot be changed."""
LANGUAGE_TEXTS = {"nl": Text("Nederlands", "Dutch"), "en": Text("Engels", "English")}


@dataclass(frozen=True, slots=True)
class Passwords:
    """How the entries of a list are given a password.

    Attributes:
        store: Stores one.
        of_empty: What an empty one means, marked with `N_`.
        is_of_title: The entry is named by its title, not by its code.
    """

    store: "Callable[[Services, UUID, str, str], Changes]"
    of_empty: str
    is_of_title: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One list.

    Attributes:
        id: Its name.
        title: Its title, marked with `N_`.
        load: Returns its entries that have some words.
        form: Returns the form of a new entry, None where none can be added.
        save: Adds or changes an entry.
        fixed: Fields of an entry that is there which can only be read.
        mapping: The importer's mapping that offers itself, empty for none.
        has_preview: What is typed is shown as it will read.
        has_days: An entry can be closed on the days of a file.
        passwords: How an entry is given a password, where one may.
    """

    id: str
    title: str
    load: "Callable[[Services, str], Sequence[Entry]]"
    form: "Callable[[Services], FormSpec | None]"
    save: "Callable[[Services, EntryDraft], Changes]"
    fixed: tuple[str, ...] = ("code",)
    mapping: str = ""
    has_preview: bool = False
    has_days: bool = False
    passwords: Passwords | None = None


def columns() -> tuple[Column[Entry], ...]:
    """Return the columns of a list."""
    return (
        Column("title", N_("Name"), lambda row: row.title, 190, is_stretched=True, tone=_tone),
        Column("hint", N_("Details"), _hint, 140, hint=_hint, tone=lambda _row: "muted"),
    )


def _tone(row: Entry) -> str:
    return "" if row.is_active else "muted"


def _hint(row: Entry) -> str:
    return " · ".join(filter(None, ("" if row.is_active else _("Off"), row.hint)))


def tried_text(tried: Tried) -> str:
    """Return what to say of a try that went well."""
    if tried.way is Way.MAIL_SERVER:
        if tried.has_sender:
            return _("The mail server lets us in and takes our sender.")
        return _("The mail server lets us in. Without a sender no e-mail goes out.")
    if tried.way is Way.MAILBOX:
        return _("The mailbox can be read. Unread e-mails: {n}.").format(n=tried.waiting)
    return _("The folder can be used. Forms waiting: {n}.").format(n=tried.waiting)


# --- lists that are kept alike -------------------------------------------------------------------


def _plain(
    section: str,
    title: str,
    mapping: str = "",
    passwords: Passwords | None = None,
    *,
    has_days: bool = False,
) -> Section:
    return Section(
        section,
        title,
        lambda services, words: services.administration.entries(section, words),
        lambda services: services.administration.form(section),
        lambda services, draft: services.administration.save(draft),
        mapping=mapping,
        has_days=has_days,
        passwords=passwords,
    )


# --- accounts ------------------------------------------------------------------------------------


def _accounts(services: "Services", words: str) -> Sequence[Entry]:
    language = current_language()
    found = []
    for one in services.access.accounts():
        roles = ", ".join(ROLE_TEXTS[role].get(language) for role in one.roles)
        values: dict[str, Scalar] = {"code": one.login, "is_active": one.is_active}
        values |= {"person": one.person, "unit": one.unit}
        values |= {f"role_{role.value}": role in one.roles for role in ALL_ROLES}
        names = {"person": one.person_name}
        title = one.person_name or one.login
        hint = " · ".join(filter(None, (one.login if one.person_name else "", roles)))
        if words.casefold() in f"{title} {hint}".casefold():
            entry = Entry(one.login, title, hint, values, names, one.is_active, has_password=True)
            found.append(entry)
    return found


def _account_form(services: "Services") -> FormSpec:
    units = _choices_of(services, "people", "unit")
    active = Text("Mag aanmelden", "May sign in")
    return FormSpec(
        "accounts",
        (
            FieldSpec(
                "code",
                Text("Accountnaam", "Account name"),
                FieldKind.TEXT,
                is_required=True,
                maximum=100,
                help=Text(
                    "De naam van het account op de computer, of een eigen naam met een wachtwoord.",
                    "The name of the computer's account, or a name of its own with a password.",
                ),
            ),
            FieldSpec("person", Text("Persoon", "Person"), FieldKind.PERSON),
            FieldSpec(
                "unit",
                Text("Handelt voor onderdeel", "Acts for unit"),
                FieldKind.CHOICE,
                choices=units,
            ),
            *(
                FieldSpec(f"role_{role.value}", ROLE_TEXTS[role], FieldKind.BOOLEAN)
                for role in ALL_ROLES
            ),
            FieldSpec("is_active", active, FieldKind.BOOLEAN, default=True),
        ),
    )


def _account_of(values: Values) -> AccountRow:
    return AccountRow(
        str(values.get("code", "")),
        tuple(role for role in ALL_ROLES if values.get(f"role_{role.value}")),
        str(values.get("person", "")),
        unit=str(values.get("unit", "")),
        is_active=bool(values.get("is_active")),
    )


def _save_account(services: "Services", draft: EntryDraft) -> Changes:
    wanted, seen = _account_of(draft.values), draft.seen
    return services.access.save_account(
        AccountDraft(
            draft.op_id,
            wanted.login,
            wanted.roles,
            wanted.person,
            wanted.unit,
            wanted.is_active,
            draft.is_new,
            None if seen is None else _account_of(seen),
        )
    )


# --- templates -----------------------------------------------------------------------------------


def _templates(services: "Services", words: str) -> Sequence[Entry]:
    language = current_language()
    found = []
    for one in services.messages.all_templates():
        title = KIND_TEXTS[one.kind].get(language)
        hint = " · ".join(filter(None, (LANGUAGE_TEXTS[one.language].get(language), one.product)))
        code = f"{one.kind.value}.{one.language}.{one.product}"
        values: Values = {
            "kind": one.kind.value,
            "language": one.language,
            "product": one.product,
            "subject": one.subject,
            "body": one.body,
        }
        if words.casefold() in f"{title} {hint}".casefold():
            found.append(Entry(code, title, hint, values))
    return found


def _template_form(services: "Services") -> FormSpec:
    kinds = tuple((kind.value, KIND_TEXTS[kind]) for kind in TemplateKind)
    languages = tuple((code, LANGUAGE_TEXTS[code]) for code in LANGUAGES)
    of_all = Text("Alle producten zonder eigen tekst", "All products without words of their own")
    return FormSpec(
        "templates",
        (
            FieldSpec("kind", Text("Soort", "Kind"), FieldKind.CHOICE, True, kinds),
            FieldSpec("language", Text("Taal", "Language"), FieldKind.CHOICE, True, languages),
            FieldSpec(
                "product",
                Text("Product", "Product"),
                FieldKind.CHOICE,
                choices=_products(services),
                help=of_all,
            ),
            FieldSpec("subject", Text("Onderwerp", "Subject"), FieldKind.TEXT, is_required=True),
            FieldSpec(
                "body",
                Text("Tekst", "Text"),
                FieldKind.LONG_TEXT,
                is_required=True,
                maximum=20_000,
            ),
        ),
    )


def template_of(values: Values) -> Template:
    """Return the template that was typed."""
    return Template(
        TemplateKind(str(values.get("kind") or TemplateKind.RECEIPT.value)),
        str(values.get("language") or LANGUAGES[0]),
        str(values.get("subject", "")),
        str(values.get("body", "")),
        str(values.get("product", "")),
    )


def _save_template(services: "Services", draft: EntryDraft) -> Changes:
    wanted, seen = template_of(draft.values), draft.seen
    if draft.is_new:
        _refuse_second(_templates(services, ""), draft, TEMPLATE_KEY)
    before = None if seen is None else template_of(seen)
    return services.messages.save_template(draft.op_id, wanted, before)


# --- call-back rules -----------------------------------------------------------------------------


def _rules(services: "Services", words: str) -> Sequence[Entry]:
    products = dict(_products(services))
    units = dict(_choices_of(services, "people", "unit"))
    language = current_language()
    found = []
    for one in services.call_backs.rules().rules:
        named = [
            names[code].get(language) if code in names else code
            for names, code in ((products, one.product), (units, one.unit))
            if code
        ]
        title = " · ".join(named) or _("Everything else")
        hint = _("one in {n}").format(n=one.every)
        values: Values = {"product": one.product, "unit": one.unit, "every": one.every}
        if words.casefold() in title.casefold():
            found.append(Entry(f"{one.product}.{one.unit}", title, hint, values))
    return found


def _rule_form(services: "Services") -> FormSpec:
    return FormSpec(
        "call_back_rules",
        (
            FieldSpec(
                "product",
                Text("Product", "Product"),
                FieldKind.CHOICE,
                choices=_products(services),
                help=Text("Leeg: alle producten.", "Empty: all products."),
            ),
            FieldSpec(
                "unit",
                Text("Onderdeel", "Unit"),
                FieldKind.CHOICE,
                choices=_choices_of(services, "people", "unit"),
                help=Text("Leeg: alle onderdelen.", "Empty: all units."),
            ),
            FieldSpec(
                "every",
                Text("Nabellen na elke zoveel regels", "Call back after every so many lines"),
                FieldKind.INTEGER,
                is_required=True,
                minimum=0,
                maximum=10_000,
                default=10,
                help=Text("0: deze regel vervalt.", "0: this rule is taken away."),
            ),
        ),
    )


def _save_rule(services: "Services", draft: EntryDraft) -> Changes:
    """Store a rule beside the others; one that calls nobody is taken away."""
    values = draft.values
    product, unit = str(values.get("product", "")), str(values.get("unit", ""))
    every = int(values.get("every", 0))
    there, seen = services.call_backs.rules(), draft.seen
    if draft.is_new:
        _refuse_second(_rules(services, ""), draft, RULE_KEY)
    if seen is not None and CallBackRule(int(seen["every"]), product, unit) not in there.rules:
        raise ConflictError("administration.changed")
    others = [one for one in there.rules if (one.product, one.unit) != (product, unit)]
    rules = (*others, CallBackRule(every, product, unit)) if every else tuple(others)
    return services.call_backs.save_rules(draft.op_id, CallBackRules(rules), there)


# --- what they share -----------------------------------------------------------------------------


def _refuse_second(rows: Sequence[Entry], draft: EntryDraft, key: Sequence[str]) -> None:
    """Refuse a new entry that is there already."""
    for row in rows:
        if all((row.values[name] or "") == draft.values.get(name, "") for name in key):
            raise ConflictError("administration.there", title=row.title)


def _choices_of(services: "Services", section: str, name: str) -> tuple[tuple[str, Text], ...]:
    """Return the choices of a field of another list."""
    spec = services.administration.form(section)
    fields = spec.fields if spec else ()
    return next((one.choices for one in fields if one.name == name), ())


def _products(services: "Services") -> tuple[tuple[str, Text], ...]:
    found = services.queries.choices("product", "", current_language(), 2000)
    return tuple((one.code, Text(one.text, one.text)) for one in found)


SECTIONS: tuple[Section, ...] = (
    Section(
        "accounts",
        N_("Users and roles"),
        _accounts,
        _account_form,
        _save_account,
        mapping="gebruikers",
        passwords=Passwords(
            lambda services, *given: services.access.set_password(*given),
            N_("An empty one takes the password away: only the computer's account signs in."),
        ),
    ),
    _plain("units", N_("Units"), "onderdelen"),
    _plain("people", N_("Persons"), "personen"),
    _plain("departments", N_("Departments"), "afdelingen"),
    _plain("cost_centres", N_("Cost centres"), "kostenplaatsen"),
    _plain("locations", N_("Locations"), "locaties"),
    _plain("calendars", N_("Calendars and holidays"), "kalenders", has_days=True),
    _plain("channels", N_("Channels"), "kanalen"),
    _plain("pause_reasons", N_("Pause reasons"), "opschortredenen"),
    Section(
        "templates",
        N_("Message templates"),
        _templates,
        _template_form,
        _save_template,
        TEMPLATE_KEY,
        mapping="sjablonen",
        has_preview=True,
    ),
    Section(
        "call_back_rules",
        N_("Call-back rules"),
        _rules,
        _rule_form,
        _save_rule,
        RULE_KEY,
        mapping="nabelregels",
    ),
    _plain(
        "settings",
        N_("Settings"),
        "instellingen",
        passwords=Passwords(
            lambda services, *given: services.connections.set_password(*given),
            N_("It is kept for the server and user that are saved. An empty one takes it away."),
            is_of_title=True,
        ),
    ),
)
"""The lists in the order in which they stand."""
