"""Writers of the administration's small lists: what stands there, what a row makes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount, in_order
from fmdesk.core.domain.call_back import CallBackRule, CallBackRules
from fmdesk.core.domain.clusters import ClusterValues
from fmdesk.core.domain.events import PauseClass
from fmdesk.core.domain.message import Template, TemplateKind
from fmdesk.core.domain.people import Channel, PauseReason
from fmdesk.core.domain.reachability import ChannelHours
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services import catalogue_clusters, templates
from fmdesk.core.services.catalogue_changes import LAST_DAY
from fmdesk.core.services.importing_records import RecordWriter, Shelf, Writer, refuse_code
from fmdesk.core.services.importing_rows import FieldError, Tally, Values
from fmdesk.core.services.importing_settings import make_setting_writer
from fmdesk.core.services.importing_values import shown
from fmdesk.core.services.reachability import MOST as MOST_STAFF

R = TypeVar("R")
MOST_RANK = 10_000
MOST_EVERY = 10_000


@dataclass(frozen=True, slots=True)
class _Reached:
    """A channel with what is promised of it."""

    channel: Channel
    hours: ChannelHours | None


def _channels(work: UnitOfWork, tally: Tally, is_final: bool) -> Writer:
    hours = {one.channel: one for one in work.reachability.hours()}
    there = {one.code: _Reached(one, hours.get(one.code)) for one in work.people.channels()}
    calendars = frozenset(work.catalog.calendars())

    def build(old: _Reached | None, values: Values) -> _Reached:
        channel = _named(Channel, old.channel if old else None, values, ("rank",))
        _check_range("rank", channel.rank, 0, MOST_RANK)
        promised = old.hours if old else None
        calendar, staff = values.get("calendar"), values.get("staff")
        if calendar is not None and calendar not in calendars:
            refuse_code("calendar", calendar)
        if calendar is not None:
            now = promised or ChannelHours(channel.code, "")
            promised = replace(now, calendar=str(calendar))
        if staff is not None:
            _check_range("staff", cast("int", staff), 0, MOST_STAFF)
            if promised is None:
                raise FieldError("calendar", "import.no_hours")
            promised = replace(promised, staff=cast("int", staff))
        return _Reached(channel, promised)

    def keep(new: _Reached) -> None:
        code = new.channel.code
        there[code] = new
        if not is_final:
            return
        work.people.save_channel(new.channel)
        if new.hours != hours.get(code) and new.hours is not None:
            hours[code] = new.hours
            work.reachability.save_hours(tuple(hours.values()))

    return RecordWriter(tally, there.get, build, keep)


def _pause_reasons(work: UnitOfWork, tally: Tally, is_final: bool) -> Writer:
    there = {one.code: one for one in work.people.pause_reasons()}

    def build(old: PauseReason | None, values: Values) -> PauseReason:
        word = values.get("pause_class")
        if old is None and word is None:
            raise FieldError("pause_class", "import.value_missing")
        given = {} if word is None else {"pause_class": PauseClass(str(word))}
        return _named(PauseReason, old, {**values, **given}, ("pause_class",))

    def keep(new: PauseReason) -> None:
        there[new.code] = new
        if is_final:
            work.people.save_pause_reason(new)

    return RecordWriter(tally, there.get, build, keep)


def _accounts(work: UnitOfWork, tally: Tally, is_final: bool) -> Writer:
    """Return the writer of accounts; a password is never imported, and somebody administers."""
    shelf = Shelf(work)
    there = {one.login: one for one in work.accounts.all()}
    first = {} if there else {work.actor: UserAccount(0, work.actor, ALL_ROLES)}
    there |= first

    def build(old: UserAccount | None, values: Values) -> UserAccount:
        account = old or UserAccount(0, str(values["login"]))
        given: dict[str, Any] = {}
        if values.get("roles") is not None:
            given["roles"] = _roles(cast("tuple[str, ...]", values["roles"]))
        for name in ("person", "unit"):
            if values.get(name) is not None:
                given[f"{name}_id"] = shelf.id(name, values[name])
        if values.get("is_active") is not None:
            given["is_active"] = values["is_active"]
        account = replace(account, **given)
        if not any(map(_administers, (there | {account.login: account}).values())):
            raise FieldError("roles", "access.last_admin")
        return account

    def keep(new: UserAccount) -> None:
        there[new.login] = new
        if is_final:
            for one in first.values():
                work.accounts.save(one)
            first.clear()
            work.accounts.save(new)

    return RecordWriter(tally, there.get, build, keep, lambda values: str(values["login"]))


def _roles(words: tuple[str, ...]) -> tuple[Role, ...]:
    unknown = [word for word in words if word not in ALL_ROLES]
    if unknown:
        known = ", ".join(ALL_ROLES)
        raise FieldError("roles", "import.not_word", value=shown(unknown[0]), known=known)
    return in_order(words)


def _administers(account: UserAccount) -> bool:
    return account.is_active and Role.ADMIN in account.roles


def _templates(work: UnitOfWork, tally: Tally, is_final: bool) -> Writer:
    there = {(one.kind, one.language, one.product): one for one in work.outbox.templates()}
    products = _products(work)

    def key(values: Values) -> tuple[TemplateKind, str, str]:
        kind, product = TemplateKind(str(values["kind"])), str(values.get("product") or "")
        return kind, str(values["language"]), product

    def build(_old: Template | None, values: Values) -> Template:
        kind, language, product = key(values)
        if product and product not in products:
            refuse_code("product", product)
        subject, body = str(values["subject"]), str(values["body"])
        template = Template(kind, language, subject, body, product)
        templates.check(template)
        return template

    def keep(new: Template) -> None:
        there[new.kind, new.language, new.product] = new
        if is_final:
            work.outbox.save_template(new)

    return RecordWriter(tally, there.get, build, keep, key)


def _call_back_rules(work: UnitOfWork, tally: Tally, is_final: bool) -> Writer:
    shelf, products = Shelf(work), _products(work)
    there = {(one.product, one.unit): one for one in work.call_backs.rules().rules}

    def key(values: Values) -> tuple[str, str]:
        return str(values.get("product") or ""), str(values.get("unit") or "")

    def build(_old: CallBackRule | None, values: Values) -> CallBackRule:
        product, unit = key(values)
        if product and product not in products:
            refuse_code("product", product)
        if unit:
            shelf.id("unit", unit)
        every = cast("int", values["every"])
        _check_range("every", every, 1, MOST_EVERY)
        return CallBackRule(every, product, unit)

    def keep(new: CallBackRule) -> None:
        there[new.product, new.unit] = new
        if is_final:
            work.call_backs.save_rules(CallBackRules(tuple(there.values())))

    return RecordWriter(tally, there.get, build, keep, key)


def _clusters(work: UnitOfWork, tally: Tally, is_final: bool) -> Writer:
    shelf, there = Shelf(work), catalogue_clusters.all_clusters(work)

    def build(old: ClusterValues | None, values: Values) -> ClusterValues:
        if values.get("unit") is not None:
            shelf.id("unit", values["unit"])
        new = _named(ClusterValues, old, values, ("parent", "unit"))
        if new.parent and new.parent not in there:
            refuse_code("cluster", new.parent, "parent")
        catalogue_clusters.refuse_circle(there, new)
        return new

    def keep(new: ClusterValues) -> None:
        before, there[new.code] = there.get(new.code), new
        if is_final:
            catalogue_clusters.store(work, before, new)

    return RecordWriter(tally, there.get, build, keep)


def _named(kind: Callable[..., R], old: R | None, values: Values, others: tuple[str, ...]) -> R:
    """Return a record with names in both languages; the English one is the Dutch one at first.

    Raises:
        FieldError: `import.value_missing` for a new one without name.
    """
    names = ("code", "name_nl", "name_en", *others)
    given = {name: values[name] for name in names if values.get(name) is not None}
    if old is not None:
        return cast("R", replace(cast("Any", old), **given))
    if "name_nl" not in given:
        raise FieldError("name_nl", "import.value_missing")
    return kind(**{"name_en": given["name_nl"]} | given)


def _check_range(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise FieldError(name, "import.out_of_bounds", value=value, low=low, high=high)


def _products(work: UnitOfWork) -> frozenset[str]:
    return frozenset(one.code for one in work.catalog.products(LAST_DAY))


LISTS: Mapping[str, Callable[[UnitOfWork, Tally, bool], Writer]] = {
    "channels": _channels,
    "pause_reasons": _pause_reasons,
    "accounts": _accounts,
    "templates": _templates,
    "call_back_rules": _call_back_rules,
    "settings": make_setting_writer,
    "clusters": _clusters,
}
"""By target, what returns its writer."""
