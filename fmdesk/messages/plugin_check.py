"""What `fmdesk plugin check` finds: what to do about it, and figures where nothing is wrong."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "check.more": N_("{count} more of this kind. Mend the first ones and check again."),
    "check.text": N_("{place} has no text in the language “{language}”. Write it."),
    "check.icon": N_("There is no icon “{icon}”. Choose one of: {known}."),
    "check.handler": N_("{place} is not there, or cannot be imported. Correct the name."),
    "check.page": N_("{place} is no page. Derive it from PluginPage."),
    "check.frozen": N_(
        "{name}: {kind} is no frozen dataclass. Declare it with @dataclass(frozen=True)."
    ),
    "check.comes_back": N_(
        "{name}: {kind} does not come back from the command log as it was. Annotate each field "
        "with texts, whole numbers, yes or no, days, instants, enumerations, tuples, or such "
        "dataclasses."
    ),
    "check.role": N_("{name}: there is no role “{role}”. The roles are: {known}."),
    "check.nobody": N_("Nobody has the right {name}. Name the roles that do."),
    "check.grants": N_(
        "On PostgreSQL nobody can read the tables {name}. Give roles their grants in fmdesk_schema."
    ),
    "check.version": N_(
        "The manifest says version {manifest}, the wheel {wheel}. Write the same in both."
    ),
    "check.import": N_(
        "{file}, line {line}, imports {name}. A plugin imports {api}, its sql and its qt alone."
    ),
    "check.library": N_(
        "{file}, line {line}, imports {name}. Only store, tables and migrations talk to the "
        "database, and only qt to Qt: move it there."
    ),
    "check.crashed": N_("{what}: {error}. Refuse it with a PluginError whose reason says why."),
    "check.database": N_(
        "{what}: only the database refused it: {error}. Check it before it is stored."
    ),
    "check.half_stored": N_(
        "{what}: it was refused, and something was stored all the same. Leave committing to fmdesk."
    ),
    "check.speechless": N_(
        "{what}: it was refused as {code}, without a sentence. Give the PluginError a reason."
    ),
    "check.hung": N_(
        "It did not come back within {seconds} seconds, and was ended. It was busy with: {what}."
    ),
    "check.ended": N_(
        "It ended the process it ran in. It was busy with: {what}. Raise an error instead."
    ),
    "check.slow": N_(
        "{name} took {took} ms; {most} ms is the most. Make it quicker, or do it as timer work."
    ),
    "check.unlike": N_(
        "{place} is now “{first}” and now “{second}”. Let it depend on what it is given alone."
    ),
    "check.left": N_(
        "{table} is left after a purge. Let migrations make tables, and no views or functions "
        "beside them."
    ),
    "check.taken": N_("{table} went with the purge, and is not the plugin's."),
    "check.tries": N_("{count} tries, of which {refused} were refused in words."),
    "check.took": N_("{took} ms at most ({name}); {most} ms is allowed."),
    "check.gone": N_("Tables: {tables}."),
    "check.read": N_("Lines: {count}."),
}
