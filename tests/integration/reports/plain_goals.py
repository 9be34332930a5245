"""What goals count, as plain SQL of its own: each measure, and what restricts it to each subject.

Written from the words of `docs/goals.md`; neither the program nor the tests of the reports have a
part in it. Each query gives the parts of a figure: one sum, or two that are divided.
"""

from dataclasses import dataclass, field

from tests.integration.reports.plain import OPENED_IN


@dataclass(frozen=True)
class PlainGoal:
    """A measure: its query, its condition for each kind of subject, and what its parts make.

    Attributes:
        query: With `{about}` where a condition may stand.
        about: By the kind of the subject, `:subject` being its number or code.
        scale: A share is so many times the first part over the second; 1 for a mean, 0 for a sum.
    """

    query: str
    about: dict[str, str] = field(default_factory=dict)
    scale: int = 0


PER_LINE = {
    "unit": "l.unit_id = :subject",
    "department": "l.department_id = :subject",
    "product": "l.product_id = :subject",
}
CHARTER = """{} IN (SELECT w.id FROM charter_version w, charter c
  WHERE w.charter_id = c.id AND c.code = :subject)"""
OF_CALLER = """EXISTS (SELECT 1 FROM person p
  WHERE p.id = k.person_id AND p.department_id = :subject)"""
PER_CONTACT = {"department": OF_CALLER, "channel": "k.channel = :subject"}
OWNER = "CASE WHEN l.owner_id IS NULL THEN l.unit_id ELSE l.owner_id END"
TAKEN_UP = """
WITH moment AS (
  SELECT e.line_id, e.number, e.kind, e.step, CASE WHEN EXISTS (
      SELECT 1 FROM line_event c WHERE c.line_id = e.line_id AND c.corrects = e.number)
    THEN (SELECT c.corrected_at FROM line_event c WHERE c.line_id = e.line_id
      AND c.corrects = e.number ORDER BY c.number DESC LIMIT 1)
    ELSE e.at END AS happened
  FROM line_event e
), begun AS (
  SELECT m.line_id, m.number, m.happened FROM moment m JOIN line l ON l.id = m.line_id
  WHERE m.kind = 'started' AND m.number = (
    SELECT min(n.number) FROM moment n, step s WHERE n.line_id = m.line_id AND n.kind = 'started'
      AND s.process_version_id = l.process_version_id AND s.position = n.step AND s.side = 'back')
), handed AS (
  SELECT b.line_id, b.happened AS begun, max(m.happened) AS given FROM begun b JOIN moment m
  ON m.line_id = b.line_id AND m.number < b.number AND m.kind IN ('step_finished', 'received')
  GROUP BY b.line_id, b.happened
)
SELECT {waited}, count(*) FROM handed h JOIN line l ON l.id = h.line_id
WHERE l.opened_at >= :start AND l.opened_at < :end AND {about}"""
OF_OWNER = {"unit": f"{OWNER} = :subject"}

PLAIN_GOALS = {
    "kept": PlainGoal(
        f"""SELECT count(CASE WHEN v.outcome = 'kept' THEN 1 END), count(*)
        FROM verdict v JOIN line l ON l.id = v.line_id JOIN ({OPENED_IN}) own
          ON own.name = v.month AND l.opened_at >= own.start AND l.opened_at < own.stop
        WHERE NOT v.is_trial
          AND v.outcome IN ('kept', 'broken') AND v.month >= :first AND v.month <= :last
          AND {{about}}""",
        {**PER_LINE, "charter": CHARTER.format("v.charter_version_id")},
        10_000,
    ),
    "satisfied": PlainGoal(
        """SELECT count(CASE WHEN b.outcome = 'satisfied' THEN 1 END), count(*)
        FROM call_back b, line l WHERE l.id = b.line_id
          AND (b.outcome = 'satisfied' OR b.outcome = 'not_satisfied')
          AND b.closed_at >= :start AND b.closed_at < :end AND {about}""",
        PER_LINE,
        10_000,
    ),
    "reached": PlainGoal(
        """SELECT sum(n.answered), sum(n.answered) + sum(n.missed) FROM channel_count n
        WHERE n.slot >= :start AND n.slot < :end AND {about}""",
        {"channel": "n.channel = :subject"},
        10_000,
    ),
    "settled": PlainGoal(
        """SELECT count(CASE WHEN k.outcome = 'faq' OR k.outcome = 'desk' THEN 1 END), count(*)
        FROM contact k WHERE k.at >= :start AND k.at < :end AND {about}""",
        PER_CONTACT,
        10_000,
    ),
    "handled": PlainGoal(
        """SELECT sum(k.handled_seconds), count(*) FROM contact k
        WHERE k.at >= :start AND k.at < :end AND {about}""",
        PER_CONTACT,
        1,
    ),
    "answered": PlainGoal(
        """SELECT count(CASE WHEN q.answered_at <= q.due_at THEN 1 END), count(*)
        FROM unit_question q WHERE q.asked_at >= :start AND q.asked_at < :end AND {about}""",
        {"unit": "q.unit_id = :subject"},
        10_000,
    ),
    "handed": PlainGoal(TAKEN_UP.replace("{waited}", "sum(h.given - l.opened_at)"), OF_OWNER, 1),
    "started": PlainGoal(TAKEN_UP.replace("{waited}", "sum(h.begun - h.given)"), OF_OWNER, 1),
    "returned": PlainGoal(
        """SELECT count(*) FROM line_event e JOIN line l ON l.id = e.line_id
        LEFT JOIN line_return r ON r.line_id = e.line_id AND r.event = e.number
        WHERE e.kind = 'returned' AND e.at >= :start AND e.at < :end AND {about}""",
        {"unit": f"CASE WHEN r.unit_id IS NULL THEN {OWNER} ELSE r.unit_id END = :subject"},
    ),
    "complaints": PlainGoal(
        """SELECT count(*) FROM contact k WHERE k.kind = 'complaint'
          AND k.at >= :start AND k.at < :end AND {about}""",
        {
            "unit": """:subject = CASE WHEN k.handler_unit_id IS NOT NULL THEN k.handler_unit_id
              ELSE (SELECT l.unit_id FROM line l WHERE l.id = k.line_id) END""",
            "department": OF_CALLER,
        },
    ),
    "borne": PlainGoal(
        """SELECT sum(r.cents) FROM journal_row r, journal_entry e WHERE e.id = r.entry_id
          AND r.account IN ('unit', 'organisation')
          AND (e.kind = 'sanction' OR e.kind = 'sanction_reversal' OR e.kind = 'move')
          AND e.month >= :first AND e.month <= :last AND {about}""",
        {
            "unit": "r.account = 'unit' AND r.account_id = :subject",
            "charter": CHARTER.format("e.charter_version_id"),
        },
    ),
    "used": PlainGoal(
        """WITH mine AS (SELECT c.id FROM cost_centre c WHERE {about})
        SELECT (SELECT sum(r.cents) FROM journal_row r JOIN journal_entry e ON e.id = r.entry_id
            WHERE r.account = 'cost_centre' AND e.kind <> 'move'
              AND r.account_id IN (SELECT id FROM mine) AND e.month BETWEEN :january AND :last),
          (SELECT sum(b.cents) FROM budget b WHERE b.year = :year
            AND b.first <= CAST(substr(CAST(:last AS text), 6) AS integer)
            AND b.cost_centre_id IN (SELECT id FROM mine) AND b.months = (
              SELECT max(x.months) FROM budget x
              WHERE x.year = b.year AND x.cost_centre_id = b.cost_centre_id))""",
        {"department": "c.department_id = :subject", "cost_centre": "c.id = :subject"},
        10_000,
    ),
}
"""By the code of the measure."""
