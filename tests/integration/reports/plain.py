"""The tables of the reports as plain SQL, written by hand from what their headings say."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Plain:
    """One table: its query, how many columns are the key, the others, and what restricts it."""

    query: str
    columns: tuple[str, ...]
    keys: int = 1
    scopes: dict[str, str] = field(default_factory=dict)


LINE = {"unit": "l.unit_id = :scope", "department": "l.department_id = :scope"}
CENTRE = {"department": "c.department_id = :scope", "cost_centre": "c.id = :scope"}
BORNE = """
SELECT {key}, count(*),
       sum(CASE WHEN r.account = 'unit' THEN e.points ELSE 0 END), sum(r.cents)
FROM journal_entry e JOIN journal_row r ON r.entry_id = e.id
WHERE e.kind IN ('sanction', 'sanction_reversal', 'move') AND r.account <> 'cost_centre'
  AND (r.account = 'unit' OR r.cents <> 0)
  AND e.month >= :first AND e.month <= :last AND {scope} GROUP BY 1
"""
UNIT_ROWS = {"unit": "r.account = 'unit' AND r.account_id = :scope"}
SAID = """
SELECT l.{key}, sum(CASE outcome WHEN 'satisfied' THEN 1 ELSE 0 END),
       sum(CASE outcome WHEN 'not_satisfied' THEN 1 ELSE 0 END),
       sum(CASE outcome WHEN 'not_reached' THEN 1 ELSE 0 END),
       10000 * sum(CASE outcome WHEN 'satisfied' THEN 1 ELSE 0 END)
         / nullif(sum(CASE WHEN outcome <> 'not_reached' THEN 1 ELSE 0 END), 0)
FROM call_back b JOIN line l ON l.id = b.line_id
WHERE b.closed_at >= :start AND b.closed_at < :end AND b.outcome IS NOT NULL AND {scope}
GROUP BY 1
"""
OF_SAID = ("satisfied", "not_satisfied", "not_reached", "share")
PAID = """(SELECT coalesce(sum(r.cents), 0) FROM journal_row r
  JOIN journal_entry e ON e.id = r.entry_id
  WHERE r.account = 'cost_centre' AND r.account_id = c.id AND e.kind IN ({both})
    AND e.month BETWEEN {first} AND :last)"""
BOTH = "'charge', 'charge_reversal', 'sanction', 'sanction_reversal'"
PAYS = ("realised", "credited", "budget", "left", "used", "net", "year")
YEAR = PAID.format(both=BOTH, first=":january")
READY = """(SELECT coalesce(sum(price_cents), 0) FROM line l WHERE l.cost_centre_id = c.id
  AND l.opened_at >= :start AND l.opened_at < :end AND l.state = 'ready')"""
CREDITED = """(SELECT coalesce(sum(s.cents), 0) FROM sanction s, line l
  WHERE l.cost_centre_id = c.id AND l.id = s.line_id AND s.state <> 'withdrawn'
  AND l.state = 'ready' AND l.opened_at >= {start} AND l.opened_at < :end)"""
SPENT = f"""((SELECT coalesce(sum(price_cents), 0) FROM line l WHERE l.cost_centre_id = c.id
  AND l.opened_at >= :new_year AND l.opened_at < :end AND l.state <> 'cancelled')
  - {CREDITED.format(start=":new_year")})"""
HELD = """(SELECT b.* FROM budget b JOIN (
    SELECT cost_centre_id AS centre, months AS m, first AS f, max(number) AS last FROM budget
    WHERE year = :year AND at <= coalesce((SELECT closed_at FROM period WHERE month = :last
      AND state = 'closed' AND revision = (SELECT max(revision) FROM period WHERE month = :last)),
      at) GROUP BY cost_centre_id, months, first
  ) n ON b.cost_centre_id = centre AND months = m AND first = f AND number = last
  WHERE year = :year AND cents IS NOT NULL)"""
BUDGET = f"""(SELECT sum(cents) FROM {HELD} one WHERE cost_centre_id = c.id
  AND first <= CAST(substr(CAST(:last AS text), 6) AS integer)
  AND (months = 12 OR NOT EXISTS (SELECT 1 FROM {HELD} x WHERE x.cost_centre_id = c.id
    AND (x.months = 12 OR (one.months = 1 AND x.months = 3 AND x.first = (one.first + 2) / 3 * 3 - 2
  )))))"""

OPENED_IN = " UNION ALL ".join(
    f"SELECT '2026-{month:02d}' AS name, {start} AS start, {stop} AS stop"
    for month, start, stop in (
        (3, 1772319600, 1774994400),  # of the summer time that begins on the 29th
        (4, 1774994400, 1777586400),
        (5, 1777586400, 1780264800),
        (6, 1780264800, 1782856800),
        (7, 1782856800, 1785535200),
        (8, 1785535200, 1788213600),
        (9, 1788213600, 1790805600),
        (10, 1790805600, 1793487600),
    )
)
"""The months with their bounds in Amsterdam."""
TOLD = """coalesce((SELECT w.cents FROM verdict w WHERE w.line_id = v.line_id AND w.part = v.part
  AND w.clock_run = v.clock_run AND w.charter_version_id = v.charter_version_id
  AND w.month = (SELECT max(x.month) FROM verdict x WHERE x.line_id = v.line_id
    AND x.part = v.part AND x.clock_run = v.clock_run
    AND x.charter_version_id = v.charter_version_id AND x.month < v.month)), 0)"""
VERDICTS = f"""SELECT v.charter_version_id, v.month,
sum(CASE WHEN outcome = 'kept' AND l.opened_in = v.month THEN 1 ELSE 0 END),
sum(CASE WHEN outcome = 'broken' AND l.opened_in = v.month THEN 1 ELSE 0 END),
sum(CASE WHEN outcome = 'excused' AND l.opened_in = v.month THEN 1 ELSE 0 END),
sum(CASE WHEN outcome IN ('running', 'manual') AND l.opened_in = v.month THEN 1 ELSE 0 END),
10000 * sum(CASE WHEN outcome = 'kept' AND l.opened_in = v.month THEN 1 ELSE 0 END)
  / nullif(sum(CASE WHEN outcome IN ('kept', 'broken') AND l.opened_in = v.month
    THEN 1 ELSE 0 END), 0), sum({{credit}})
FROM (SELECT v.*, {TOLD} AS told FROM verdict v) v JOIN (
  SELECT l.*, n.name AS opened_in FROM line l JOIN ({OPENED_IN}) n
    ON l.opened_at >= n.start AND l.opened_at < n.stop) l ON l.id = v.line_id
WHERE {{which}} AND v.month BETWEEN :first AND :last AND {{scope}} GROUP BY 1, 2"""
CHARTERS = VERDICTS.replace("{which}", "NOT v.is_trial").replace("{credit}", "v.cents - told")
TRIALS = VERDICTS.replace("{which}", "v.is_trial").replace(
    "{credit}", "CASE WHEN l.opened_in = v.month THEN v.cents ELSE 0 END"
)
OF_VERDICTS = ("kept", "broken", "excused", "running", "share", "credit")
PLAIN = {
    "borne": Plain(
        BORNE.replace("{key}", "CASE WHEN r.account = 'unit' THEN r.account_id ELSE 0 END"),
        ("entries", "points", "cents"),
        scopes=UNIT_ROWS,
    ),
    "borne_by_charter": Plain(
        BORNE.replace("{key}", "e.charter_version_id"),
        ("entries", "points", "cents"),
        scopes=UNIT_ROWS,
    ),
    "proposed": Plain(
        """SELECT coalesce(bears, 0), sum(proposed), sum(decided), sum(points), sum(cents) FROM (
          SELECT s.id, s.month, s.bears, sum(CASE WHEN own = 1 AND state = 'proposed' THEN 1
              ELSE 0 END) AS proposed,
            sum(CASE WHEN own = 1 AND state <> 'proposed' THEN 1 ELSE 0 END) AS decided,
            sum(points) AS points, sum(cents) AS cents FROM (
            SELECT s.id, s.month, s.state, 1 AS own, CASE state WHEN 'waived' THEN NULL
                WHEN 'moved' THEN (SELECT to_unit_id FROM sanction_decision d WHERE d.id = (
                  SELECT max(id) FROM sanction_decision x
                  WHERE x.sanction_id = s.id AND to_unit_id IS NOT NULL))
                ELSE bearer_id END AS bears,
              s.points - coalesce((SELECT sum(e.points) FROM journal_entry e
                WHERE e.kind <> 'move' AND e.line_id = s.line_id AND e.part = s.part
                AND e.clock_run = s.clock_run AND e.charter_version_id = s.charter_version_id), 0)
                AS points, s.cents FROM sanction s WHERE state <> 'withdrawn'
            UNION ALL SELECT s.id, s.month, s.state, 0,
              CASE account WHEN 'unit' THEN account_id END,
              CASE WHEN account = 'unit' AND s.state = 'withdrawn' AND e.kind <> 'move'
                THEN -e.points ELSE 0 END, -r.cents
            FROM sanction s JOIN journal_entry e ON e.line_id = s.line_id AND e.part = s.part
              AND e.clock_run = s.clock_run AND e.charter_version_id = s.charter_version_id
            JOIN journal_row r ON r.entry_id = e.id AND account <> 'cost_centre'
          ) s GROUP BY s.id, s.month, s.bears HAVING sum(points) <> 0 OR sum(cents) <> 0
        ) open_ones
        WHERE month BETWEEN :first AND :last AND {scope} GROUP BY 1""",
        ("proposed", "decided", "points", "cents"),
        scopes={"unit": "bears = :scope"},
    ),
    "charges": Plain(
        f"""SELECT c.id,
        (SELECT count(*) FROM line l WHERE l.cost_centre_id = c.id AND l.opened_at >= :start
           AND l.opened_at < :end AND l.state <> 'cancelled'),
        (SELECT coalesce(sum(price_cents), 0) FROM line l WHERE l.cost_centre_id = c.id
           AND l.opened_at >= :start AND l.opened_at < :end AND l.state <> 'cancelled'),
        (SELECT coalesce(sum(price_cents), 0) FROM line l WHERE l.cost_centre_id = c.id
           AND l.opened_at >= :start AND l.opened_at < :end AND l.state <> 'cancelled'
           AND l.state <> 'ready'),
        {READY}, {CREDITED.format(start=":start")}, coalesce({BUDGET}, 0), {BUDGET} - {SPENT},
        CASE WHEN {BUDGET} > 0 THEN 10000 * {SPENT} / {BUDGET} END,
        {PAID.format(both=BOTH, first=":first")}, {YEAR}
        FROM cost_centre c WHERE {{scope}}""",
        ("ordered", "price", "committed", *PAYS),
        scopes=CENTRE,
    ),
    "charters": Plain(CHARTERS, OF_VERDICTS, keys=2, scopes=LINE),
    "trials": Plain(TRIALS, OF_VERDICTS, keys=2, scopes=LINE),
    "said_of_units": Plain(SAID.replace("{key}", "unit_id"), OF_SAID, scopes=LINE),
    "said_of_products": Plain(SAID.replace("{key}", "product_id"), OF_SAID, scopes=LINE),
    "remarks": Plain(
        """SELECT coalesce(k.handler_unit_id, l.unit_id, 0),
        sum(CASE k.kind WHEN 'complaint' THEN 1 ELSE 0 END),
        sum(CASE k.kind WHEN 'compliment' THEN 1 ELSE 0 END),
        sum(CASE k.kind WHEN 'suggestion' THEN 1 ELSE 0 END), count(*), count(k.answered_at),
        sum(CASE WHEN k.answered_at <= k.due_at THEN 1 ELSE 0 END)
        FROM contact k LEFT JOIN line l ON l.id = k.line_id
        LEFT JOIN person p ON p.id = k.person_id
        WHERE k.kind IN ('complaint', 'compliment', 'suggestion')
          AND k.at >= :start AND k.at < :end AND {scope} GROUP BY 1""",
        ("complaints", "compliments", "suggestions", "all", "answered", "in_time"),
        scopes={
            "unit": "coalesce(k.handler_unit_id, l.unit_id) = :scope",
            "department": "p.department_id = :scope",
        },
    ),
    "handed": Plain(
        """WITH event AS (
          SELECT e.line_id, e.number, e.kind, e.step, coalesce((SELECT x.corrected_at
            FROM line_event x WHERE x.line_id = e.line_id AND x.corrects = e.number), e.at) AS at
          FROM line_event e),
        taken AS (
          SELECT s.line_id, s.at, (SELECT max(g.at) FROM event g WHERE g.line_id = s.line_id
            AND g.number < s.number AND g.kind IN ('received', 'step_finished')) AS given
          FROM event s WHERE s.kind = 'started' AND s.step = 1)
        SELECT coalesce(l.owner_id, l.unit_id), count(*), sum(given - l.opened_at) / count(*),
          sum(t.at - given) / count(*), sum(CASE WHEN t.at - given > 86400 THEN 1 ELSE 0 END)
        FROM taken t JOIN line l ON l.id = t.line_id
        WHERE l.opened_at >= :start AND l.opened_at < :end AND {scope} GROUP BY 1""",
        ("lines", "before", "mean", "long"),
        scopes={"unit": "coalesce(l.owner_id, l.unit_id) = :scope"},
    ),
    "returned": Plain(
        """SELECT coalesce(r.unit_id, l.owner_id, l.unit_id), coalesce(r.reason, ''), count(*)
        FROM line_event e JOIN line l ON l.id = e.line_id
        LEFT JOIN line_return r ON r.line_id = e.line_id AND r.event = e.number
        WHERE e.kind = 'returned' AND e.at >= :start AND e.at < :end AND {scope} GROUP BY 1, 2""",
        ("returns",),
        keys=2,
        scopes={"unit": "coalesce(r.unit_id, l.owner_id, l.unit_id) = :scope"},
    ),
    "asked": Plain(
        """SELECT unit_id, count(*), count(answered_at),
        sum(CASE WHEN answered_at <= due_at THEN 1 ELSE 0 END),
        10000 * sum(CASE WHEN answered_at <= due_at THEN 1 ELSE 0 END) / count(*)
        FROM unit_question WHERE asked_at >= :start AND asked_at < :end AND {scope} GROUP BY 1""",
        ("questions", "answered", "in_time", "share"),
        scopes={"unit": "unit_id = :scope"},
    ),
    "reached": Plain(
        """SELECT c.code,
        coalesce((SELECT sum(answered) FROM channel_count n WHERE n.channel = c.code
          AND slot >= :start AND slot < :end), 0),
        coalesce((SELECT sum(missed) FROM channel_count n WHERE n.channel = c.code
          AND slot >= :start AND slot < :end), 0),
        (SELECT 10000 * sum(answered) / nullif(sum(answered + missed), 0) FROM channel_count n
          WHERE n.channel = c.code AND slot >= :start AND slot < :end),
        (SELECT count(*) FROM channel_closing n WHERE n.channel = c.code
          AND closed_at >= :start AND closed_at < :end)
        FROM channel c WHERE {scope}""",
        ("answered", "missed", "share", "closings"),
    ),
    "demand": Plain(
        """SELECT l.product_id, sum(CASE WHEN l.opened_at >= :start THEN 1 ELSE 0 END),
        sum(CASE WHEN l.opened_at >= :start THEN l.quantity ELSE 0 END),
        sum(CASE WHEN l.opened_at >= :start THEN l.price_cents ELSE 0 END),
        sum(CASE WHEN l.opened_at < :start THEN 1 ELSE 0 END),
        sum(CASE WHEN l.opened_at >= :start THEN 1 ELSE -1 END)
        FROM line l WHERE l.opened_at >= :before AND l.opened_at < :end AND {scope}
          AND NOT EXISTS (SELECT 1 FROM line x WHERE x.id = l.id AND x.state = 'cancelled')
        GROUP BY 1""",
        ("lines", "pieces", "price", "before", "change"),
        scopes=LINE,
    ),
    "bespoke": Plain(
        """SELECT b.description, b.unit_id, count(*), sum(b.price_cents), count(b.product_id)
        FROM bespoke_line b JOIN line l ON l.id = b.line_id
        WHERE l.opened_at >= :start AND l.opened_at < :end AND {scope} GROUP BY 1, 2""",
        ("lines", "price", "adopted"),
        keys=2,
    ),
    "questioned": Plain(
        """SELECT faq_id, sum(CASE WHEN at >= :start THEN 1 ELSE 0 END),
        sum(CASE WHEN at < :start THEN 1 ELSE 0 END),
        sum(CASE WHEN at >= :start THEN 1 ELSE -1 END)
        FROM contact WHERE faq_id IS NOT NULL AND at >= :before AND at < :end AND {scope}
        GROUP BY 1""",
        ("asked", "before", "change"),
    ),
    "settled": Plain(
        """SELECT k.channel, count(*),
        sum(CASE WHEN outcome IN ('faq', 'desk') THEN 1 ELSE 0 END),
        10000 * sum(CASE WHEN outcome IN ('faq', 'desk') THEN 1 ELSE 0 END) / count(*),
        sum(CASE outcome WHEN 'faq' THEN 1 ELSE 0 END),
        sum(handled_seconds), sum(handled_seconds) / count(*)
        FROM contact k LEFT JOIN person p ON p.id = k.person_id
        WHERE k.at >= :start AND k.at < :end AND {scope} GROUP BY 1""",
        ("contacts", "at_desk", "share", "from_faq", "seconds", "mean"),
        scopes={"department": "p.department_id = :scope"},
    ),
}
"""By the code of the table."""
