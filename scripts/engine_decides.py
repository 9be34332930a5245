"""Says whether durable_rules loads on this Python and decides as the program needs it.

Run by the set-up and for each wheel that `scripts/engine_wheels` builds; needs nothing installed
but durable_rules. The exit code tells; a fault in its native code ends this process alone.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fmdesk.rules.worker import BATCH, READY, Decider, probe

LATE, IN_TIME, OTHER = 1, 2, 4
RULES = [
    (outcome, {"all": [{"m": {"$and": [{"charter": 1}, {"a__late": late}]}}], "pri": pri})
    for outcome, late, pri in ((LATE, True, 20), (IN_TIME, False, 30))
] + [(OTHER, {"all": [{"m": {"charter": 1}}], "pri": 60_000})]


def main() -> int:
    """Decide three full batches and explain one question; return the exit code."""
    state, detail = probe()
    if state != READY:
        print(detail, file=sys.stderr)
        return 1
    decider = Decider([(0, 1, ["a__late"])], [RULES])
    rows = [(0, (True, False, None)[place % 3]) for place in range(BATCH)]
    expected = bytes((LATE, IN_TIME, OTHER)[place % 3] for place in range(BATCH))
    is_right = all(decider.decide(rows) == expected for _batch in range(3))
    is_explained = decider.explain((0, True)) == bytes((LATE, OTHER))
    return 0 if is_right and is_explained else 1


if __name__ == "__main__":
    sys.exit(main())
