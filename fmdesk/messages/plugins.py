"""Errors of plugins: found by the host before they run, while they run, and by their tables."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "plugin.no_manifest": N_(
        "The plugin {plugin} has no readable file {file} in its package. Ask its maker for a "
        "complete one."
    ),
    "plugin.bad_manifest": N_(
        "The manifest of the plugin {plugin} has a line that is no “name: value”: {line}. Ask its "
        "maker for a corrected one."
    ),
    "plugin.bad_id": N_(
        "“{plugin}” cannot be the id of a plugin. An id has small letters, digits and underscores, "
        "begins with a letter and has at most 30 of them."
    ),
    "plugin.api_version": N_(
        "The plugin {plugin} was made for plugin API {needed}; this program has {has}. Install a "
        "version of the plugin that fits."
    ),
    "plugin.not_allowed": N_(
        "The plugin {plugin} is installed but not allowed. The setting plugins allows it."
    ),
    "plugin.disabled": N_(
        "The plugin {plugin} is switched off. The setting disabled_plugins names it."
    ),
    "plugin.safe_mode": N_(
        "The plugin {plugin} is off because the program runs in safe mode. Start it without safe "
        "mode to use the plugin."
    ),
    "plugin.duplicate": N_("More than one plugin has the id {plugin}. Remove all but one of them."),
    "plugin.unknown_hook": N_(
        "The plugin {plugin} has a hook {hook} that does not exist. Did its maker mean {nearest}?"
    ),
    "plugin.unmarked_hook": N_(
        "The plugin {plugin} has a function {hook} without the mark @hookimpl, so it would never "
        "be called."
    ),
    "plugin.hook_wrapper": N_(
        "The hook {hook} of the plugin {plugin} wraps other plugins. That is not allowed."
    ),
    "plugin.failed": N_(
        "The plugin {plugin} failed in {hook}: {error}. Nothing was saved. Give this to the maker "
        "of the plugin, or ask an administrator to switch it off."
    ),
    "plugin.unfit_fact": N_(
        "The plugin {plugin} gave the fact {fact} a value that no charter can judge: “{value}”. A"
        " text has 100 plain signs at most. Nothing was stored; tell its author."
    ),
    "plugin.wrong_answer": N_(
        "The plugin {plugin} answered {hook} wrongly: {expected} was expected and {found} came."
    ),
    "plugin.too_many": N_("The plugin {plugin} answered {hook} with more than {most} items."),
    "plugin.duplicate_name": N_(
        "The plugin {plugin} declares “{name}” twice, or without a name, in {hook}."
    ),
    "plugin.prefix": N_(
        "The plugin {plugin} declares “{name}”; such a name must begin with {prefix}."
    ),
    "plugin.unknown_reference": N_(
        "The plugin {plugin} names “{name}” in {hook}, but it is not among its {target}."
    ),
    "plugin.action_payload": N_(
        "The action {action} of the plugin {plugin} runs {command}, which needs to be told more. "
        "An action runs a command without payload, or opens a page; tell its author."
    ),
    "plugin.bad_setting": N_(
        "The setting {setting} of the plugin {plugin} begins with “{value}”, which it would not "
        "take itself; tell its author."
    ),
    "plugin.needs_upgrade": N_(
        "The tables of the plugin {plugin} are older than the plugin. Run “fmdesk db upgrade”."
    ),
    "plugin.unavailable": N_(
        "The plugin {plugin} is needed for this but does not work now. The page Plugins says why; "
        "who administers can switch it on there."
    ),
    "plugin.unknown_command": N_("The plugin {plugin} has no command or query {name}."),
    "plugin.bad_payload": N_("{name} of the plugin {plugin} takes something else: {expected}."),
    "plugin.foreign_table": N_(
        "The plugin {plugin} changes the table {table}, which is not its own. Its tables must "
        "begin with {prefix}. Nothing was changed."
    ),
    "plugin.foreign_key": N_(
        "The tables {table} and {target} would hang together. Only tables of a plugin may point at "
        "tables of the program. Nothing was changed."
    ),
    "plugin.not_yours": N_(
        "The plugin {plugin} wanted to change {number}, which it does not serve. Nothing was "
        "changed; tell its author."
    ),
    "plugin.busy_line": N_(
        "The plugin {plugin} wanted to change {number} while the lines that follow it were told "
        "of a change. Nothing was changed; tell its author."
    ),
    "follow.itself": N_("A line cannot follow itself. Choose another line."),
    "follow.circle": N_(
        "These lines would follow each other in a circle. Link them the other way round, or not."
    ),
    "follow.deep": N_(
        "More than {most} lines would follow one another. Link the line to an earlier one."
    ),
    "follow.there": N_("The line follows that one already."),
    "form.unknown_field": N_("The form of this product has no field {field}. Leave it out."),
    "form.required": N_("Fill in {field}."),
    "form.value": N_("“{value}” cannot be the value of {field}. Correct it."),
    "plugin.no_front_office": N_(
        "The step “{step}” is done by the front office, and no unit is one yet. Add it first."
    ),
    "plugin.newer_tables": N_(
        "The tables of the plugin {plugin} were made by a newer version of it. Install that "
        "version."
    ),
}
