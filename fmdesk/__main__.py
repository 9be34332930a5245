"""`python -m fmdesk` and the command `fmdesk`."""

import sys

from fmdesk.cli import main as run


def main() -> int:
    """Run the command line; a packaged program starts its engine's process by this door too."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # noqa: PLC0415  # `fmdesk --help` stays quick

        freeze_support()
    return run()


if __name__ == "__main__":
    sys.exit(main())
