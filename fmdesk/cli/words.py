"""The words that argparse says by itself, in the user's language."""

import argparse

from fmdesk.i18n import N_, _

WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("unrecognized arguments: %s"),
    N_("the following arguments are required: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
)
"""What a user of our commands can meet of it; the same sentences in Python 3.11 to 3.13."""


def speak_as_the_user_does() -> None:
    """Let argparse look its words up where ours are; it has no other place to say so."""
    argparse._ = _  # type: ignore[attr-defined]  # its only seam is its own name
