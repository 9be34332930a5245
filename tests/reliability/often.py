"""How often a fault is tried: a little for every change, the whole figure by the nightly script."""

import os

IS_NIGHTLY = os.environ.get("FMDESK_RELIABILITY") == "nightly"


def often(small: int, whole: int) -> int:
    """Return the number of tries: the small one, or the whole figure when that is asked for."""
    return whole if IS_NIGHTLY else small
