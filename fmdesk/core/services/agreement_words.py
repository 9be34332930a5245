"""Agreements in words: levels, differences, findings, and the paper that is signed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from fmdesk.core.domain.agreement import Agreement, Catalogue, Finding, Level, findings
from fmdesk.core.domain.agreement_views import AgreementChoices, LevelRow
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.document import CellKind, Document, DocumentColumn, Letterhead
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import lead_time, today
from fmdesk.core.services.whys import limit_words
from fmdesk.i18n import _, long_day, money, number, stamp, using_language


class AgreementWords:
    """Puts agreements into words, in the language of now.

    Args:
        work: The unit of work to read from.
        language: `nl` or `en`, for the names of products and clusters.
    """

    def __init__(self, work: UnitOfWork, language: str) -> None:
        self._work = work
        self.names = Names(work, language)

    @cached_property
    def products(self) -> dict[str, ProductVersion]:
        """The products of today, by code."""
        return {one.code: one for one in self._work.catalog.products(today(self._work))}

    @cached_property
    def clusters(self) -> dict[str, str]:
        """Names of the clusters, by code."""
        return {one.code: self.names.of(one) for one in self._work.catalog.clusters()}

    def person(self, code: str) -> str:
        """Return the name of a person, empty for none."""
        return self._work.people.person_by_code(code).name if code else ""

    def what(self, level: Level) -> str:
        """Return which part of the catalogue a level is about."""
        if level.cluster:
            return self.clusters.get(level.cluster, level.cluster)
        if not level.product:
            return _("The whole catalogue")
        product = self.products.get(level.product)
        if product is None:
            return level.product
        variant = product.variant(level.variant) if level.variant else None
        parts = [self.names.of(one) for one in (product, variant) if one is not None]
        return ", ".join(parts)

    def lead_time(self, level: Level) -> str:
        """Return what a level promises."""
        return limit_words(level.lead_time) if level.lead_time else _("nothing promised")

    def row(self, level: Level) -> LevelRow:
        """Return a level in words, without how much is ordered."""
        product = self.products.get(level.product)
        usual = lead_time(product, level.variant) if product else None
        return LevelRow(
            level,
            self.what(level),
            self.lead_time(level),
            limit_words(usual) if usual else "",
            level.calendar,
            0,
        )

    def findings(self, agreement: Agreement) -> Iterator[Finding]:
        """Yield what is wrong or odd about an agreement, with names in place of codes."""
        first = max(agreement.valid_from, today(self._work))
        products = {one.code: one for one in self._work.catalog.products(first)}
        return findings(agreement, Catalogue(products, self.clusters, self.what))

    def changes(self, agreement: Agreement, before: Agreement | None) -> tuple[str, ...]:
        """Return how a version differs from the one before."""
        if agreement.is_ended:
            return (_("Nothing is agreed any more."),)
        if before is None or before.is_ended:
            return (_("The first version."),)
        return tuple(self._changes(agreement, before))

    def _changes(self, now: Agreement, before: Agreement) -> Iterator[str]:
        old, new = ({one.scope: one for one in each.levels} for each in (before, now))
        for scope, level in new.items():
            was = old.get(scope)
            if was is None:
                yield _("New: {what}, {limit}.").format(
                    what=self.what(level), limit=self.lead_time(level)
                )
            elif self._level(was) != self._level(level):
                yield _("{what}: {before} becomes {now}.").format(
                    what=self.what(level), before=self._level(was), now=self._level(level)
                )
        for scope, level in old.items():
            if scope not in new:
                yield _("No longer: {what}.").format(what=self.what(level))
        for name, value in self._facts(now).items():
            was_said = self._facts(before)[name]
            if value != was_said:
                yield _("{what}: {before} becomes {now}.").format(
                    what=name, before=was_said or "–", now=value or "–"
                )

    def _level(self, level: Level) -> str:
        pieces = _("{n} a year").format(n=number(level.volume)) if level.volume else ""
        return ", ".join(filter(None, (self.lead_time(level), level.calendar, pieces)))

    def _facts(self, one: Agreement) -> dict[str, str]:
        limits = (f"{self.person(x.person) or _('everybody')} {money(x.cents)}" for x in one.limits)
        return {
            _("Client"): self.person(one.client),
            _("Budget holder"): self.person(one.holder),
            _("Budget of a year"): "" if one.budget_cents is None else money(one.budget_cents),
            _("Order limit"): ", ".join(limits),
            _("Also agreed"): one.note,
        }

    def facts(self, one: Agreement, department: str) -> tuple[tuple[str, str], ...]:
        """Return what stands above the levels on paper."""
        said = {
            _("Department"): department,
            _("Holds from"): long_day(one.valid_from),
            _("Version"): number(one.number),
            **self._facts(one),
        }
        return tuple((name, value) for name, value in said.items() if value)

    def choices(self, department: str, newest: Agreement | None) -> AgreementChoices:
        """Return what an agreement is written from."""
        clusters = [(f"cluster:{code}", name) for code, name in self.clusters.items()]
        products = []
        for one in self.products.values():
            products.append((f"product:{one.code}", self.names.of(one)))
            products += [
                (f"product:{one.code}:{way.code}", f"{self.names.of(one)}, {self.names.of(way)}")
                for way in one.variants
            ]
        whole = ("all", _("The whole catalogue"))
        parts = _told_apart([whole, *_sorted(clusters), *_sorted(products)])
        persons = dict(self._work.agreements.persons(department))
        if newest is not None:
            for code in (newest.client, newest.holder, *(one.person for one in newest.limits)):
                if code:
                    persons[code] = self.person(code)
        calendars = self._work.catalog.calendars()
        return AgreementChoices(parts, calendars, _told_apart(_sorted(persons.items())))


def agreed_words(work: UnitOfWork, language: str, level_id: int | None) -> str:
    """Return what holds for an order by an agreement, empty where none does.

    Args:
        work: The unit of work to read from.
        language: `nl` or `en`, the language of now.
        level_id: The level that the line pins.
    """
    if level_id is None:
        return ""
    code, version = work.agreements.origin(level_id)
    words, level = AgreementWords(work, language), work.agreements.level(level_id)
    departments = {one.code: one.name for one in work.people.departments()}
    return _("As agreed with {department} (version {version}): {what}, {limit}.").format(
        department=departments.get(code, _("everybody")),
        version=version,
        what=words.what(level),
        limit=words.lead_time(level),
    )


def paper(work: UnitOfWork, agreement: Agreement, department: str) -> Document:
    """Return a version as a paper in both languages, with room to sign.

    Args:
        work: The unit of work to read from.
        agreement: The version.
        department: Name of the department.
    """
    dutch, english = (_worded(work, agreement, department, one) for one in ("nl", "en"))
    return Document(
        title=_joined(dutch.title, english.title),
        lead=_joined(dutch.lead, english.lead),
        facts=tuple(
            (_joined(name, title), _joined(value, other))
            for (name, value), (title, other) in zip(dutch.facts, english.facts, strict=True)
        ),
        columns=tuple(
            replace(one, title=_joined(one.title, other.title))
            for one, other in zip(dutch.columns, english.columns, strict=True)
        ),
        rows=tuple(map(_row, dutch.rows, english.rows)),
        is_signed=True,
        signers=tuple(map(_joined, dutch.signers, english.signers)),
        sign_here=_joined(dutch.sign_here, english.sign_here),
    )


def letterhead(work: UnitOfWork) -> Letterhead:
    """Return what stands on every page of the paper, in both languages."""
    said: list[tuple[str, str]] = []
    for language in ("nl", "en"):
        with using_language(language):
            printed = _("Printed {at}").format(at=stamp(work.now, work.zone))
            said.append((printed, _("page {n}")))
    foot, page = (_joined(*one) for one in zip(*said, strict=True))
    return Letterhead(work.settings.get("organisation"), work.now, work.zone, foot, page)


def _worded(work: UnitOfWork, agreement: Agreement, department: str, language: str) -> Document:
    with using_language(language):
        words = AgreementWords(work, language)
        return Document(
            title=_("Service level agreement"),
            lead=_(
                "What is not named here is delivered as agreed with everybody, else as the"
                " catalogue promises."
            ),
            facts=words.facts(agreement, department),
            columns=(
                DocumentColumn(_("What"), 30),
                DocumentColumn(_("Lead time"), 26),
                DocumentColumn(_("Calendar"), 18),
                DocumentColumn(_("Pieces a year"), 26, CellKind.NUMBER),
            ),
            rows=tuple(
                (
                    words.what(one),
                    words.lead_time(one),
                    one.calendar or "–",
                    number(one.volume) if one.volume else "–",
                )
                for one in agreement.levels
            ),
            signers=(_("For the department"), work.settings.get("organisation")),
            sign_here=_("Name, date and signature"),
        )


def _row(dutch: tuple[str, ...], english: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_joined, dutch, english))


def _joined(dutch: str, english: str) -> str:
    """Return a text in both languages, once where they do not differ."""
    return dutch if dutch == english else f"{dutch} / {english}"


def _sorted(named: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(named, key=lambda one: one[1].casefold()))


def _told_apart(named: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return codes with names that are chosen by; equal ones get their code."""
    named = tuple(named)
    names = Counter(name for _code, name in named)
    return tuple(
        (code, name if names[name] == 1 else f"{name} ({code.replace(':', ' ')})")
        for code, name in named
    )
