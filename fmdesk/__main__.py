"""`python -m fmdesk` and the command `fmdesk`."""

import sys

from fmdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
