"""Errors of the settings file and the environment."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "config.unreadable": N_(
        "The settings file {path} cannot be read: {reason}. Correct it, or remove it to start with "
        "the standard settings."
    ),
    "config.not_written": N_(
        "The file {path} could not be written: {reason}. Make room or give this account the right"
        " to it, and try again."
    ),
    "config.not_toml": N_(
        "The settings file {path} is not valid TOML: {reason}. Correct that line, or remove the "
        "file to start with the standard settings."
    ),
    "config.unknown_key": N_(
        "The setting {key} in {source} does not exist. Use one of these: {known}."
    ),
    "config.bad_value": N_("The setting {key} in {source} cannot be {value}. Use {expected}."),
    "config.resource_missing": N_(
        "The file {path} that belongs to the program is missing. Install fmdesk again."
    ),
}
