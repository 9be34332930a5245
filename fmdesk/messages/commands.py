"""Texts of what can go wrong with a command as such: demos and files that are written."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "demo.not_empty": N_(
        "The database already holds {organisation}, so nothing was changed. Choose another place"
        " for the example, with FMDESK_DATA_DIR or in the settings."
    ),
    "file.not_written": N_(
        "The file {path} could not be written: {reason}. Choose another place with --output, or"
        " make room."
    ),
}
