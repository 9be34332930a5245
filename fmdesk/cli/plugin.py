"""`fmdesk plugin new|check|install|list|enable|disable|remove|purge`: the plugins of an office."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from fmdesk.cli.output import Output, table
from fmdesk.config import Settings
from fmdesk.i18n import _, current_language
from fmdesk.messages import explain

if TYPE_CHECKING:
    from fmdesk.authoring.checks import Check
    from fmdesk.core.domain.installing import Addition, Offer, PluginInfo, Remains

REFUSED = 1


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    text = _("check, install and remove plugins")
    parser = commands.add_parser("plugin", help=text, description=text)
    actions = parser.add_subparsers(metavar=_("action"), required=True)
    for name, text, run, argument in (
        ("list", _("show the plugins and their states"), show, ""),
        ("new", _("write the project of a new plugin, which works as it is"), new, "id"),
        (
            "check",
            _("check a wheel, run tests on it, and show what it adds"),
            check,
            "wheel",
        ),
        ("install", _("check a wheel, and install it for all desks"), install, "wheel"),
        ("enable", _("switch a plugin on for all desks"), enable, "plugin"),
        ("disable", _("switch a plugin off for all desks"), disable, "plugin"),
        ("remove", _("take a plugin away; its data stays"), remove, "plugin"),
        ("purge", _("take a plugin away with all its data"), purge, "plugin"),
    ):
        action = actions.add_parser(name, parents=[common], help=text, description=text)
        action.set_defaults(run=run)
        if argument == "wheel":
            action.add_argument("wheel", type=Path, help=_("the file of the plugin (.whl)"))
        elif argument:
            action.add_argument("plugin", help=_("the id of the plugin"))
        if name == "check":
            quick = _("only read it and ask what it adds; its tests are not run")
            action.add_argument("--quick", dest="is_quick", action="store_true", help=quick)
            action.add_argument("--seconds", type=_seconds, default=120, help=_("for each suite"))
        if name == "new":
            where = _("where the folder of the project is made; here by default")
            action.add_argument("--folder", type=Path, default=Path(), help=where)
        if name in ("install", "purge"):
            action.add_argument(
                "--yes", dest="is_sure", action="store_true", help=_("do it without asking")
            )
        if name == "purge":
            action.add_argument(
                "--despite-lines",
                action="store_true",
                help=_("also while lines that it serves are not finished"),
            )


def _seconds(text: str) -> int:
    """Return a number of seconds, at least one."""
    return max(int(text), 1)


def show(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Show the plugins and their states."""
    del arguments
    from fmdesk.bootstrap import open_office
    from fmdesk.core.domain.plugin_words import STATES

    with open_office(settings) as office:
        plugins = office.services.plugins.plugins()
    language = current_language()
    rows = [
        (row.id, row.version, STATES[row.state].get(language), row.name.get(language))
        for row in (one.row for one in plugins)
    ]
    reasons = [f"{one.row.id}: {explain(one.row.reason)}" for one in plugins if one.row.reason]
    lines = table((_("Id"), _("Version"), _("State"), _("Name")), rows)
    output.answer([_plain(one) for one in plugins], [*lines, *([""] if reasons else []), *reasons])
    return 0


def new(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Write the project of a new plugin; no office is needed."""
    del settings
    from fmdesk.authoring.project import new_project

    folder = new_project(arguments.plugin, arguments.folder)
    text = _("{folder} has a plugin that works. Its README.md tells how to go on.")
    output.answer({"folder": folder.as_posix()}, (text.format(folder=folder),))
    return 0


def check(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Check a wheel and run the tests of all plugins on it; no office is needed or changed."""
    del settings
    from fmdesk.plugins.asking import check_file

    if arguments.is_quick:
        offer = check_file(arguments.wheel)
        lines = [*_offered(offer), _("Nothing is wrong with this wheel.")]
        output.answer(_plain_offer(offer), lines)
        return 0
    from fmdesk.authoring.runner import check_wheel_fully

    progress = output.progress(_("Check"))
    offer, checks = check_wheel_fully(arguments.wheel, progress, arguments.seconds)
    bad = sum(1 for one in checks if one.said and one.verdict.value != "ok")
    total = (
        _("{count} checks found something. Mend it, build the wheel and check it again.")
        if bad
        else _("Nothing is wrong with this wheel.")
    ).format(count=bad)
    plain = _plain_offer(offer)
    plain |= {"is_sound": not bad, "checks": [_plain_check(one) for one in checks]}
    output.answer(plain, [*_offered(offer), "", *map(_check_line, checks), "", total])
    return REFUSED if bad else 0


def _check_line(one: "Check") -> str:
    from fmdesk.authoring.words import VERDICTS, title

    said = f" – {explain(one.said)}" if one.said else ""
    return f"{_(VERDICTS[one.verdict]):<10}{title(one)}{said}"


def _plain_check(one: "Check") -> dict[str, object]:
    return {
        "suite": one.suite,
        "check": one.name,
        "verdict": one.verdict.value,
        "code": one.said.code if one.said else "",
        "text": explain(one.said) if one.said else "",
    }


def install(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Check a wheel, show what it adds, and install it once that is approved."""
    from fmdesk.bootstrap import open_office
    from fmdesk.core.domain.spec import PluginState

    with open_office(settings) as office:
        offer = office.services.plugins.inspect(arguments.wheel)
        warning = _(
            "A plugin has the rights of the program and of whoever runs it. Install only what comes"
            " from somebody you know."
        )
        if not _is_sure(arguments, (*_offered(offer), "", warning)):
            return REFUSED
        info = office.services.plugins.install(uuid4(), arguments.wheel, offer)
    is_active = info.row.state is PluginState.ACTIVE
    said = (
        _("{name} {version} is installed.")
        if is_active
        else _("{name} {version} is installed, but does not work yet.")
    )
    name = info.row.name.get(current_language())
    lines = [said.format(name=name, version=info.row.version), *_reason(info)]
    output.answer(_plain(info), lines)
    return 0


def enable(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Switch a plugin on for all desks."""
    return _switch(settings, arguments.plugin, output, is_on=True)


def disable(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Switch a plugin off for all desks."""
    return _switch(settings, arguments.plugin, output, is_on=False)


def remove(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Take a plugin away; its data stays."""
    from fmdesk.bootstrap import open_office
    from fmdesk.core.domain.installing import RemoveDraft

    with open_office(settings) as office:
        office.services.plugins.remove(RemoveDraft(uuid4(), arguments.plugin))
        there = office.services.plugins.remains(arguments.plugin)
    text = _("{plugin} is removed. Its lines stay readable and its data stays.")
    lines = [text.format(plugin=arguments.plugin), *_kept(there)]
    output.answer(there, lines)
    return 0


def purge(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Take a plugin away with all its data, once it was said what goes."""
    from fmdesk.bootstrap import open_office
    from fmdesk.core.domain.installing import PurgeDraft

    draft = PurgeDraft(uuid4(), arguments.plugin, arguments.despite_lines)
    with open_office(settings) as office:
        there = office.services.plugins.remains(arguments.plugin)
        if not _is_sure(arguments, (_("This goes, for good:"), *_kept(there))):
            return REFUSED
        gone = office.services.plugins.purge(draft)
    text = _("{plugin} is gone with its data.").format(plugin=arguments.plugin)
    output.answer(gone, (text, *_kept(gone)))
    return 0


def _switch(settings: Settings, plugin: str, output: Output, *, is_on: bool) -> int:
    from fmdesk.bootstrap import open_office
    from fmdesk.core.domain.installing import SwitchDraft

    with open_office(settings) as office:
        info = office.services.plugins.switch(SwitchDraft(uuid4(), plugin, is_on))
    text = _("{plugin} is switched on.") if is_on else _("{plugin} is switched off.")
    lines = [text.format(plugin=plugin), *(_reason(info) if is_on else ())]
    output.answer(_plain(info), lines)
    return 0


def _is_sure(arguments: argparse.Namespace, lines: tuple[str, ...]) -> bool:
    """Say what will happen and ask; without anybody to ask the answer is no."""
    if arguments.is_sure:
        return True
    from fmdesk.cli.output import printable

    for line in lines:
        print(printable(line), file=sys.stderr)
    if not sys.stdin.isatty():
        print(_("Nothing was done. Give --yes to do it without asking."), file=sys.stderr)
        return False
    print(_("Go on? [y/N]"), end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes", "j", "ja")


def _offered(offer: "Offer") -> Iterator[str]:
    wheel = offer.wheel
    yield f"{wheel.name.get(current_language())} {wheel.version} ({wheel.plugin})"
    if wheel.summary:
        yield wheel.summary
    if offer.before:
        yield _("Installed now: version {version}").format(version=offer.before)
    yield f"SHA-256 {wheel.sha256}"
    yield from _differing(offer) if offer.before else _added(offer.adds)
    if offer.asks_more:
        yield _("It may do more than version {version} does.").format(version=offer.before)


def _differing(offer: "Offer") -> Iterator[str]:
    """Yield what a newer version adds and leaves out, as a difference."""
    from fmdesk.core.domain.plugin_words import kind_words

    language = current_language()
    for one in offer.differences:
        for sign, names in (("+", one.new), ("-", one.gone)):
            for name in names:
                yield f"  {sign} {kind_words(one.kind).get(language)}: {name.get(language)}"


def _added(adds: "tuple[Addition, ...]") -> Iterator[str]:
    from fmdesk.core.domain.plugin_words import kind_words

    language = current_language()
    for one in adds:
        names = ", ".join(name.get(language) for name in one.names)
        yield f"  {kind_words(one.kind).get(language)}: {names}"


def _kept(there: "Remains") -> Iterator[str]:
    for name, rows in there.tables:
        yield "  " + _("table {name}, rows: {rows}").format(name=name, rows=rows)
    if there.settings:
        yield "  " + _("settings: {count}").format(count=there.settings)
    if there.open_lines:
        yield "  " + _("lines that are not finished: {count}").format(count=there.open_lines)


def _reason(info: "PluginInfo") -> tuple[str, ...]:
    return (explain(info.row.reason),) if info.row.reason else ()


def _plain(info: "PluginInfo") -> dict[str, object]:
    row, approval = info.row, info.approval
    return {
        "id": row.id,
        "name": row.name.get(current_language()),
        "version": row.version,
        "state": row.state.value,
        "bundled": row.is_bundled,
        "reason": explain(row.reason) if row.reason else "",
        "traceback": row.traceback,
        "adds": {
            one.kind: [name.get(current_language()) for name in one.names] for one in info.adds
        },
        "sha256": approval.wheel.sha256 if approval else "",
        "approved_by": approval.approved_by if approval else "",
        "approved_at": approval.approved_at if approval else None,
    }


def _plain_offer(offer: "Offer") -> dict[str, object]:
    wheel = offer.wheel
    return {
        "id": wheel.plugin,
        "name": wheel.name.get(current_language()),
        "version": wheel.version,
        "sha256": wheel.sha256,
        "files": wheel.files,
        "adds": {
            one.kind: [name.get(current_language()) for name in one.names] for one in offer.adds
        },
    }
