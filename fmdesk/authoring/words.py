"""What suites, checks and verdicts are called."""

from collections.abc import Mapping

from fmdesk.authoring.checks import Check, Verdict
from fmdesk.i18n import N_, _

VERDICTS: Mapping[Verdict, str] = {
    Verdict.OK: N_("ok"),
    Verdict.REFUSED: N_("refused"),
    Verdict.FAILED: N_("failed"),
}
SUITES: Mapping[str, str] = {
    "contract": N_("Contract"),
    "hostile": N_("Hostile input"),
    "budget": N_("Time budget"),
    "uninstall": N_("Uninstall"),
    "determinism": N_("Determinism"),
}
NAMES: Mapping[str, str] = {
    "run": N_("the tests run to their end"),
    "texts": N_("every text is there in Dutch and English"),
    "icons": N_("the icons are there"),
    "handlers": N_("pages and store are where they are named"),
    "payloads": N_("what commands and queries are given can be kept"),
    "permissions": N_("rights and grants name roles that exist"),
    "charters": N_("the charters are sound"),
    "imports": N_("the api alone is imported, and libraries where they belong"),
    "version": N_("manifest and wheel have one version"),
    "orders": N_("orders with wrong answers are refused"),
    "life": N_("an order goes through its life"),
    "commands": N_("commands"),
    "queries": N_("queries"),
    "start": N_("start"),
    "hooks": N_("hooks"),
    "due": N_("timer work"),
    "lines": N_("its lines stay readable and can be finished"),
    "verify": N_("the database is sound without it"),
    "purge": N_("a purge takes its tables, and nothing else"),
    "afterwards": N_("the database is sound after the purge"),
    "twice": N_("it declares the same twice"),
    "elsewhere": N_("it declares the same in another language and under another hash seed"),
    "facts": N_("facts, prices and due times are the same there"),
}


def title(one: Check) -> str:
    """Return what was looked at, in the current language."""
    return f"{_(SUITES[one.suite])}: {_(NAMES[one.name])}"
